"""Who gets a workbook back, under which name, and what the mail says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from itaxl.agency.choices import Choice
from itaxl.agency.leftovers import RETURNS
from itaxl.agency.settings import Agency
from itaxl.assessment import PreviousMeasure, YearResult
from itaxl.forms.layout import MEASURES, META, RESULTS, SCORES
from itaxl.gather import Gathered
from itaxl.sending.returns import MOST_IN_MAIL, files
from itaxl.spreadsheets.book import Book
from itaxl.submissions.reading import read
from tests.filled import AGENCY, INSTRUMENT, SAVED, book, who
from tests.gathered import gathered

GOOD = "| รหัส | จำนวนผู้ตอบ | คะแนน (0–100) |\n|---|---|---|\n" + "".join(
    f"| {no} | 20 | 80 |\n" for no in range(1, 6)
)
BAD = GOOD.replace("| 4 | 20 | 80 |", "| 4 | 20 | แปดสิบ |")
MEASURE = "| ตัวชี้วัด | มาตรการ | เป้าหมาย/ตัวชี้วัดความสำเร็จ |\n|---|---|---|\n| 4 | อบรม | {} |\n"
PRESENT = replace(
    AGENCY,
    email="ita@example.go.th",
    divisions=tuple(replace(division, email=f"{division.id}@example.go.th") for division in AGENCY.divisions),
)


def made(
    workbooks: Mapping[str, Book], agency: Agency = PRESENT, choices: Sequence[Choice] = ()
) -> dict[str, bytes]:
    year_data = gathered(workbooks, agency, choices)
    return {
        name.removeprefix(f"{RETURNS}/"): data for name, data in files(year_data, year_data.findings).items()
    }


def mail(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text(data: bytes) -> str:
    part = mail(data).get_body()
    assert part
    return str(part.get_content())


@pytest.mark.slow
def test_only_a_sender_with_something_to_mend_gets_a_workbook() -> None:
    results = made(
        {"a.xlsx": book(who(), {SCORES: BAD}), "b.xlsx": book(who(division="works"), {SCORES: GOOD})}
    )
    assert sorted(results) == ["2562-IIT-finance.eml", "2562-IIT-finance.xlsx"]


def test_notes_alone_bring_nothing_back() -> None:
    thai_digits = GOOD.replace("| 80 |", "| ๘๐ |")
    year_data = gathered({"a.xlsx": book(who(), {SCORES: thai_digits})}, PRESENT)
    assert "C322" in [finding.code for finding in year_data.arrived[0].findings]
    assert files(year_data, year_data.findings) == {}


def test_what_the_one_who_collects_must_mend_brings_nothing_back() -> None:
    agency = replace(
        PRESENT, divisions=tuple(replace(division, dimensions=("OIT",)) for division in PRESENT.divisions)
    )
    year_data = gathered({"a.xlsx": book(who(), {SCORES: GOOD})}, agency)
    assert "W211" in [finding.code for finding in year_data.arrived[0].findings]
    assert files(year_data, year_data.findings) == {}


def test_a_division_that_only_the_settings_lack_brings_nothing_back() -> None:
    year_data = gathered({"a.xlsx": book(who(division="other"), {SCORES: GOOD})}, PRESENT)
    assert "W206" in [finding.code for finding in year_data.arrived[0].findings]
    assert files(year_data, year_data.findings) == {}


def test_files_of_another_year_or_agency_bring_nothing_back() -> None:
    foreign = book(who(), {SCORES: BAD}, agency="เทศบาลอื่น")
    assert made({"a.xlsx": foreign}) == {}


@pytest.mark.slow
def test_the_mail_goes_to_the_division_with_the_workbook_and_all_that_is_to_be_mended() -> None:
    results = made({"แก้แล้ว/a.xlsx": book(who(), {SCORES: BAD})})
    message = mail(results["2562-IIT-finance.eml"])
    assert (message["To"], message["From"], message["X-Unsent"]) == (
        "finance@example.go.th",
        "ita@example.go.th",
        "1",
    )
    assert "กองคลัง" in message["Subject"]
    (attached,) = message.iter_attachments()
    assert attached.get_content() == results["2562-IIT-finance.xlsx"]
    said = text(results["2562-IIT-finance.eml"])
    for part in (
        "เรียน กองคลัง",
        "แก้แล้ว/a.xlsx",
        "แผ่นงาน คะแนน ช่อง D9",
        "“แปดสิบ”",
        "2562-IIT-finance.xlsx",
        AGENCY.name,
    ):
        assert part in said
    assert "{" not in said
    assert "Dear" not in said


@pytest.mark.slow
def test_in_english_the_thai_text_comes_first() -> None:
    results = made({"a.xlsx": book(who(), {SCORES: BAD})}, replace(PRESENT, lang="en"))
    said = text(results["2562-IIT-finance.eml"])
    assert said.index("เรียน กองคลัง") < said.index("Dear colleagues")
    assert "{" not in said


@pytest.mark.slow
def test_without_an_address_the_receiver_is_empty() -> None:
    results = made({"a.xlsx": book(who(), {SCORES: BAD})}, AGENCY)
    assert not mail(results["2562-IIT-finance.eml"])["To"]


@pytest.mark.slow
def test_a_long_list_is_cut_in_the_mail_and_whole_in_the_workbook() -> None:
    rows = "".join(f"| 4 | มาตรการที่ {row} | กองพัสดุ |\n" for row in range(40))
    workbook = book(who(), {SCORES: GOOD, MEASURES: f"| ตัวชี้วัด | มาตรการ | ผู้รับผิดชอบ |\n|---|---|---|\n{rows}"})
    said = text(made({"a.xlsx": workbook})["2562-IIT-finance.eml"])
    assert f"\n{MOST_IN_MAIL}. [" in said
    assert f"\n{MOST_IN_MAIL + 1}. [" not in said
    assert "และอีก 10 ข้อ" in said


def test_of_several_versions_only_the_newest_is_returned() -> None:
    older = book(who(), {SCORES: BAD})
    newer = replace(book(who(), {SCORES: GOOD}), modified=SAVED + timedelta(days=1))
    assert made({"a.xlsx": older, "b.xlsx": newer}) == {}


@pytest.mark.slow
def test_two_that_cannot_be_ordered_are_returned_both_until_one_is_chosen() -> None:
    two = {
        "a.xlsx": book(who(), {SCORES: GOOD}),
        "b.xlsx": book(who(), {SCORES: GOOD.replace("| 80 |", "| 81 |")}),
    }
    results = made(two)
    assert [name for name in results if name.endswith(".xlsx")] == [
        "2562-IIT-finance.xlsx",
        "2562-IIT-finance-2.xlsx",
    ]
    assert [name for name in results if name.endswith(".eml")] == ["2562-finance.eml"]
    assert text(results["2562-finance.eml"]).count("a.xlsx และ b.xlsx") == 2
    digests = {workbook.file: workbook.reading.sha256 for workbook in gathered(two).arrived}
    assert made(two, choices=[Choice(digests["b.xlsx"], "b.xlsx")]) == {}


@pytest.mark.slow
def test_a_conflict_between_two_rows_is_told_with_the_place_of_the_other() -> None:
    rows = f"{MEASURE.format('ร้อยละ 80')}| 4 | อบรม | ร้อยละ 90 |"
    results = made({"f.xlsx": book(who(), {SCORES: GOOD, MEASURES: rows})})
    assert "f.xlsx · มาตรการ · J6" in text(results["2562-IIT-finance.eml"])


def test_divisions_that_plan_a_measure_differently_get_nothing_back() -> None:
    assert made({
        "f.xlsx": book(who(), {SCORES: GOOD, MEASURES: MEASURE.format("ร้อยละ 80")}),
        "w.xlsx": book(who(division="works"), {SCORES: GOOD, MEASURES: MEASURE.format("ร้อยละ 90")}),
    }) == {}  # fmt: skip


REPORTED = "| ตัวชี้วัด | มาตรการ | สถานะ |\n|---|---|---|\n| 4 | อบรม | {} |\n"


@pytest.mark.slow
def test_a_division_gets_one_mail_with_all_its_workbooks() -> None:
    results = made({
        "a.xlsx": book(who(), {SCORES: BAD}),
        "b.xlsx": book(who("OIT"), {MEASURES: REPORTED.format("")}),
        "w.xlsx": book(who(division="works"), {SCORES: BAD}),
    })  # fmt: skip
    assert sorted(name for name in results if name.endswith(".eml")) == [
        "2562-IIT-works.eml",
        "2562-finance.eml",
    ]
    message = mail(results["2562-finance.eml"])
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == ["2562-IIT-finance.xlsx", "2562-OIT-finance.xlsx"]
    said = text(results["2562-finance.eml"])
    assert "ด้าน IIT, OIT" in message["Subject"]
    for part in (
        "แบบด้าน IIT รอบแผน (ไฟล์ที่แนบ 2562-IIT-finance.xlsx)",
        "a.xlsx, b.xlsx",
        "แผ่นงาน มาตรการ ช่อง B6",
    ):
        assert part in said
    assert "{" not in said


@pytest.mark.slow
def test_only_the_newest_round_goes_back() -> None:
    rounds = {
        f"{name}.xlsx": book(who(round=name), {MEASURES: REPORTED.format("เรียบร้อย")})
        for name in ("followup-6", "followup-12")
    }
    plan = {"p.xlsx": book(who(), {SCORES: GOOD, MEASURES: MEASURE.format("")})}
    assert sorted(made(plan | rounds)) == [
        "2562-IIT-finance-followup-12.eml",
        "2562-IIT-finance-followup-12.xlsx",
    ]
    del rounds["followup-12.xlsx"]
    assert "2562-IIT-finance-followup-6.eml" in made(plan | rounds)


@pytest.mark.slow
def test_a_plan_with_an_error_goes_back_beside_the_newest_round() -> None:
    """It still makes the analysis a draft; one with a warning alone is left in peace."""
    report = {"r.xlsx": book(who(round="followup-6"), {MEASURES: REPORTED.format("เรียบร้อย")})}
    bad = made({"p.xlsx": book(who(), {SCORES: BAD, MEASURES: MEASURE.format("")})} | report)
    assert [name for name in sorted(bad) if name.endswith(".eml")] == ["2562-finance-followup-6.eml"]
    assert "2562-IIT-finance.xlsx" in bad
    doubtful = GOOD.replace("| 4 | 20 |", "| 4 |  |")
    warned = made({"p.xlsx": book(who(), {SCORES: doubtful, MEASURES: MEASURE.format("")})} | report)
    assert "2562-IIT-finance.xlsx" not in warned


@pytest.mark.slow
def test_a_blank_workbook_is_returned_under_the_name_of_its_division() -> None:
    workbook = book(replace(who(), division=""), {SCORES: BAD}, name="กองคลัง", agency="")
    results = made({"a.xlsx": workbook})
    assert sorted(results) == ["2562-IIT-finance.eml", "2562-IIT-finance.xlsx"]
    assert mail(results["2562-IIT-finance.eml"])["To"] == "finance@example.go.th"


@pytest.mark.slow
def test_a_name_that_is_no_divisions_is_asked_for_again() -> None:
    workbook = book(replace(who(), division=""), {SCORES: GOOD}, name="กองไม่มี", agency="")
    said = text(made({"a.xlsx": workbook})["2562-IIT.eml"])
    assert "กองไม่มี" in said
    assert "itaxl.toml" not in said


@pytest.mark.slow
def test_a_follow_up_is_returned_with_the_measures_of_its_division() -> None:
    plan = book(who(), {SCORES: GOOD, MEASURES: MEASURE.format("")})
    report = "| รหัสมาตรการ | สถานะ | ร้อยละความก้าวหน้า |\n|---|---|---|\n| 2562-IIT-04-01 | ทำแล้ว | 50 |\n"
    after = book(who(round="followup-6"), {MEASURES: report})
    results = made({"p.xlsx": plan, "f.xlsx": after})
    item = read(results["2562-IIT-finance-followup-6.xlsx"], "x", lambda _: INSTRUMENT)
    values = {record.field: record.raw.value for record in item.records if record.sheet == "measures"}
    assert (values["measure"], values["status"], values["percent"]) == ("อบรม", "ทำแล้ว", 50)


@pytest.mark.slow
def test_last_year_s_measures_may_be_chosen_in_the_marked_copy_too() -> None:
    year_data = gathered({"a.xlsx": book(who(), {SCORES: BAD})}, PRESENT)
    names = {indicator.no: (indicator.dimension, indicator.name.th) for indicator in INSTRUMENT.indicators}
    planned = (PreviousMeasure("2561-IIT-04-01", 4, "ตู้รับฟังความคิดเห็นหน้าห้องพัสดุ"),)
    before = YearResult(2561, None, None, {4: Fraction(80)}, planned, names)
    assessment = replace(year_data.outcome.assessment, earlier=(before,))
    later = replace(year_data, outcome=replace(year_data.outcome, assessment=assessment))

    def offered(item: Gathered) -> bool:
        meta = load_workbook(BytesIO(files(item, item.findings)[f"{RETURNS}/2562-IIT-finance.xlsx"]))[META]
        return planned[0].measure in {cell.value for row in meta.iter_rows() for cell in row}

    assert offered(later)
    assert not offered(year_data)


@pytest.mark.slow
def test_equal_inboxes_give_equal_bytes_whatever_the_order() -> None:
    two = {"a.xlsx": book(who(), {SCORES: BAD}), "b.xlsx": book(who(division="works"), {SCORES: BAD})}
    assert made(two) == made(dict(reversed(two.items())))


def test_a_division_called_announced_gets_a_mail_of_its_own() -> None:
    division = replace(PRESENT.divisions[0], id="announced", email="own@example.go.th")
    announced = "| รหัส | คะแนน (0–100) |\n|---|---|\n| 1 | แปดสิบ |\n"
    results = made(
        {
            "a.xlsx": book(who("announced", ""), {RESULTS: announced}),
            "b.xlsx": book(who(division="announced"), {SCORES: BAD}),
        },
        replace(PRESENT, divisions=(division,)),
    )
    mails = {name: mail(data)["To"] for name, data in results.items() if name.endswith(".eml")}
    assert mails == {"2562-announced.eml": "", "2562-IIT-announced.eml": "own@example.go.th"}


def test_no_return_takes_the_name_of_another() -> None:
    divisions = tuple(replace(PRESENT.divisions[0], id=id, name=id) for id in ("finance", "finance-2"))
    twice = {f"{n}.xlsx": book(who(), {SCORES: BAD.replace("แปดสิบ", n)}) for n in ("หนึ่ง", "สอง")}
    other = {"b.xlsx": book(who(division="finance-2"), {SCORES: BAD})}
    results = made({**twice, **other}, replace(PRESENT, divisions=divisions))
    assert len([name for name in results if name.endswith(".xlsx")]) == 3


def test_strangers_with_several_workbooks_each_get_a_mail_each() -> None:
    workbooks = {
        f"{name}-{dimension}.xlsx": book(who(dimension, ""), {SCORES: BAD}, name=name)
        for name in ("กองหนึ่ง", "กองสอง")
        for dimension in ("IIT", "EIT")
    }
    results = made(workbooks)
    assert sorted(name for name in results if name.endswith(".eml")) == ["2562-EIT-2.eml", "2562-EIT.eml"]
