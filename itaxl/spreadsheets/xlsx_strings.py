"""Texts of .xlsx that may have several fonts: runs, of which some may be crossed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.safe_xml import Attributes
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
    reader = _SharedStrings()
    safe_xml.parse(
        content,
        {
            "si": reader.item,
            "rPh": reader.reading,
            "t": reader.begin,
            "r": reader.runs.begin,
            "rPr": reader.runs.font,
            "strike": reader.runs.strike,
        },
        {"si": reader.end_item, "rPh": reader.end_reading, "t": reader.end},
        reader.text,
    )
    return Strings(reader.strings, reader.runs_of)


class RunReader:
    """Handlers that gather the runs of one text."""

    def __init__(self) -> None:
        self.gathered: list[Run] = []
        self.rich = False
        self._crossed_out: bool | None = None

    def reset(self) -> None:
        self.gathered, self.rich, self._crossed_out = [], False, None

    def begin(self, _attributes: Attributes) -> None:
        self.rich, self._crossed_out = True, None

    def font(self, _attributes: Attributes) -> None:
        self._crossed_out = False

    def strike(self, attributes: Attributes) -> None:
        self._crossed_out = truth(attributes.get("val", "1"))

    def add(self, text: str) -> None:
        if text:  # blank ones without number would be cheap to write and dear to join
            self.gathered.append(Run(plain(text), self._crossed_out))


class _SharedStrings:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self.runs_of: dict[int, RichText] = {}
        self.runs = RunReader()
        self._texts: list[str] = []
        self._text: list[str] = []
        self._inside = False
        self._reading = False

    def item(self, _attributes: Attributes) -> None:
        self._texts = []
        self.runs.reset()

    def end_item(self) -> None:
        if self.runs.rich:
            self.runs_of[len(self.strings)] = RichText(tuple(self.runs.gathered))
        self.strings.append(plain("".join(self._texts)))

    def reading(self, _attributes: Attributes) -> None:
        self._reading = True

    def end_reading(self) -> None:
        self._reading = False

    def begin(self, _attributes: Attributes) -> None:
        self._inside = not self._reading
        self._text = []

    def end(self) -> None:
        if self._inside:
            text = "".join(self._text)
            self._texts.append(text)
            self.runs.add(text)
        self._inside = False

    def text(self, text: str) -> None:
        if self._inside:
            self._text.append(text)
