"""Templates of an agency: they fill in pages, and what is wrong in them is said with file and line."""

import os
import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

import jinja2
import pytest

from itaxl.agency.settings import Agency
from itaxl.errors import WrongUseError
from itaxl.files import TEMPLATES, shipped
from itaxl.report.outputs import ANALYSIS, FOLLOWUP, MEMO
from itaxl.report.run import Document
from itaxl.report.web import html, own_templates
from itaxl.report.web.own_templates import Loader, Sandbox, fill
from itaxl.report.web.status_page import status_html
from itaxl.texts import LANGS
from tests.report import cases
from tests.report.pages import html_of

MEMBERS = "{{ cycler.__init__.__globals__.os.popen('touch ran').read() }}"
FORBIDDEN = {
    "globals of a function": MEMBERS,
    "classes of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "through a filter": "{{ lipsum | attr('__globals__') }}",
    "through a format": "{{ '{0.__class__}'.format(doc) }}",
    "changes": "{{ [].append(1) }}",
    "a large text": "{{ 'x' * 10 ** 6 * 1000 }}",
    "a large number": "{{ 10 ** (10 ** 9) }}",
    "a wide number": "{{ '%900000000d' % 1 }}",
    "a width apart": "{{ '%*d' % (900000000, 1) }}",
    "a wide format": "{{ '{:>900000000}'.format('a') }}",
    "a wide method": "{{ 'a'.ljust(900000000) }}",
    "a wide filter": "{{ 'a' | center(900000000) }}",
    "a long range": "{% for number in range(10 ** 9) %}{{ number }}{% endfor %}",
}


def made(folder: Path, text: str | bytes, name: str = "cover.html", document: Document = ANALYSIS) -> str:
    own = folder / "html_templates" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(text if isinstance(text, bytes) else text.encode())
    case = cases.material(None, replace(cases.AGENCY, folder=folder), published=cases.PUBLICATION)
    return html_of(document, case, draft=False, medium="screen")


def refusal(folder: Path, text: str | bytes, name: str = "cover.html") -> WrongUseError:
    with pytest.raises(WrongUseError) as refused:
        made(folder, text, name)
    assert refused.value.exit_code == 2
    for lang in LANGS:
        assert name in refused.value.what(lang)
        assert "html_templates" in refused.value.what(lang)
    return refused.value


@pytest.mark.slow
@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_template_cannot_leave_its_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    error = refusal(tmp_path, f"<header>\n{text}\n</header>")
    assert (error.key, error.values["name"], error.values["line"]) == ("template.broken", "cover.html", 2)
    assert not (tmp_path / "ran").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text, line",
    [
        ("\n{% if %}", 2),
        ("\n\n{{ doc.nothing }}", 3),
        ("\n{% include 'missing.html' %}", 2),
        ("\n{{ 1 / 0 }}", 2),
        ("{{ none() }}", 1),
        ("\n{{ doc.agency.center('x') }}", 2),
        ("{% macro again() %}\n{{ again() }}{% endmacro %}{{ again() }}", 2),
        ("<h1>\nปก".encode("cp874"), 2),
    ],
)
def test_fault_in_a_template_is_named_with_file_and_line(
    tmp_path: Path, text: str | bytes, line: int
) -> None:
    error = refusal(tmp_path, text)
    assert (error.key, error.values["name"], error.values["line"]) == ("template.broken", "cover.html", line)


@pytest.mark.slow
def test_byte_order_mark_of_an_editor_is_no_part_of_the_page(tmp_path: Path) -> None:
    assert "\ufeff" not in made(tmp_path, "<header>ปก</header>".encode("utf-8-sig"))


@pytest.mark.slow
def test_half_a_character_is_a_fault_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as refused:
        made(tmp_path, r"<header>{{ '\ud800' }}</header>")
    assert refused.value.key == "template.broken"


