"""Small groups are not shown, and nobody can have them from the mean and the scores of the others."""

from dataclasses import replace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency.settings import Division
from itaxl.merging.small_groups import beside, groups, small
from tests.cases import ANNOUNCED, announced, division, outcome
from tests.filled import AGENCY

MANY = replace(AGENCY, divisions=tuple(Division(name, name) for name in ("a", "b", "c", "d", "e")))


def rows(**people: int | None) -> pd.DataFrame:
    """Scores of indicator 4, by division how many answered."""
    records = [{"division": name, "code": "4", "respondents": each} for name, each in people.items()]
    return pd.DataFrame(records, columns=["division", "code", "respondents"]).astype({"respondents": "Int64"})


def held_back(**people: int | None) -> set[str]:
    return {name for name, _ in beside(rows(**people), MANY, ())}


def test_how_small_a_group_is_the_agency_decides() -> None:
    assert small(4, AGENCY)
    assert not small(5, AGENCY)
    assert not small(4, replace(AGENCY, small_group=0))
    assert not small(None, AGENCY)
    assert groups(rows(a=4, b=5, c=None), MANY) == {("a", "4")}


def test_the_next_smallest_is_held_back_with_a_small_group() -> None:
    assert held_back(a=3, b=40, c=12) == {"c"}


def test_as_many_are_held_back_as_a_group_must_have() -> None:
    assert held_back(a=1, b=1, c=1, d=7) == {"d"}
    assert held_back(a=2, b=3, c=9) == set()  # five people stand behind the two


def test_without_a_small_group_nothing_is_held_back() -> None:
    assert held_back(a=5, b=40) == set()


def test_of_two_both_are_held_back() -> None:
    assert held_back(a=3, b=40) == {"b"}


def test_who_does_not_say_how_many_answered_comes_last_and_is_enough() -> None:
    assert held_back(a=3, b=None, c=40, d=None) == {"c"}
    assert held_back(a=3, b=None, d=None) == {"b"}


def test_of_what_was_announced_the_mean_is_not_shown_and_nothing_more_held_back() -> None:
    assert beside(rows(a=3, b=40), MANY, (4,)) == frozenset()


@given(st.dictionaries(st.sampled_from("abcde"), st.none() | st.integers(0, 30), min_size=1))
def test_behind_what_is_hidden_stand_enough_people_or_all(people: dict[str, int | None]) -> None:
    frame = rows(**people)
    hidden = {name for name, _ in groups(frame, MANY) | beside(frame, MANY, ())}
    counts = [people[name] for name in hidden]
    enough = None in counts or sum(count or 0 for count in counts) >= MANY.small_group
    assert not hidden or enough or hidden == set(people)
    assert beside(frame.iloc[::-1], MANY, ()) == beside(frame, MANY, ())


def test_the_documents_show_neither_and_say_why() -> None:
    inbox = {
        "small.xlsx": division("clerk", "IIT", ANNOUNCED, respondents="3"),
        "next.xlsx": division("finance", "IIT", ANNOUNCED, respondents="9"),
        "large.xlsx": division("works", "IIT", ANNOUNCED, respondents="40"),
    }
    found = outcome(inbox)
    shown = {each.id: set(each.indicators) for each in found.assessment.divisions}
    assert shown == {"clerk": set(), "finance": set(), "works": {1, 2, 3, 4, 5}}
    (note,) = [finding for finding in found.findings if finding.code == "X424"]
    assert (note.value, dict(note.values)["division"]) == ("1, 2, 3, 4, 5", "กองคลัง")

    official = outcome({**inbox, "announced.xlsx": announced()})
    assert {each.id for each in official.assessment.divisions if each.indicators} == {"finance", "works"}
    assert "X424" not in [finding.code for finding in official.findings]
