"""Cell styles, as far as they tell of values: number formats, and fonts that cross out.

A number format tells a percentage and a date from a plain number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.package import too_large
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_plain import without
from itaxl.spreadsheets.xlsx_values import truth

GENERAL = "General"
_TABLES = ("numFmts", "fonts", "cellXfs")
_OTHER_TABLES = ("fills", "borders", "cellStyleXfs", "cellStyles", "dxfs", "colors")  # most of the part
STYLES, _CODE_LENGTH = 65_490, 255  # Excel's own limits
# ECMA-376 part 1, 18.8.30. From 59 on those of Thai: "t" asks for Thai digits; the letters of day, month and
# year are written here as in every other language, so that a date is known as one.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    59: "t0",
    60: "t0.00",
    61: "t#,##0",
    62: "t#,##0.00",
    67: "t0%",
    68: "t0.00%",
    69: "t# ?/?",
    70: "t# ??/??",
    71: "d/m/yyyy",
    72: "d-mmm-yy",
    73: "d-mmm",
    74: "mmm-yy",
    75: "h:mm",
    76: "h:mm:ss",
    77: "d/m/yyyy h:mm",
    78: "mm:ss",
    79: "[h]:mm:ss",
    80: "mm:ss.0",
    81: "d/m/bb",
}


@dataclass(frozen=True)
class Styles:
    """Cell styles (`cellXfs`) by their numbers as cells write them ("0", "1", …).

    `formats`: the number format's code; `crossed_out`: those whose font is.
    """

    formats: Mapping[str, str] = field(default_factory=dict)
    crossed_out: frozenset[str] = frozenset()


def cell_styles(content: bytes) -> Styles:
    """Return what the styles tell of values."""
    reader = _Reader()
    safe_xml.parse(
        without(content, *_OTHER_TABLES),
        {
            **{table: reader.enter(table) for table in _TABLES},
            "numFmt": reader.custom_format,
            "font": reader.font,
            "strike": reader.strike,
            "xf": reader.cell_style,
        },
        dict.fromkeys(_TABLES, reader.leave),
    )
    return Styles(
        {str(index): reader.code(identifier) for index, (identifier, _) in enumerate(reader.styles)},
        frozenset(str(index) for index, (_, font) in enumerate(reader.styles) if font in reader.crossed_out),
    )


def built_in(identifier: int) -> str:
    """Return the code of a number format that every program knows by its number."""
    return _BUILT_IN.get(identifier, GENERAL)


class _Reader:
    def __init__(self) -> None:
        self.styles: list[tuple[str, str]] = []  # numbers of the format and of the font
        self.crossed_out: set[str] = set()
        self._custom: dict[str, str] = {}
        self._fonts = 0
        self._inside = ""

    def enter(self, table: str) -> Callable[[Attributes], None]:
        def inside(_attributes: Attributes) -> None:
            self._inside = table

        return inside

    def leave(self) -> None:
        self._inside = ""

    def custom_format(self, attributes: Attributes) -> None:
        code = attributes.get("formatCode", "")
        # Conditional formats have number formats as well, which are no cell's own.
        if self._inside == "numFmts" and 0 < len(code) <= _CODE_LENGTH:
            self._custom[attributes.get("numFmtId", "")] = code

    def font(self, _attributes: Attributes) -> None:
        self._fonts += self._inside == "fonts"

    def strike(self, attributes: Attributes) -> None:
        if self._inside == "fonts" and truth(attributes.get("val", "1")):
            self.crossed_out.add(str(self._fonts - 1))

    def cell_style(self, attributes: Attributes) -> None:
        if self._inside == "cellXfs":
            if len(self.styles) == STYLES:
                raise too_large("styles", STYLES)
            self.styles.append((attributes.get("numFmtId", ""), attributes.get("fontId", "0")))

    def code(self, identifier: str) -> str:
        if identifier in self._custom:
            return self._custom[identifier]
        is_number = identifier.isascii() and identifier.isdigit() and len(identifier) < 4
        return built_in(int(identifier)) if is_number else GENERAL
