"""Texts of .xlsx that may have several fonts: runs, of which some may be crossed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.safe_xml import text_of
from itaxl.spreadsheets.xlsx_plain import take_strings
from itaxl.spreadsheets.xlsx_values import plain, truth


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a text in one font; `crossed_out` None: in the font of its cell."""

    text: str
    crossed_out: bool | None = None


@dataclass
class RichText:
    """Text of runs. It is split but once for each font of a cell, since very many cells may share it."""

    runs: tuple[Run, ...]
    _split: dict[bool, tuple[str, str]] = field(default_factory=dict, compare=False)

    def split(self, *, crossed_out: bool) -> tuple[str, str]:
        """Return the live text and the one that is crossed out; `crossed_out` tells of the cell's own font."""
        if crossed_out not in self._split:
            parts: tuple[list[str], list[str]] = ([], [])
            for run in self.runs:
                parts[crossed_out if run.crossed_out is None else run.crossed_out].append(run.text)
            self._split[crossed_out] = "".join(parts[False]), "".join(parts[True])
        return self._split[crossed_out]


@dataclass(frozen=True)
class Strings:
    """Shared texts by index, and the runs of those that have any."""

    texts: Sequence[str] = ()
    runs: Mapping[int, RichText] = field(default_factory=dict)


def shared_strings(content: bytes) -> Strings:
    """Return the texts of `sharedStrings.xml` in their order: runs joined, readings (phonetic runs) left out."""
    plain_ones = take_strings(content)
    if plain_ones is not None:
        return Strings([plain(text) for text in plain_ones])
    strings: list[str] = []
    runs: dict[int, RichText] = {}

    def item(element: Element) -> None:
        text, rich = rich_text(element)
        if rich:
            runs[len(strings)] = rich
        strings.append(plain(text))

    safe_xml.gather(content, {"si": item})
    return Strings(strings, runs)


def rich_text(item: Element) -> tuple[str, RichText | None]:
    """Return the text of an element as it is written, and its runs where it has any."""
    runs: list[Run] = []
    written: list[str] = []
    for part in item:
        if part.tag not in {"t", "r"}:  # a reading, which stands above the text
            continue
        text = text_of(part) if part.tag == "t" else "".join(map(text_of, part.findall("t")))
        written.append(text)
        if text:  # blank ones without number would be cheap to write and dear to join
            runs.append(Run(plain(text), _crosses_out(part.find("rPr"))))
    return "".join(written), RichText(tuple(runs)) if item.find("r") is not None else None


def _crosses_out(font: Element | None) -> bool | None:
    if font is None:
        return None
    strike = font.find("strike")
    return strike is not None and truth(strike.get("val", "1"))
