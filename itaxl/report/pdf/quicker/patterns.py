"""Patterns by which HTML is cut into its parts, each made once: tinyhtml5 keeps them where it never looks."""

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any


class Patterns(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """Pattern for some characters, or (False) for all but these; made when it is first asked for."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, these = key
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        pattern = self[key] = re.compile(f"[{'' if these else '^'}{listed}]+")
        return pattern


def fit() -> None:
    """Give tinyhtml5 a store that finds them."""
    inputstream: Any = import_module("tinyhtml5.inputstream")
    if not isinstance(inputstream.characters_until_regex, Patterns):
        inputstream.characters_until_regex = Patterns()
