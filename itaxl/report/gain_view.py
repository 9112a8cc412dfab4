"""Open data items that did not pass, with what mending each would bring: a table, and a bar as long as the gain."""

from fractions import Fraction

from itaxl.insights.points import by_item
from itaxl.report.material import Material
from itaxl.report.picture_view import stacked
from itaxl.report.views import Bars, Cell, Column, Row, Table


def gain_table(case: Material) -> Table | None:
    """The greatest gain first; None where no item is known to be missing, or what none of them is worth."""
    missed = by_item(case.assessment, case.instrument)
    most = max((gain for _, gain in missed if gain is not None), default=Fraction())
    if not most:
        return None
    say, style = case.say, case.style
    columns = (
        Column(say("word.item"), 10),
        Column(say("gain.item"), 46),
        Column(say("gain.gain"), 18, "number"),
    )
    rows = tuple(
        Row(
            (
                Cell((item.code,)),
                Cell((style.text(item.name[case.lang]),), head="row"),
                Cell((style.score(gain),), css="number"),
            )
        )
        for item, gain in missed
    )
    bars = tuple(stacked((("got", gain or Fraction()),), most) for _, gain in missed)
    pictured = Bars(say("gain.bar"), 26, bars, (("got", say("gain.gain")),), place=2)
    return Table("gains", say("gain.table"), columns, (rows,), pictured=pictured)
