from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.forms.identity import ANNOUNCED, ROUNDS, Identity, check_character, parse

DIMENSIONS = ("IIT", "EIT", "OIT")
DIVISIONS = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
IDENTITIES = st.builds(
    Identity,
    st.integers(2500, 2699),
    st.sampled_from(DIMENSIONS),
    DIVISIONS,
    st.sampled_from(ROUNDS),
    st.integers(1, 99),
)
FINANCE = Identity(2562, "IIT", "finance")


def test_the_code_of_the_contract() -> None:
    assert FINANCE.code == "ITAXL-1-2562-IIT-finance-plan-7"
    assert parse("ITAXL-1-2562-IIT-finance-plan-7") == FINANCE


def test_the_announced_workbook_has_no_division() -> None:
    announced = Identity(2562, ANNOUNCED)
    assert announced.code.startswith("ITAXL-1-2562-announced-plan-")
    assert parse(announced.code) == announced
    assert announced.announced
    assert announced.file_name == "2562-announced.xlsx"


@pytest.mark.slow
@given(IDENTITIES)
def test_every_identity_can_be_read_out_of_its_code(identity: Identity) -> None:
    assert parse(identity.code) == identity


@pytest.mark.parametrize("division", ["plan", "followup-6", "announced", "IIT".lower(), "-", "a--b", "7"])
@pytest.mark.parametrize("round", ROUNDS)
def test_ids_that_look_like_another_part_are_not_mixed_up(division: str, round: str) -> None:
    identity = Identity(2562, "EIT", division, round)
    assert parse(identity.code) == identity


@pytest.mark.slow
@given(IDENTITIES, st.data())
def test_any_other_digit_is_refused(identity: Identity, data: st.DataObject) -> None:
    code = identity.code
    position = data.draw(st.sampled_from([place for place, char in enumerate(code) if char.isdigit()]))
    digit = data.draw(st.sampled_from([sign for sign in "0123456789" if sign != code[position]]))
    assert parse(code[:position] + digit + code[position + 1 :]) is None


@pytest.mark.slow
@given(IDENTITIES, st.sampled_from(DIMENSIONS))
def test_a_code_is_never_that_of_another_dimension(identity: Identity, other: str) -> None:
    changed = identity.code.replace(f"-{identity.dimension}-", f"-{other}-", 1)
    assert (parse(changed) is None) == (other != identity.dimension)


def test_nine_of_ten_letters_typed_wrong_in_a_division_are_noticed() -> None:
    """A letter counts as two digits, so a few other letters have the same check character; nearly all have not."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    code = FINANCE.code
    start = code.index("finance")
    changed = [
        code[:place] + letter + code[place + 1 :]
        for place in range(start, start + len("finance"))
        for letter in letters
        if letter != code[place]
    ]
    assert sum(parse(code) is None for code in changed) > 0.9 * len(changed)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "ITAXL-",
        "ITAXL-1-2562-IIT-finance-plan",
        "ITAXL-1-2562-IIT-finance-plan-8",
        "itaxl-1-2562-IIT-finance-plan-7",
        "ITAXL-1-2562-iit-finance-plan-7",
        "ITAXL-1-2562-IIT-Finance-plan-7",
        "ITAXL-1-2562-XIT-finance-plan-7",
        "ITAXL-1-2562-IIT-finance-plan-7-7",
        "ITAXL-1-2562-IIT-finance-other-7",
        "X ITAXL-1-2562-IIT-finance-plan-7",
    ],
)
def test_what_is_no_code_of_ours(code: str) -> None:
    assert parse(code) is None


def test_spaces_around_a_code_do_not_matter() -> None:
    assert parse(f"  {FINANCE.code}\n") == FINANCE


@pytest.mark.parametrize(
    "identity, name",
    [
        (FINANCE, "2562-IIT-finance.xlsx"),
        (replace(FINANCE, round="followup-6"), "2562-IIT-finance-followup-6.xlsx"),
        (replace(FINANCE, division=""), "2562-IIT.xlsx"),
    ],
)
def test_the_name_in_the_outbox(identity: Identity, name: str) -> None:
    assert identity.file_name == name


def test_the_check_character_of_plain_digits_is_that_of_the_standard() -> None:
    """ISO/IEC 7064, MOD 11,10: the example of the standard, 0794 with the check character 5."""
    assert check_character("0794") == "5"
