"""How many people answered, by dimension: said only where it is known and gives no small group away."""

from dataclasses import replace

import pandas as pd
import pytest

from itaxl.agency.settings import Division
from itaxl.merging.respondents import respondents
from itaxl.merging.small_groups import Hidden
from tests.cases import ANNOUNCED, TOTAL, announced, division, outcome
from tests.filled import AGENCY

FIVE = replace(AGENCY, small_group=5, divisions=tuple(Division(name, name) for name in ("a", "b", "c")))


def rows(*answered: tuple[str, str, str, int | None]) -> pd.DataFrame:
    """Rows of division, dimension, indicator and people."""
    columns = ["division", "dimension", "code", "respondents"]
    return pd.DataFrame(answered, columns=columns).astype({"respondents": "Int64"})


TWO = rows(("a", "IIT", "1", 20), ("a", "IIT", "2", 18), ("b", "IIT", "1", 30), ("b", "EIT", "6", 9))


def test_people_of_all_divisions_by_dimension_and_each_once() -> None:
    assert respondents(TWO, Hidden(), FIVE) == {"EIT": 9, "IIT": 50}


def test_nobody_answers_open_data() -> None:
    assert respondents(rows(("a", "OIT", "9", 7)), Hidden(), FIVE) == {}


def test_a_division_that_does_not_say_leaves_the_number_unknown() -> None:
    assert respondents(rows(("a", "IIT", "1", 20), ("b", "IIT", "1", None)), Hidden(), FIVE) == {}


def test_a_dimension_of_which_a_mean_is_not_shown() -> None:
    assert respondents(TWO, Hidden(few=frozenset({6})), FIVE) == {"IIT": 50}
    assert respondents(TWO, Hidden(earlier=frozenset({2})), FIVE) == {"EIT": 9}


@pytest.mark.parametrize(("people", "shown"), [(4, {}), (5, {"IIT": 45})])
def test_the_sum_does_not_give_away_a_small_group_that_is_not_named(
    people: int, shown: dict[str, int]
) -> None:
    answered = rows(("a", "IIT", "1", 40), ("b", "IIT", "1", people))
    assert respondents(answered, Hidden(frozenset({("b", "1")})), FIVE) == shown


def test_too_few_altogether_are_not_counted() -> None:
    assert respondents(rows(("a", "IIT", "1", 4)), Hidden(), FIVE) == {}


def test_the_assessment_has_them_beside_announced_results_too() -> None:
    inbox = {
        "a": division("finance", "IIT", ANNOUNCED),
        "b": division("works", "IIT", ANNOUNCED, respondents="35"),
        "c": announced(TOTAL=TOTAL, GRADE="B"),
    }
    assessment = outcome(inbox).assessment
    assert [dimension.respondents for dimension in assessment.dimensions] == [55, None, None]
