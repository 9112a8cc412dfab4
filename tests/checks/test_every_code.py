"""Each code of the catalogue is raised by its smallest inbox, and by nothing else in it."""

import errno
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from itaxl import pipeline
from itaxl.agency import lock
from itaxl.agency.shown_before import Shown
from itaxl.checks import followups
from itaxl.checks.context import Context
from itaxl.findings import catalogue, finding, in_order
from itaxl.forms.layout import MEASURES, SCORES
from itaxl.inbox import arrivals
from itaxl.inbox.arrivals import receive, understand
from itaxl.inbox.folder import files
from itaxl.inbox.request import Request
from itaxl.instrument import load
from itaxl.merging import small_groups
from itaxl.merging.small_groups import Hidden
from itaxl.province import cluster
from itaxl.report import documents, posting, standing
from itaxl.report.drafts import drafts, note
from itaxl.report.files import drawn
from itaxl.report.pdf.render import Rendered
from itaxl.report.pdf.text_layer import Difference
from itaxl.report.views import annex
from itaxl.spreadsheets.read import HERE
from itaxl.spreadsheets.sandbox import SandboxedReader
from tests import agencies, issues
from tests.cases import ANNOUNCED, announced, division, outcome
from tests.checks import smallest
from tests.checks.smallest import BAD_READER, BESIDES, FILES, LATER, SENT, WORKBOOKS
from tests.filled import AGENCY, CONTEXT, book, merged, reading, who
from tests.press import make
from tests.report import cases

MISSING = "F115"  # a file that is gone before it is opened
CHOSEN = "X417"  # two versions of one time, of which one was chosen
TWO_VERSIONS = "X403"
CHANGED = "D505"  # a document was changed by hand, and is made anew
SHUT, HIDDEN, PIPE = "F150", "F151", "F152"  # of the inbox itself
RESTORED = "X440"  # the register lacks codes that were published
DRAFTS = "X449"  # the note that names the drafts
VANISHED = "X477"  # a measure that went out is nowhere any more
EARLIER = "X462"  # an earlier report gives a small group away
VERY_MANY = "F153"  # findings about one workbook
NO_LOCKS = "F159"  # the disk has none
UNJUDGED, ELSEWHERE = "X478", "X479"  # earlier figures of too many divisions; documents made elsewhere
LONG_LISTS = "D530"  # of measures


@pytest.fixture(scope="module")
def bad_reader() -> Iterator[SandboxedReader]:
    with SandboxedReader(time_limit=1, source="tests.spreadsheets.bad_reader:read_book") as apart:
        yield apart


def codes_about(agency: Path, year: int = 2562, **settings: object) -> list[str]:
    """What is found about the documents of an agency with an emblem, but for these settings."""
    Image.new("RGB", (30, 30)).save(agency / "emblem.png")
    own = replace(AGENCY, folder=agency, **{"emblem": "emblem.png", **settings})  # type: ignore[arg-type]
    here = load(year, own.instrument)
    return [finding.code for finding in documents.findings_about_documents(Context(own, year, here))]


def without_law(agency: Path) -> str:
    """Write a scheme of the agency's own that names no law, and return its file's name."""
    (agency / "own.toml").write_text("base = 2562\nyear = 2562\nlegal_basis = []", "utf-8")
    return "own.toml"


def unlike(_: Path) -> list[str]:
    drawn = Rendered(b"", 1, (), (Difference(1, "ดำเนินงาน", "ดาเนินงาน"),))
    return [finding.code for finding in documents._lost_text({"analysis": drawn}, ())]


def very_many(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is found about the documents where no measure may be printed any more."""
    monkeypatch.setattr(annex, "ROWS", 0)
    return [item.code for item in documents._long_lists((cases.measure("IIT", 4, 1),))]


def notes(scores: dict[int, str] = ANNOUNCED, **settings: object) -> list[str]:
    """What is noted of announced results for an agency whose settings are complete but for these."""
    complete = replace(AGENCY, report_number="1/2563", report_date=date(2020, 4, 10))
    agency = replace(complete, **settings)  # type: ignore[arg-type]
    result = outcome({"a": announced(scores, TOTAL="79.83", GRADE="B")}, agency)
    return [note.code for note in posting.notes(result.assessment, agency)]


def notes_of_a_followup(**own: object) -> list[str]:
    """What is noted where a round has begun and its document has these values of its own."""
    complete = replace(AGENCY, report_number="1/2563", report_date=date(2020, 4, 10))
    agency = replace(complete, own_documents={(2562, "followup-6"): own})
    assessment = outcome({"a": announced(TOTAL="79.83", GRADE="B")}, agency).assessment
    return [note.code for note in posting.notes(replace(assessment, followup_round="followup-6"), agency)]


def after_an_issue(folder: Path, wanted: str = "") -> list[str]:
    """What is found about an analysis that was issued, once that was changed which a code is about."""
    agency = replace(AGENCY, folder=folder, report_date=date(2020, 4, 10))
    data = {"schema": 2, "total": 79.83, "grade": {"announced": "B", "computed": "B"}}
    blank: dict[str, object] = {"dimensions": [], "indicators": [], "divisions": [], "measures": []}
    files = {"analysis.pdf": b"signed", "data.json": json.dumps(data | blank).encode()}
    issue = issues.put(folder, "analysis-1", files, drawn.signed(agency))
    if wanted == "D523":
        (folder / "reports/2562").mkdir(parents=True)
        (folder / "reports/2562/analysis.pdf").write_bytes(files["analysis.pdf"])
    if wanted in ("D523", "D525"):
        (issue / "analysis.pdf").write_bytes(b"altered")
    if wanted == "D526":
        issue.rename(issue.with_name("analysis-1 - Copy"))
    now = data | blank | ({"total": 80.1} if wanted == "D522" else {})
    agency = replace(agency, report_number="9/2563") if wanted == "D524" else agency
    return [item.code for item in standing.compared(agency, 2562, now).findings]


def without_bokeh() -> list[str]:
    """What is found of a dashboard where nothing that draws it is installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "find_spec", lambda _: None)
        return [item.code for item in cluster.missing_for_dashboard()]


