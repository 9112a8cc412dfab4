"""Take files out of a form while it arrives, piece by piece, so that nothing is ever held whole."""

from collections.abc import Callable
from typing import Protocol

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException
from starlette.requests import Request

from itaxl.loopback.guard import TooLargeError

TOTAL = 512 << 20  # bytes of one form, with what is refused
MOST_FILES = 1000


class Sink(Protocol):
    """Receiver of the pieces of a file."""

    def write(self, piece: bytes) -> None: ...
    def finish(self) -> object: ...
    def discard(self) -> None: ...


class _Form:
    """Form that arrives. A file without a name is an empty field, and no file."""

    def __init__(self, make: Callable[[str], Sink]) -> None:
        self._make = make
        self._header, self._disposition = [b"", b""], b""
        self._current: Sink | None = None
        self._files = 0

    def on_part_begin(self) -> None:
        self._header, self._disposition = [b"", b""], b""

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header[0] += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1] += data[start:end]

    def on_header_end(self) -> None:
        if self._header[0].lower() == b"content-disposition":
            self._disposition = self._header[1]
        self._header = [b"", b""]

    def on_headers_finished(self) -> None:
        name = parse_options_header(self._disposition)[1].get(b"filename", b"").decode("utf-8", "replace")
        if name:
            self._files += 1
            if self._files > MOST_FILES:
                raise TooLargeError
            self._current = self._make(name)

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._current:
            self._current.write(data[start:end])

    def on_part_end(self) -> None:
        done, self._current = self._current, None
        if done:
            done.finish()

    def close(self) -> None:
        """Leave nothing of a file that did not arrive whole."""
        if self._current:
            self._current.discard()


async def receive(request: Request, make: Callable[[str], Sink]) -> None:
    """Write each file of a form into the sink that `make` gives for its name.

    Raises TooLargeError for a form beyond all bounds, HTTPException for what is no form, OSError of a sink.
    """
    boundary = parse_options_header(request.headers.get("content-type"))[1].get(b"boundary")
    if not boundary:
        raise HTTPException(400)
    form, size = _Form(make), 0
    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": form.on_part_begin,
            "on_header_field": form.on_header_field,
            "on_header_value": form.on_header_value,
            "on_header_end": form.on_header_end,
            "on_headers_finished": form.on_headers_finished,
            "on_part_data": form.on_part_data,
            "on_part_end": form.on_part_end,
        },
    )
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > TOTAL:
                raise TooLargeError
            parser.write(piece)
        parser.finalize()
    except FormParserError as error:
        raise HTTPException(400) from error
    finally:
        form.close()
