"""The other end of `Renderer`: a process that sets up the engine, then makes one document after the other."""

import os
import sys
from pathlib import Path

from itaxl.errors import ItaxlError
from itaxl.processes import die_after, leave_interrupts, own_output, receive, send
from itaxl.report.pdf.render import Document, render

WARM_UP = "<html lang=th><p style='font: 16pt serif'>ดำเนินงาน <b>ที่</b> <i>น้ำ</i> ☑<table><tr><td>๑</table>"


def main(time_limit: str, *folders: str) -> None:
    """Serve until the input ends. `time_limit`: seconds a document; `folders`: agency's html_templates."""
    leave_interrupts()
    answers = own_output()
    _warm_up(tuple(Path(folder) for folder in folders))
    while True:
        try:
            document = receive(sys.stdin.buffer)
        except EOFError:
            os._exit(0)  # nothing to clean up here, and taking the engine apart would take its time
        assert isinstance(document, Document)
        # A last resort for the case that nobody is left to end this process.
        die_after(float(time_limit) + 10)
        send(answers, _answer(document))
        die_after(0)


def _answer(document: Document) -> object:
    try:
        return render(document)
    except ItaxlError as error:
        return type(error), error.key, error.values


def _warm_up(folders: tuple[Path, ...]) -> None:
    """A first document is slow: fonts, dictionary and style sheets are loaded before there is work."""
    _answer(Document(WARM_UP, "", folders=folders))
