"""One line on the terminal that tells what is going on; nothing where there is no terminal."""

import sys
from types import TracebackType
from typing import Self

from itaxl.texts import Texts

CLEAR = "\r\x1b[K"


class Line:
    """`with Line(texts) as line: line.show("progress.read", 3, 18)`."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._on = sys.stderr.isatty()

    def show(self, key: str, done: int, count: int) -> None:
        if self._on:
            sys.stderr.write(CLEAR + self._texts(key, done=done, count=count))
            sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._on:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()
