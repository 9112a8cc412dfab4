from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.instrument import grading, known_years, load, scheme
from itaxl.instrument.grading import graded
from itaxl.instrument.model import DIMENSIONS

CHANGED = 2566  # of the first year of the new grades it is unknown whether conditions were in force
OLD = [year for year in known_years() if year < CHANGED]
NEW = [year for year in known_years() if year > CHANGED]
ORDER = ("F", "E", "D", "C", "B", "A", "AA")
NEW_ORDER = ("ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุง", "ผ่าน", "ผ่านดี", "ผ่านดีเยี่ยม")
total = st.fractions(0, 100)
every = st.fixed_dictionaries(dict.fromkeys(DIMENSIONS, total))


def name(total: Fraction, year: int, dimensions: dict[str, Fraction] | None = None) -> str | None:
    result = grading.grade(total, load(year), dimensions)
    return result.grade if result else None


def dimensions(iit: str, eit: str, oit: str) -> dict[str, Fraction]:
    return dict(zip(DIMENSIONS, map(Fraction, (iit, eit, oit)), strict=True))


@pytest.mark.parametrize("year", OLD)
@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "AA"),
        ("95", "AA"),
        ("94.99", "A"),
        ("85", "A"),
        ("84.99", "B"),
        ("79.83", "B"),
        ("75", "B"),
        ("74.99", "C"),
        ("65", "C"),
        ("64.99", "D"),
        ("55", "D"),
        ("54.99", "E"),
        ("50", "E"),
        ("49.99", "F"),
        ("0", "F"),
    ],
)
def test_the_ends_of_the_bands(year: int, total: str, grade: str) -> None:
    assert name(Fraction(total), year) == grade


def test_the_grade_is_that_of_the_total_as_it_is_printed() -> None:
    assert name(Fraction("84.995"), 2562) == "A"
    assert name(Fraction("84.994999"), 2562) == "B"


