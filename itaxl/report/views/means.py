"""Table that sets the agency's scores beside the means of the country and the province, where the settings give any."""

from collections.abc import Iterator
from fractions import Fraction

from itaxl.agency.means import TOTAL, Mean
from itaxl.report.blocks.table import Column, Row, Table
from itaxl.report.views.cells import number_cells, row_head
from itaxl.report.views.material import Material

Figure = tuple[str, str, Fraction | None]  # key among a mean's figures, name, score of the agency


def means_table(case: Material) -> Table | None:
    """Return the table of the figures of which any mean is known; None where the settings give none of this year."""
    say, means = case.say, case.agency.means.get(case.assessment.year, ())
    rows = tuple(
        _row(case, figure, means)
        for figure in _figures(case)
        if any(figure[0] in mean.figures for mean in means)
    )
    if not rows:
        return None
    columns = (
        Column(say("means.figure"), 46),
        Column(say("means.agency"), 54 / (1 + len(means)), "number"),
        *(Column(say(f"means.{mean.area}"), 54 / (1 + len(means)), "number") for mean in means),
    )
    sources = (
        say("means.source", mean=say(f"means.{mean.area}"), source=case.style.text(mean.source))
        for mean in means
    )
    return Table("means", say("means.table"), columns, (rows,), " · ".join(sources))


def _figures(case: Material) -> Iterator[Figure]:
    """Yield total, dimensions and indicators, each with the agency's own score."""
    say, assessment = case.say, case.assessment
    yield TOTAL, say("results.figure_total"), assessment.total
    for dimension in assessment.dimensions:
        yield (
            dimension.code,
            say("word.dimension_full", **case.dimension_places(dimension.code)),
            dimension.score,
        )
    for indicator in assessment.indicators:
        yield str(indicator.no), case.numbered(indicator.no), indicator.score


def _row(case: Material, figure: Figure, means: tuple[Mean, ...]) -> Row:
    key, name, own = figure
    scores = (own, *(mean.figures.get(key) for mean in means))
    return Row((row_head(name), *number_cells(map(case.style.score, scores))))
