"""Items to mend in a marked copy, with places and words, for its cells, its first sheet and the mail."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from itaxl import thai
from itaxl.findings import Finding, Severity, in_order
from itaxl.forms.layout import SheetLayout
from itaxl.forms.limits import PROMPT_LIMIT, TITLE_LIMIT
from itaxl.sending.placing import Placed, Slot, slot_at
from itaxl.spreadsheets.book import Kind, address, position
from itaxl.submissions.reading import Reading
from itaxl.texts import Lang, Texts

VALUE_LENGTH = 60  # characters of a value inside a sentence
_OVER_THE_SHEET = ("C366", "W251")  # comments and pictures: the row under them may be blank


@dataclass(frozen=True)
class Item:
    """Item to mend: `sheet` and `cell` of the copy, blank where it has none.

    `left`: it is about a row that belongs in no table, and that the copy lists on its first sheet.
    `sent`: what the sender has in the cell.
    """

    number: int
    finding: Finding
    sheet: str = ""
    cell: str = ""
    slot: Slot | None = None
    left: bool = False
    sent: str = ""

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    def what(self, lang: Lang = "th") -> str:
        return self._short.what(lang)

    def fix(self, lang: Lang = "th") -> str:
        """Tell how the sender mends it, which is not always how the one who collects does."""
        texts, key = Texts("marks", lang), f"fix.{'left' if self.left else self.finding.code}"
        return texts(key) if key in texts else self._short.fix(lang)

    @property
    def _short(self) -> Finding:
        value = " ".join(thai.storable(self.finding.value).split())
        return replace(self.finding, value=shorten(value, VALUE_LENGTH))


def items(
    reading: Reading, findings: Iterable[Finding], forms: Sequence[SheetLayout], placed: Mapping[str, Placed]
) -> tuple[Item, ...]:
    """Return the findings by the cells of the copy, errors first, then as a person reads, numbered from 1."""
    unnumbered = [_item(finding, reading, forms, placed) for finding in in_order(findings)]
    names = [form.name for form in forms]

    def order(item: Item) -> tuple[int, ...]:
        row, column = position(item.cell) or (0, 0)
        sheet = names.index(item.sheet) if item.sheet in names else -1
        return (item.severity.rank, sheet, row, column)

    return tuple(
        replace(item, number=number) for number, item in enumerate(sorted(unnumbered, key=order), start=1)
    )


def _item(
    finding: Finding, reading: Reading, forms: Sequence[SheetLayout], placed: Mapping[str, Placed]
) -> Item:
    for table in reading.tables:
        where = position(finding.place.cell)
        if table.name == finding.place.sheet and where:
            form = next(form for form in forms if form.key == table.sheet)
            slot = slot_at(reading, forms, placed, table.name, finding.place.cell)
            if slot is None:
                below = where[0] > table.heading_row and finding.code not in _OVER_THE_SHEET
                left = below and where[0] not in placed[form.key].rows
                return Item(0, finding, form.name, left=left, sent=finding.value)
            raw = placed[form.key].values.get(slot)
            sent = str(raw.value) if raw and raw.kind is Kind.TEXT else finding.value
            return Item(0, finding, form.name, address(slot.row, form.number(slot.column)), slot, sent=sent)
    named = {finding.place.sheet, *(str(value) for key, value in finding.values if key == "sheet")}
    return Item(0, finding, next((form.name for form in forms if form.name in named), ""))


def notes(items: Iterable[Item]) -> dict[Slot, tuple[str, str]]:
    """Title and text of what each cell to mend says when it is chosen; notes alone say nothing."""
    by_slot: dict[Slot, list[Item]] = {}
    for item in items:
        if item.slot and item.severity is not Severity.NOTE:
            by_slot.setdefault(item.slot, []).append(item)
    return {slot: (_title(group), _text(group)) for slot, group in by_slot.items()}


def _title(group: Sequence[Item]) -> str:
    texts = Texts("marks", "th")
    numbers = ", ".join(str(item.number) for item in group)
    level = texts(f"level.{group[0].severity.value}")
    return shorten(texts("note.title", level=level, numbers=numbers), TITLE_LIMIT)


def _text(group: Sequence[Item]) -> str:
    texts = Texts("marks", "th")
    whole = thai.storable("\n".join(texts("note.fix", what=item.what(), fix=item.fix()) for item in group))
    if len(whole) <= PROMPT_LIMIT:
        return whole
    more = texts("note.more")
    return shorten(whole, PROMPT_LIMIT - len(more)).removesuffix("…") + more


def shorten(text: str, most: int) -> str:
    """Cut a text to so many characters, never between a letter and its marks."""
    if len(text) <= most:
        return text
    end = most - 1
    while end and (unicodedata.category(text[end]) == "Mn" or text[end] == "\u0e33"):
        end -= 1
    return f"{text[:end].rstrip()}…"
