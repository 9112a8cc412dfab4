"""Small groups are not shown, alone or by what others give away, in one report or by comparing two."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency.settings import Agency, Division
from itaxl.agency.shown_before import Figure, Seen, Shown
from itaxl.analysis.assess import Outcome
from itaxl.checks import all_workbooks
from itaxl.merging.small_groups import Hidden, groups, hidden, small
from itaxl.spreadsheets.book import Book
from tests.cases import ANNOUNCED, announced, division, outcome, whole
from tests.filled import AGENCY as PLAIN

AGENCY = replace(PLAIN, small_group=5)
MANY = replace(AGENCY, divisions=tuple(Division(name, name) for name in ("a", "b", "c", "d", "e")))
IIT = range(1, 6)
Sizes = dict[str, int | None]


def rows(people: Sizes, dimension: str = "IIT", **scores: str) -> pd.DataFrame:
    """Scores of indicator 4, by division how many answered; 80, 81, … unless others are named."""
    records = [
        {
            "division": name,
            "dimension": dimension,
            "code": "4",
            "respondents": count,
            "score": Fraction(scores.get(name, 80 + place)),
        }
        for place, (name, count) in enumerate(people.items())
    ]
    columns = ["division", "dimension", "code", "respondents", "score"]
    return pd.DataFrame(records, columns=columns).astype({"respondents": "Int64"})


def of(agency: Agency = MANY, *announced: int, shown: Shown | None = None, **people: int | None) -> Hidden:
    return hidden(rows(people), agency, announced, shown)


def unnamed(hidden: Hidden) -> set[str]:
    return {name for name, _ in hidden.pairs}


def held_back(**people: int | None) -> set[str]:
    return {name for name, _ in hidden(rows(people), MANY, ()).beside}


def test_how_small_a_group_is_the_agency_decides() -> None:
    assert small(4, AGENCY)
    assert not small(5, AGENCY)
    assert not small(4, replace(AGENCY, small_group=0))
    assert not small(None, AGENCY)
    assert groups(rows({"a": 4, "b": 5}), MANY) == {("a", "4")}


def test_a_division_of_unknown_size_is_not_named_but_for_open_data() -> None:
    assert groups(rows({"a": None, "b": 5}), MANY) == {("a", "4")}
    assert groups(rows({"a": None, "b": None}, "OIT"), MANY) == frozenset()
    assert groups(rows({"a": None}), replace(MANY, small_group=0)) == frozenset()


def test_the_next_smallest_is_held_back_with_a_small_group() -> None:
    assert held_back(a=3, b=40, c=12) == {"c"}


def test_as_many_are_held_back_as_a_group_must_have() -> None:
    assert held_back(a=1, b=1, c=1, d=7) == {"d"}
    assert held_back(a=2, b=3, c=9) == set()  # five people stand behind the two


def test_without_a_small_group_nothing_is_held_back() -> None:
    assert held_back(a=5, b=40) == set()


def test_of_two_both_are_held_back() -> None:
    assert held_back(a=3, b=40) == {"b"}


def test_nobody_can_say_that_enough_people_stand_behind_an_unknown_size() -> None:
    assert held_back(a=3, b=None, c=40, d=20) == {"d"}
    assert held_back(a=None, b=9, c=40) == {"b"}
    assert held_back(a=None, b=None) == set()  # neither is shown


def test_of_what_was_announced_the_mean_is_not_shown_and_nothing_more_held_back() -> None:
    assert of(MANY, 4, a=3, b=40).beside == frozenset()


def test_a_mean_of_too_few_people_in_all_is_not_shown() -> None:
    assert of(a=3).means == {4}
    assert of(a=2, b=2).means == {4}
    assert of(a=2, b=3).means == frozenset()
    assert of(a=3, b=None).means == frozenset()  # unknown sizes hide names alone
    assert of(a=None).means == frozenset()
    assert of(MANY, 4, a=3).means == frozenset()  # announced
    assert of(replace(MANY, small_group=0), a=3).means == frozenset()
    assert hidden(rows({"a": None}, "OIT"), MANY, ()).means == frozenset()


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from("abcde"), st.none() | st.integers(0, 30), min_size=1))
def test_behind_what_is_hidden_stand_enough_people_or_all(people: Sizes) -> None:
    frame = rows(people)
    findings = hidden(frame, MANY, ())
    names = unnamed(findings)
    enough = sum(people[name] or 0 for name in names) >= MANY.small_group
    assert not names or enough or names == set(people)
    assert hidden(frame.iloc[::-1], MANY, ()).pairs == findings.pairs


# By comparing two reports


def given_away(published: list[Hidden], of_whom: str) -> bool:
    """Whether the score of a division is a combination of all that was published, by plain elimination."""
    figures = {figure for shown in published for figure in shown.figures.get(4, ())}
    names = sorted({part.division for figure in figures for part in figure})
    table = [[Fraction(dict(_weights(figure)).get(name, 0)) for name in names] for figure in figures]
    wanted = [Fraction(name == of_whom) for name in names]
    return of_whom in names and _rank([*table, wanted]) == _rank(table)


def _weights(figure: Figure) -> list[tuple[str, int]]:
    return [(part.division, part.weight) for part in figure]


def _rank(table: list[list[Fraction]]) -> int:
    left, rank = [list(row) for row in table], 0
    for column in range(len(table[0]) if table else 0):
        pivot = next((row for row in left[rank:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(rank, pivot)
        for row in left[rank + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [value - factor * above for value, above in zip(row, pivot, strict=True)]
        rank += 1
    return rank


def test_a_small_division_that_comes_later_is_not_given_away_by_the_difference() -> None:
    before = of(a=20, b=9)
    assert unnamed(before) == set()
    after = hidden(rows({"a": 20, "b": 9, "c": 3}), MANY, (), Shown(before.figures))
    assert after.earlier == {4}
    assert not given_away([before, after], "c")
    alone = of(a=20, b=9, c=3)
    assert given_away([before, alone], "c")  # what it would be without the record


def test_enough_people_that_come_later_together_give_nobody_away() -> None:
    before = of(a=20, b=9)
    after = hidden(rows({"a": 20, "b": 9, "c": 3, "d": 4}), MANY, (), Shown(before.figures))
    assert after.means == frozenset()
    assert unnamed(after) == {"c", "d"}


def test_a_division_that_stood_back_stays_back_after_the_announcement() -> None:
    before = of(a=3, b=40, c=12)
    assert unnamed(before) == {"a", "c"}
    assert unnamed(of(MANY, 4, a=3, b=40, c=12)) == {"a"}
    after = of(MANY, 4, shown=Shown(before.figures), a=3, b=40, c=12)
    assert unnamed(after) == {"a", "c"}
    assert not given_away([before, after], "a")


def test_a_mean_that_was_withheld_once_is_not_shown_by_merging_again() -> None:
    before = of(a=20, b=9)
    again = shown = Shown(before.figures)
    for _ in range(3):
        hidden = of(shown=again, a=20, b=9, c=3)
        assert hidden.earlier == {4}
        again = Shown(hidden.figures)
    assert shown.figures[4] <= again.figures[4]


def test_the_same_again_changes_nothing() -> None:
    inboxes: list[Sizes] = [{"a": 3, "b": 40, "c": 12}, {"a": None, "b": 9}, {"a": 20}, {"a": 3}]
    for people in inboxes:
        first = hidden(rows(people), MANY, ())
        assert hidden(rows(people), MANY, (), Shown(first.figures)) == first


def test_a_division_that_mends_its_score_is_no_small_group() -> None:
    before = of(a=20, b=9, c=7)
    findings = hidden(rows({"a": 20, "b": 9, "c": 7}, c="70"), MANY, (), Shown(before.figures))
    assert (findings.pairs, findings.means) == (frozenset(), frozenset())


def test_an_issued_document_without_a_record_is_taken_into_account() -> None:
    mean = Fraction("80.310345")  # of 80 (20 people) and 81 (9 people), as data.json has it
    seen = Shown(seen=(Seen(4, mean, {"a": Fraction(80), "b": Fraction(81)}),))
    assert hidden(rows({"a": 20, "b": 9, "c": 3}), MANY, (), seen).earlier == {4}
    other = Shown(seen=(Seen(5, mean, {"a": Fraction(80), "b": Fraction(81)}),))
    assert hidden(rows({"a": 20, "b": 9, "c": 3}), MANY, (), other).earlier == frozenset()


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from("abcde"), st.integers(1, 12), min_size=1), st.sets(st.just(4))
        ),
        min_size=2,
        max_size=4,
    )
)
def test_no_order_of_merges_gives_a_small_division_away(merges: list[tuple[Sizes, set[int]]]) -> None:
    sizes = {name: count for people, _ in merges for name, count in people.items()}
    published: list[Hidden] = []
    for people, official in merges:
        now = {name: sizes[name] for name in sorted(people)}
        scores = {name: str(60 + place) for place, name in enumerate("abcde")}
        shown = Shown(published[-1].figures) if published else None
        published.append(hidden(rows(now, **scores), MANY, official, shown))
    for name, count in sizes.items():
        assert count is not None
        assert count >= MANY.small_group or not given_away(published, name)


# In the documents


def test_the_documents_show_neither_and_say_why() -> None:
    inbox = {
        "small.xlsx": division("clerk", "IIT", ANNOUNCED, respondents="3"),
        "next.xlsx": division("finance", "IIT", ANNOUNCED, respondents="9"),
        "large.xlsx": division("works", "IIT", ANNOUNCED, respondents="40"),
    }
    result = outcome(inbox)
    shown = {division.id: set(division.indicators) for division in result.assessment.divisions}
    assert shown == {"clerk": set(), "finance": set(), "works": {1, 2, 3, 4, 5}}
    (note,) = [finding for finding in result.findings if finding.code == "X424"]
    assert (note.value, dict(note.values)["division"]) == ("1, 2, 3, 4, 5", "กองคลัง")

    official = outcome({**inbox, "announced.xlsx": announced()})
    assert {division.id for division in official.assessment.divisions if division.indicators} == {
        "finance",
        "works",
    }
    assert "X424" not in [finding.code for finding in official.findings]


def scores(outcome: Outcome) -> dict[int, Fraction | None]:
    return {indicator.no: indicator.score for indicator in outcome.assessment.indicators}


@pytest.mark.parametrize("respondents, shown", [("3", False), ("5", True), ("", True)])
def test_one_division_alone_is_the_agency_only_with_enough_people(respondents: str, shown: bool) -> None:
    inbox: dict[str, Book] = {
        code: division("finance", code, ANNOUNCED, respondents=respondents) for code in ("IIT", "EIT", "OIT")
    }
    result = whole(inbox)
    given = scores(result.outcome)
    assert {given[no] is not None for no in range(1, 9)} == {shown}
    assert {indicator.source for indicator in result.outcome.assessment.indicators[:8]} == {
        "divisions" if shown else None
    }
    assert (given[9], given[10]) == (Fraction("74.48"), Fraction("81.25"))
    assert (result.outcome.assessment.total is not None) == shown
    codes = [finding.code for finding in (*result.outcome.findings, *all_workbooks.check(result))]
    assert ("X461" in codes) is not shown
    assert "X407" not in codes
    official = outcome(inbox | {"a": announced()})
    assert scores(official) == {no: Fraction(score) for no, score in ANNOUNCED.items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "mean", "unjudged"), [(13, "80.5", {4}), (12, "80.5", set()), (13, None, set())]
)
def test_an_earlier_mean_of_too_many_divisions_is_said_to_be_unjudged(
    count: int, mean: str | None, unjudged: set[int]
) -> None:
    names = [f"d{number}" for number in range(count)]
    agency = replace(AGENCY, divisions=tuple(Division(name, name) for name in names))
    seen = Shown(seen=(Seen(4, Fraction(mean) if mean else None, {}),))
    people: Sizes = {**dict.fromkeys(names, 20), "d0": 3}
    assert of(agency, shown=seen, **people).unjudged == unjudged
    assert of(agency, shown=seen, **people | {"d0": 20}).unjudged == set()


@pytest.mark.slow
def test_blank_respondents_hide_a_division_but_not_the_open_data() -> None:
    inbox = {
        f"{name}-{code}": division(name, code, ANNOUNCED, respondents=people)
        for name, people in (("clerk", ""), ("finance", "9"), ("works", "40"))
        for code in ("IIT", "OIT")
    }
    result = outcome(inbox)
    shown = {division.id: set(division.indicators) for division in result.assessment.divisions}
    assert shown == {"clerk": {9, 10}, "finance": {9, 10}, "works": {*IIT, 9, 10}}
    assert all(scores(result)[no] is not None for no in IIT)
