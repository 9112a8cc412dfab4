"""Differences between Linux, macOS and Windows, side by side, and nothing else.

`limits` bounds the time and memory of a process (`job` is Windows' way), `disk` renames and deletes what other programs
may have open, `console` prepares a terminal. Everything above may forget which system it runs on, but for the forks in
`itaxl.processes`, which Linux alone has.
"""
