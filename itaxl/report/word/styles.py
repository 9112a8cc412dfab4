"""The styles of the Word files, declared once: what an office changes there changes everywhere in the document.

Sizes and distances are those of `html_templates/css/print.css`. Word draws Thai by the settings of complex scripts, so
each size and weight is stated for both.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from itaxl.report.wordml.cells import TABLE
from itaxl.report.wordml.markup import CM, NOTHING, Xml, join, w

FONT = "TH Sarabun New"
TICKS = "Segoe UI Symbol"  # a Thai font has no boxes
PORTRAIT = 16 * CM  # width of the text, in twentieths of a point
LANDSCAPE = round(24.7 * CM)
SIGNATURE = 6.7  # cm: where the block of a signature begins
MEMO_COLUMN = round(7.9 * CM)  # of opinions that stand side by side
MEMO = 19.3  # pt: lines of the memo, exact, since programs differ in how they shrink the first of a paragraph


@dataclass(frozen=True)
class Style:
    """A style of paragraphs; sizes and distances in points, indents in centimetres.

    `line` is exact; `close` is a share of the line that the font asks for, which leaves much room between lines.
    """

    id: str
    name: str
    size: float = 0
    bold: bool = False
    colour: str = ""
    align: str = ""
    before: float = 0
    after: float = 0
    line: float = 0
    close: float = 0
    left: float = 0
    first: float = 0
    keep: bool = False
    outline: int | None = None
    tabs: Xml = NOTHING
    extra: Xml = NOTHING  # borders or numbering


def dotted(position: float) -> Xml:
    """A tab to `position` (twentieths of a point) that draws a dotted line."""
    return w("tabs", w("tab", val="right", leader="dot", pos=round(position)))


def _rule(side: str, colour: str, size: int, space: int) -> Xml:
    return w(side, val="single", sz=size, space=space, color=colour)


_HEAD_RULE = w("pBdr", _rule("bottom", "999999", 4, 3))
_NUMBERED = w("numPr", w("numId", val=1))
_ACROSS = dotted(PORTRAIT)
_COLUMN = dotted(MEMO_COLUMN - 0.5 * CM)


def declared(colours: Mapping[str, str]) -> tuple[Style, ...]:
    """The styles of paragraphs in the colours of the documents."""
    accent, quiet = colours["accent"], colours["quiet"]
    rules = w("pBdr", _rule("top", accent, 12, 22), _rule("bottom", accent, 12, 22))
    return (*_text(quiet), *_front(rules), *_report(accent), *_memo(), *_around(quiet))


def _text(quiet: str) -> tuple[Style, ...]:
    """Running text."""
    return (
        Style("BodyText", "Body Text", after=5, first=1.5),
        Style("Lead", "Lead", bold=True, after=5),
        Style("Quiet", "Quiet", size=13, colour=quiet, after=1),
        Style("FillIn", "Fill In", tabs=_ACROSS),
        Style("Hint", "Hint", size=13, colour=quiet),
        Style("ListBullet", "List Bullet", after=3, left=2, first=-0.5, extra=_NUMBERED),
        Style(
            "ListQuiet", "List Quiet", size=13, colour=quiet, after=3, left=0.5, first=-0.5, extra=_NUMBERED
        ),
    )


def _front(rules: Xml) -> tuple[Style, ...]:
    """Cover, preface, contents."""
    return (
        Style("CoverLogo", "Cover Logo", align="center"),
        Style("Title", "Title", size=26, bold=True, align="center", extra=rules),
        Style("CoverOwner", "Cover Owner", size=22, bold=True, align="center"),
        Style(
            "FrontHeading",
            "Front Heading",
            size=20,
            bold=True,
            align="center",
            after=10,
            keep=True,
            outline=0,
        ),
        Style("FrontText", "Front Text", after=8, first=2.5),
        Style("Signed", "Signed", align="center", left=7.2),
        Style("TOCHeading", "TOC Heading", size=20, bold=True, align="center", after=10, keep=True),
        Style("TOCPage", "TOC Page", align="right", keep=True),
        Style("TOC1", "toc 1", after=3, left=0.6, first=-0.6, tabs=_ACROSS),
        Style("TOC2", "toc 2", after=3, left=1.8, first=-0.6, tabs=_ACROSS),
    )


def _report(accent: str) -> tuple[Style, ...]:
    """Headings, tables, charts."""
    return (
        Style(
            "ReportTitle", "Report Title", size=20, bold=True, align="center", after=12, keep=True, outline=0
        ),
        Style("Heading1", "heading 1", 18, True, accent, before=14, after=4, keep=True, outline=0),
        Style("Heading2", "heading 2", 17, True, before=14, after=2, keep=True, outline=1),
        Style("Heading3", "heading 3", 16, True, before=10, after=2, keep=True, outline=2),
        Style("Caption", "caption", size=15, bold=True, before=8, after=3, keep=True),
        Style("TableText", "Table Text", size=14),
        Style("TableTextNarrow", "Table Text Narrow", size=13.5, close=0.92),
        Style("TableTextDense", "Table Text Dense", size=12),
        Style("TableHead", "Table Head", size=13.5, close=0.9, bold=True, align="center", keep=True),
        Style("TableHeadSmall", "Table Head Small", size=12, close=0.9, bold=True, align="center", keep=True),
        Style("CellNote", "Cell Note", size=12, close=0.92, colour="333333", before=1),
        Style("TableNote", "Table Note", size=12, colour="333333", before=2, after=8),
        Style("Legend", "Chart Legend", size=12.5, before=3, after=10),
        Style("Picture", "Picture", size=8, align="center"),
        Style("Track", "Bar Track", size=8, keep=True),
        Style(
            "Bar",
            "Bar",
            size=8,
            keep=True,
            extra=w("pBdr", _rule("top", "777777", 4, 0), _rule("bottom", "777777", 4, 0)),
        ),
        Style("FigureLabel", "Figure Label", size=13, colour="333333", keep=True),
        Style("FigureValue", "Figure Value", size=26, bold=True, keep=True),
        Style("AfterTable", "After Table", size=4, line=6),
    )


def _memo() -> tuple[Style, ...]:
    """The memo, its lines as close as the regulation has them in the heading: 35 pt for 29 pt."""
    return (
        Style("MemoTitle", "Memo Title", 29, True, align="center", line=35, before=8, after=3),
        Style("MemoField", "Memo Field", line=21.3),
        Style("MemoSalutation", "Memo Salutation", line=MEMO, before=4, after=2),
        Style("MemoHeading", "Memo Heading", line=MEMO, bold=True, before=3, keep=True),
        Style("MemoText", "Memo Text", line=MEMO, first=2.5),
        Style("MemoClosing", "Memo Closing", line=MEMO, before=4, first=2.5, keep=True),
        Style("SigningLead", "Signing Lead", line=MEMO, before=6, keep=True),
        Style("SigningMore", "Signing More", line=MEMO, first=1.5, keep=True),
        Style("Choice", "Choice", line=MEMO, left=0.5, keep=True, tabs=_COLUMN),
        Style("ChoiceWide", "Choice Wide", line=MEMO, left=1.5, keep=True, tabs=dotted(13 * CM)),
        Style("Signature", "Signature", line=MEMO, align="center"),
        Style("SignatureRight", "Signature Right", line=MEMO, align="center", left=SIGNATURE),
    )


def _around(quiet: str) -> tuple[Style, ...]:
    """Heads and feet of pages."""
    return (
        Style("Header", "header", size=12, colour=quiet, extra=_HEAD_RULE),
        Style("MemoPage", "Memo Page", align="center", after=12),
        Style("Footer", "footer", size=13, align="right"),
        Style("SectionEnd", "Section End", size=1, line=1),
    )


_TICK_FONT = w("rFonts", ascii=TICKS, hAnsi=TICKS, eastAsia=TICKS, cs=TICKS)
CHARACTERS: dict[str, tuple[str, Xml]] = {  # name and properties, by id
    "Strong": ("Strong", join(w("b"), w("bCs"))),
    "MemoLabel": ("Memo Label", join(w("b"), w("bCs"), w("sz", val=40), w("szCs", val=40))),
    "Dotted": ("Dotted", w("u", val="dotted")),
    "Tick": ("Tick Box", _TICK_FONT),
    "QuietText": ("Quiet Text", w("color", val="444444")),
    "Lowest": ("Lowest", join(w("b"), w("bCs"), w("u", val="single"))),
    "Remark": ("Remark", join(w("sz", val=23), w("szCs", val=23))),
}


def styles(colours: Mapping[str, str]) -> Xml:
    """All of `styles.xml`; `colours`: six digits by name."""
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = w("lang", val="en-US", eastAsia="en-US", bidi="th-TH")
    run = w("rPr", fonts, _sizes(16), language)
    defaults = w(
        "docDefaults",
        w("rPrDefault", run),
        w("pPrDefault", w("pPr", w("spacing", after=0, line=240, lineRule="auto"))),
    )
    normal = w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1, styleId="Normal")
    characters = (_character(id, name, given) for id, (name, given) in CHARACTERS.items())
    return join(
        defaults,
        normal,
        *map(_paragraph, declared(colours)),
        *characters,
        _table(colours["head"]),
    )


def numbering() -> Xml:
    """All of `numbering.xml`: the one list, with a dash before each item."""
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("pStyle", val="ListBullet"),
        w("lvlText", val="–"),
        w("lvlJc", val="left"),
        ilvl=0,
    )
    kind = w("multiLevelType", val="singleLevel")
    return join(w("abstractNum", kind, level, abstractNumId=0), w("num", w("abstractNumId", val=0), numId=1))


def _paragraph(style: Style) -> Xml:
    weight = join(w("b"), w("bCs")) if style.bold else NOTHING
    colour = w("color", val=style.colour) if style.colour else NOTHING
    run = join(weight, colour, _sizes(style.size) if style.size else NOTHING)
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val="Normal"),
        w("next", val="BodyText") if style.outline is not None else NOTHING,
        w("qFormat"),
        w("pPr", _layout(style)),
        w("rPr", run) if run else NOTHING,
        type="paragraph",
        styleId=style.id,
    )


def _layout(style: Style) -> Xml:
    line: dict[str, object] = {}
    if style.line:
        line = {"line": round(style.line * 20), "lineRule": "exact"}
    elif style.close:
        line = {"line": round(style.close * 240), "lineRule": "auto"}
    spacing = w("spacing", before=round(style.before * 20), after=round(style.after * 20), **line)
    hanging = "hanging" if style.first < 0 else "firstLine"
    indent = {"left": style.left, hanging: abs(style.first)}
    return join(
        w("keepNext") if style.keep else NOTHING,
        style.extra,
        style.tabs,
        spacing,
        w("ind", **{side: round(size * CM) for side, size in indent.items() if size}),
        w("jc", val=style.align) if style.align else NOTHING,
        w("outlineLvl", val=style.outline) if style.outline is not None else NOTHING,
    )


def _character(id: str, name: str, properties: Xml) -> Xml:
    return w("style", w("name", val=name), w("rPr", properties), type="character", styleId=id)


def _table(head: str) -> Xml:
    """Thin rules, a little room beside the text; a shaded first row."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="555555") for side in sides))
    room = {"top": 20, "left": 80, "bottom": 20, "right": 80}
    margins = w("tblCellMar", *(w(side, w=size, type="dxa") for side, size in room.items()))
    shade = w("shd", val="clear", color="auto", fill=head)
    first = w("tblStylePr", w("tcPr", shade), type="firstRow")
    return w(
        "style",
        w("name", val="ITA Table"),
        w("qFormat"),
        w("tblPr", borders, margins),
        first,
        type="table",
        styleId=TABLE,
    )


def _sizes(points: float) -> Xml:
    half = round(points * 2)
    return join(w("sz", val=half), w("szCs", val=half))
