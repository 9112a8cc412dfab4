"""What is said of counted answers, alone and beside typed scores."""

from itaxl.checks import all_workbooks
from itaxl.findings import Finding
from itaxl.spreadsheets.book import Book
from tests import detailed
from tests.detailed import survey
from tests.filled import change, number, text

FOUR = ("1", "1", "1", "1")


def cells_with(workbook: Book, code: str) -> list[tuple[str, str, str]]:
    return [
        (finding.place.sheet, finding.place.cell, finding.value)
        for finding in detailed.findings(workbook, code)
    ]


def one(workbook: Book, code: str) -> Finding:
    (finding,) = detailed.findings(workbook, code)
    return finding


def test_a_level_where_the_answer_is_yes_or_no() -> None:
    workbook = survey({"I4.1": ("7", "", "", "", "2", "2")})
    assert cells_with(workbook, "C336") == [("คำตอบ", "C12", "7")]
    assert "ไม่มี (คน), มี (คน)" in one(workbook, "C336").fix("th")


def test_yes_where_the_answer_is_a_level() -> None:
    assert cells_with(survey({"I7": (*FOUR, "", "3")}), "C336") == [("คำตอบ", "H21", "3")]


def test_a_nought_out_of_place_says_nothing() -> None:
    assert cells_with(survey({"I7": (*FOUR, "0", "0")}), "C336") == []


def test_parts_that_nobody_is_counted_for() -> None:
    workbook = survey({"I12.2": FOUR})
    assert cells_with(workbook, "C337") == [("คำตอบ", "C28", "I12")]
    assert "I12.1, I12.3" in one(workbook, "C337").what("en")


def test_parts_that_are_left_out_do_not_matter_where_the_score_is_typed() -> None:
    assert cells_with(survey({"I12.2": FOUR}, {"I12": ("4", "80")}), "C337") == []


def test_a_typed_score_against_the_answers() -> None:
    workbook = survey({"I7": FOUR}, {"I7": ("4", "52.5")})
    assert cells_with(workbook, "C338") == [("คะแนน", "D12", "52.50")]
    assert "50.00" in one(workbook, "C338").what("th")


def test_a_typed_score_that_was_rounded_agrees() -> None:
    thirds = ("1", "1", "0", "1")  # 44.333…
    assert cells_with(survey({"I7": thirds}, {"I7": ("3", "44.33")}), "C338") == []


def test_more_answers_than_people() -> None:
    workbook = survey({"I8.1": ("0", "0", "0", "4"), "I8.2": ("0", "0", "0", "5")}, {"I8": ("4", "100")})
    assert cells_with(workbook, "C339") == [("คะแนน", "C13", "4")]
    assert "I8.2" in one(workbook, "C339").what("th")


def test_far_more_answers_than_most_have() -> None:
    most = dict.fromkeys(("I7", "I9", "I10", "I13"), FOUR)
    assert cells_with(survey(most | {"I14": ("1", "0", "8", "0")}), "C341") == [("คำตอบ", "C32", "9")]
    assert cells_with(survey(most | {"I14": ("0", "0", "8", "0")}), "C341") == []
    assert cells_with(survey({"I7": FOUR}), "C341") == []


def test_who_counted_needs_to_type_neither_score_nor_respondents() -> None:
    assert cells_with(survey({"I7": FOUR}, {"I7": ("", "50")}), "C320") == []
    missing = {dict(finding.values)["item"] for finding in detailed.findings(survey({"I7": FOUR}), "C301")}
    assert "I7" not in missing
    assert "I8" in missing


def test_a_question_left_out_is_shown_where_the_others_were_counted() -> None:
    (first, *_) = cells_with(survey({"I7": FOUR}), "C301")
    assert first[:2] == ("คำตอบ", "C6")
    assert ("คำตอบ", "G12", "") in cells_with(survey({"I7": FOUR}), "C301")  # I4, of yes and no
    (first, *_) = cells_with(survey({"I7": FOUR}, {"I8": ("4", "50")}), "C301")
    assert first[:2] == ("คะแนน", "D6")


def test_a_question_left_out_whose_row_was_deleted() -> None:
    workbook = change(survey({"I7": FOUR}), "คำตอบ", {(8, 1): None, (8, 2): None})
    assert ("คำตอบ", "", "") in cells_with(workbook, "C301")


def test_counts_that_cannot_be_used_are_not_called_blank() -> None:
    workbook = survey({"I7": FOUR, "I2": ("10%", "90%")})
    assert len(cells_with(workbook, "C321")) == 2
    assert "C8" not in [cell for _, cell, _ in cells_with(workbook, "C301")]


def test_a_blank_sheet_of_answers_says_nothing() -> None:
    assert detailed.findings(survey({})) == ()
    assert cells_with(survey({}, {"I7": ("4", "50")}), "C337") == []


def test_what_is_no_count_is_said_so_in_words_that_fit_it() -> None:
    workbook = survey({"I7": ("-4", "เจ็ด", "2", "1")})
    assert cells_with(workbook, "C321") == [("คำตอบ", "C21", "-4"), ("คำตอบ", "D21", "เจ็ด")]
    for finding in detailed.findings(workbook, "C321"):
        assert "a whole number from 0" in finding.what("en")
        assert "42" in finding.fix("th")


def test_two_answers_and_a_strange_code() -> None:
    workbook = survey({"I7": FOUR})
    again = change(workbook, "คำตอบ", {(60, 1): text("I7"), (60, 3): number(9.0)})
    assert cells_with(again, "C323") == [("คำตอบ", "C60", "I7")]
    of_no = change(
        survey({"I4.1": ("", "", "", "", "2", "2")}), "คำตอบ", {(60, 1): text("I4.1"), (60, 8): number(9.0)}
    )
    assert cells_with(of_no, "C323") == [("คำตอบ", "G60", "I4.1")]
    assert "G12" in one(of_no, "C323").what("en")
    strange = change(workbook, "คำตอบ", {(60, 1): text("I99"), (60, 3): number(9.0)})
    assert cells_with(strange, "C308") == [("คำตอบ", "A60", "I99")]


def test_a_small_group_is_said_of_counted_answers_too() -> None:
    few = [
        finding
        for finding in all_workbooks.check(detailed.whole({"a": survey({"I7": FOUR})}))
        if finding.code == "X416"
    ]
    assert [(finding.place.sheet, finding.place.cell, finding.value) for finding in few] == [
        ("คำตอบ", "A21", "4")
    ]
