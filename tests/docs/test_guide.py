"""The user guide in both languages: the same commands, each of which works, and a summary as the screen shows it."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import click
import pytest

from itaxl.agency import settings as project
from itaxl.agency.palette import faint, in_force
from itaxl.agency.settings import unknown_keys
from itaxl.cli.fetch import command as fetch
from itaxl.cli.main import Session
from itaxl.cli.summary import summary
from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.instrument import bank
from itaxl.pipeline import Result
from itaxl.texts import LANGS, Lang, Texts
from tests.command import ROOT
from tests.docs.typed import commands, run_all
from tests.samples import made
from tests.shared import Shared

GUIDES: dict[Lang, str] = {"th": "docs/guide.th.md", "en": "docs/guide.en.md"}
FETCH = "itaxl -C my-agency fetch "  # needs a mailbox
VERAPDF = "verapdf "  # does not come along
WITH_ERRORS = "itaxl -C broken-demo/outside-0-100 merge"  # a sample with a fault ends with exit code 1
COPYING = "cp -R samples/reference my-agency"
MAKING = re.compile(rf"{re.escape(made.COMMAND)} (years|broken)")
LARGEST = 150_000  # bytes of a picture


def text(lang: Lang) -> str:
    return (ROOT / GUIDES[lang]).read_text("utf-8")


def blocks(lang: Lang, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text(lang), re.MULTILINE | re.DOTALL)


def test_both_languages_show_the_same_commands_settings_and_pictures() -> None:
    assert commands(GUIDES["th"]) == commands(GUIDES["en"])
    assert blocks("th", "toml") == blocks("en", "toml")
    pictures = [re.findall(r"!\[.+\]\((\S+)\)", text(lang)) for lang in LANGS]
    assert pictures[0] == pictures[1] != []


def shortened(shared: Shared, make: Callable[[Path], object], folder: Path) -> None:
    """Make agencies to try whose documents are drawn soon; `tests/samples` looks at whole ones."""
    shared.copy(make.__name__, make, folder)
    for settings in folder.rglob("itaxl.toml"):
        made.draw_few_pages(settings.parent)


@pytest.mark.slow
def test_every_command_works(tmp_path: Path, shared: Shared) -> None:
    """But those that need a mailbox or another program; agencies to try are made once for all tests."""
    lines = [line for line in commands(GUIDES["th"]) if not line.startswith((FETCH, VERAPDF))]
    assert WITH_ERRORS in lines
    copied: dict[str, str] = {}
    tried = {
        make.__name__: shared.folder(f"{make.__name__}_shortened", partial(shortened, shared, make))
        for make in (made.years, made.broken)
    }
    for line in filter(MAKING.match, lines):
        copied[line] = MAKING.sub(lambda result: f"cp -R {tried[result[1]]}", line)
    assert len(copied) == 2
    made.draw_few_pages(made.reference_copy(tmp_path / "few-pages"))
    assert COPYING in lines
    copied[COPYING] = "cp -R few-pages my-agency"
    run_all([copied.get(line, line) for line in lines], tmp_path, {WITH_ERRORS: 1})
    for file in ("our-agency/outbox/2562/2562-announced.xlsx", "my-agency/status.html",
                 "my-agency/outbox/2562/reminders", "my-agency/reports/2562/analysis.pdf",
                 "broken-demo/outside-0-100/reports/2562/office/returns/2562-IIT-office.eml",
                 "broken-demo/two-versions-of-one-time/use-2562.json"):  # fmt: skip
        assert (tmp_path / file).exists()


def test_the_command_that_needs_a_mailbox_is_understood() -> None:
    (line,) = (line for line in commands(GUIDES["th"]) if line.startswith(FETCH))
    context = fetch(Session(ROOT, "en")).make_context("fetch", line.removeprefix(FETCH).split())
    assert context.params["host"] == "imap.example.go.th"
    with pytest.raises(click.UsageError):
        fetch(Session(ROOT, "en")).make_context("fetch", ["--unknown"])


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_summary_is_what_the_screen_shows(lang: Lang) -> None:
    year_data = gather(Request(ROOT / "samples" / "reference", 2562, lang=lang))
    result = Result(**vars(year_data), target=Path("my-agency/reports/2562"))
    shown = [click.unstyle(line) for line in summary(result, Texts("terminal", lang), lang)]
    assert blocks(lang, "text") == ["\n".join(shown) + "\n"]


def test_examples_of_settings_are_understood(tmp_path: Path) -> None:
    offered, document, sentences, shades = blocks("th", "toml")
    (tmp_path / bank.OWN).write_text(offered, "utf-8")
    assert bank.read(tmp_path)[7].measures
    own = tomllib.loads(sentences)["text"]
    assert own
    assert unknown_keys(own) == ()
    settings = (ROOT / "samples/reference/itaxl.toml").read_text("utf-8")
    alone = settings.replace("[report.2562.followup-12]", "[report.2563.followup-12]")
    (tmp_path / "itaxl.toml").write_text(f"{alone}\n{document}\n{shades}", "utf-8")
    agency = project.load(tmp_path)
    own = agency.for_document(2562, "followup-12")
    assert (own.report_date, len(own.signatories)) == (date(2020, 10, 8), 2)
    chosen = agency.colours
    assert chosen
    assert list(faint(in_force(tmp_path, chosen))) == []


@pytest.mark.parametrize("lang", LANGS)
def test_each_reader_finds_the_part(lang: Lang) -> None:
    for part in ("officer", "analyst", "reader"):
        assert f"](#{part})" in text(lang)
        assert f'<a id="{part}"></a>' in text(lang)


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs" / "images").iterdir():
        assert picture.stat().st_size <= LARGEST, picture.name
