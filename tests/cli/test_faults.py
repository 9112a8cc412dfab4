"""A fault of the program itself: exit code 3, where to report it, and the details in a file, not on the screen."""

import errno
import os
import tempfile
from pathlib import Path

import pytest

from itaxl.errors import REPORT_TO
from itaxl.report.pdf.render import RenderError
from itaxl.texts import LANGS, Lang, Texts
from tests.command import exit_code


@pytest.fixture
def details(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where files of details go."""
    folder = tmp_path_factory.mktemp("details")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_fault_of_our_own(
    lang: Lang,
    returned: Path,
    details: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the wheel came off")

    monkeypatch.setattr("itaxl.gather.check", broken)
    assert exit_code("--lang", lang, "check", "itaxl.toml") == 3
    (file,) = details.iterdir()
    said = capsys.readouterr().err
    assert said == Texts("errors", lang)("fault", path=str(file), report=REPORT_TO) + "\n"
    assert "the wheel came off" in file.read_text("utf-8")
    assert "Traceback" in file.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_a_document_that_cannot_be_made(
    lang: Lang,
    returned: Path,
    details: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise RenderError("render.late", title="รายงาน", seconds=120)

    monkeypatch.setattr("itaxl.report.documents.make", broken)
    assert exit_code("--lang", lang, "merge") == 3
    (file,) = details.iterdir()
    texts = Texts("errors", lang)
    assert capsys.readouterr().err.splitlines() == [
        texts("render.late", title="รายงาน", seconds=120), texts("fault", path=str(file), report=REPORT_TO)
    ]  # fmt: skip
    assert not (returned / "reports").exists()


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_full_disk_is_no_fault_of_ours(
    lang: Lang,
    returned: Path,
    details: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "reports/.2562.new/data.json")

    monkeypatch.setattr("itaxl.report.documents.make", full)
    assert exit_code("--lang", lang, "merge") == 2
    assert not list(details.iterdir())
    said = capsys.readouterr().err
    assert said == Texts("errors", lang)("disk.full", path="reports/.2562.new/data.json") + "\n"


def test_fault_is_said_where_its_details_cannot_be_written(
    returned: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("itaxl.gather.check", broken)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    assert exit_code("--lang", "en", "check", "itaxl.toml") == 3
    assert os.strerror(errno.ENOSPC) in capsys.readouterr().err


def test_an_interruption_is_no_fault(returned: Path, details: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("itaxl.gather.check", interrupted)
    assert exit_code("check", "itaxl.toml") == 130
    assert not list(details.iterdir())
