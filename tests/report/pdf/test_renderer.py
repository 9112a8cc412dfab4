"""Documents made in other processes: the same as here, side by side, and never a hang."""

import time
from pathlib import Path

import pytest

from itaxl.processes.worker import MEGABYTE
from itaxl.report.pdf import renderer as renderer_module
from itaxl.report.pdf.render import Document, RenderError, render
from itaxl.report.pdf.renderer import Renderer
from tests.report.pdf import endless
from tests.report.pdfs import PAGE, fonts_of, with_sarabun

pytestmark = pytest.mark.slow

FIRST = Document(f"{PAGE}<p>ดำเนินงาน", "ฉบับแรก")
SECOND = Document(f"{PAGE}<p>น้ำที่ใส", "ฉบับที่สอง")
ENDLESS = Document(f"{PAGE}<table><tr><td colspan=100000>x<td>y</table>" * 5, endless.TITLE)


def test_two_documents_are_as_if_made_here() -> None:
    with Renderer(processes=2) as renderer:
        futures = [renderer.submit(document) for document in (FIRST, SECOND)]
        assert [future.result() for future in futures] == [render(FIRST), render(SECOND)]


def test_what_was_submitted_is_made_before_leaving() -> None:
    with Renderer(processes=1) as renderer:
        futures = [renderer.submit(document) for document in (FIRST, SECOND, FIRST)]
    assert [future.result().pages for future in futures] == [1, 1, 1]


def test_the_agencys_folder_is_known_there(tmp_path: Path) -> None:
    html = "<html lang=th><p style='font-family: Sarabun'>รายงาน"
    document = Document(html, "", folders=(with_sarabun(tmp_path),))
    with Renderer([tmp_path], processes=1) as renderer:
        assert fonts_of(renderer.submit(document).result().pdf) == {"Sarabun"}


def test_a_late_document_is_an_error_and_the_next_one_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer_module, "SOURCE", "tests.report.pdf.endless:render")
    with Renderer(processes=1, time_limit=4) as renderer:
        late = renderer.submit(ENDLESS)
        after = renderer.submit(FIRST)
        with pytest.raises(RenderError, match=r"render\.late"):
            late.result()
        assert after.result().pages == 1


def test_a_dead_process_is_an_error_and_the_next_one_is_made() -> None:
    with Renderer(processes=1) as renderer:
        process = renderer.workers[0]._process
        assert process
        process.kill()
        with pytest.raises(RenderError, match=r"render\.crashed"):
            renderer.submit(FIRST).result()
        assert renderer.submit(FIRST).result().pages == 1


def test_a_document_beyond_the_memory_is_an_error_and_the_next_one_is_made() -> None:
    large = Document(PAGE + "<p>" * 400_000, "ใหญ่")
    with Renderer(processes=1, memory=120 * MEGABYTE) as renderer:
        with pytest.raises(RenderError, match=r"render\.memory") as caught:
            renderer.submit(large).result()
        assert caught.value.values == {"title": "ใหญ่", "megabytes": 120}
        assert renderer.submit(FIRST).result().pages == 1


def test_an_error_over_there_arrives_here() -> None:
    with Renderer(processes=1) as renderer:
        with pytest.raises(RenderError, match=r"render\.failed") as caught:
            renderer.submit(Document(PAGE + "<div>" * 3000, "ลึก")).result()
        assert caught.value.values["title"] == "ลึก"
        assert renderer.submit(FIRST).result().pages == 1


def test_an_error_here_ends_the_work_over_there() -> None:
    started = time.monotonic()
    futures = []

    def interrupted() -> None:
        with Renderer(processes=1) as renderer:
            futures.append(renderer.submit(ENDLESS))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - started < 10
    assert futures[0].cancelled() or isinstance(futures[0].exception(), RenderError)


def test_no_module_of_the_current_folder_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "html.py").write_text("raise SystemExit", "utf-8")
    (tmp_path / "weasyprint.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.chdir(tmp_path)
    with Renderer(processes=1) as renderer:
        assert renderer.submit(FIRST).result().pages == 1


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Renderer(processes=2) as renderer:
        renderer.submit(FIRST).result()
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())