DOCUMENTS: dict[str, Callable[[Path], list[str]]] = {
    "D501": lambda agency: codes_about(agency, 2566, text={"memo.legal": "ตามกฎหมาย"}),
    "D502": lambda agency: codes_about(agency, instrument_file=without_law(agency)),
    "D503": lambda agency: codes_about(agency, emblem="ครุฑ.png"),
    "D504": unlike,
    "D543": lambda agency: codes_about(agency, 2565),
    "D506": lambda agency: codes_about(agency, colours={"accent": "#ffcc00"}),
    "D515": lambda _: notes({}),
    "D516": lambda _: notes(email="ita@example.go.th"),
    "D517": lambda _: notes(report_number=""),
    **{code: partial(after_an_issue, wanted=code) for code in ("D522", "D523", "D524", "D525", "D526")},
    "D518": lambda _: notes(report_date=None),
    "D519": lambda _: notes_of_a_followup(report_date=date(2020, 4, 30)),
    "D520": lambda _: notes_of_a_followup(report_number="2/2563"),
    "D536": lambda agency: codes_about(agency, emblem=""),
    "D544": lambda _: without_bokeh(),
}


@pytest.mark.slow
def test_nothing_is_found_in_the_sound_inboxes(tmp_path: Path) -> None:
    assert notes() == []
    assert after_an_issue(tmp_path) == []
    assert smallest.found_in(smallest.sound()) == []
    assert smallest.found_in(smallest.reported({})) == []


def test_every_code_has_its_inbox() -> None:
    own = {
        MISSING,
        CHOSEN,
        CHANGED,
        SHUT,
        HIDDEN,
        PIPE,
        VERY_MANY,
        RESTORED,
        DRAFTS,
        LONG_LISTS,
        EARLIER,
        VANISHED,
        NO_LOCKS,
        UNJUDGED,
        ELSEWHERE,
    }
    assert sorted([*WORKBOOKS, *SENT, *FILES, *LATER, *DOCUMENTS, *own]) == sorted(catalogue())


@pytest.mark.slow
@pytest.mark.parametrize("code", WORKBOOKS)
def test_of_workbooks(code: str) -> None:
    assert set(smallest.found_in(WORKBOOKS[code]())) == {code} | BESIDES.get(code, set())


@pytest.mark.parametrize("code", SENT)
def test_of_senders(code: str) -> None:
    assert set(SENT[code]()) == {code} | BESIDES.get(code, set())


def test_of_a_version_that_was_not_chosen() -> None:
    assert smallest.found_when_chosen(WORKBOOKS[TWO_VERSIONS]()) == [CHOSEN]


@pytest.mark.slow
@pytest.mark.parametrize("code", LATER)
def test_of_items_and_of_years_whose_rules_are_uncertain(code: str) -> None:
    result, without = LATER[code]()
    assert set(result) - set(without) == {code} | BESIDES.get(code, set())


@pytest.mark.slow
@pytest.mark.parametrize("code", FILES)
def test_of_files(code: str, tmp_path: Path, bad_reader: SandboxedReader) -> None:
    (tmp_path / "a.xlsx").write_bytes(FILES[code]())
    reader = bad_reader if code in BAD_READER else HERE
    arrived = list(receive("a.xlsx", tmp_path / "a.xlsx", CONTEXT, reader))
    assert [finding.code for workbook in arrived for finding in workbook.findings] == [code]
    assert all(workbook.submission is None for workbook in arrived)


def test_of_a_file_that_is_gone(tmp_path: Path) -> None:
    (result,) = receive("a.xlsx", tmp_path / "a.xlsx", CONTEXT, HERE)
    assert [finding.code for finding in result.findings] == [MISSING]


