"""The PDFs of the samples under independent checkers: qpdf's of the syntax, two of accessibility.

pdfua looks at what a machine can see of PDF/UA-1. outloud asks more.
"""

from collections.abc import Iterator
from pathlib import Path

import outloud
import pdfua
import pikepdf
import pymupdf
import pytest

from tests.outputs import posted
from tests.report.pdf import tags
from tests.samples import made
from tests.shared import Shared

pytestmark = pytest.mark.slow

# Rules that take good tables for bad ones, each with the reason.
FALSE_ALARMS = {
    # Guesses from counts that a heading was cut into pieces: more heading cells than others. A table with one measure
    # has them: two rows of heads, a heading for its indicator, one for the division, and few cells beside them.
    "TBL-010",
}


@pytest.fixture(scope="module")
def folders(shared: Shared) -> dict[str, Path]:
    """The reports of samples by their names."""
    makers = {made.reference: 2562, made.units: 2563, made.province: 2563}
    return {
        make.__name__: shared.folder(make.__name__, make) / made.AGENCY / "reports" / str(year)
        for make, year in makers.items()
    }


def files(folders: dict[str, Path]) -> Iterator[Path]:
    """The PDFs: nobody has reported in samples/units, so it has no follow-up."""
    names = (*posted(".pdf"), "overview.pdf")
    paths = [folder / name for folder in folders.values() for name in names]
    assert {path.name for path in paths if path.exists()} >= {
        "analysis.pdf",
        "followup.pdf",
        "memo.pdf",
        names[-1],
    }
    return (path for path in paths if path.exists())


def test_pdfua_finds_nothing(folders: dict[str, Path]) -> None:
    results = {
        path: [finding.rule_id for finding in pdfua.validate(str(path)).findings] for path in files(folders)
    }
    assert not [(path, rules) for path, rules in results.items() if rules]


def test_every_cell_of_every_table_names_the_heads_above_and_beside_it(folders: dict[str, Path]) -> None:
    counted = 0
    for path in files(folders):
        page = path.with_suffix(".html")
        if page.exists():  # the memo has none by itself
            wanted = tags.of_html(page.read_text("utf-8"))
            with pikepdf.open(path) as pdf:
                assert tags.of_pdf(pdf) == wanted, path
            counted += sum(map(len, wanted))
    assert counted > 500


def test_every_link_has_one_annotation_on_a_page(folders: dict[str, Path]) -> None:
    for path in files(folders):
        with pikepdf.open(path) as pdf:
            links = [link for link in tags.elements(pdf.Root.StructTreeRoot.K[0]) if link.S == "/Link"]
            own = [sum(tags.is_reference(kid) for kid in link.K) for link in links]
            assert own == [1] * len(links), path
            assert sum(len(page.get("/Annots", [])) for page in pdf.pages) == len(links), path


def test_qpdf_finds_no_fault_of_syntax(folders: dict[str, Path]) -> None:
    for path in files(folders):
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == [], path


def test_outloud_finds_no_error_but_false_alarms(folders: dict[str, Path]) -> None:
    for path in files(folders):
        result = outloud.check(str(path))
        assert result.error is None, path
        assert [run for run in result.runs if run.status == "crashed"] == [], path
        errors = [finding for finding in result.findings if finding.severity == "error"]
        assert [error for error in errors if error.rule not in FALSE_ALARMS] == [], path


def test_outloud_hears_what_no_tag_announces(folders: dict[str, Path], tmp_path: Path) -> None:
    """Where it cannot read a page's text, this rule passes without a word."""
    path = tmp_path / "silent.pdf"
    with pymupdf.open(folders["reference"] / "memo.pdf") as pdf:
        pdf[0].add_freetext_annot((60, 60, 300, 120), "words that nobody hears")
        pdf.save(path)
    assert "TAG-003" in {finding.rule for finding in outloud.check(str(path)).findings}
