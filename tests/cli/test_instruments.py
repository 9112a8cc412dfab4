"""`itaxl instruments`: what is shown of the years, of an agency's own file, and what is said of a wrong one."""

import re
from pathlib import Path

import pytest

from itaxl.instrument import known_years
from itaxl.instrument.loading import listed_years
from itaxl.texts import LANGS, Lang
from tests.command import ROOT, exit_code, process

SAMPLES = ROOT / "samples" / "instruments"
COLLEGE, HOSPITAL = SAMPLES / "vocational-2569.toml", SAMPLES / "hospital-2569.toml"
THAI = re.compile("[ก-๛]")
THAI_NAMES = ("ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุง")  # grades have no other name


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> "Said":
    return Said(capsys)


class Said:
    """What `itaxl instruments ARGS` says; `code` is the exit code that it must have."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *args: str | Path, lang: Lang = "en", folder: Path = ROOT, code: int = 0) -> str:
        assert exit_code("-C", str(folder), "--lang", lang, "instruments", *map(str, args)) == code
        out = self._capsys.readouterr()
        return out.err if code == 2 else out.out


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    """A folder whose settings name an own file for each year."""
    settings = '[agency]\nname = "วิทยาลัยตัวอย่าง"\n[instrument]\nfile = "own-{year}.toml"\n'
    (tmp_path / "itaxl.toml").write_text(settings, "utf-8")
    (tmp_path / "own-2569.toml").write_bytes(COLLEGE.read_bytes())
    return tmp_path


def test_every_year_is_listed(said: Said) -> None:
    lines = said("list").splitlines()
    years = [line.split()[0] for line in lines if line[0].isdigit()]
    assert years == [str(year) for year in listed_years()]
    assert lines[2 * years.index("2569") + 1].split(" · ")[0].strip() == "open data items: 26 known"


def test_an_own_file_is_listed_after_the_years(said: Said, agency: Path) -> None:
    text = said("list", folder=agency)
    assert f"2569  the agency's own: {agency / 'own-2569.toml'}" in text
    assert text.count("workbooks and reports can be made\n") == len({*known_years(), 2569})


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("which", [*map(str, listed_years()), str(HOSPITAL), str(COLLEGE)])
def test_an_instrument_is_shown_in_the_language(which: str, lang: Lang, said: Said) -> None:
    text = said("show", which, lang=lang)
    for name in THAI_NAMES:
        text = text.replace(name, "")
    assert bool(THAI.search(text)) == (lang == "th")
    assert "{" not in text


def test_what_is_shown_of_2564(said: Said) -> None:
    text = said("show", "2564")
    assert re.search(r"9\.4 .+ \(indicator 9\), each item worth 1\.00 of the total", text)
    assert "I4 " in text
    assert "scores of the answers from the lowest level: 0, 33, 67, 100" in text


def test_what_is_shown_of_a_year_that_cannot_be_scored(said: Said) -> None:
    text = said("show", "2569")
    assert (
        "no workbooks or reports can be made: unknown are dimensions and indicators, grades, pass mark"
        in text
    )
    assert "(of 2568)" in text
    assert "there may be more" in text


def test_the_conditions_of_2566_are_in_doubt(said: Said) -> None:
    doubt = "it is unknown whether the grades of this year had conditions by dimension"
    assert doubt in said("show", "2566")
    assert doubt not in said("show", "2568")


def test_an_own_year_is_shown_and_a_thai_number_is_a_year(said: Said, agency: Path) -> None:
    assert "O23 " in said("show", "๒๕๖๙", folder=agency)
    assert "O26 " in said("show", "2569")


def test_quarters_of_a_hospitals_list(said: Said) -> None:
    assert "MOIT2 Evidence for MOIT 2 (evidence in quarters 1, 2, 3, 4)" in said("show", HOSPITAL)


def test_what_changed_from_2564_to_2566(said: Said) -> None:
    lines = said("diff", "2564", "2566").splitlines()
    assert any(line.startswith("  ~ O27 → O25 ") for line in lines)
    assert any(line.startswith("  - O32 ") for line in lines)
    assert "  + O10 Policy on personal data" in lines
    assert "report items: the same" in lines
    assert "weights (assumed in 2566): the same" in lines
    assert "questions: cannot be compared, unknown in 2566" in lines
    assert not any(re.match(r"  [-+~] O[1-9] ", line) for line in lines)


def test_what_changed_from_2565_to_2566(said: Said) -> None:
    text = said("diff", "2565", "2566")
    assert "  - AA  95.00–100.00\n" in text
    assert "  + ผ่านดี  85.00–100.00, and every dimension at 85.00 or more\n" in text
    assert "  - O6 Laws that apply" not in text
    assert re.search("  - O34 Policy of taking no gifts", text)


def test_where_only_a_part_is_known_nothing_is_said_to_be_gone(said: Said) -> None:
    lines = said("diff", "2566", "2569").splitlines()
    assert "  of 2569 only a part of the items is known, so only what is certain is shown" in lines
    assert not any(line.startswith("  - O") for line in lines)
    assert any(line.startswith("  + O20 ") for line in lines)


@pytest.mark.parametrize("year", listed_years())
def test_a_year_is_like_itself(year: int, said: Said) -> None:
    lines = said("diff", str(year), str(year)).splitlines()[1:]
    assert not [line for line in lines if line.startswith("  ") and "only a part" not in line]


def test_a_right_file(said: Said) -> None:
    assert said("check", COLLEGE).startswith(f"{COLLEGE}: right · 2569 · workbooks and reports can be made\n")
    assert "Unknown or left out: dimensions and indicators, grades" in said("check", HOSPITAL)


@pytest.mark.parametrize("lang", LANGS)
def test_every_problem_of_a_wrong_file_is_named(lang: Lang, said: Said, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('yaer = 2570\nlevels = "x"\n[[items]]\ncode = "O1"', "utf-8")
    lines = said("check", file, lang=lang, code=1).splitlines()
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["year", "yaer", "levels", "items[1].th"]
    assert ("must be a list" in lines[3]) == (lang == "en")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("show", "2561"), "There is no instrument for the year 2561"),
        (("show", "nothing"), "“nothing” cannot be used"),
        (("show", "nothing.toml"), "nothing.toml was not found"),
        (("check", "nothing.toml"), "nothing.toml was not found"),
        (("diff", "2562"), "is missing"),
        (("weigh",), "The command weigh is not known"),
    ],
)
def test_wrong_use(args: tuple[str, ...], words: str, said: Said) -> None:
    assert words in said(*args, code=2)


@pytest.mark.parametrize("sub", ["list", "show", "check", "diff"])
@pytest.mark.parametrize("lang", LANGS)
def test_help_of_each(sub: str, lang: Lang, said: Said) -> None:
    text = said(sub, "--help", lang=lang)
    assert f"itaxl instruments {sub}" in text
    assert bool(THAI.search(text)) == (lang == "th")


@pytest.mark.slow
def test_nothing_heavy_is_loaded() -> None:
    done = process("--lang", "en", "instruments", "list", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}
    assert not loaded & {"pandas", "openpyxl", "weasyprint", "jinja2"}
