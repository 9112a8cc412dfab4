"""Serve as a worker: answer the caller's questions one after another."""

import contextlib
import gc
import importlib
import os
import shutil
import sys
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from itaxl.processes.messages import GoneError, Refusal, Setup, decoder, encode, name_of, receive, send
from itaxl.system.limits import die_after, ignore_interrupts, limit_memory

OUT_OF_MEMORY = 12  # exit code of a worker, equal to the error number ENOMEM
STARTING = 60.0  # seconds that a worker may take to start


def serve(folder: str) -> None:
    """Answer questions one after another until the input ends: then the main program is gone."""
    answers = _own_output()
    with ending(folder):
        prepared(sys.stdin.buffer).answer(sys.stdin.buffer, answers)


@dataclass(frozen=True)
class Service:
    """Function that answers, how its arguments are read, and how many seconds an answer may take."""

    function: Callable[..., object]
    arguments: Any
    seconds: float

    def answer(self, questions: BinaryIO, answers: BinaryIO) -> None:
        """Answer one after another. Raises GoneError at the end of the questions."""
        question = receive(questions)
        while True:
            die_after(self.seconds)
            send(answers, encode(_outcome(self.function, self.arguments.decode(question))))
            die_after(0)
            question = receive(questions)
            gc.collect()  # not after the last one, whose garbage goes with the process


def prepared(stream: BinaryIO) -> Service:
    """Read what is to be served, import it, and call it once in advance if so asked."""
    gc.disable()  # looking for garbage takes an eighth of a call's time, and a sixth of the imports'
    ignore_interrupts()
    die_after(STARTING)
    name, memory, seconds, first = decoder(Setup).decode(receive(stream))
    limit_memory(memory)
    module, _, attribute = name.partition(":")
    function = getattr(importlib.import_module(module), attribute)
    types = {
        parameter: kind
        for parameter, kind in typing.get_type_hints(function).items()
        if parameter != "return"
    }
    arguments = decoder(tuple[tuple(types.values())])  # type: ignore[misc]
    if first:
        _outcome(function, arguments.decode(first))
    gc.freeze()
    die_after(0)
    return Service(function, arguments, seconds)


@contextlib.contextmanager
def ending(folder: str) -> Iterator[None]:
    """End this process as its caller expects, once memory runs out in the block or the caller is gone."""
    try:
        yield
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except GoneError:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)  # nothing else to clean up, and unloading libraries takes time


def _outcome(function: Callable[..., object], arguments: Sequence[object]) -> tuple[object, Refusal | None]:
    try:
        return function(*arguments), None
    except Exception as error:
        if _came_of_memory(error):
            raise MemoryError from error
        match error.args:
            case (str(key), dict(values)):
                return None, (name_of(type(error)), key, values)
        raise


def _came_of_memory(error: BaseException | None) -> bool:
    """Tell whether memory ran out behind this error; C code that has no memory for an error gives SystemError."""
    while error and not isinstance(error, MemoryError | SystemError):
        error = error.__cause__ or error.__context__
    return error is not None


def _own_output() -> BinaryIO:
    """Return the pipe to the main program; what libraries print goes to standard error from now on."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers
