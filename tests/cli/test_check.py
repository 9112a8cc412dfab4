"""`itaxl check`: what it says of good, blank and broken workbooks, and that it writes nothing."""

import os
import shutil
from pathlib import Path

import click
import pytest

from itaxl.cli.finding_lines import by_severity, severity_name
from itaxl.findings import Place, Severity, finding
from itaxl.texts import LANGS, Lang, Texts
from tests.cli.conftest import YEAR
from tests.command import exit_code

NAME = f"{YEAR}-announced.xlsx"


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_workbook_as_it_went_out_is_fine(
    lang: Lang, returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = listing(returned)
    assert exit_code("--lang", lang, "check", f"inbox/{YEAR}/{NAME}") == 0
    assert NAME in capsys.readouterr().out
    assert listing(returned) == before


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_broken_one_is_named_with_its_remedy(
    lang: Lang, returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (returned / "inbox" / YEAR / NAME).read_bytes()
    (returned / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    before = listing(returned)
    assert exit_code("--lang", lang, "check", "half.xlsx") == 1
    said = capsys.readouterr().out
    assert "F110" in said
    assert "half.xlsx" in said
    assert Texts("terminal", lang).template("summary.fix").split("{")[0] in said
    assert listing(returned) == before


@pytest.mark.slow
def test_all_files_are_told_of_and_not_only_the_first(
    returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(returned / "inbox" / YEAR / NAME, returned / "good.xlsx")
    (returned / "empty.xlsx").touch()
    (returned / "other.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    assert exit_code("check", "empty.xlsx", "other.xlsx", "good.xlsx") == 1
    said = capsys.readouterr().out
    assert all(name in said for name in ("empty.xlsx", "other.xlsx", "good.xlsx"))


@pytest.mark.parametrize("lang", LANGS)
def test_what_must_be_mended_stands_apart_from_what_is_only_said(lang: Lang) -> None:
    results = [finding(code, Place("a.xlsx", "คะแนน", "D6"), 1) for code in ("C304", "C301", "C322")]
    said = [click.unstyle(line) for line in by_severity(results, Texts("terminal", lang), lang)]
    names = [severity_name(severity, lang) for severity in Severity]
    assert [line for line in said if not line.startswith(" ")] == names
    assert [said[said.index(name) + 1].split()[0] for name in names] == ["C304", "C301", "C322"]


def test_nothing_that_a_terminal_obeys_is_printed() -> None:
    odd = "\x1b[2J\u202eกอง\x9b1mคลัง"
    rows = [finding("C304", Place("a.xlsx", odd, f"D{row}"), odd, name=odd) for row in (6, 7, 8)]
    said = [click.unstyle(line) for line in by_severity(rows, Texts("terminal", "th"), "th")]
    assert any("กอง1mคลัง" in line for line in said)
    assert all(character.isprintable() for line in said for character in line)


def test_a_pipe_is_refused_and_not_waited_for(returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(returned / "pipe.xlsx")
    assert exit_code("check", "pipe.xlsx") == 2
    assert "pipe.xlsx" in capsys.readouterr().err
