"""A file that bears another division's name than the workbook in it."""

import pytest

from itaxl.checks.one_workbook import check
from tests.filled import CONTEXT, book, submission, who


def told(file: str, division: str = "finance") -> list[str]:
    workbooks = check(submission(book(who("IIT", division)), file), CONTEXT)
    return [item.value for item in workbooks if item.code == "X472"]


@pytest.mark.parametrize(
    "file",
    [
        "กองช่าง.xlsx",
        "2562-IIT-finance กองช่าง.xlsx",
        "2562-IIT-works.xlsx",
        "กองช่าง/IIT.xlsx",
        "ส่ง/works/IIT (1).xlsx",
    ],
)
def test_a_copy_of_another_divisions_workbook_is_told_by_its_name(file: str) -> None:
    assert told(file) == ["กองช่าง"]


@pytest.mark.parametrize(
    "file",
    [
        "2562.xlsx",
        "2562-IIT-finance.xlsx",
        "2562-IIT-finance-followup-6 (2).xlsx",
        "กองคลัง ส่งให้กองช่าง.xlsx",
        "กองช่าง/2562-IIT-finance.xlsx",
        "กองช่าง/กองคลัง.xlsx",
        "networks.xlsx",
    ],
)
def test_a_file_that_names_its_own_division_or_none_is_fine(file: str) -> None:
    assert told(file) == []


def test_a_name_that_holds_a_shorter_one_is_one_name() -> None:
    assert told("สำนักปลัดเทศบาล.xlsx", "clerk") == []
    assert told("สำนักปลัด.xlsx", "clerk") == []
