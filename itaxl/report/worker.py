"""The other end of `Renderer`: a process that sets up the engine, then makes one document after the other.

Frames go over standard input and output: eight bytes of length, then a pickle. Both ends are our own code.
"""

import os
import pickle
import signal
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from itaxl.errors import ItaxlError
from itaxl.report.rendering import Document, render

LENGTH = struct.Struct(">Q")
WARM_UP = "<html lang=th><p style='font: 16pt serif'>ดำเนินงาน <b>ที่</b> <i>น้ำ</i> ☑<table><tr><td>๑</table>"


def send(stream: BinaryIO, message: object) -> None:
    """Write one frame."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> object:
    """Read one frame. Raises EOFError where the other end has gone, if in the middle of a frame too."""
    data = _exactly(stream, LENGTH.unpack(_exactly(stream, LENGTH.size))[0])
    return pickle.loads(data)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def main(time_limit: str, *folders: str) -> None:
    """Serve until the input ends. `time_limit`: seconds a document; `folders`: agency's html_templates."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program in front, which ends this one
    answers = _own_output()
    _warm_up(tuple(Path(folder) for folder in folders))
    while True:
        try:
            document = receive(sys.stdin.buffer)
        except EOFError:
            os._exit(0)  # nothing to clean up here, and taking the engine apart would take its time
        assert isinstance(document, Document)
        _die_after(float(time_limit) + 10)
        send(answers, _answer(document))
        _die_after(0)


def _answer(document: Document) -> object:
    try:
        return render(document)
    except ItaxlError as error:
        return type(error), error.key, error.values


def _own_output() -> BinaryIO:
    """The pipe to the other end; what libraries print goes to the standard error from now on."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _warm_up(folders: tuple[Path, ...]) -> None:
    """A first document is slow: fonts, dictionary and style sheets are loaded before there is work."""
    _answer(Document(WARM_UP, "", folders=folders))


def _die_after(seconds: float) -> None:
    """A last resort for the case that nobody is left to end this process."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
