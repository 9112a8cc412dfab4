"""One agency after another in a worker: whatever goes wrong with one ends with it."""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from itaxl import pipeline
from itaxl.agency import lock
from itaxl.province import one
from itaxl.province.one import Job
from itaxl.province.state import State
from itaxl.report.pdf.render import RenderError
from itaxl.report.pdf.renderer import Renderer
from itaxl.report.web import own_templates
from itaxl.texts import both
from tests import agencies
from tests.press import Press
from tests.shared import Shared

# A cell over a hundred thousand columns takes half a minute to lay out.
WIDE = "<html lang=th><title>ก</title>" + "<table><tr><td colspan=100000>ข</table>" * 9
ENDLESS = (
    "{% set many = range(99999) %}\n"
    "{% for a in many %}{% for b in many %}{% for c in many %}{% endfor %}{% endfor %}{% endfor %}"
)


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is drawn, and the pipeline takes what it takes for `itaxl merge`: a worker's tools start nothing."""
    monkeypatch.setattr(pipeline, "Renderer", Press)
    monkeypatch.setattr(one._Tools, "ready", lambda _: (None, None))


@pytest.fixture
def agency(tmp_path: Path, shared: Shared) -> Path:
    return shared.copy("sound", lambda folder: agencies.agency(folder, agencies.sound()), tmp_path / "a")


def merged(agency: Path) -> State:
    return one.merge(Job(agency, "a", 2562))


def with_template(agency: Path, text: str) -> None:
    (agency / "html_templates").mkdir()
    (agency / "html_templates/analysis.html").write_text(text, "utf-8")


@pytest.mark.slow
def test_document_that_is_never_laid_out_is_the_reason_in_its_row(
    agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_template(agency, WIDE)
    monkeypatch.setattr(pipeline, "Renderer", partial(Renderer, processes=1, time_limit=1))
    state = merged(agency)
    assert (state.state, state.exit_code) == ("failed", RenderError.exit_code)
    assert state.reason == both("errors", "render.late").th.format(title="ก", seconds=1)
    assert not (agency / "reports/2562").exists()


@pytest.mark.slow
def test_template_that_never_ends_is_the_reason_in_its_row(
    agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_template(agency, ENDLESS)
    monkeypatch.setattr(own_templates, "SECONDS", 1)
    state = merged(agency)
    assert (state.state, state.exit_code) == ("failed", 2)
    assert "analysis.html" in state.reason


def test_disk_that_may_only_be_read_is_the_reason_in_its_row(
    agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(folder: Path, *_: object) -> Iterator[bool]:
        raise OSError(errno.EROFS, "Read-only file system", str(folder / lock.NAME))

    monkeypatch.setattr(lock, "held", held)
    state = merged(agency)
    assert (state.state, state.exit_code) == ("failed", 2)
    assert state.reason == both("errors", "disk.readonly").th.replace("{path}", str(agency / lock.NAME))


def test_fault_of_the_program_is_a_row_too(
    agency: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "run", run)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where its details are written
    assert merged(agency).exit_code == 3


@pytest.mark.parametrize("idle", [True, False])
def test_processes_end_with_an_agency_only_if_they_are_still_at_work_for_it(idle: bool) -> None:
    ended: list[str] = []
    tools = one._Tools()
    tools._started = ExitStack()
    tools._started.callback(ended.append, "ended")
    tools._renderer = cast(Renderer, SimpleNamespace(idle=idle))
    tools.settle(ValueError())
    assert ended == ([] if idle else ["ended"])
    assert (tools._started is None) is not idle
