"""The list of what merge writes: the contract's names, each with its texts."""

import pytest

from itaxl.agency.leftovers import RETURNS
from itaxl.report.files.folder import MANIFEST
from itaxl.report.files.recorded import SHEET
from itaxl.report.outputs import ANALYSIS, FORMATS, MEMO, OUTPUTS, Output, Stage
from itaxl.texts import catalogue

POSTED = {
    *("analysis.pdf", "followup.pdf", "memo.pdf", "analysis.docx", "followup.docx", "memo.docx"),
    *("analysis.html", "followup.html", "data.json", "scores.csv", "measures.csv", "site/"),
}
OFFICE = {"merged.xlsx", "findings.xlsx", "findings.json", "manifest.json", "returns/"}
ONCE_ISSUED = {name for name in POSTED if name.endswith((".pdf", ".docx", ".html"))}
REVISED = {f"revised/{name}" for name in ONCE_ISSUED}
HALF_YEAR = {f"revised/followup-6/{name}" for name in ONCE_ISSUED if name.startswith("followup")}
by_name = pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)


def test_the_list_is_that_of_the_contract() -> None:
    office = {f"office/{name}" for name in OFFICE | REVISED | HALF_YEAR}
    assert {output.path for output in OUTPUTS} == POSTED | office
    assert len({output.path for output in OUTPUTS}) == len(OUTPUTS)


def test_all_that_is_posted_is_a_simple_question() -> None:
    assert {output.path for output in OUTPUTS if output.audience == "posted"} == POSTED


def test_all_files_of_a_document_are_a_simple_question() -> None:
    forms = {"analysis.pdf", "analysis.html", "analysis.docx", "memo.pdf", "memo.docx"}
    for revised, folder in ((False, ""), (True, "office/revised/")):
        listed = (
            output.path
            for output in OUTPUTS
            if output.document
            and (output.document.report, output.document.revised) == (ANALYSIS.name, revised)
        )
        assert set(listed) == {folder + form for form in forms}


def test_places_that_others_name_are_on_the_list() -> None:
    assert {MANIFEST, SHEET, f"{RETURNS}/"} <= {output.path for output in OUTPUTS}


@by_name
def test_each_says_what_it_is(output: Output) -> None:
    texts = catalogue("outputs")
    assert {f"what.{output.text}", f"audience.{output.audience}", f"languages.{output.languages}"} <= set(
        texts
    )


@by_name
def test_what_the_site_offers_has_a_name_there(output: Output) -> None:
    stem, _, ending = output.name.rpartition(".")
    if output.offered:
        assert {f"site.file_{stem}", f"site.format_{ending}"} <= set(catalogue("document"))
        assert ending in FORMATS
    assert output.offered or not output.description
    assert bool(output.description) == (output.stage is Stage.OPEN_DATA)


def test_no_text_is_of_something_that_is_not_made() -> None:
    texts = {key.removeprefix("what.") for key in catalogue("outputs") if key.startswith("what.")}
    assert texts == {output.text for output in OUTPUTS}


def test_the_site_does_not_offer_the_memo() -> None:
    assert not [output for output in OUTPUTS if output.document == MEMO and output.offered]


def test_nothing_of_the_office_is_offered() -> None:
    assert not [output for output in OUTPUTS if output.audience == "office" and output.offered]
