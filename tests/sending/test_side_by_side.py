"""Two versions that nothing orders, side by side: the rows in which they differ, and nothing else."""

from datetime import datetime

from itaxl.forms.layout import MEASURES, SCORES
from itaxl.sending.side_by_side import Undecided, undecided
from itaxl.spreadsheets.book import Book
from tests.cases import announced
from tests.filled import SAVED, book, who
from tests.gathered import gathered
from tests.merging.test_versions import KNOWING, STRANGER
from tests.sending.test_returns import GOOD

PLAN = "| ตัวชี้วัด | มาตรการ | งบประมาณ (บาท) |\n|---|---|---|\n"


def version(scores: str = GOOD, *measures: str) -> Book:
    return book(who(division="finance"), {SCORES: scores, MEASURES: PLAN + "\n".join(measures)})


def choice(one: Book, other: Book) -> Undecided:
    (result,) = undecided(gathered({"a.xlsx": one, "b.xlsx": other}))
    return result


def test_the_cells_that_differ_are_marked_with_both_values() -> None:
    undecided = choice(version(), version(GOOD.replace("| 4 | 20 | 80 |", "| 4 | 21 | 80 |")))
    assert (undecided.finding.code, undecided.one.file) == ("X403", "a.xlsx")
    assert undecided.other
    assert undecided.other.file == "b.xlsx"
    (sheet,) = undecided.sheets
    (row,) = sheet.rows
    assert sheet.alike == 4
    assert [(cell.one, cell.other) for cell in row.cells if cell.differs] == [("20", "21")]
    assert row.cells[0].one == row.cells[0].other == "4"
    assert len(row.cells) == len(sheet.headings)


def test_measures_are_compared_wherever_their_rows_stand() -> None:
    first, second = "| 4 | อบรม | 100 |", "| 1 | ประกาศนโยบาย | 0 |"
    undecided = choice(
        version(GOOD, first, second), version(GOOD, second, "| 4 | อบรม | 200 |", "| 5 | ตรวจ | 0 |")
    )
    (sheet,) = undecided.sheets
    assert (len(sheet.rows), sheet.alike) == (2, 1)
    changed, new = sheet.rows
    assert [(cell.one, cell.other) for cell in changed.cells if cell.differs] == [("100", "200")]
    assert changed.numbers[0] < changed.numbers[1]
    assert new.numbers[0] == 0
    assert {cell.one for cell in new.cells} == {""}


def test_values_that_mean_the_same_do_not_differ() -> None:
    undecided = choice(
        version(GOOD.replace("| 4 | 20 | 80 |", "| 4 | 20 | '๘๐ |")),
        version(GOOD.replace("| 5 | 20 | 80 |", "| 5 | 20 | 81 |")),
    )
    assert [row.cells[0].one for sheet in undecided.sheets for row in sheet.rows] == ["5"]


def test_announced_results_of_a_stranger_are_used_or_not() -> None:
    mails: dict[str, tuple[str, datetime]] = {"a.xlsx": (STRANGER, SAVED)}
    (result,) = undecided(gathered({"a.xlsx": announced()}, KNOWING, mails=mails))
    assert (result.finding.code, result.other, result.sheets) == ("X431", None, ())
