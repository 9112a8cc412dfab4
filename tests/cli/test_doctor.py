"""`itaxl doctor`: lines with marks in both languages, and an exit code."""

import re
from pathlib import Path

import pytest

from itaxl.doctor import places
from itaxl.doctor.line import Line, missing, remedy, there
from itaxl.texts import LANGS, Lang
from tests.command import exit_code

THAI = re.compile("[ก-๛]")


@pytest.mark.parametrize("lang", LANGS)
def test_a_sound_machine(
    lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_code("--lang", lang, "doctor") == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert bool(THAI.search(said.out)) == (lang == "th")
    lines = [line for line in said.out.splitlines() if line.startswith("  ")]
    assert {line[2] for line in lines} == {"✓", "–"}
    assert str(tmp_path) in said.out  # whole, so that whoever helps knows where it was
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_has_its_remedy_below_and_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def examined(folder: Path) -> list[Line]:
        full = missing("disk.full", remedy("disk", least=places.LEAST), path="/tmp", free=3)
        return [there("library.there", name="click\x1b[31m", version="8"), full]

    monkeypatch.setattr("itaxl.doctor.examine.examine", examined)
    assert exit_code("-C", str(tmp_path), "--lang", "en", "doctor") == 1
    title, library, disk, fix, blank, end, _ = capsys.readouterr().out.splitlines()
    assert title.startswith("itaxl ")
    assert "\x1b" not in library
    assert disk == "  ✗ The disk of /tmp has only 3 MB free"
    assert fix == "      To mend: free some space, so that there are at least 200 MB"
    assert (blank, end) == ("", "1 thing is missing or unusable")
