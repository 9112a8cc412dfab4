"""What a user does wrong ends with 2 and one message in their language that names the thing, never a traceback."""

import os
from itertools import product
from pathlib import Path

import pytest

from itaxl.cli.main import COMMANDS
from itaxl.instrument import known_years
from itaxl.texts import LANGS, Lang, Texts, catalogue
from tests.command import exit_code

Case = tuple[tuple[str, ...], str, dict[str, object]]

REFUSALS: dict[str, Case] = {
    "unknown command": (("marge",), "use.command", {"name": "marge"}),
    "unknown option": (("--quick",), "use.option", {"name": "--quick"}),
    "unknown option of a command": (("merge", "--quick"), "use.option", {"name": "--quick"}),
    "not a number": (("merge", "--year", "ปีนี้"), "use.value", {"name": "--year", "value": "ปีนี้"}),
    "not a round": (
        ("templates", "--round", "followup"), "use.choice",
        {"name": "--round", "value": "followup", "choices": "plan, followup-6, followup-12"},
    ),
    "option without its value": (("merge", "--year"), "use.bare", {"name": "--year"}),
    "argument missing": (("init",), "use.missing", {"name": "DIR"}),
    "argument too many": (("init", "a", "b"), "use.extra", {"name": "b"}),
    "nothing to explain": (("explain",), "use.missing", {"name": "CODE"}),
    "unknown code": (("explain", "Z999"), "code.unknown", {"code": "Z999"}),
    "no settings": (("merge",), "settings.missing", {"path": "itaxl.toml"}),
    "folder missing": (("-C", "away", "merge"), "settings.missing", {"path": "away/itaxl.toml"}),
    "no settings for templates": (("templates",), "settings.missing", {"path": "itaxl.toml"}),
}  # fmt: skip

IN_AN_AGENCY: dict[str, Case] = {
    "no year": (("merge",), "year.none", {}),
    "unknown year": (
        ("merge", "--year", "2599"), "year.unknown", {"year": 2599, "known": ", ".join(map(str, known_years()))}
    ),
    "no inbox of the year": (("merge", "--year", "2562"), "inbox.empty", {"path": "inbox/2562"}),
    "named inbox missing": (("merge", "--year", "2562", "mail"), "inbox.missing", {"path": "mail"}),
    "empty inbox": (("merge", "--year", "2562", "inbox"), "inbox.empty", {"path": "inbox"}),
    "no date": (("merge", "--year", "2562", "--date", "10 เมษายน"), "date.form", {"value": "10 เมษายน"}),
    "date that could be two": (
        ("merge", "--year", "2562", "--date", "10/4/20"), "date.form", {"value": "10/4/20"}
    ),
    "file missing": (("check", "a.xlsx"), "file.missing", {"path": "a.xlsx"}),
    "nothing to follow up": (
        ("templates", "--year", "2562", "--round", "followup-6"), "round.measures", {"year": 2562}
    ),
    "agency is there already": (("init", "."), "folder.exists", {"path": "itaxl.toml"}),
}  # fmt: skip


def refused(args: tuple[str, ...], lang: Lang, capsys: pytest.CaptureFixture[str]) -> str:
    """What was said, once it is sure that it was a refusal."""
    assert exit_code("--lang", lang, *args) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", REFUSALS)
def test_wrong_use(
    case: str, lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    args, key, values = REFUSALS[case]
    monkeypatch.chdir(tmp_path)
    assert refused(args, lang, capsys) == Texts("errors", lang)(key, **values) + "\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", IN_AN_AGENCY)
