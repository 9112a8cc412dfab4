"""Reports that a merge would make again as they are, and what makes them another."""

import io
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from itaxl import pipeline, program
from itaxl.forms.layout import SCORES
from itaxl.inbox.request import Request
from itaxl.pipeline import Result
from itaxl.report.files import up_to_date
from itaxl.spreadsheets.read import HERE
from tests import agencies
from tests.agencies import SAVED, SCORED
from tests.filled import who
from tests.report.printer import Printer, agency, merge, put, reported


@pytest.fixture(autouse=True)
def _printer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Renderer", Printer)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """An agency that has merged once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "Renderer", Printer)
        Printer.drawn = []
        folder = agency(tmp_path_factory.mktemp("made") / "agency")
        return folder, pipeline.run(Request(folder), reader=HERE)


@pytest.fixture
def home(made: tuple[Path, Result], tmp_path: Path) -> Path:
    return shutil.copytree(made[0], tmp_path / "agency")


@pytest.mark.slow
def test_reports_of_the_same_inputs_are_up_to_date_and_keep_their_findings(
    made: tuple[Path, Result], home: Path
) -> None:
    result, state = made[1], up_to_date.state(Request(home))
    assert state is not None
    assert (state.exit_code, state.target) == (result.exit_code, home / "reports/2562")
    shown = [(item.code, item.place, item.value, item.what("th"), item.fix("en")) for item in state.findings]
    assert shown == [
        (item.code, item.place, item.value, item.what("th"), item.fix("en")) for item in result.findings
    ]
    assert state.drafts == ("analysis",)


@pytest.mark.parametrize(
    "change",
    [
        lambda home: put(home, "f.xlsx", reported("ทำแล้วครึ่งหนึ่ง")),
        lambda home: (home / "inbox/2562/p.xlsx").rename(home / "inbox/2562/q.xlsx"),
        lambda home: (home / "inbox/2562/p.xlsx").unlink(),
        lambda home: append(home / "itaxl.toml"),
        lambda home: (home / "measures-bank.toml").write_text(""),
        lambda home: (home / "measures-2562.csv").write_text("code,measure\n"),
        lambda home: (home / "use-2562.json").write_text('[{"sha256": "", "file": ""}]'),
        lambda home: (home / "reports/2562/data.json").unlink(),
        lambda home: add(home, "reports/2562/more/x"),
        lambda home: add(home, "reports/2561/data.json"),
        lambda home: add(home, "outbox/2562/x-followup-6.xlsx"),
        lambda home: add(home, "issued/2562/analysis-1/issue.json"),
        lambda home: add(home, "html_templates/css/print.css"),
    ],
)
def test_after_any_change_they_are_not(change: Callable[[Path], object], home: Path) -> None:
    assert up_to_date.state(Request(home))
    change(home)
    assert up_to_date.state(Request(home)) is None


def test_what_has_nothing_to_do_with_the_year_is_no_change(home: Path) -> None:
    for name in ("inbox/2563/a.xlsx", "outbox/2562/plan.xlsx", "reports/2563/data.json", "notes.txt"):
        add(home, name)
    assert up_to_date.state(Request(home, year=2562))


def test_another_program_or_language_or_date_makes_them_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert up_to_date.state(Request(home, lang="en")) is None
    assert up_to_date.state(Request(home, day=SAVED.date())) is None
    assert up_to_date.state(Request(home, use=("p.xlsx",))) is None
    assert up_to_date.state(Request(home, strict=True)) is None  # there are errors
    monkeypatch.setattr(program, "digest", lambda: "other")
    assert up_to_date.state(Request(home)) is None


@pytest.mark.slow
def test_a_workbook_from_the_future_is_looked_at_again_each_time(home: Path) -> None:
    later = agencies.workbook(who("IIT", "clerk"), {SCORES: SCORED}, SAVED + timedelta(365 * 1000))
    put(home, "c.xlsx", later)
    merge(home)
    assert up_to_date.state(Request(home)) is None


@pytest.mark.slow
def test_a_file_with_a_password_is_looked_at_again_each_time(home: Path) -> None:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(reported("เริ่มแล้ว"))).encrypt("1234", locked)
    put(home, "locked.xlsx", locked.getvalue())
    merge(home)
    assert up_to_date.state(Request(home)) is None


def append(file: Path) -> None:
    with file.open("a") as stream:
        stream.write("# \n")


def add(home: Path, name: str) -> None:
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_bytes(b"{}")
