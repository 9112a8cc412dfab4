"""Bar in a table cell: parts side by side, crossed by marks, as vector shapes."""

from collections.abc import Iterator, Sequence

from itaxl.report.wordml.cells import MIDDLE, NO_MARGINS, cell
from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, w
from itaxl.report.wordml.shapes import SHIFT, TWENTIETHS, Canvas, Pen
from itaxl.report.wordml.sheet import STRIPED, Sheet

HEIGHT = 16  # points; marks reach over the whole height
TOP, BOTTOM = 3, 13  # edges of the bar inside
GAP = 3  # points on either side
STRIPE = 4  # points between stripes
_OVER = (GAP - SHIFT) * TWENTIETHS  # makes the gap the same in Word and in LibreOffice
_OVER_THE_EDGES = w("ind", left=_OVER, right=_OVER)
_EDGE = Pen("777777", 0.5)


def percent(width: str) -> float:
    """Return a width or place of a view, such as "73.8%", as a number; blank is 0."""
    return float(width.removesuffix("%") or 0)


def bar_cell(
    says: str,
    parts: Sequence[tuple[str, str]],
    width: int,
    sheet: Sheet,
    marks: Sequence[tuple[str, Pen]] = (),
    borders: Xml = NOTHING,
) -> Xml:
    """Return a cell with a bar. Without parts the cell is empty.

    `parts`: kinds and widths from the left; `marks`: places and pens; widths and places are CSS percentages.
    `says`: description for those who do not see the bar.
    """
    room = width / TWENTIETHS - 2 * GAP
    canvas = Canvas(f"0 0 {room} {HEIGHT}", room)
    drawn = [*_parts(parts, canvas, sheet), *(_mark(place, canvas, pen) for place, pen in marks)]
    picture = canvas.picture(says, *drawn) if drawn else NOTHING
    content = paragraph("Picture", picture, properties=_OVER_THE_EDGES, keep=True)
    return cell(width, content, properties=join(borders, NO_MARGINS, MIDDLE))


def _parts(parts: Sequence[tuple[str, str]], canvas: Canvas, sheet: Sheet) -> Iterator[Xml]:
    left, scale = 0.0, canvas.width / 100
    for kind, size in parts:
        right = min(left + percent(size) * scale, canvas.width)
        if right > left:
            yield from _part(kind, left, right, canvas, sheet)
        left = right


def _part(kind: str, left: float, right: float, canvas: Canvas, sheet: Sheet) -> Iterator[Xml]:
    corners = f"{left},{TOP} {right},{TOP} {right},{BOTTOM} {left},{BOTTOM}"
    yield canvas.area(corners, _EDGE, "FFFFFF" if kind == STRIPED else sheet.colour(kind))
    if kind == STRIPED:
        yield canvas.line(";".join(_stripes(left, right)), Pen(sheet.colour(kind), 1))


def _stripes(left: float, right: float) -> Iterator[str]:
    """Yield slanting lines from the bottom of the bar to its top, cut off at both ends."""
    high = BOTTOM - TOP
    for number in range(int((right - left + high) / STRIPE) + 1):
        foot = left - high + STRIPE * number
        begin, end = max(foot, left), min(foot + high, right)
        if begin < end:
            yield f"{begin},{BOTTOM - (begin - foot)} {end},{BOTTOM - (end - foot)}"


def _mark(place: str, canvas: Canvas, pen: Pen) -> Xml:
    x = percent(place) * canvas.width / 100
    return canvas.line(f"{x},0 {x},{HEIGHT}", pen)
