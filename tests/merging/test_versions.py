"""Which of several versions counts, by the hands that they came from and by their times."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency.choices import Choice
from itaxl.agency.settings import Agency
from itaxl.findings import Severity
from itaxl.forms.layout import RESULTS, SCORES
from itaxl.merging import versions
from itaxl.submissions.submission import Submission
from itaxl.texts import LANGS
from tests.filled import AGENCY, SAVED, book, submission, who

FINANCE, PRIVATE, WORKS = "finance@example.go.th", "somjai@example.com", "works@example.go.th"
ANALYST, STRANGER = "ita@example.go.th", "stranger@example.com"
CLERK, MONEY, BUILDERS = AGENCY.divisions
KNOWING = replace(
    AGENCY,
    divisions=(CLERK, replace(MONEY, email=FINANCE, emails=(PRIVATE,)), replace(BUILDERS, email=WORKS)),
    senders=(ANALYST,),
)
NOW = datetime(2020, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Came:
    """A version: days after SAVED of saving and of its mail (None: no such time), its sender (blank: put there)."""

    file: str
    saved: float | None
    sender: str = ""
    sent: float | None = None
    score: str = "80"
    division: str = "finance"

    def submission(self, agency: Agency) -> Submission:
        if self.division:
            rows = f"| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |\n|---|---|---|\n| 1 | 20 | {self.score} |"
            workbook = book(who("IIT", self.division), {SCORES: rows})
        else:
            workbook = book(
                who("announced"), {RESULTS: f"| รหัส | คะแนน (0–100) |\n|---|---|\n| 1 | {self.score} |"}
            )
        made = submission(replace(workbook, modified=_day(self.saved)), self.file, agency)
        return replace(made, reading=replace(made.reading, sender=self.sender, sent=_day(self.sent)))


def _day(days: float | None) -> datetime | None:
    return None if days is None else SAVED + timedelta(days=days)


def by_mail(file: str, sender: str, saved: float, **more: str) -> Came:
    return Came(file, saved, sender, saved + 0.5, **more)


def decided(
    came: Sequence[Came],
    *use: str,
    agency: Agency = KNOWING,
    now: datetime = NOW,
    among: Sequence[Came] | None = None,
) -> tuple[str | None, list[tuple[str, str]]]:
    """Which file counts, and the findings; `use` was chosen while `among` was there (None: all)."""
    group = [item.submission(agency) for item in came]
    rivals = versions.rivals([item.submission(agency) for item in came if among is None or item in among])
    digests = {item.file: item.reading.sha256 for item in group}
    choices = [Choice(digests[file], file, rivals[digests[file]]) for file in use]
    decisions = [versions.decide(order, agency, choices, now) for order in permutations(group)]
    results = {(decision.kept.file if decision.kept else None, _listed(decision)) for decision in decisions}
    ((kept, findings),) = results
    return kept, list(findings)


def _listed(decision: versions.Decision) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((item.code, item.place.file) for item in decision.findings))


TRUE = Came("true.xlsx", 0)
MAILED = by_mail("mailed.xlsx", FINANCE, 0)


# Another division's copy, a stranger's mail


@pytest.mark.parametrize("sender", [WORKS, STRANGER, f"{FINANCE} <{STRANGER}>", "?", "กองคลัง"])
@pytest.mark.parametrize(
    "own", [TRUE, MAILED, by_mail("own.xlsx", PRIVATE, 0), by_mail("own.xlsx", ANALYST, 0)]
)
def test_a_later_copy_by_other_hands_never_supersedes(own: Came, sender: str) -> None:
    copy = by_mail("copy.xlsx", sender, 5, score="10")
    assert decided([own, copy]) == (own.file, [("X430", "copy.xlsx")])


def test_the_error_names_both_files_and_the_sender() -> None:
    group = [
        item.submission(KNOWING) for item in (TRUE, by_mail("copy.xlsx", f"กองคลัง <{WORKS}>", 5, score="10"))
    ]
    (error,) = versions.decide(group, KNOWING, (), NOW).findings
    assert (error.severity, error.place.file) == (Severity.ERROR, "copy.xlsx")
    for lang in LANGS:
        assert all(name in error.what(lang) for name in ("true.xlsx", WORKS, "กองคลัง"))


@pytest.mark.parametrize("sender", [FINANCE, f"ชื่อใดก็ได้ <{FINANCE.upper()}>", PRIVATE, ANALYST])
def test_the_divisions_own_and_the_analysts_mails_supersede(sender: str) -> None:
    assert decided([TRUE, by_mail("new.xlsx", sender, 5, score="10")]) == (
        "new.xlsx",
        [("X404", "true.xlsx")],
    )


def test_a_file_that_was_put_there_is_the_analysts_own() -> None:
    assert decided([MAILED, Came("new.xlsx", 5, score="10")]) == ("new.xlsx", [("X404", "mailed.xlsx")])


def test_an_older_copy_and_an_equal_one_are_no_error() -> None:
    older = by_mail("copy.xlsx", STRANGER, -5, score="10")
    assert decided([TRUE, older]) == ("true.xlsx", [("X404", "copy.xlsx")])
    assert decided([TRUE, by_mail("copy.xlsx", STRANGER, 5)]) == ("true.xlsx", [("X405", "copy.xlsx")])


def test_a_mail_without_a_sender_and_a_date_is_not_put_there_by_hand() -> None:
    assert decided([TRUE, Came("copy.xlsx", 5, "?", score="10")])[0] == "true.xlsx"
    assert decided([TRUE, Came("copy.xlsx", 5, "", 6, score="10")])[0] == "true.xlsx"


def test_a_lone_workbook_by_other_hands_is_merged_with_a_warning() -> None:
    for sender in (WORKS, STRANGER):
        assert decided([by_mail("a.xlsx", sender, 0)]) == ("a.xlsx", [("X432", "a.xlsx")])


def test_of_other_hands_each_supersedes_its_own_alone() -> None:
    first = by_mail("first.xlsx", STRANGER, 0)
    assert decided([first, by_mail("second.xlsx", STRANGER, 1, score="10")]) == (
        "second.xlsx",
        [("X404", "first.xlsx"), ("X432", "second.xlsx")],
    )
    assert decided([first, by_mail("second.xlsx", "other@example.com", 1, score="10")]) == (
        "second.xlsx",
        [("X430", "first.xlsx"), ("X432", "second.xlsx")],
    )


def test_a_division_without_addresses_gets_a_note() -> None:
    old, new = (
        Came("old.xlsx", 0, division="clerk"),
        by_mail("new.xlsx", STRANGER, 5, score="10", division="clerk"),
    )
    assert decided([old, new]) == ("new.xlsx", [("X404", "old.xlsx"), ("X433", "new.xlsx")])
    assert decided([by_mail("a.xlsx", STRANGER, 0, division="clerk")]) == ("a.xlsx", [])
    of_works = by_mail("new.xlsx", WORKS, 5, score="10", division="clerk")
    assert decided([old, of_works]) == ("old.xlsx", [("X430", "new.xlsx")])


def test_the_same_sender_again_needs_no_note() -> None:
    old, new = (by_mail(f"{n}.xlsx", STRANGER, n, score=f"{n}0", division="clerk") for n in (1, 2))
    assert decided([old, new]) == ("2.xlsx", [("X404", "1.xlsx")])


def test_a_copy_and_a_rival_of_the_same_time_need_no_note() -> None:
    new = by_mail("new.xlsx", STRANGER, 5, division="clerk")
    copy = Came("copy.xlsx", 0, division="clerk")
    assert decided([new, copy]) == ("new.xlsx", [("X405", "copy.xlsx")])
    rival = Came("rival.xlsx", 5, "other@example.com", 5.5, "10", "clerk")
    assert [code for code, _ in decided([new, rival])[1]] == ["X403"]


# --use decides, and is remembered


COPY = by_mail("copy.xlsx", WORKS, 5, score="10")


def test_either_of_two_by_different_hands_may_be_chosen() -> None:
    assert decided([TRUE, COPY], "true.xlsx") == ("true.xlsx", [("X417", "copy.xlsx")])
    assert decided([TRUE, COPY], "copy.xlsx") == ("copy.xlsx", [("X417", "true.xlsx"), ("X434", "copy.xlsx")])


def test_a_choice_says_nothing_about_what_comes_later() -> None:
    later = by_mail("later.xlsx", WORKS, 9, score="20")
    both = [TRUE, COPY]
    assert decided([*both, later], "true.xlsx", among=both) == (
        "true.xlsx",
        [("X417", "copy.xlsx"), ("X430", "later.xlsx")],
    )
    assert decided([*both, later], "copy.xlsx", among=both) == (
        "true.xlsx",
        [("X430", "copy.xlsx"), ("X430", "later.xlsx")],
    )
    own = by_mail("own.xlsx", FINANCE, 9, score="20")
    assert decided([*both, own], "copy.xlsx", among=both) == (
        "own.xlsx",
        [("X404", "copy.xlsx"), ("X404", "true.xlsx")],
    )


def test_what_an_unchecked_mail_outdated_may_be_chosen_again() -> None:
    old = Came("old.xlsx", 0, division="clerk")
    new, third = (by_mail(f"{n}.xlsx", STRANGER, n, score=f"{n}0", division="clerk") for n in (1, 2))
    assert decided([old, new], "old.xlsx") == ("old.xlsx", [("X417", "1.xlsx")])
    assert decided([old, new, third], "old.xlsx", among=[old, new])[0] == "2.xlsx"


def test_what_the_same_hands_outdated_may_not_be_chosen() -> None:
    new = by_mail("new.xlsx", FINANCE, 5, score="10")
    assert decided([MAILED, new], "mailed.xlsx") == ("new.xlsx", [("X404", "mailed.xlsx")])


def test_between_equal_times_a_choice_says_nothing_about_a_third() -> None:
    tied, third = Came("b.xlsx", 0, score="10"), Came("c.xlsx", 0, score="20")
    both = [TRUE, tied]
    assert decided(both, "true.xlsx") == ("true.xlsx", [("X417", "b.xlsx")])
    assert decided([*both, third], "true.xlsx", among=both) == (
        "true.xlsx",
        [("X403", "c.xlsx"), ("X417", "b.xlsx")],
    )


def test_of_two_choices_the_last_counts() -> None:
    assert decided([TRUE, COPY], "copy.xlsx", "true.xlsx")[0] == "true.xlsx"
    assert decided([TRUE, COPY], "true.xlsx", "copy.xlsx")[0] == "copy.xlsx"


# Announced results


@pytest.mark.parametrize("sender", [FINANCE, STRANGER, "?", f"{ANALYST} <{STRANGER}>"])
@pytest.mark.parametrize("agency", [KNOWING, AGENCY])
def test_announced_results_by_mail_wait_for_a_person(agency: Agency, sender: str) -> None:
    mailed = by_mail("r.xlsx", sender, 0, division="")
    assert decided([mailed], agency=agency) == (None, [("X431", "r.xlsx")])
    assert decided([mailed], "r.xlsx", agency=agency) == ("r.xlsx", [("X434", "r.xlsx")])
    put = Came("put.xlsx", -5, division="", score="70")
    assert decided([mailed, put], agency=agency) == ("put.xlsx", [("X430", "r.xlsx")])


def test_announced_results_by_the_analysts_mail_are_used() -> None:
    assert decided([by_mail("r.xlsx", f"ผู้รวบรวม <{ANALYST}>", 0, division="")]) == ("r.xlsx", [])


# Times


def test_a_time_in_the_future_of_its_mail_falls_to_the_mails_date() -> None:
    wrong = Came("wrong.xlsx", 3_600, FINANCE, -5, score="10")
    assert decided([TRUE, wrong]) == ("true.xlsx", [("X404", "wrong.xlsx"), ("X435", "wrong.xlsx")])
    right = Came("right.xlsx", 3_600, FINANCE, 5, score="10")
    assert decided([TRUE, right]) == ("right.xlsx", [("X404", "true.xlsx"), ("X435", "right.xlsx")])


@pytest.mark.parametrize("sent", [None, 3_600])
def test_a_time_in_the_future_of_today_decides_nothing(sent: float | None) -> None:
    wrong = Came("wrong.xlsx", 3_600, ANALYST if sent else "", sent, score="10")
    assert decided([TRUE, wrong]) == ("true.xlsx", [("X403", "true.xlsx"), ("X435", "wrong.xlsx")])
    assert decided([TRUE, wrong], now=SAVED + timedelta(days=4_000)) == (
        "wrong.xlsx",
        [("X404", "true.xlsx")],
    )


@pytest.mark.parametrize("year", [1980, 2000])
def test_a_clock_that_began_anew_decides_nothing(year: int) -> None:
    hours = (SAVED.replace(year=year) - SAVED) / timedelta(hours=1)
    wrong = Came("wrong.xlsx", hours, score="10")
    assert decided([TRUE, wrong]) == ("true.xlsx", [("X403", "true.xlsx"), ("X435", "wrong.xlsx")])


def test_a_clock_that_is_hours_ahead_is_no_future() -> None:
    """A program that writes the time of Thailand as UTC is seven hours ahead."""
    assert decided([TRUE, Came("new.xlsx", 7 / 24, score="10")], now=SAVED)[0] == "new.xlsx"


def test_one_time_orders_all_whether_it_is_of_saving_or_of_a_mail() -> None:
    early, late = Came("early.xlsx", 1), Came("late.xlsx", None, FINANCE, 2, score="10")
    assert decided([early, late]) == ("late.xlsx", [("X404", "early.xlsx")])
    three = [early, late, Came("c.xlsx", 1.5, FINANCE, 3, score="20")]
    assert decided(three)[0] == "late.xlsx"


def test_equal_times_and_different_content_name_both() -> None:
    assert decided([TRUE, Came("b.xlsx", 0, score="10")])[1] == [("X403", "b.xlsx")]
    assert decided([Came("a.xlsx", None), Came("b.xlsx", None, score="10")])[1] == [("X403", "a.xlsx")]


DAYS = st.none() | st.sampled_from([0, 1, 2, 4_000])
SENDERS = st.sampled_from(["", FINANCE, PRIVATE, WORKS, STRANGER, "?", ANALYST])
VERSIONS = st.builds(
    Came, st.just(""), DAYS, SENDERS, DAYS, st.sampled_from(["10", "20"]), st.sampled_from(["finance"])
)


OWN = {"finance": ("", FINANCE, PRIVATE, ANALYST), "": ("", ANALYST)}


@pytest.mark.slow
@given(st.lists(VERSIONS, min_size=1, max_size=4), st.sampled_from(["finance", "clerk", ""]), st.data())
def test_the_order_of_the_inputs_changes_nothing_and_other_hands_never_win(
    came: list[Came], division: str, data: st.DataObject
) -> None:
    named = [
        replace(item, file=f"{number}.xlsx", division=division, sent=item.sent if item.sender else None)
        for number, item in enumerate(came)
    ]
    decided(named, *data.draw(st.lists(st.sampled_from([item.file for item in named]), max_size=2)))
    kept, _ = decided(named)
    by_own = [item.file for item in named if item.sender in OWN.get(division, ())]
    assert not by_own or kept in by_own
