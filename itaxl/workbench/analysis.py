"""Analysis to look at, as a merge would make it now, and the year's instrument with where each fact is from."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from itaxl import api
from itaxl.instrument import describing
from itaxl.instrument.scoring import rounded
from itaxl.loopback.pages import Page, page
from itaxl.report import documents, outputs
from itaxl.texts import Texts
from itaxl.workbench.desk import desk_of

PATH, DOCUMENT, INSTRUMENT = "/analysis", "/analysis/document", "/analysis/instrument"
_FRAMES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The page holds its own style and pictures; nothing in it runs or leads out of it.
_FRAMED = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def show(request: Request) -> Response:
    desk = desk_of(request)
    year_data = desk.year_data()
    assessment, instrument = year_data.outcome.assessment, year_data.context.instrument
    answer = page(
        request,
        "analysis.html",
        text=Texts("pages", desk.lang),
        assessment=assessment,
        sentences=api.sentences(year_data, desk.lang),
        lowest=[
            (result.code, no, instrument.indicator(no).name[desk.lang], assessment.indicator(no).score)
            for result in assessment.dimensions
            for no in result.weakest
        ],
        rounded=rounded,
        document=DOCUMENT,
        instrument=INSTRUMENT,
    )
    answer.headers["Content-Security-Policy"] = _FRAMES
    return answer


def show_document(request: Request) -> Response:
    """Return the analysis as the web page of the report, in the language of the pages."""
    desk = desk_of(request)
    year_data = desk.year_data()
    agency = replace(year_data.agency, lang=desk.lang)
    context = replace(year_data.context, agency=agency)
    run = documents.prepared(replace(year_data, agency=agency, context=context))
    text = run.page(outputs.ANALYSIS, "screen")
    return HTMLResponse(text, headers={"Content-Security-Policy": _FRAMED, "X-Frame-Options": "SAMEORIGIN"})


def show_instrument(request: Request) -> Response:
    """Describe the year's instrument: scores, grades, items, questions, law, and the sources of all."""
    desk = desk_of(request)
    instrument = desk.year_data().context.instrument
    sections: list[tuple[str, list[tuple[int, str]]]] = []
    for depth, line in describing.lines(instrument, Texts("instruments", desk.lang)):
        if depth == 0:
            sections.append((line, []))
        else:
            sections[-1][1].append((depth, line))
    return page(request, "instrument.html", text=Texts("pages", desk.lang), sections=sections, home=PATH)


PAGE = Page(
    "analysis", PATH, (Route(PATH, show), Route(DOCUMENT, show_document), Route(INSTRUMENT, show_instrument))
)