@pytest.mark.slow
def test_fault_in_a_template_of_a_block_is_named(tmp_path: Path) -> None:
    error = refusal(
        tmp_path, "{% macro draw(block) %}\n{{ nothing.here }}{% endmacro %}", "blocks/prose.html"
    )
    assert error.values["name"] == "blocks/prose.html"


PAGES: dict[str, Callable[[Agency], str]] = {
    "status.html": lambda agency: status_html((), agency, 2562, "th"),
    "site.html": lambda agency: html.rendered("site.html", agency),
    "style.css": lambda agency: html.rendered("style.css", agency),
}


@pytest.mark.parametrize("name", PAGES)
def test_status_page_and_site_run_in_the_same_sandbox(tmp_path: Path, name: str) -> None:
    own = tmp_path / "html_templates" / name
    own.parent.mkdir()
    own.write_text(MEMBERS, "utf-8")
    with pytest.raises(WrongUseError) as refused:
        PAGES[name](replace(cases.AGENCY, folder=tmp_path))
    assert refused.value.values["name"] == name


ENDLESS = (
    "{% set many = range(99999) %}\n"
    "{% for a in many %}{% for b in many %}{% for c in many %}{% endfor %}{% endfor %}{% endfor %}"
)


@pytest.mark.slow
def test_endless_template_ends_by_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_templates, "SECONDS", 1.5)  # enough to come to the loop on a busy machine
    began = time.monotonic()
    error = refusal(tmp_path, ENDLESS)
    assert time.monotonic() - began < 60
    assert (error.key, error.values["name"], error.values["line"]) == ("template.endless", "cover.html", 2)


def test_time_limit_does_not_reach_what_comes_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_templates, "SECONDS", 0.2)
    assert "ปก" in fill(Sandbox(loader=jinja2.DictLoader({"a": "ปก"})), "a", tmp_path, {})
    time.sleep(0.4)


def test_fault_in_a_shipped_template_is_not_called_the_agencys() -> None:
    templates = Sandbox(loader=jinja2.DictLoader({"a": "{{ 1 / 0 }}"}))
    with pytest.raises(ZeroDivisionError):
        fill(templates, "a", None, {})


def test_only_the_agencys_own_templates_are_watched(tmp_path: Path) -> None:
    alone, beside = html.environment(None), html.environment(tmp_path)
    assert (isinstance(alone, Sandbox), isinstance(beside, Sandbox)) == (False, True)
    assert isinstance(alone.loader, Loader)
    assert alone.loader.searchpath == [str(shipped(TEMPLATES))]


def test_loader_reads_our_templates(tmp_path: Path) -> None:
    assert Sandbox(loader=Loader([tmp_path, shipped(TEMPLATES)])).get_template("cover.html")


def _parts(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return []


@pytest.mark.parametrize("document", [ANALYSIS, FOLLOWUP, MEMO], ids=lambda document: document.name)
def test_views_hold_nothing_that_a_template_could_misuse(document: Document) -> None:
    level: list[object] = [document.view(cases.material(None, cases.AGENCY, published=cases.PUBLICATION))]
    kinds: set[type] = set()
    while level:
        kinds |= {type(value) for value in level if not _parts(value)}
        level = [part for value in level for part in _parts(value)]
    plain: tuple[type, ...] = (str, int, float, bool, Fraction, date, type(None), Enum, tuple, dict)
    foreign = {kind for kind in kinds if not issubclass(kind, plain) and not is_dataclass(kind)}
    assert foreign == set()
    assert not any(issubclass(kind, Callable | Path) for kind in kinds)  # type: ignore[arg-type]


def test_pipe_in_place_of_a_template_is_named_and_not_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    templates = own_templates.Sandbox(loader=own_templates.Loader([tmp_path]))
    with pytest.raises(WrongUseError) as refused:
        own_templates.fill(templates, "a.html", tmp_path, {})
    assert (refused.value.key, refused.value.values["name"]) == ("template.broken", "a.html")
