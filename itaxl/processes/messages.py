"""Send plain data between processes, in both directions, as MessagePack that is checked against the types expected.

Nothing is unpickled.
"""

import os
import struct
import sys
from pathlib import PurePath
from typing import Any, BinaryIO

import msgspec

_LENGTH = struct.Struct(">Q")

Refusal = tuple[str, str, dict[str, Any]]  # class of the error, its key, its values
# Function, bytes of memory, seconds, arguments of a first call or nothing.
Setup = tuple[str, int, float, bytes]


class GoneError(Exception):
    """End of the pipe, perhaps in the middle of a message: the other process is gone."""


def _plain(value: object) -> object:
    """Turn a path into plain data. Raises TypeError for other objects."""
    if isinstance(value, PurePath):
        return os.fsencode(value)
    raise TypeError(f"{type(value).__name__} is no plain data")


def _path(kind: type, value: Any) -> object:
    """Turn plain data back into a path."""
    return kind(os.fsdecode(value))


encode = msgspec.msgpack.Encoder(enc_hook=_plain).encode


def decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_path)


def send(stream: BinaryIO, message: bytes) -> None:
    try:
        stream.write(_LENGTH.pack(len(message)))
        stream.write(message)
        stream.flush()
    except OSError as error:
        raise GoneError from error


def receive(stream: BinaryIO, most: int = sys.maxsize) -> bytes:
    """Read a message. Raises GoneError if it is not whole, or claims more than `most` bytes."""
    size = _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]
    if size > most:
        raise GoneError
    return _exactly(stream, size)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise GoneError
    return data


def name_of(error: type[BaseException]) -> str:
    return f"{error.__module__}:{error.__qualname__}"
