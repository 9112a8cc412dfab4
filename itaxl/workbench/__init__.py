"""Workbench: the agency's year in a browser, served to this machine alone.

It has no rule of its own: a page calls the functions that the command line calls and shows what they return.

To add a page, write one module and one template:

    # itaxl/workbench/costs.py
    def show(request: Request) -> Response:
        year_data = desk_of(request).year_data()
        return page(request, "costs.html", costs=costs(year_data))

    PAGE = Page("costs", "/costs", (Route("/costs", show),))

and put the module into `PAGES` of `itaxl.workbench.app`. The template `html_templates/workbench/costs.html` extends
`base.html`; `say("costs.title")` is the page's title and `say("nav.costs")` its name in the menu, both in
`itaxl/texts/workbench.toml`. A form goes to `{{ post("/costs") }}`, which holds the token that every POST needs; its
handler, in `with_form(…)`, gets what was typed and answers with `back(request, "/costs", notice)`. Handlers are plain
functions in threads; whatever the user can mend they raise as ItaxlError, which is shown as a page. While the inbox is
read, `year_data()` shows its progress.
Scripts and styles stand in `workbench.js` and `workbench.css` alone: none inside a page would run.
"""
