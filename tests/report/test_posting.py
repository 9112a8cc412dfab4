"""One check list decides whether the documents may be posted; what is wanting is named with its remedy."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import pytest

from itaxl.agency import settings
from itaxl.agency.signatories import Signatory
from itaxl.assessment import Assessment
from itaxl.cli.summary import summary
from itaxl.files import starter
from itaxl.findings import NOWHERE, Finding, Severity, catalogue, finding
from itaxl.pipeline import Result
from itaxl.report import posting
from itaxl.texts import LANGS, Lang, Texts
from samples import make_reference
from tests.cases import ANNOUNCED, announced, everything, outcome
from tests.filled import AGENCY
from tests.gathered import gathered

COMPLETE = replace(
    AGENCY,
    email="saraban@a.go.th",
    report_number="ตย 1/2563",
    report_date=date(2020, 4, 10),
    kind="เทศบาลตำบล",
)


def assessment(scores: dict[int, str] = ANNOUNCED, **more: str) -> Assessment:
    return outcome(everything(ANNOUNCED) | {"a": announced(scores, **more)}).assessment


def notes(assessment: Assessment, **changed: object) -> dict[str, Finding]:
    return {note.code: note for note in posting.notes(assessment, replace(COMPLETE, **changed))}  # type: ignore[arg-type]


def test_nothing_is_wanting_where_all_is_in_order() -> None:
    assert notes(assessment(TOTAL="79.83", GRADE="B")) == {}
    doubtful = [finding(code) for code in ("X409", "X428", "C301")]
    assert posting.wanting(doubtful) == {}


@pytest.mark.parametrize("code", sorted({code for codes in posting.ITEMS.values() for code in codes}))
def test_each_item_fails_by_a_finding_of_the_catalogue(code: str) -> None:
    assert code in catalogue()
    (item,) = posting.wanting([finding(code), finding("X409")])
    assert code in posting.ITEMS[item]


def test_any_other_error_is_a_draft() -> None:
    error = finding("C304")
    assert error.severity is Severity.ERROR
    assert posting.wanting([error, finding("X406")]) == {"draft": (error,), "lowest": (finding("X406"),)}


@pytest.mark.parametrize(
    "scores, more, missing",
    [
        ({}, {"TOTAL": "87.09", "GRADE": "A"}, "the scores of indicators 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"),
        (ANNOUNCED, {"GRADE": "B"}, "the total"),
        (ANNOUNCED, {"TOTAL": "79.83"}, "the grade"),
        ({}, {"GRADE": "B"}, "the total, the scores of indicators 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"),
        (dict.fromkeys(range(1, 10), "80"), {"TOTAL": "80", "GRADE": "B"}, "the scores of indicators 10"),
    ],
)
def test_an_announcement_in_part_is_not_enough(
    scores: dict[int, str], more: dict[str, str], missing: str
) -> None:
    note = notes(assessment(scores, **more))["D515"]
    assert note.what("en").endswith(missing)
    assert note.severity is Severity.NOTE


def test_where_nothing_was_announced_one_finding_says_so() -> None:
    assert "D515" not in notes(outcome(everything(ANNOUNCED)).assessment)
    assert "X412" in posting.ITEMS["announced"]


def test_settings_of_a_new_folder_are_asked_about(tmp_path: Path) -> None:
    for lang in LANGS:
        (tmp_path / "itaxl.toml").write_bytes(starter(lang))
        results = {note.code: note for note in posting.notes(assessment(), settings.load(tmp_path))}
        for value in (
            "ita@example.go.th",
            "www.example.go.th",
            "เทศบาลตำบลตัวอย่าง",
            "อำเภอตัวอย่าง",
            "จังหวัดตัวอย่าง",
        ):
            assert value in results["D516"].value
        assert {"D517", "D518"} <= set(results)


@pytest.mark.parametrize(
    "changed, value",
    [
        ({"email": "ita@example.go.th"}, "[agency] email = ita@example.go.th"),
        ({"province": "จังหวัดตัวอย่าง"}, "[agency] province = จังหวัดตัวอย่าง"),
        (
            {"name": "เทศบาลตำบลนาดี", "place": "สำนักปลัดเทศบาล เทศบาลตำบลตัวอย่าง"},
            "[report] place = สำนักปลัดเทศบาล เทศบาลตำบลตัวอย่าง",
        ),
        (
            {
                "name": "องค์การบริหารส่วนตำบลนาดี",
                "kind": "องค์การบริหารส่วนตำบล",
                "signatories": (Signatory("chief", "นายกเทศมนตรี"), Signatory("clerk", "ปลัด อบต.")),
            },
            "[[signatories]] chief = นายกเทศมนตรี",
        ),
    ],
)
def test_one_sample_value_that_is_left(changed: dict[str, object], value: str) -> None:
    assert value in notes(assessment(TOTAL="79.83", GRADE="B"), **changed)["D516"].value.split(", ")


def test_the_sample_agency_may_post() -> None:
    agency = settings.load(make_reference.FOLDER)
    assert list(posting.notes(assessment(TOTAL="79.83", GRADE="B"), agency)) == []


@pytest.mark.parametrize("lang", LANGS)
def test_whoever_signs_is_told_of_a_grade_that_does_not_fit_its_band(lang: Lang, tmp_path: Path) -> None:
    texts = Texts("terminal", lang)

    def said(*results: Finding) -> list[str]:
        result = Result(**vars(gathered({})) | {"target": tmp_path, "findings": results})
        return [click.unstyle(line).strip() for line in summary(result, texts, lang)]

    line = texts("summary.before_signing", codes="X409")
    assert line in said(finding("X409"), finding("X428"))
    assert line not in said(finding("X428"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_screen_says_what_is_wanting_with_its_remedy(lang: Lang, tmp_path: Path) -> None:
    texts = Texts("terminal", lang)

    def said(*results: Finding) -> list[str]:
        result = Result(**vars(gathered({})) | {"target": tmp_path, "findings": results})
        return [click.unstyle(line).strip() for line in summary(result, texts, lang)]

    assert texts("summary.posted") in said(finding("X409"), finding("D501", NOWHERE, 2563))
    nothing, number = finding("X412", year=2562), finding("D517")
    lines = said(nothing, number)
    assert texts("summary.posted") not in lines
    place = lines.index(texts("summary.not_posted"))
    assert lines[place + 1] == f"{texts('posting.announced')}: X412"
    assert lines[place + 2 : place + 5] == [
        f"{texts('posting.number')}: D517",
        number.what(lang),
        texts("summary.fix", fix=number.fix(lang)),
    ]
    for item in (posting.DRAFT, *posting.ITEMS):
        assert texts(f"posting.{item}")
