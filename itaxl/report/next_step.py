"""Next step in a year, in words: from what has come, what is missing, and what was merged and issued."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from itaxl.agency import folders
from itaxl.agency.leftovers import MANIFEST
from itaxl.agency.own_documents import ANALYSIS, FOLLOWUPS
from itaxl.agency.settings import Agency
from itaxl.files import content
from itaxl.findings import Finding, Severity
from itaxl.forms.identity import PLAN, named
from itaxl.gather import Gathered
from itaxl.merging.versions import NOT_USED, OTHER_HANDS, TIE
from itaxl.report import outputs, posting
from itaxl.report.documents import prepared
from itaxl.report.drafts import FOLLOWUP
from itaxl.report.files import drawn, since_merge
from itaxl.report.files.since_merge import Changed
from itaxl.report.run import Run
from itaxl.sending.collection import State, Status, states, unplaced
from itaxl.texts import LANGS, Text, filled

UNDECIDED = frozenset({TIE, OTHER_HANDS, NOT_USED})  # versions of which a person chooses one
SIGNED_LAST = frozenset({"number", "date"})  # items that issuing asks for
MOST_NAMES = 5


@dataclass(frozen=True)
class Step:
    """Step to take: its key in the catalogue `steps`, its words, and the findings that ask for it."""

    key: str
    text: Text
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class YearState:
    """State of a year. `sent_out`: workbooks lie in the outbox; `rounds_out`: the rounds of these.

    `changed`: what a merge would write otherwise than the last one; None where there was none. `unposted`: a merge
    would post an issue that the last one did not.
    """

    run: Run
    states: Sequence[State]
    sent_out: bool = False
    changed: Changed | None = None
    rounds_out: Collection[str] = ()
    unposted: bool = False

    @property
    def agency(self) -> Agency:
        return self.run.agency

    @property
    def decided(self) -> bool:
        """Return whether the analysis was issued and shows what would be merged now: then the follow-ups are next."""
        posted = self.run.standing.of(ANALYSIS)
        return posted is not None and not posted.outdated

    @property
    def due(self) -> list[State]:
        """Return the states that still matter: of plans only until the analysis is issued."""
        return [state for state in self.states if not (self.decided and state.round == PLAN)]

    @property
    def wanting(self) -> dict[str, tuple[Finding, ...]]:
        """Return what is wanting before the documents may be posted, without what issuing itself asks for."""
        items = posting.wanting(self.run.findings)
        return {name: group for name, group in items.items() if name not in SIGNED_LAST}


def of_year(year_data: Gathered) -> YearState:
    """Return the state of a year, beside what its folders hold: workbooks sent out, and the last merge's reports."""
    run, folder, year = prepared(year_data), year_data.agency.folder, year_data.context.year
    data, reports = run.files[outputs.DATA.path].decode(), folders.reports(folder, year)
    before = since_merge.of_folder(reports)
    changed = since_merge.since(before, since_merge.of_now(data, run.findings)) if before else None
    names = [path.name for path in folders.outbox(folder, year).glob("*.xlsx")]
    rounds = {identity.round for name in names if (identity := named(name))}
    return YearState(
        run, states(year_data), bool(names), changed, rounds, bool(before) and _unposted(run, reports)
    )


def _unposted(run: Run, reports: Path) -> bool:
    """Tell whether a merge would post an issue that the last one did not."""
    issues = {(posted.issue.document, posted.issue.edition) for posted in run.standing.posted}
    try:
        recorded = drawn.read(content(reports / MANIFEST))
    except OSError:
        return False
    return not issues <= {(document.document, document.edition) for document in recorded if document.issued}


def next_step(year_state: YearState) -> Step:
    """Return the first step that is to be taken, of those that the list has."""
    steps = (step(year_state) for step in _STEPS)
    return next((step for step in steps if step), _step("done", year=year_state.run.year_data.context.year))


