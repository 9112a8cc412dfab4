"""Functions that the tests of `itaxl.processes` have called in a process of its own, good ones and bad ones."""

import ctypes
import os
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import itaxl.errors

calls: list[str] = []


@dataclass(frozen=True)
class Parcel:
    """Something of every kind that crosses."""

    data: bytes
    text: str = ""
    day: date | None = None
    folders: tuple[Path, ...] = ()
    cells: dict[tuple[int, int], float | bool | None] = field(default_factory=dict)


class MendableError(itaxl.errors.ItaxlError):
    """Crosses where it is declared."""


def same(parcel: Parcel) -> Parcel:
    return parcel


def state(name: str) -> dict[str, str]:
    """What the process is like, and how often it was asked, by which names."""
    calls.append(name)
    return {
        "pid": str(os.getpid()),
        "calls": " ".join(calls),
        "folder": tempfile.mkdtemp(),
        "modules": " ".join(sys.modules),
        **{f"variable {name}": value for name, value in os.environ.items()},
    }


def misbehave(what: str) -> str:
    match what:
        case "segfault":
            ctypes.string_at(0)
        case "good exit":
            os._exit(0)
        case "exit":
            os._exit(5)
        case "native":
            re.match("(a+)+$", "a" * 64 + "b")  # holds the interpreter, so no signal handler would run
        case "sleep":
            time.sleep(600)
        case "wrong type":
            return b"\x80\x05N."  # type: ignore[return-value]
    return fail(what)


def fail(what: str) -> str:
    match what:
        case "fault":
            raise LookupError("a fault of the function")
        case "end of file":
            raise EOFError("of a file that it reads")
        case "mendable":
            raise MendableError("file.unreadable", path="a.xlsx", reason="x")
        case "undeclared":
            raise itaxl.errors.WrongUseError("inbox.empty", path="inbox")
    return hunger(what)


def hunger(what: str) -> str:
    match what:
        case "memory":
            return str(len([bytes(1 << 20) for _ in range(100_000)]))
        case "native memory":
            os.write(2, b"memory allocation of 4294967296 bytes failed\n")
            os.abort()
        case "disguised memory":
            held = []
            try:
                while True:
                    held.append(bytes(1 << 20))
            except MemoryError:
                raise LookupError("a library that says something else") from None
    return what
