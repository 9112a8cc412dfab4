"""Year at a glance: what is to be done next, what is wanting, and who has sent what."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from itaxl.loopback.pages import Page, page
from itaxl.report import next_step, posting, standing
from itaxl.report.web import status_page
from itaxl.sending import collection
from itaxl.texts import Texts
from itaxl.workbench import choosing, findings, inbox, issuing, merging, sending_out
from itaxl.workbench.desk import desk_of

# Where each step of `itaxl.report.next_step` is taken.
_PLACES = {
    **dict.fromkeys(("look", "collect", "announced"), inbox.PATH),
    **dict.fromkeys(("mend", "settle"), findings.PATH),
    **dict.fromkeys(("merge", "merge_again", "post"), merging.PATH),
    **dict.fromkeys(("issue", "issue_again"), issuing.PATH),
    **dict.fromkeys(("send_out", "follow", "follow_last"), sending_out.PATH),
    "choose": choosing.PATH,
    "remind": sending_out.REMINDERS,
}


def show(request: Request) -> Response:
    desk = desk_of(request)
    year_state = desk.year_state()
    year_data, words = year_state.run.year_data, Texts("terminal", desk.lang)
    status, step = Texts("status", desk.lang), next_step.next_step(year_state)
    return page(
        request,
        "year.html",
        step=step.text[desk.lang],
        place=_PLACES.get(step.key, ""),
        wanting=[
            (words(f"posting.{name}"), group)
            for name, group in posting.wanting(year_state.run.findings).items()
        ],
        merged=year_state.changed is not None,
        issued=[standing.sentence(posted, words) for posted in year_state.run.standing.posted],
        status=status,
        rounds=status_page.rounds(year_state.states, year_data.agency, status),
        announced=status_page.announced(year_state.states, status),
        legend=status_page.legend(status),
        count=status_page.count(year_state.states, status),
        unplaced=len(collection.unplaced(year_data)),
        begun=bool(year_data.outcome.assessment.followup_round),
    )


PAGE = Page("year", "/", (Route("/", show),))
