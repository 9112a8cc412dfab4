"""What a finding carries of a stranger's file is bounded."""

from itaxl.findings import LONGEST, Place, finding, shortened
from itaxl.texts import Text


def test_what_is_short_stays_as_it_is() -> None:
    assert shortened("ก" * LONGEST) == "ก" * LONGEST


def test_of_a_long_name_beginning_and_end_are_left() -> None:
    short = shortened("ก" * 5_000 + ".xlsx")
    assert len(short) == LONGEST
    assert short.startswith("กกก")
    assert short.endswith("ก.xlsx")
    assert "…" in short


def test_texts_of_a_finding_are_bounded_whatever_they_come_from() -> None:
    long = "x" * 1_000_000
    result = finding("C304", Place("a.xlsx"), long, which=Text(long, long), code=long, number=7)
    assert len(result.value) == LONGEST
    values = dict(result.values)
    assert values["number"] == 7
    assert isinstance(values["which"], Text)
    assert len(values["which"].th) == len(values["which"].en) == len(str(values["code"])) == LONGEST
    assert len(result.what("th")) < 2 * LONGEST