def test_of_what_an_inbox_holds_beside_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / ".hidden.xlsx").touch()
    os.mkfifo(tmp_path / "pipe")
    iterdir = Path.iterdir

    def shut(folder: Path) -> Iterator[Path]:
        if folder.name == "shut":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return iterdir(folder)

    monkeypatch.setattr(Path, "iterdir", shut)
    told = {name: told.code for name, _, told in files([tmp_path]) if told}
    assert told == {"shut": SHUT, ".hidden.xlsx": HIDDEN, "pipe": PIPE}


def test_of_very_many_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = book(who(), {SCORES: "| รหัส | คะแนน (0–100) |\n|---|---|\n| 1 | 80 |\n| 2 | ดี |"})
    alone = understand(reading(workbook), CONTEXT).findings
    assert len(alone) > 2
    monkeypatch.setattr(arrivals, "MOST_FINDINGS", 2)
    findings = understand(reading(workbook), CONTEXT).findings
    assert [finding.code for finding in findings] == [
        *(finding.code for finding in in_order(alone)[:2]),
        VERY_MANY,
    ]


def test_of_drafts() -> None:
    error, warning = finding("C305"), finding("X402")
    assert [item.code for item in note(drafts([error], ()), [error])] == [DRAFTS]
    assert note(drafts([warning], ()), [warning]) == ()


@pytest.mark.slow
@pytest.mark.parametrize("code", DOCUMENTS)
def test_of_documents(code: str, tmp_path: Path) -> None:
    assert DOCUMENTS[code](tmp_path) == [code]


def test_of_lists_that_are_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert very_many(monkeypatch) == [LONG_LISTS]


def test_of_documents_that_were_changed_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = documents.Made({"analysis.pdf": b"%PDF-1.7"}, ())
    monkeypatch.setattr(documents, "make", lambda *_: made)
    monkeypatch.setattr(pipeline, "Renderer", lambda *_, **__: nullcontext())
    request = Request(agencies.agency(tmp_path, {"a.pdf": b"%PDF-1.7"}))
    assert pipeline.run(request, reader=HERE).findings == ()
    (tmp_path / "reports/2562/analysis.pdf").write_bytes(b"signed")
    assert [finding.code for finding in pipeline.run(request, reader=HERE).findings] == [CHANGED]


def test_of_earlier_figures_that_nobody_can_take_apart() -> None:
    hidden = Hidden(unjudged=frozenset({4}))
    assert [item.code for item in small_groups.findings_about(hidden, AGENCY)] == [UNJUDGED]


@pytest.mark.slow
def test_of_documents_that_are_made_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "make", make)
    monkeypatch.setattr(pipeline, "Renderer", lambda *_, **__: nullcontext())
    folder = agencies.agency(tmp_path / "a", agencies.sound())
    here, there = (
        {item.code for item in pipeline.run(Request(folder, out=out), reader=HERE).findings}
        for out in (None, tmp_path / "out")
    )
    assert there - here == {ELSEWHERE}


def test_of_a_disk_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    made = documents.Made({"analysis.pdf": b"%PDF-1.7"}, ())
    monkeypatch.setattr(documents, "make", lambda *_: made)
    monkeypatch.setattr(pipeline, "Renderer", lambda *_, **__: nullcontext())
    monkeypatch.setattr(fcntl, "flock", refuse)
    folder = agencies.agency(tmp_path, {"a.pdf": b"%PDF-1.7"})
    assert [finding.code for finding in pipeline.run(Request(folder), reader=HERE).findings] == [NO_LOCKS]
    assert (folder / "reports/2562/analysis.pdf").exists()
    assert not (folder / lock.NAME).exists()


@pytest.mark.slow
def test_of_a_mean_that_an_earlier_report_makes_a_small_groups() -> None:
    large = {"a": division("finance", "IIT", ANNOUNCED), "b": division("works", "IIT", ANNOUNCED)}
    whole = large | {"c": division("clerk", "IIT", ANNOUNCED, respondents="3")}
    before = Shown(outcome(large).hidden.figures)
    alone, beside = ({item.code for item in outcome(whole, shown=shown).findings} for shown in (None, before))
    assert beside - alone == {EARLIER}


def test_of_a_measure_that_went_out_and_is_nowhere() -> None:
    whole = merged(smallest.reported({}), smallest.SMALL)
    sent = [("finance", "IIT", "2562-IIT-01-01")]
    assert [item.code for item in followups.vanished(whole, sent)] == [VANISHED]
    assert list(followups.vanished(whole, ())) == []


@pytest.mark.slow
def test_of_a_register_that_lost_published_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "make", make)
    monkeypatch.setattr(pipeline, "Renderer", lambda *_, **__: nullcontext())
    planned = agencies.workbook(who("IIT", "finance"), {MEASURES: agencies.PLANNED})
    request = Request(agencies.agency(tmp_path, {"a.xlsx": planned}))
    before = {item.code for item in pipeline.run(request, reader=HERE).findings}
    (tmp_path / "measures-2562.csv").write_bytes(b"")
    after = {item.code for item in pipeline.run(request, reader=HERE).findings}
    assert after - before == {RESTORED}