@pytest.mark.slow
@given(total, total)
def test_a_higher_total_never_has_a_lower_grade(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    grades = [ORDER.index(name(total, 2562) or "") for total in (low, high)]
    assert grades == sorted(grades)


@pytest.mark.parametrize("year", NEW)
@pytest.mark.parametrize(
    ("total", "scores", "grade"),
    [
        ("94.64", ("97", "84.99", "100"), "ผ่าน"),  # the NACC on a case of 2568
        ("94.64", ("97", "85", "100"), "ผ่านดี"),
        ("95", ("95", "95", "95"), "ผ่านดีเยี่ยม"),
        ("95.2", ("96", "94.99", "95"), "ผ่านดี"),
        ("95.2", ("100", "84", "100"), "ผ่าน"),
        ("94.99", ("95", "95", "95"), "ผ่านดี"),
        ("84.99", ("85", "85", "85"), "ต้องปรับปรุง"),
        ("70", ("100", "100", "10"), "ต้องปรับปรุง"),
        ("69.99", ("70", "70", "70"), "ต้องปรับปรุงโดยด่วน"),
        ("0", ("0", "0", "0"), "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_the_new_grades_and_their_conditions(
    year: int, total: str, scores: tuple[str, str, str], grade: str
) -> None:
    assert name(Fraction(total), year, dimensions(*scores)) == grade


def test_a_condition_is_of_the_score_as_it_is_printed() -> None:
    assert name(Fraction(90), 2568, dimensions("84.995", "85", "100")) == "ผ่านดี"
    assert name(Fraction(90), 2568, dimensions("84.9949", "85", "100")) == "ผ่าน"


def test_without_a_score_of_a_dimension_only_a_certain_grade_is_given() -> None:
    results = {"IIT": Fraction(90), "OIT": Fraction(99)}
    result = graded(Fraction("94.64"), load(2568), results)
    assert [band.grade for band in result.possible] == ["ผ่านดี", "ผ่าน"]
    assert (result.grade, result.doubt) == (None, "dimensions")
    assert name(Fraction("94.64"), 2568, results | {"OIT": Fraction(84)}) == "ผ่าน"
    assert name(Fraction("84.99"), 2568) == "ต้องปรับปรุง"
    assert name(Fraction("94.64"), 2568) is None


def test_where_it_is_unknown_whether_there_were_conditions_none_is_guessed() -> None:
    assert name(Fraction("94.64"), 2566, dimensions("95", "85", "100")) == "ผ่านดี"
    assert name(Fraction("98"), 2566, dimensions("98", "98", "98")) == "ผ่านดีเยี่ยม"
    result = graded(Fraction("94.64"), load(2566), dimensions("97", "84.99", "100"))
    assert [band.grade for band in result.possible] == ["ผ่านดี", "ผ่าน"]
    assert (result.grade, result.doubt) == (None, "conditions")


def test_the_doubt_that_is_said_is_that_of_the_best_grade() -> None:
    result = graded(Fraction(96), load(2566), {"IIT": Fraction(99), "EIT": Fraction(80)})
    assert ([band.grade for band in result.possible], result.doubt) == (
        ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน"],
        "conditions",
    )
    result = graded(Fraction(96), load(2566), {"IIT": Fraction(99)})
    assert ([band.grade for band in result.possible], result.doubt) == (
        ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน"],
        "dimensions",
    )


@pytest.mark.parametrize(
    ("given_grade", "total", "better"),
    [
        ("ผ่าน", "85", "ผ่านดี"),
        ("ผ่าน", "84.995", "ผ่านดี"),  # as it is printed, half up: 85.00
        ("ผ่าน", "84.9949", None),
        ("ผ่าน", "95", "ผ่านดี"),
        ("ผ่านดี", "95", "ผ่านดีเยี่ยม"),
        ("ผ่านดี", "94.995", "ผ่านดีเยี่ยม"),
        ("ผ่านดี", "94.9949", None),
        ("ผ่านดีเยี่ยม", "100", None),
        ("ต้องปรับปรุง", "84.99", None),
    ],
)
def test_the_next_better_grade_that_the_total_alone_would_have(
    given_grade: str, total: str, better: str | None
) -> None:
    scheme_of_year = load(2568)
    band = grading.named(given_grade, scheme_of_year)
    assert band is not None
    grade = grading.withheld(band, Fraction(total), scheme_of_year)
    assert (grade.grade if grade else None) == better


def test_dimensions_that_fall_short_of_a_grade() -> None:
    scores = dimensions("84.995", "84.9949", "0")
    good, passed = (grading.named(text, load(2568)) for text in ("ผ่านดี", "ผ่าน"))
    assert good is not None
    assert passed is not None
    assert grading.short_of(good, scores) == ("EIT", "OIT")
    assert grading.short_of(passed, scores) == ()


def test_a_year_without_grades_gives_none() -> None:
    assert graded(Fraction(80), scheme(2569)) == grading.Graded(())


@pytest.mark.slow
@given(total, total, every)
def test_a_higher_total_with_the_same_dimensions_never_has_a_lower_new_grade(
    one: Fraction, other: Fraction, scores: dict[str, Fraction]
) -> None:
    low, high = sorted((one, other))
    grades = [NEW_ORDER.index(name(total, 2568, scores) or "") for total in (low, high)]
    assert grades == sorted(grades)


@pytest.mark.slow
@given(total, every, st.sampled_from(DIMENSIONS), total)
def test_a_better_dimension_never_lowers_the_new_grade(
    whole: Fraction, scores: dict[str, Fraction], code: str, other: Fraction
) -> None:
    low, high = sorted((scores[code], other))
    grades = [NEW_ORDER.index(name(whole, 2568, scores | {code: score}) or "") for score in (low, high)]
    assert grades == sorted(grades)


@pytest.mark.slow
@given(total, every, st.sets(st.sampled_from(DIMENSIONS)), st.sampled_from([CHANGED, *NEW]))
def test_the_grade_that_all_scores_give_is_possible_with_fewer(
    whole: Fraction, scores: dict[str, Fraction], earlier: set[str], year: int
) -> None:
    all_of_them = graded(whole, load(year), scores).possible
    fewer = graded(whole, load(year), {code: scores[code] for code in earlier})
    assert set(all_of_them) <= set(fewer.possible)
    assert (fewer.doubt is None) == (len(fewer.possible) == 1)


@pytest.mark.parametrize("total", [Fraction("100.01"), Fraction("-0.01")])
def test_no_grade_outside_of_0_to_100(total: Fraction) -> None:
    with pytest.raises(ValueError, match=r"01|-1"):
        grading.grade(total, load(2562))


@pytest.mark.parametrize("text", ["AA", " aa ", "ระดับ AA", "เกรด AA", "ผลประเมินระดับ AA", "A A", "AA\u200b"])
def test_a_grade_as_people_write_it(text: str) -> None:
    band = grading.named(text, load(2562))
    assert band is not None
    assert band.grade == "AA"


@pytest.mark.parametrize("text", ["", "G", "AAA", "ผ่าน"])
def test_what_is_no_grade_of_that_year(text: str) -> None:
    assert grading.named(text, load(2562)) is None


def test_totals_agree_within_a_hundredth() -> None:
    assert grading.agree(Decimal("79.83"), Fraction("79.8449"))
    assert grading.agree(Decimal("79.83"), Fraction("79.815"))
    assert not grading.agree(Decimal("79.83"), Fraction("79.845"))
    assert not grading.agree(Decimal("79.83"), Fraction("79.81"))
