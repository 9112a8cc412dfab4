"""`itaxl explain`: every code has a meaning and a remedy in both languages."""

import pytest

from itaxl.findings import catalogue
from itaxl.texts import LANGS, Lang, without_places
from tests.command import exit_code


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", catalogue())
def test_a_code_is_explained(code: str, lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    entry = catalogue()[code]
    assert exit_code("--lang", lang, "explain", code) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{code}\n")
    assert without_places(entry.what[lang]) in said
    assert without_places(entry.fix[lang]) in said
    assert "{" not in said


@pytest.mark.parametrize("lang", LANGS)
def test_all_of_them_are_listed_once(lang: Lang, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("--lang", lang, "explain", "--all") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue())


def test_small_letters_do_too(capsys: pytest.CaptureFixture[str]) -> None:
    code = next(iter(catalogue()))
    assert exit_code("explain", f" {code.lower()} ") == 0
    assert capsys.readouterr().out.startswith(code)
