"""What is printed on terminals and into pipes with other encodings than UTF-8."""

import io
import sys

import pytest

from itaxl.system import console

TEXT = "ระดับ ★ ก"


def printed(monkeypatch: pytest.MonkeyPatch, encoding: str, stated: str | None) -> bytes:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, stream)
    if stated is None:
        monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    else:
        monkeypatch.setenv("PYTHONIOENCODING", stated)
    console.prepare()
    stream.write(TEXT)
    stream.flush()
    return stream.buffer.getvalue()


@pytest.mark.parametrize("code_page", ["cp874", "cp1252", "cp437"])
def test_thai_is_written_whatever_the_code_page(code_page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, code_page, None) == TEXT.encode()


def test_an_encoding_that_was_asked_for_stays_and_what_it_lacks_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert printed(monkeypatch, "cp874", "cp874") == "ระดับ ? ก".encode("cp874")
