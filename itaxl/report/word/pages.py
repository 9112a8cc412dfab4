"""Sections of the Word files: paper, margins, running heads, page numbers, the mark of a draft."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from itaxl.report.views.document import View
from itaxl.report.word.styles import FONT, LANDSCAPE, PORTRAIT
from itaxl.report.wordml.markup import CM, NOTHING, Xml, clean, field, join, paragraph, run, tab, w

A4 = (11906, 16838)  # twentieths of a point
AddPart = Callable[[str, Xml], str]  # "header" or "footer" and its content: the id that sections name it by
_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_TEXT_PATH = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)


@dataclass(frozen=True)
class Margins:
    """In centimetres; `header` and `footer` from the paper's edge."""

    top: float
    bottom: float
    header: float = 1.25
    footer: float = 1.0


@dataclass(frozen=True)
class Pages:
    """Makes the properties of each section; heads that are alike are one part of the file."""

    view: View
    draft: bool
    add: AddPart
    last: str  # number of the last page, as far as it is known

    def memo(self) -> Xml:
        """The first page begins 1.5 cm below the paper's edge, where the emblem stands; the head of the next ones
        pushes their text down."""
        empty = paragraph("SectionEnd", self._mark())
        number = paragraph("MemoPage", self._mark(), run("- "), _page(), run(" -"))
        heads = join(self._refer("header", empty, "first"), self._refer("header", number))
        nothing = paragraph("SectionEnd")
        feet = join(self._refer("footer", nothing, "first"), self._refer("footer", nothing))
        return self._section(
            join(heads, feet), Margins(1.5, 1.4, header=1.0), self._numbers(start=True), w("titlePg")
        )

    def cover(self) -> Xml:
        """No head, no number."""
        blank = join(
            self._refer("header", paragraph("SectionEnd", self._mark())),
            self._refer("footer", paragraph("SectionEnd")),
        )
        return self._section(blank, Margins(3, 3))

    def front(self) -> Xml:
        """Preface and contents: letters for page numbers."""
        letters = w("pgNumType", fmt="thaiLetters" if self.view.lang == "th" else "lowerRoman", start=1)
        around = join(
            self._refer("header", paragraph("SectionEnd", self._mark())),
            self._refer("footer", paragraph("Footer", _page())),
        )
        return self._section(around, Margins(2.5, 2), letters)

    def report(self, *, wide: bool, start: bool) -> Xml:
        """Running head and "หน้า ๓ จาก ๑๒"; `start`: numbers begin here."""
        width = LANDSCAPE if wide else PORTRAIT
        words = self.view.words
        across = w("tabs", w("tab", val="right", pos=width))
        head = paragraph(
            *("Header", self._mark(), run(words.running_head), tab(), run(self.view.agency)),
            properties=across,
        )
        last = field("PAGEREF end", run(self.last or "1"))
        foot = paragraph("Footer", run(f"{words.page} "), _page(), run(f" {words.page_of} "), last)
        around = join(self._refer("header", head), self._refer("footer", foot))
        margins = Margins(2.2, 1.7, footer=0.8) if wide else Margins(2.5, 2)
        return self._section(around, margins, self._numbers(start=start), wide=wide)

    def _numbers(self, *, start: bool) -> Xml:
        kind = {"fmt": "thaiNumbers" if self.view.thai_digits else "decimal"}
        return w("pgNumType", **kind, **({"start": "1"} if start else {}))

    def _refer(self, kind: str, content: Xml, of: str = "default") -> Xml:
        return Xml(f'<w:{kind}Reference w:type="{of}" r:id="{self.add(kind, content)}"/>')

    def _section(self, around: Xml, margins: Margins, *rest: Xml, wide: bool = False) -> Xml:
        short, long = A4
        paper = {"w": long, "h": short, "orient": "landscape"} if wide else {"w": short, "h": long}
        sides = {"top": margins.top, "right": 2, "bottom": margins.bottom, "left": 3}
        sides |= {"header": margins.header, "footer": margins.footer, "gutter": 0}
        room = {side: round(size * CM) for side, size in sides.items()}
        return w("sectPr", around, w("type", val="nextPage"), w("pgSz", **paper), w("pgMar", **room), *rest)

    def _mark(self) -> Xml:
        """The word for a draft across the page, as Word's own watermarks are made."""
        if not self.draft:
            return NOTHING
        style = (
            "position:absolute;margin-left:0;margin-top:0;width:330pt;height:165pt;rotation:315;z-index:-251658752;"
            "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
            "mso-position-vertical:center;mso-position-vertical-relative:margin"
        )
        word = escape(clean(self.view.words.draft))
        return Xml(
            f'<w:r><w:pict {_VML}>{_TEXT_PATH}<v:shape id="PowerPlusWaterMarkObject" o:spid="_x0000_s2049"'
            f' type="#_x0000_t136" alt="{word}" style="{style}" o:allowincell="f" fillcolor="#e6e6e6" stroked="f">'
            f'<v:textpath style="font-family:\'{FONT}\';font-size:1pt;font-weight:bold" string="{word}"/>'
            '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
        )


def _page() -> Xml:
    """Its digits or letters are those of the section's numbers."""
    return field("PAGE", run("1"))
