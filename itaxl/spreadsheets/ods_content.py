"""Reader of an .ods file's `content.xml`: which elements count, and what a cell holds."""

import re
from collections.abc import Collection

from msgspec import structs

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.book import Cell, Kind, Sheet
from itaxl.spreadsheets.bounds import TEXT_LENGTH, Bounds
from itaxl.spreadsheets.ods_asides import WORDS
from itaxl.spreadsheets.ods_sheet import OpenSheet
from itaxl.spreadsheets.ods_styles import NUMBER, STYLE, Styles
from itaxl.spreadsheets.ods_text import CellText
from itaxl.spreadsheets.ods_values import result_of
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_styles import GENERAL
from itaxl.spreadsheets.xlsx_values import printable, whole

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, META = f"{_ODF}:office:1.0", f"{_ODF}:meta:1.0"
DC = "http://purl.org/dc/elements/1.1/"
_TABLE, _TEXT, _DRAW = (f"{_ODF}:{name}:1.0" for name in ("table", "text", "drawing"))

_FORMULA, _VALUES = f"{_TABLE} formula", (f"{OFFICE} value-type", f"{OFFICE} string-value")
_FORMATS = {"percentage": "0.00%", "date": "yyyy-mm-dd", "time": "h:mm:ss"}
# Elements inside a cell or a sheet that hold text or tables of their own and no words for a reader.
_ASIDE = ("shapes", "dde-links", "tracked-changes", "forms", "ruby-text", "note")
_WHITE = re.compile(r"[\t\r\n]+")  # of the file's own layout: tabs and line ends of the text are elements
_FORMULA_PREFIX = re.compile(r"[a-z]+:=?|=")


def read_sheets(content: bytes, styles: Styles, files: Collection[str] = ()) -> tuple[Sheet, ...]:
    """Read the sheets of `content.xml`; `styles` are those with names; `files` the objects that are no charts.

    Raises UnreadableError: F110 broken, F111 and F113 beyond the limits, F112 with a DTD.
    """
    reader = _Content(styles, frozenset(files))
    safe_xml.parse(
        content,
        {
            **styles.of_content,
            "table": reader.table,
            "table-column": reader.column,
            "table-row": reader.row,
            "table-cell": reader.cell,
            "covered-table-cell": reader.cell,
            "p": reader.paragraph,
            "s": reader.spaces,
            "tab": lambda _: reader.add("\t"),
            "line-break": lambda _: reader.add("\n"),
            "a": reader.link,
            "span": reader.span,
            "image": reader.image,
            "object": reader.object,
            "object-ole": reader.file,
            **dict.fromkeys(_ASIDE, reader.aside),
            **dict.fromkeys(WORDS, reader.words),
        },
        {
            "table": reader.end_table,
            "table-row": reader.end_row,
            "table-cell": reader.end_cell,
            "covered-table-cell": reader.end_cell,
            "p": reader.end_paragraph,
            "span": reader.end_span,
            **dict.fromkeys((*_ASIDE, *WORDS), reader.end_aside),
        },
        reader.text,
        (_TABLE, _TEXT, STYLE, NUMBER, _DRAW, OFFICE),
    )
    return tuple(reader.sheets)