def _step(key: str, findings: Iterable[Finding] = (), **values: object) -> Step:
    texts = [
        {name: value[lang] if isinstance(value, Text) else value for name, value in values.items()}
        for lang in LANGS
    ]
    words = (filled("steps", key, **places)[lang] for lang, places in zip(LANGS, texts, strict=True))
    return Step(key, Text(*words), tuple(findings))


def _look(year_state: YearState) -> Step | None:
    files = unplaced(year_state.run.year_data)
    errors = [item for file in files for item in file.findings if item.severity is Severity.ERROR]
    return _step("look", errors, count=len(files)) if files else None


def _choose(year_state: YearState) -> Step | None:
    undecided = [item for item in year_state.run.findings if item.code in UNDECIDED]
    return _step("choose", undecided, count=len(undecided)) if undecided else None


def _send_out(year_state: YearState) -> Step | None:
    if year_state.run.year_data.arrived:
        return None
    return _step("collect" if year_state.sent_out else "send_out", count=len(year_state.agency.divisions))


def _mend(year_state: YearState) -> Step | None:
    wrong = [state for state in year_state.due if state.status is Status.ERRORS]
    return _step("mend", names=_names(year_state, wrong)) if wrong else None


def _remind(year_state: YearState) -> Step | None:
    missing = [state for state in year_state.due if state.division and state.status is Status.MISSING]
    return _step("remind", names=_names(year_state, missing)) if missing else None


def _announced(year_state: YearState) -> Step | None:
    wanting = year_state.wanting.get("announced") if not year_state.decided else None
    return _step("announced", wanting, year=year_state.run.year_data.context.year) if wanting else None


def _settle(year_state: YearState) -> Step | None:
    if year_state.decided and FOLLOWUP not in year_state.run.drafts:
        return None
    items = {name: group for name, group in year_state.wanting.items() if name != "announced"}
    names = Text(
        *("; ".join(filled("terminal", f"posting.{name}")[lang] for name in items) for lang in LANGS)
    )
    findings = [item for group in items.values() for item in group]
    return _step("settle", findings, items=names) if items else None


def _merge(year_state: YearState) -> Step | None:
    if year_state.changed is None:
        return _step("merge", year=year_state.run.year_data.context.year)
    if year_state.changed:
        return _step("merge_again")
    return _step("post") if year_state.unposted else None


def _issue(year_state: YearState) -> Step | None:
    """Issue what is made and not issued yet; of the follow-ups the round that was reported last."""
    newest = year_state.run.assessment.followup_round
    for name in (ANALYSIS, *((newest,) if newest else ())):
        posted = year_state.run.standing.of(name)
        key = "issue" if posted is None else "issue_again" if posted.outdated else ""
        if key:
            return _step(key, document=filled("terms", f"document.{name}"))
    return None


def _follow(year_state: YearState) -> Step | None:
    """Make the workbooks of the round that is to come, or wait for those that are out."""
    assessment, begun = year_state.run.assessment, year_state.run.assessment.followup_round
    to_come = FOLLOWUPS[FOLLOWUPS.index(begun) + 1 :] if begun else FOLLOWUPS
    if not assessment.measures or not to_come:
        return None
    key = "collect" if set(to_come) & set(year_state.rounds_out) else "follow_last" if begun else "follow"
    return _step(key, count=len(assessment.measures))


def _names(year_state: YearState, states: Collection[State]) -> Text:
    """Name the senders of workbooks, the first few."""
    announced = filled("status", "announced")
    divisions = {division.id: Text(division.name, division.name) for division in year_state.agency.divisions}
    senders = dict.fromkeys(divisions.get(state.division, announced) for state in states)
    more = len(senders) - MOST_NAMES
    rest = [filled("steps", "more", count=more)] if more > 0 else []
    names = [*list(senders)[:MOST_NAMES], *rest]
    return Text(*(", ".join(name[lang] for name in names) for lang in LANGS))


_STEPS: tuple[Callable[[YearState], Step | None], ...] = (
    _look,
    _choose,
    _send_out,
    _mend,
    _remind,
    _announced,
    _settle,
    _merge,
    _issue,
    _follow,
)
