"""`itaxl merge` as a command: exit codes, where it writes, and what it does not touch."""

from pathlib import Path

import pytest

from itaxl.texts import LANGS, Lang, Texts
from tests.cli.conftest import YEAR
from tests.cli.test_check import listing
from tests.command import exit_code


@pytest.mark.parametrize("lang", LANGS)
def test_strict_writes_nothing_while_there_is_an_error(
    lang: Lang, returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = listing(returned)
    assert exit_code("--lang", lang, "merge", "--strict") == 1
    assert Texts("terminal", lang)("summary.strict") in capsys.readouterr().out
    assert listing(returned) == before


def test_documents_go_where_the_user_says_and_inputs_stay(
    returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = listing(returned)
    assert exit_code("--lang", "en", "merge", f"inbox/{YEAR}", "-o", "elsewhere", "--year", YEAR) == 1
    said, texts = capsys.readouterr().out, Texts("terminal", "en")
    assert texts("summary.not_posted") in said
    assert texts("summary.posted") not in said
    after = listing(returned)
    assert {name: after[name] for name in before} == before
    written = {name for name in after if name not in before and name.startswith("elsewhere/")}
    assert {
        f"elsewhere/{name}" for name in ("analysis.pdf", "followup.pdf", "office/findings.json")
    } <= written
    assert not (returned / "reports").exists()


def test_a_folder_of_somebody_else_is_left_alone(returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (returned / "letters").mkdir()
    (returned / "letters" / "letter.txt").write_text("keep me", "utf-8")
    before = listing(returned)
    assert exit_code("--lang", "en", "merge", "-o", "letters") == 2
    assert capsys.readouterr().err == Texts("errors", "en")("output.outside", path="letters") + "\n"
    assert listing(returned) == before