def test_wrong_use_in_an_agency(
    case: str, lang: Lang, agency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args, key, values = IN_AN_AGENCY[case]
    assert refused(args, lang, capsys) == Texts("errors", lang)(key, **values) + "\n"
    assert not (agency / "reports").exists()


BROKEN = {
    "no TOML": ("[agency\n", "settings.syntax", "line 1"),
    "not UTF-8": ("[agency]\nname = '\udcff'\n", "settings.encoding", "UTF-8"),
    "unknown key": ("[agency]\nname = 'x'\nnme = 'y'\n", "settings.unknown", "agency.nme"),
    "no name": ("[agency]\nname = ''\n", "settings.required", "agency.name"),
    "wrong kind": ("[agency]\nname = 5\n", "settings.type", "agency.name"),
    "wrong choice": ("[agency]\nname = 'x'\ndigits = 'roman'\n", "settings.choice", "thai, arabic"),
    "no divisions": ("[agency]\nname = 'x'\n", "settings.none", "[[divisions]]"),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", BROKEN)
def test_broken_settings(case: str, lang: Lang, agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message is the one of the catalogue and names what is to be mended."""
    text, key, named = BROKEN[case]
    (agency / "itaxl.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    said = refused(("merge", "--year", "2562"), lang, capsys)
    assert said.startswith(Texts("errors", lang).template(key).split("{")[0])
    assert named in said


DEEP, LARGE = "x = " + "[" * 1000, "x = 0x" + "f" * 9000


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, content",
    [
        *product(["itaxl.toml", "measures-bank.toml", "own-2562.toml"], [DEEP, LARGE]),
        *product(["use-2562.json"], ["[" * 100_000, '[{"sha256": 1' + "0" * 5000 + "}]"]),
    ],
)
def test_files_beyond_every_bound(
    name: str, content: str, agency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (agency / "itaxl.toml").read_text("utf-8")
    (agency / "itaxl.toml").write_text(f"{settings}\n[instrument]\nfile = 'own-{{year}}.toml'\n", "utf-8")
    (agency / "inbox" / "2562").mkdir()
    (agency / "inbox" / "2562" / "a.txt").write_text("one file", "utf-8")
    (agency / name).write_text(content, "utf-8")
    assert name in refused(("merge", "--year", "2562"), "en", capsys)
    assert exit_code("--help") == 0


@pytest.mark.parametrize("content", [DEEP, LARGE])
def test_instrument_beyond_every_bound(
    content: str, agency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("own.toml").write_text(content, "utf-8")
    assert "own.toml" in refused(("instruments", "check", "own.toml"), "th", capsys)


def test_help_beside_a_pipe_in_place_of_the_settings(agency: Path) -> None:
    (agency / "itaxl.toml").unlink()
    os.mkfifo("itaxl.toml")
    assert exit_code("--help") == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        *("itaxl.toml", "use-2562.json", "measures-2562.csv", "measures-bank.toml", "inbox/2562/a.xlsx"),
        *("html_templates/css/colours.css", "html_templates/fonts/a.ttf"),
    ],
)
def test_pipe_in_place_of_a_file_is_named_and_not_waited_for(
    name: str, agency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = agency / name
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(file)
    if not name.startswith("inbox"):
        (agency / "inbox/2562").mkdir(parents=True, exist_ok=True)
        (agency / "inbox/2562/a.pdf").write_bytes(b"%PDF-1.7")
    assert file.name in refused(("merge", "--year", "2562"), "en", capsys)


@pytest.mark.parametrize("lang", LANGS)
def test_the_language_may_stand_anywhere(
    lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for args in (["--lang", lang, "merge"], ["merge", "--lang", lang], ["merge", f"--lang={lang}"]):
        assert exit_code(*args) == 2
        assert capsys.readouterr().err == Texts("errors", lang)("settings.missing", path="itaxl.toml") + "\n"


def test_the_settings_choose_the_language(agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = agency / "itaxl.toml"
    settings.write_text(settings.read_text("utf-8").replace('lang = "th"', 'lang = "en"'), "utf-8")
    assert exit_code("merge") == 2
    assert capsys.readouterr().err == Texts("errors", "en")("year.none") + "\n"


def test_every_text_says_something_else_in_thai() -> None:
    for name in ("errors", "terminal"):
        for key, text in catalogue(name).items():
            assert text["th"] != text["en"] or key == "check.file", key


def test_every_command_has_its_help() -> None:
    assert {f"help.{command}" for command in COMMANDS} <= set(catalogue("terminal"))
