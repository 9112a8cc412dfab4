"""Pictures of lines and dots as vector shapes (VML), which every Word since 2000 and LibreOffice show."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from itaxl.report.wordml.markup import Xml, clean, join, w

TWENTIETHS = 20  # of a point in a point: Word's unit of length
SHIFT = 9  # points that LibreOffice, unlike Word, leaves free on either side of such pictures
FINE = 100  # steps of a shape in one unit of its picture
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_OPAQUE = 65_536
_DASHES = {"dashed": "dash", "dotted": "1 1"}


@dataclass(frozen=True)
class Pen:
    """Pen: `weight` in points, `colour` as six digits, `dash` is `dashed`, `dotted` or blank."""

    colour: str
    weight: float
    dash: str = ""

    @property
    def xml(self) -> str:
        """Return the attributes of a shape."""
        return f' strokecolor="#{self.colour}" strokeweight="{self.weight:g}pt"'

    @property
    def stroke(self) -> str:
        """Return the element of a shape that makes its line dashed or dotted."""
        return f'<v:stroke dashstyle="{_DASHES[self.dash]}"/>' if self.dash else ""


@dataclass(frozen=True)
class Canvas:
    """Canvas: `box` has left, top, width and height, as the viewBox of an SVG; `width` on paper is in points."""

    box: str
    width: float

    def picture(self, says: str, *shapes: Xml) -> Xml:
        """Return shapes as a picture in a run of text. `says`: description for those who do not see it."""
        _, _, across, down = self._edges
        size = f"width:{self.width:g}pt;height:{self.width * down / across:.2f}pt"
        ground = f'<v:rect style="position:absolute;width:{across};height:{down}" filled="f" stroked="f"/>'
        return w(
            "r",
            w(
                "pict",
                Xml(
                    f'<v:group {_VML} alt="{escape(clean(says))}" style="{size}" coordorigin="0,0"'
                    f' coordsize="{across},{down}">{ground}{join(*shapes)}</v:group>'
                ),
            ),
        )

    def line(self, points: str, pen: Pen) -> Xml:
        """Draw a line through points, written as in an SVG: "x,y x,y"; semicolons separate several lines."""
        return self._shape("".join(map(self._path, points.split(";"))), pen, ' filled="f"', "")

    def area(self, points: str, pen: Pen, fill: str = "", opacity: float = 1) -> Xml:
        """Draw an area with these corners; `fill` is six digits or blank."""
        filled = f' fillcolor="#{fill}"' if fill else ' filled="f"'
        inside = f'<v:fill opacity="{round(opacity * _OPAQUE)}f"/>' if fill else ""
        return self._shape(f"{self._path(points)}x", pen, filled, inside)

    def circle(self, x: float, y: float, radius: float, pen: Pen, fill: str = "") -> Xml:
        left, top, *_ = self._edges
        side = round(2 * radius * FINE)
        place = f"left:{round((x - radius) * FINE) - left};top:{round((y - radius) * FINE) - top}"
        filled = f' fillcolor="#{fill}"' if fill else ' filled="f"'
        style = f"position:absolute;{place};width:{side};height:{side}"
        return Xml(f'<v:oval style="{style}"{filled}{pen.xml}>{pen.stroke}</v:oval>')

    def _shape(self, path: str, pen: Pen, filled: str, inside: str) -> Xml:
        _, _, across, down = self._edges
        style = f"position:absolute;left:0;top:0;width:{across};height:{down}"
        return Xml(
            f'<v:shape style="{style}" coordsize="{across},{down}" path="{path}e"{filled}{pen.xml}>'
            f"{inside}{pen.stroke}</v:shape>"
        )

    def _path(self, points: str) -> str:
        left, top, *_ = self._edges
        corners = [tuple(map(float, point.split(","))) for point in points.split()]
        first, *others = [f"{round(x * FINE) - left},{round(y * FINE) - top}" for x, y in corners]
        return f"m{first}l{','.join(others)}" if others else f"m{first}"

    @property
    def _edges(self) -> Sequence[int]:
        """Return left, top, width and height in steps."""
        return [round(float(edge) * FINE) for edge in self.box.split()]