class _Content:
    """Handlers of the elements. One that stands where it should not does nothing."""

    def __init__(self, styles: Styles, files: frozenset[str]) -> None:
        self.sheets: list[Sheet] = []
        self._styles, self._files = styles, files
        self._bounds = Bounds()
        self._sheet = OpenSheet({}, styles, self._bounds)
        self._tables = 0  # how many tables are open: one inside a cell is no sheet
        self._aside = self._wordy = 0  # how many elements aside are open, and from which on there are words
        self._attributes: Attributes | None = None  # of the cell that is open
        self._text: CellText | None = None  # of that cell, from its first paragraph on
        self._in_paragraph = False

    @property
    def _reads(self) -> bool:
        return self._tables == 1 and not self._aside

    # --- sheets, columns, rows

    def table(self, attributes: Attributes) -> None:
        if self._aside:
            return
        self._tables += 1
        if self._reads:
            self._sheet = OpenSheet(attributes, self._styles, self._bounds, self._files)

    def end_table(self) -> None:
        if self._aside or not self._tables:
            return
        self._tables -= 1
        if not self._tables:
            self.sheets.append(self._sheet.finished())

    def column(self, attributes: Attributes) -> None:
        if self._reads:
            self._sheet.column(attributes)

    def row(self, attributes: Attributes) -> None:
        if self._reads:
            self._sheet.row(attributes)

    def end_row(self) -> None:
        if self._reads:
            self._sheet.end_row()

    # --- the parts of a cell

    def cell(self, attributes: Attributes) -> None:
        if self._reads:
            self._sheet.cell(attributes)
            self._attributes, self._text = attributes, None

    def paragraph(self, _attributes: Attributes) -> None:
        if self._wordy:
            self._sheet.beside.paragraph()
        if self._reads and self._attributes is not None:
            if self._text is None:
                style = self._sheet.style_of(self._attributes)
                self._text = CellText(crossed_out=self._styles.crossed_out.get(style, False))
            self._text.paragraph()
            self._in_paragraph = True

    def end_paragraph(self) -> None:
        self._sheet.beside.end_paragraph()
        if not self._aside:
            self._in_paragraph = False

    def span(self, attributes: Attributes) -> None:
        if self._text:
            self._text.span(self._styles.crossed_out.get(attributes.get(f"{_TEXT} style-name", "")))

    def end_span(self) -> None:
        if self._text:
            self._text.end_span()

    def spaces(self, attributes: Attributes) -> None:
        self.add(" " * min(whole(attributes.get(f"{_TEXT} c", "1")), TEXT_LENGTH))

    def text(self, text: str) -> None:
        self.add(_WHITE.sub(" ", text))

    def add(self, text: str) -> None:
        if self._wordy:
            self._sheet.beside.text(text)
        if self._text and self._in_paragraph and not self._aside:
            self._text.add(text)

    def link(self, attributes: Attributes) -> None:
        if self._reads and self._attributes is not None:
            self._sheet.beside.link(self._sheet.place, attributes)

    def image(self, attributes: Attributes) -> None:
        self._sheet.beside.image(attributes)

    def object(self, attributes: Attributes) -> None:
        self._sheet.beside.object(attributes)

    def file(self, _attributes: Attributes) -> None:
        self._sheet.beside.file()

    def aside(self, _attributes: Attributes) -> None:
        self._aside += 1

    def words(self, attributes: Attributes) -> None:
        """Begin something with words or pictures of its own; what is inside of it belongs to it."""
        self._aside += 1
        if self._tables == 1 and not self._wordy:
            self._wordy = self._aside
            self._sheet.beside.begin(attributes)

    def end_aside(self) -> None:
        if self._wordy == self._aside:
            self._sheet.beside.end(self._sheet.place if self._attributes is not None else None)
            self._wordy = 0
        self._aside -= 1

    # --- the cell as a whole

    def end_cell(self) -> None:
        if not self._reads or self._attributes is None:
            return
        attributes, self._attributes = self._attributes, None
        cell = self._cell(attributes)
        if cell is not None:
            self._sheet.keep(self._without_crossed_out(cell))

    def _without_crossed_out(self, cell: Cell) -> Cell:
        """Return a cell without what is crossed out; where nothing else is there, all of it."""
        live, dead = self._text.split() if self._text else ("", "")
        if not dead:
            return cell
        if not live.strip():
            self._sheet.beside.add(self._sheet.place, crossed_out=True)
        elif cell.kind is Kind.TEXT:
            self._sheet.beside.add(self._sheet.place, left_out=dead)
            return structs.replace(cell, value=live)
        return cell

    def _cell(self, attributes: Attributes) -> Cell | None:
        formula = attributes.get(_FORMULA)
        if formula is None and self._text is None and attributes.keys().isdisjoint(_VALUES):
            return None  # as nearly all cells of a form
        kind, value = result_of(attributes, str(self._text or ""), formula is not None)
        if formula is None and value in ("", None):
            return None
        written = attributes.get(_VALUES[0], "")
        if written == "float" and self._styles.is_percent(self._sheet.style_of(attributes)):
            written = "percentage"
        number_format = _FORMATS.get(written, GENERAL) if kind is Kind.NUMBER else GENERAL
        bare = _FORMULA_PREFIX.sub("", printable(formula), count=1) if formula else ""
        return Cell(kind, value, number_format, formula is not None, bare)
