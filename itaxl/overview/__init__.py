"""Overview of many agencies, made from what they have published and nothing else.

`posted` reads an agency's `data.json`, which may come from anywhere; `figures` counts; `tables` and `view` say it in
the blocks of the reports; `site` and `data` make pages and open data; `write` puts all of it into a folder, whole or
not at all.
"""
