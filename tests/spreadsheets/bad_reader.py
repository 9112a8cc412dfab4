"""A reader that does what a parser may do on a hostile file: what the file's bytes say."""

import os
import signal
import sys
import time

from itaxl.spreadsheets import read
from itaxl.spreadsheets.book import Book
from itaxl.spreadsheets.package import UnreadableError


def read_book(data: bytes, password: str) -> Book:
    match data.partition(b" ")[0]:
        case b"crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"exit":
            os._exit(0)
        case b"fault":
            raise KeyError("a fault of the reader")
        case b"hang":
            time.sleep(600)
        case b"endless":
            while True:
                pass
        case b"memory":
            [bytes(1 << 20) for _ in range(100_000)]
        case b"chatter":
            print("a library that talks", flush=True)  # noqa: T201
            os.write(1, b"native code that talks")
        case b"modules":
            raise UnreadableError("F110", modules=" ".join(sys.modules))
    return read.read_book(data, password) if data.startswith(b"PK") else Book(())
