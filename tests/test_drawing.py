"""Pages drawn once in a run of the tests: the same ones from the folder, other ones anew."""

from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from itaxl import pipeline
from itaxl.report.pdf.attachments import Attachment
from itaxl.report.pdf.render import Document, Excerpt, Rendered
from tests import drawing

PAGE = Document("<p>ก", "ชื่อ", date=date(2020, 4, 10), attachments=(Attachment("a.csv", b"1"),))


class _Counting:
    """A renderer whose PDF says how many came before it."""

    def __init__(self, *_: object) -> None:
        self.drawn: list[Document] = []

    def submit(self, document: Document) -> Future[Rendered]:
        done: Future[Rendered] = Future()
        done.set_result(Rendered(b"%d" % len(self.drawn), 1, ("a warning",), (), {"a": 0}))
        self.drawn.append(document)
        return done


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> _Counting:
    renderer = _Counting()
    monkeypatch.setenv(drawing.DRAWN, str(tmp_path / "drawn"))
    monkeypatch.setattr(drawing, "Renderer", lambda *_, **__: nullcontext(renderer))
    monkeypatch.setattr(drawing, "_warm", [])
    return renderer


def drawn(*documents: Document, folders: Sequence[Path] = ()) -> list[Rendered]:
    with drawing.OnceRenderer(folders, late=False) as renderer:
        return [renderer.submit(document).result() for document in documents]


def test_the_same_page_is_drawn_once(counting: _Counting) -> None:
    assert drawn(PAGE) == drawn(replace(PAGE)) == [Rendered(b"0", 1, ("a warning",), (), {"a": 0})]
    assert counting.drawn == [PAGE]


@pytest.mark.parametrize(
    "change",
    [
        {"html": "<p>ข"},
        {"title": "อื่น"},
        {"lang": "en"},
        {"date": None},
        {"attachments": ()},
        {"attachments": (Attachment("a.csv", b"2"),)},
        {"excerpt": Excerpt("memo", "ชื่อ")},
    ],
)
def test_another_page_is_drawn_too(change: dict[str, object], counting: _Counting) -> None:
    first, other = drawn(PAGE, replace(PAGE, **change))  # type: ignore[arg-type]
    assert first != other
    assert len(counting.drawn) == 2


def test_a_page_with_fonts_of_its_own_is_always_drawn(counting: _Counting, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    document = replace(PAGE, folders=(tmp_path,))
    drawn(document, document, folders=[tmp_path])
    assert len(counting.drawn) == 2


def test_the_process_that_draws_stays_for_the_next_merge(
    counting: _Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(PAGE)
    monkeypatch.setattr(drawing, "Renderer", None)
    drawn(replace(PAGE, html="<p>ข"))
    assert len(counting.drawn) == 2


def test_every_merge_of_the_tests_draws_so() -> None:
    assert vars(pipeline)[drawing.RENDERER] is drawing.OnceRenderer
