"""Number formats by style: what tells a percentage and a date from a plain number."""

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.package import too_large
from itaxl.spreadsheets.safe_xml import Attributes
from itaxl.spreadsheets.xlsx_plain import without_empty_elements

GENERAL = "General"
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


def number_formats(content: bytes) -> dict[str, str]:
    """The format's code of each cell style (`cellXfs`) by its number as cells write it: "0", "1", …"""
    reader = _Styles()
    safe_xml.parse(
        without_empty_elements(content, "numFmt|xf"),  # colours and alignments, which are most of the part
        {
            "numFmts": lambda _: reader.enter("numFmts"),
            "cellXfs": lambda _: reader.enter("cellXfs"),
            "numFmt": reader.custom_format,
            "xf": reader.cell_style,
        },
        {"numFmts": reader.leave, "cellXfs": reader.leave},
    )
    return {str(index): reader.code(identifier) for index, identifier in enumerate(reader.styles)}


def built_in(identifier: int) -> str:
    """The code of a number format that every program knows by its number."""
    return _BUILT_IN.get(identifier, GENERAL)


class _Styles:
    def __init__(self) -> None:
        self.styles: list[str] = []
        self._custom: dict[str, str] = {}
        self._inside = ""

    def enter(self, table: str) -> None:
        self._inside = table

    def leave(self) -> None:
        self._inside = ""

    def custom_format(self, attributes: Attributes) -> None:
        code = attributes.get("formatCode", "")
        # Conditional formats have number formats as well, which are no cell's own.
        if self._inside == "numFmts" and 0 < len(code) <= _CODE_LENGTH:
            self._custom[attributes.get("numFmtId", "")] = code

    def cell_style(self, attributes: Attributes) -> None:
        if self._inside == "cellXfs":
            if len(self.styles) == STYLES:
                raise too_large("styles", STYLES)
            self.styles.append(attributes.get("numFmtId", ""))

    def code(self, identifier: str) -> str:
        if identifier in self._custom:
            return self._custom[identifier]
        known = identifier.isascii() and identifier.isdigit() and len(identifier) < 4
        return built_in(int(identifier)) if known else GENERAL
