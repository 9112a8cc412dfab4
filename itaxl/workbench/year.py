"""Year at a glance: who has sent what, and what is to be done next."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.report.web import status_page
from itaxl.sending import collection
from itaxl.texts import Texts
from itaxl.workbench.desk import desk_of
from itaxl.workbench.pages import Page, page


def show(request: Request) -> Response:
    desk = desk_of(request)
    year_data = desk.year_data()
    status = Texts("status", desk.lang)
    states = collection.states(year_data)
    return page(
        request,
        "year.html",
        status=status,
        rounds=status_page.rounds(states, year_data.agency, status),
        announced=status_page.announced(states, status),
        legend=status_page.legend(status),
        count=status_page.count(states, status),
        unplaced=len(collection.unplaced(year_data)),
        begun=bool(year_data.outcome.assessment.followup_round),
    )


PAGE = Page("year", "/", (Route("/", show),))
