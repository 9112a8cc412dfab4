"""What holds for every year of every agency, in the open data and in the text of the documents."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from itaxl import thai
from itaxl.assessment import Assessment
from itaxl.findings import Finding, Severity
from itaxl.forms.identity import PLAN
from itaxl.forms.layout import DONE, MEASURES, NO_BUDGET
from itaxl.gather import Gathered
from itaxl.inbox.request import Request
from itaxl.pipeline import run
from itaxl.report import drafts as documents
from itaxl.report.blocks.table import Row as TableRow
from itaxl.report.blocks.table import Table
from itaxl.report.drafts import drafts
from itaxl.report.files import open_data
from itaxl.report.outputs import ANALYSIS, FOLLOWUP
from itaxl.report.run import Document, Run
from itaxl.spreadsheets.read import HERE
from tests.agency_years import OWN, REPORTED, AgencyYear, Row, Sent, agency_years
from tests.figures import Figures, numbers_in, printed_text
from tests.report.pdfs import with_pdftotext_raw
from tests.samples.reading import squeezed

# Codes that say of a whole workbook that it does not count, or wait for a decision between it and another one.
NOT_COUNTED = {"X403", "X404", "X417", "X430", "X431"}
COPY = "X405"  # a second workbook of the same content
PAGES = {"analysis": ANALYSIS, "followup": FOLLOWUP}


@dataclass(frozen=True)
class Printed:
    """A year as it goes out: the open data, and the text of both documents. `whole`: all that is known of it."""

    year: AgencyYear
    whole: Gathered

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.whole.findings

    @cached_property
    def run(self) -> Run:
        return Run(self.whole, self.findings, drafts(self.findings, self.whole.arrived))

    @cached_property
    def json(self) -> str:
        return open_data.data_json(self.run.assessment, self.year.agency, self.whole.context.instrument)

    @cached_property
    def data(self) -> Any:
        return json.loads(self.json)

    @cached_property
    def csv(self) -> str:
        return open_data.measures_csv(self.run.assessment)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        pages = {name: PAGES[name] for name in documents.made(self.run.assessment)}
        return {name: printed_text(self.run.page(document, "screen")) for name, document in pages.items()}

    def tables(self, document: Document) -> dict[str, Table]:
        """The tables of a document by their ids."""
        view = self.run.view(document)
        sections = (*([view.first] if view.first else []), *view.sections)
        return {
            block.id: block for section in sections for block in section.blocks if isinstance(block, Table)
        }


def printed(year: AgencyYear) -> Printed:
    return Printed(year, year.gathered())


# ── Every measure ────────────────────────────────────────────────────────────────────────────────────────────────────


def rows_of(year: AgencyYear) -> Iterator[tuple[Sent, Row]]:
    return ((sent, row) for sent in year.workbooks for row in sent.rows if any(row.values()))


def is_named(sent: Sent, row: Row, findings: Sequence[Finding]) -> bool:
    """Whether a finding says of the workbook that it does not count, or an error names a cell of the row."""
    files = {sent.file}
    files |= {
        str(dict(finding.values)["other"])
        for finding in findings
        if finding.code == COPY and finding.place.file == sent.file
    }
    if any(finding.code in NOT_COUNTED and files & names_in(finding) for finding in findings):
        return True
    cell = re.compile(rf"[A-Z]+{sent.row_number(row)}")
    errors = (finding.place for finding in findings if finding.severity is Severity.ERROR)
    return any(
        place.file in files and place.sheet == MEASURES and cell.fullmatch(place.cell) for place in errors
    )


def names_in(finding: Finding) -> set[str]:
    return {finding.place.file, *map(str, dict(finding.values).values())}


def is_in(sent: Sent, row: Row, data: Any) -> bool:
    return any(is_same(sent, row, measure) for measure in data["measures"])


def is_same(sent: Sent, row: Row, measure: Any) -> bool:
    """Whether a measure of the open data holds all that was typed into a row, under its sender."""
    division = sent.identity.division
    if sent.identity.round != PLAN:
        if measure["code"] != row["code"]:
            return False
        typed = {key: value for key in REPORTED if (value := as_json(row.get(key, "")))}
        if not typed:
            return division in measure["responsible"]
        reports = [
            report
            for report in measure["followup"]
            if (report["division"], report["round"]) == (division, sent.identity.round)
        ]
        return any(all(alike(report[key], value) for key, value in typed.items()) for report in reports)
    if str(measure["indicator"]) != row["indicator"] or not alike(
        measure["measure"], as_json(row["measure"])
    ):
        return False
    own = [plan for plan in measure["plans"] if plan["division"] == division]
    typed = {key: value for key in OWN if (value := as_json(row.get(key, ""))) not in ("", None)}
    return division in measure["responsible"] and any(
        all(alike(plan[key], value) for key, value in typed.items()) for plan in own
    )


def as_json(typed: str) -> Any:
    """A typed value as the open data has it."""
    if typed == NO_BUDGET:
        return 0
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", typed):
        return float(typed)
    return typed.replace("<br>", "\n")


def alike(value: Any, other: Any) -> bool:
    return (
        thai.key(value) == thai.key(other)
        if isinstance(value, str) and isinstance(other, str)
        else value == other
    )


def every_measure_that_was_sent_is_under_its_sender_or_named_in_a_finding(made: Printed) -> None:
    for sent, row in rows_of(made.year):
        assert is_in(sent, row, made.data) or is_named(sent, row, made.findings), (sent.file, row)


def every_workbook_that_does_not_count_is_named(made: Printed) -> None:
    counting = {submission.file for submission in made.whole.merged.kept}
    named = {name for finding in made.findings for name in names_in(finding)}
    assert {sent.file for sent in made.year.workbooks} - counting <= named


def the_table_of_measures_says_what_the_data_say(made: Printed) -> None:
    lines = list(csv.DictReader(io.StringIO(made.csv.removeprefix("\ufeff"))))
    for measure in made.data["measures"]:
        own = [line for line in lines if line["code"] == measure["code"]]
        newest = {report["division"]: report for report in sorted(measure["followup"], key=by_round)}
        planned = {plan["division"] for plan in measure["plans"]} if len(measure["plans"]) > 1 else set()
        assert {line["division"] for line in own} == (newest.keys() | planned or {""})
        for line in own:
            assert line["responsible"].split() == measure["responsible"]
            assert line["status"] == (measure["status"] or "")
            report = newest.get(line["division"], {})
            assert line["division_status"] == (report.get("status") or "")
            assert line["percent"] == as_text(report.get("percent"))
            plans = [plan for plan in measure["plans"] if plan["division"] == line["division"]] or [measure]
            assert line["budget"] == as_text(plans[0]["budget"])
    assert len(lines) == len({(line["code"], line["division"]) for line in lines})


def by_round(report: Any) -> int:
    return int(report["round"].rpartition("-")[2])


def as_text(value: float | None) -> str:
    return "" if value is None else f"{value}"


def both_documents_hold_every_measure_with_its_divisions(made: Printed) -> None:
    for name, text in made.texts.items():
        check_text(made.data, text, name)


def check_text(data: Any, text: str, document: str) -> None:
    names = {division["id"]: division["name"] for division in data["divisions"]}
    whole = squeezed(thai.arabic_digits(text))
    for measure in data["measures"]:
        lines = measure["measure"].splitlines()
        words = [*lines, *(names[division] for division in measure["responsible"]), measure["code"]]
        if document == "followup":
            reports = {report["division"]: report for report in sorted(measure["followup"], key=by_round)}
            for report in reports.values():
                words += [report[key] for key in ("status", "result", "obstacle", "evidence") if report[key]]
        for word in words:
            assert squeezed(thai.arabic_digits(word)) in whole, (document, measure["code"], word)


def the_followup_says_of_each_division_what_it_reported(made: Printed) -> None:
    tables = made.tables(FOLLOWUP)
    names = {division["name"]: division["id"] for division in made.data["divisions"]}
    unstated = made.run.material("th", FOLLOWUP).say("status.no_status")
    for dimension in ("IIT", "EIT", "OIT"):
        measures = [item for item in made.data["measures"] if dimension in item["code"]]
        bodies = tables[f"progress-{dimension}"].bodies if measures else ()
        for measure, (_, *rows) in zip(measures, bodies, strict=True):
            newest = {report["division"]: report for report in sorted(measure["followup"], key=by_round)}
            own = {names.get(cells_of(row)[0]): row for row in rows}
            for division, report in newest.items():
                if division in measure["responsible"]:
                    status, *texts = cells_of(own[division])[1:]
                    assert status == (report["status"] or unstated)
                    assert progress_in(own[division]) == progress_of(report)
                    typed = [report[key] for key in ("result", "obstacle", "evidence")]
                    for text, given in zip(texts, typed, strict=True):
                        assert squeezed(text) == squeezed(given or "ไม่ได้ระบุ")


def progress_in(row: TableRow) -> Fraction | None:
    """The progress that stands under a status."""
    said = (figure_of(note.rpartition("ร้อยละ")[2].strip()) for note in row.cells[1].notes if "ร้อยละ" in note)
    return next(said, None)


def progress_of(report: Any) -> Fraction | None:
    """The progress that a page must say: none where it was not given, or goes without saying."""
    if report["percent"] is None or (report["status"] == DONE and report["percent"] == 100):
        return None
    return Fraction(report["percent"])


def cells_of(row: TableRow) -> list[str]:
    return [" ".join(cell.paragraphs) for cell in row.cells]


# ── Every number ─────────────────────────────────────────────────────────────────────────────────────────────────────


def respondents(assessment: Assessment) -> tuple[Fraction, ...]:
    """How many people answered: the analysis says so by dimension, the data by division alone."""
    return tuple(Fraction(result.respondents) for result in assessment.dimensions if result.respondents)


def every_number_that_is_printed_is_in_the_data_or_follows_from_them(made: Printed) -> None:
    figures = Figures(made.data, made.year.agency, more=respondents(made.run.assessment))
    for name, text in made.texts.items():
        assert not figures.strange(text), (name, figures.strange(text))


# ── Sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def figures_of(row: TableRow) -> list[Fraction | None]:
    """The figures of a row; None for a dash."""
    return [figure_of(" ".join(cell.paragraphs)) for cell in row.cells if "number" in cell.css]


def figure_of(text: str) -> Fraction | None:
    plain = thai.arabic_digits(text).replace(",", "")
    return Fraction(plain) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain) else None


def added(rows: Sequence[TableRow]) -> list[Fraction]:
    return [
        sum((figure or Fraction() for figure in column), Fraction())
        for column in zip(*map(figures_of, rows), strict=True)
    ]


def without_budgets(made: Printed, table: Table) -> tuple[tuple[TableRow, ...], ...]:
    """The rows of a table of counts without the column of budgets behind them: those are not counted."""
    label = made.run.material("th", FOLLOWUP).say("followup.first.budget_column")
    cells = len(table.columns) - (table.columns[-1].label == label)
    return tuple(tuple(replace(row, cells=row.cells[:cells]) for row in body) for body in table.bodies)


def rows_of_counts_add_up_to_their_total(made: Printed) -> None:
    tables = made.tables(FOLLOWUP)
    table = tables.get("by-dimension")
    rows, (total,) = without_budgets(made, table) if table else ((), (TableRow(()),))
    assert added(rows) == figures_of(total)
    late = -1
    for row in (*rows, total):
        whole, *states = figures_of(row)[:late] if rows else [0]
        assert whole == sum(state or 0 for state in states)
    if rows:
        assert figures_of(total)[0] == len(made.data["measures"])
    check_divisions(made, tables.get("by-division"))


def check_divisions(made: Printed, table: Table | None) -> None:
    """Each division counts the measures that it answers for, each in one state."""
    answers = Counter(division for measure in made.data["measures"] for division in measure["responsible"])
    names = {division["name"]: division["id"] for division in made.data["divisions"]}
    rows = {names[cells_of(row)[0]]: figures_of(row) for row in (table.bodies[0] if table else ())}
    assert {division: figures[0] for division, figures in rows.items()} == answers
    for whole, *states in rows.values():
        assert whole == sum(state or 0 for state in states)
    done = Counter(
        report["division"]
        for measure in made.data["measures"]
        for report in {item["division"]: item for item in sorted(measure["followup"], key=by_round)}.values()
        if report["status"] == DONE and report["division"] in measure["responsible"]
    )
    assert {division: figures[1] for division, figures in rows.items()} == {id: done[id] for id in rows}


def points_give_the_total_or_the_difference_is_said(made: Printed) -> None:
    weighted = made.tables(ANALYSIS)["weighted"]
    rows, (total,) = weighted.bodies
    points, whole = [figures_of(row)[-1] for row in rows], figures_of(total)[-1]
    expected = [point for point in points if point is not None]
    if whole is not None and len(expected) == len(points) and sum(expected) != whole:
        assert numbers_in(weighted.note), "a difference without a word"
    for dimension in made.data["dimensions"]:
        if dimension["score"] is not None:
            assert abs(dimension["score"] * dimension["weight"] / 100 - dimension["points"]) < 1e-5
    lost = made.tables(ANALYSIS).get("lost")
    if lost:
        rows, (total,) = lost.bodies
        got, missing = zip(*map(figures_of, rows), strict=True)
        assert abs(sum(got) + sum(missing) - 100) < Fraction(1, 1000)
        assert sum(figure or 0 for figure in figures_of(total)) == 100


def budgets_are_the_sums_of_the_plans(made: Printed) -> None:
    for measure in made.data["measures"]:
        budgets = [plan["budget"] for plan in measure["plans"] if plan["budget"] is not None]
        assert measure["budget"] == (sum(budgets) if budgets else None)


CHECKS = (
    every_measure_that_was_sent_is_under_its_sender_or_named_in_a_finding,
    every_workbook_that_does_not_count_is_named,
    the_table_of_measures_says_what_the_data_say,
    both_documents_hold_every_measure_with_its_divisions,
    the_followup_says_of_each_division_what_it_reported,
    every_number_that_is_printed_is_in_the_data_or_follows_from_them,
    rows_of_counts_add_up_to_their_total,
    points_give_the_total_or_the_difference_is_said,
    budgets_are_the_sums_of_the_plans,
)


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 8)
@given(agency_years())
def test_what_holds_for_every_year(year: AgencyYear) -> None:
    made = printed(year)
    for check in CHECKS:
        check(made)


# ── The same inputs ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@settings(max_examples=max(1, settings().max_examples // 16))
@given(agency_years(), st.randoms(use_true_random=False))
def test_order_and_names_of_the_inputs_change_nothing(year: AgencyYear, chance: Random) -> None:
    shuffled = list(year.workbooks)
    chance.shuffle(shuffled)
    one, other = printed(year), printed(replace(year, workbooks=tuple(shuffled)))
    assert (other.json, other.csv, other.findings) == (one.json, one.csv, one.findings)
    assert other.texts == one.texts

    renamed = (replace(sent, name=f"{number:03}") for number, sent in enumerate(shuffled))
    other = printed(replace(year, workbooks=tuple(renamed)))
    assert (other.json, other.csv) == (one.json, one.csv)
    assert codes_of(other) == codes_of(one)


def codes_of(made: Printed) -> Counter[str]:
    return Counter(finding.code for finding in made.findings)


# ── From the inbox to the PDFs ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@settings(max_examples=max(1, settings().max_examples // 50), phases=(Phase.explicit, Phase.generate))
@given(agency_years())
def test_a_whole_year_goes_from_the_inbox_to_the_pdfs(tmp_path_factory: Any, year: AgencyYear) -> None:
    folder = year.on_disk(tmp_path_factory.mktemp("year") / "agency")
    assessment = run(Request(folder), reader=HERE).outcome.assessment
    reports = folder / "reports" / "2562"
    first = files_of(reports)
    data = json.loads(first["data.json"])
    for name in PAGES:
        if f"{name}.pdf" not in first:
            assert name == "followup"
            assert not any(measure["followup"] for measure in data["measures"])
            continue
        text = with_pdftotext_raw(first[f"{name}.pdf"])
        check_text(data, text, name)
        figures = Figures(data, year.agency, pages=text.count("\f"), more=respondents(assessment))
        assert not figures.strange(text), (name, figures.strange(text))
    assert run(Request(folder), reader=HERE).moved is None
    assert files_of(reports) == first
    assert [path.name for path in reports.parent.iterdir()] == ["2562"]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
