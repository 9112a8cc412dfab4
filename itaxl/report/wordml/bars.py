"""A bar in a cell: parts beside each other, crossed by marks, as vector shapes."""

from collections.abc import Iterator, Sequence

from itaxl.report.wordml.cells import MIDDLE, NO_MARGINS, cell
from itaxl.report.wordml.markup import NOTHING, Xml, join, paragraph, w
from itaxl.report.wordml.shapes import SHIFT, TWENTIETHS, Canvas, Pen
from itaxl.report.wordml.sheet import STRIPED, Sheet

HEIGHT = 16  # points of the picture, whose marks reach from top to bottom
TOP, BOTTOM = 3, 13  # of the bar in it
GAP = 3  # points beside it
STRIPE = 4  # points from one stripe to the next
_OVER = (GAP - SHIFT) * TWENTIETHS  # makes the gap the same in Word and in LibreOffice
_OVER_THE_EDGES = w("ind", left=_OVER, right=_OVER)
_EDGE = Pen("777777", 0.5)


def percent(width: str) -> float:
    """A width or place as the views have it: "73.8%"; blank is 0."""
    return float(width.removesuffix("%") or 0)


def bar_cell(
    says: str,
    parts: Sequence[tuple[str, str]],
    width: int,
    sheet: Sheet,
    marks: Sequence[tuple[str, Pen]] = (),
    borders: Xml = NOTHING,
) -> Xml:
    """A cell with a bar: `parts` are kinds and widths from the left, `marks` lie at their places, all in CSS percent.

    `says` is for those who do not see it. Without parts the cell is empty.
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
    """Slanting lines from the bar's foot to its head, cut off at its ends."""
    high = BOTTOM - TOP
    for number in range(int((right - left + high) / STRIPE) + 1):
        foot = left - high + STRIPE * number
        begin, end = max(foot, left), min(foot + high, right)
        if begin < end:
            yield f"{begin},{BOTTOM - (begin - foot)} {end},{BOTTOM - (end - foot)}"


def _mark(place: str, canvas: Canvas, pen: Pen) -> Xml:
    x = percent(place) * canvas.width / 100
    return canvas.line(f"{x},0 {x},{HEIGHT}", pen)
