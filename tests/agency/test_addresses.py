"""Addresses of mail in the form in which they are compared."""

import pytest

from itaxl.agency.addresses import parsed, shown


@pytest.mark.parametrize(
    "sender, address",
    [
        ("finance@example.go.th", "finance@example.go.th"),
        ("กองคลัง <Finance@Example.GO.TH>", "finance@example.go.th"),
        ("  finance@example.go.th\u200b ", "finance@example.go.th"),
        ("finance@example.go.th <stranger@example.com>", "stranger@example.com"),
        ("finance@example.go.th, <stranger@example.com>", "stranger@example.com"),
        ("<finance@example.go.th> <stranger@example.com>", "stranger@example.com"),
        ("finance@example.go.th stranger@example.com", ""),
        ("กองคลัง", ""),
        ("?", ""),
        ("", ""),
    ],
)
def test_the_address_counts_and_not_the_name(sender: str, address: str) -> None:
    assert parsed(sender) == address


def test_what_is_shown_is_one_line_that_no_terminal_obeys() -> None:
    assert shown("กองคลัง <a@example.com>") == "a@example.com"
    assert shown("x\n\x1b[2Jกอง\u202eคลัง") == "x [2Jกองคลัง"
