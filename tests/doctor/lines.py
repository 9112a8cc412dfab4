"""Lines of an examination, to look at: what each says in English, by its state."""

from collections.abc import Iterable

from itaxl.doctor.line import Line, State


def said(lines: Iterable[Line], state: State) -> list[str]:
    """What the lines of a state say, each with its remedy."""
    return [
        f"{line.what.en} | {line.remedy.en}" if line.remedy else line.what.en
        for line in lines
        if line.state is state
    ]


def missing(lines: Iterable[Line]) -> list[str]:
    return said(lines, State.MISSING)
