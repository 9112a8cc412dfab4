"""Insights: their figures by hand, their sentences in both languages, and what can be said of little data."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import texts
from itaxl.analysis import sums
from itaxl.analysis.insights import changes, insights, measures, points, sides, steps
from itaxl.assessment import (
    Assessment,
    DivisionResult,
    IndicatorResult,
    ItemResult,
    Previous,
    PreviousMeasure,
)
from itaxl.instrument import load
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import as_fraction, rounded
from tests.report.cases import INSTRUMENT, assessment, empty, progress, with_previous

KNOWN = assessment(grade_announced="B")


def with_items(missed: set[str]) -> tuple[Assessment, Instrument]:
    """The known case with every open data item of 2564 published but those named."""
    instrument = load(2564)
    items = tuple(ItemResult(item.code, item.code not in missed) for item in instrument.items)
    return replace(KNOWN, items=items), instrument


def test_points_lost_add_up_to_what_the_total_lacks() -> None:
    lost = points.by_dimension(KNOWN)
    assert [loss.dimension for loss in lost] == ["IIT", "EIT", "OIT"]
    assert KNOWN.total_computed is not None
    assert rounded(
        sum((loss.points for loss in points.by_indicator(KNOWN, INSTRUMENT)), Fraction())
    ) == rounded(100 - KNOWN.total_computed)


def test_what_is_lost_is_what_the_printed_figures_lack() -> None:
    first, *others = KNOWN.dimensions
    printed = replace(KNOWN, dimensions=(replace(first, points=as_fraction("22.145")), *others))
    assert points.by_dimension(printed)[0].points == as_fraction(
        "7.85"
    )  # 22.15 stands in the table, not 22.14
    whole = replace(KNOWN, total=as_fraction("79.825"))
    assert sums.points_lost(whole) == as_fraction("20.17")


def test_the_greatest_loss_comes_first_and_is_an_indicators_share() -> None:
    first = points.by_indicator(KNOWN, INSTRUMENT)[0]
    assert first.no == 9  # 20 points at 74.48
    assert first.points == 20 * (100 - as_fraction("74.48")) / 100


def test_an_item_brings_what_it_is_worth() -> None:
    result, instrument = with_items({"O1", "O42", "O25"})
    gains = {
        item.code: rounded(gain) for item, gain in points.by_item(result, instrument) if gain is not None
    }
    assert list(gains.items()) == [
        ("O42", as_fraction(5)),
        ("O25", as_fraction(1)),
        ("O1", rounded(Fraction(4, 9))),
    ]


def test_the_next_grade_by_the_fewest_items() -> None:
    result, instrument = with_items({"O1", "O42", "O43", "O25"})
    way = steps.next_grade(replace(result, total=as_fraction("79.83")), instrument)
    assert way is not None
    assert (way.grade.grade, way.missing) == ("A", as_fraction("5.17"))
    assert [item.code for item in way.items] == ["O42", "O43"]


def test_items_that_do_not_suffice_are_no_way() -> None:
    result, instrument = with_items({"O1"})
    way = steps.next_grade(result, instrument)
    assert way is not None
    assert way.items == ()


def test_one_indicator_alone_must_rise_to_this() -> None:
    way = steps.next_grade(replace(KNOWN, total=Fraction(82)), INSTRUMENT)
    assert way is not None
    assert way.raises[9] == as_fraction("74.48") + 3 * 5  # 20 of 100 points
    assert all(needed <= 100 for needed in way.raises.values())


def test_where_no_single_indicator_suffices_that_is_said() -> None:
    assert "steps.no_single" in [insight.key for insight in insights(KNOWN, INSTRUMENT)]


def test_nothing_is_said_of_a_next_grade_while_the_present_one_is_disputed() -> None:
    assert steps.next_grade(replace(KNOWN, grade_announced="C"), INSTRUMENT) is None


def test_the_best_grade_has_no_next() -> None:
    assert (
        steps.next_grade(
            replace(KNOWN, total=Fraction(96), grade_computed="AA", grade_announced="AA"), INSTRUMENT
        )
        is None
    )


def test_a_dimension_that_holds_the_grade_back_is_named() -> None:
    instrument = load(2568)
    low = replace(
        KNOWN,
        total=as_fraction("94.64"),
        grade_computed="ผ่าน",
        grade_announced="ผ่าน",
        dimensions=tuple(
            replace(dimension, score=Fraction(80 if dimension.code == "EIT" else 97))
            for dimension in KNOWN.dimensions
        ),
    )
    way = steps.next_grade(low, instrument)
    assert way is not None
    assert way.grade.grade == "ผ่านดี"
    assert way.missing == 0
    assert way.low_dimensions == ("EIT",)


def test_printed_figures_decide_what_is_short_of_the_next_grade() -> None:
    """84.995 is printed as 85.00, and graded so."""
    scores = {"IIT": "84.995", "EIT": "84.9949", "OIT": "97"}
    assessment = replace(
        KNOWN,
        total=Fraction("84.995"),
        grade_computed="ผ่าน",
        grade_announced=None,
        dimensions=tuple(
            replace(dimension, score=Fraction(scores[dimension.code])) for dimension in KNOWN.dimensions
        ),
    )
    way = steps.next_grade(assessment, load(2568))
    assert way is not None
    assert (way.missing, way.low_dimensions) == (Fraction(), ("EIT",))
    way = steps.next_grade(
        replace(assessment, total=Fraction("84.9949"), grade_computed="ต้องปรับปรุง"), load(2568)
    )
    assert way is not None
    assert (way.grade.grade, way.missing) == ("ผ่าน", Fraction("0.01"))


def test_rises_and_falls_are_differences_of_printed_figures() -> None:
    assessment = with_previous(KNOWN)
    result = dict(changes.by_indicator(assessment))
    for indicator in assessment.indicators:
        if indicator.previous is not None and indicator.score is not None:
            assert result[indicator.no] == Fraction(rounded(indicator.score) - rounded(indicator.previous))
    assert list(result.values()) == sorted(result.values(), reverse=True)


def test_the_weakest_divisions_all_that_tie() -> None:
    scores = {"a": 70, "b": 70, "c": 90}
    shown = tuple(
        DivisionResult(id, f"กอง {id}", {1: Fraction(score)}, {}, None, None) for id, score in scores.items()
    )
    (spread,) = sides.spreads(replace(KNOWN, divisions=shown))
    assert spread.no == 1
    assert spread.lowest == ("กอง a", "กอง b")
    assert spread.width == 20


def test_one_division_is_not_compared() -> None:
    only = (DivisionResult("a", "กอง a", {1: Fraction(70)}, {}, None, None),)
    assert sides.spreads(replace(KNOWN, divisions=only)) == ()


def test_the_spread_is_that_of_the_scores_as_they_are_printed() -> None:
    scores = {"a": Fraction("78.755"), "b": Fraction("78.756"), "c": Fraction("82.425")}
    shown = tuple(
        DivisionResult(name, f"กอง {name}", {3: score}, {}, None, None) for name, score in scores.items()
    )
    (spread,) = sides.spreads(replace(KNOWN, divisions=shown))
    assert (spread.low, spread.high, spread.width) == (Fraction("78.76"), Fraction("82.43"), Fraction("3.67"))
    assert spread.lowest == ("กอง a", "กอง b")


def test_last_years_measures_without_effect() -> None:
    before = Previous(
        2561,
        None,
        None,
        {4: as_fraction("73.80"), 7: Fraction(70)},
        (PreviousMeasure("2561-IIT-04-01", 4, "ก"), PreviousMeasure("2561-EIT-07-01", 7, "ข")),
    )
    indicators = tuple(
        replace(indicator, previous=before.indicators.get(indicator.no)) for indicator in KNOWN.indicators
    )
    previous_measures = measures.without_effect(replace(KNOWN, previous=before, indicators=indicators))
    assert [measure.code for measure in previous_measures] == ["2561-IIT-04-01"]


def test_done_without_evidence() -> None:
    first, *rest = KNOWN.measures
    bare = replace(first, followup=(progress(first.responsible[0], evidence=""),))
    assert measures.without_evidence(replace(KNOWN, measures=(bare, *rest)))[0].code == first.code


@pytest.mark.parametrize("case", [KNOWN, with_previous(KNOWN), empty(), with_items({"O1", "O42"})[0]])
def test_every_place_of_every_sentence_has_a_figure(case: Assessment) -> None:
    instrument = load(2564) if case.items else INSTRUMENT
    catalogue = texts.catalogue("insights")
    for insight in insights(case, instrument):
        for lang in texts.LANGS:
            assert texts.places(catalogue[insight.key][lang]) == {place for place, _ in insight.values}


def test_nothing_is_said_of_nothing() -> None:
    assert insights(replace(empty(), measures=()), INSTRUMENT) == ()


@pytest.mark.slow
@given(st.lists(st.integers(0, 10_000), min_size=10, max_size=10))
def test_what_is_lost_and_the_total_make_a_hundred(hundredths: list[int]) -> None:
    indicators = tuple(
        IndicatorResult(indicator.no, indicator.dimension, Fraction(value, 100), None, "")
        for indicator, value in zip(INSTRUMENT.indicators, hundredths, strict=True)
    )
    result = replace(KNOWN, indicators=indicators)
    lost = points.by_indicator(result, INSTRUMENT)
    total = sum(
        points.worth(indicator.no, INSTRUMENT) * (indicator.score or Fraction()) / 100
        for indicator in indicators
    )
    assert sum(loss.points for loss in lost) + total == 100
