"""The pages of documentation say what the code does."""

import json
import re
from pathlib import Path

import pytest

from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.report.files.open_data import SCORE_COLUMNS, data_json, measure_columns
from tests.command import ROOT
from tools import make_docs

DOCS = ROOT / "docs"
PAGES = sorted(ROOT.glob("*.md")) + sorted(DOCS.glob("*.md"))
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def section(page: str, heading: str) -> str:
    """From `## heading` to the next one."""
    return page.partition(f"## {heading}\n")[2].split("\n## ")[0].split("\n# ")[0]


@pytest.mark.parametrize("page", make_docs.PAGES, ids=lambda page: page.name)
def test_tables_are_as_the_code_makes_them(page: Path) -> None:
    text = page.read_text("utf-8")
    assert make_docs.filled(text) == text, "run: make docs"


def test_a_table_that_is_out_of_date_is_made_anew() -> None:
    page = "before\n<!-- made: columns -->\nold\n<!-- end -->\nafter\n"
    made = make_docs.filled(page)
    assert made.startswith("before\n<!-- made: columns -->\n\n### คะแนน")
    assert made.endswith("\n<!-- end -->\nafter\n")
    assert "old" not in made.splitlines()


@pytest.mark.parametrize(
    ("file", "columns"), [("scores.csv", SCORE_COLUMNS), ("measures.csv", measure_columns())]
)
def test_every_column_of_the_open_data_is_explained_in_order(file: str, columns: tuple[str, ...]) -> None:
    rows = section((DOCS / "data.md").read_text("utf-8"), file).splitlines()
    assert [row.split("`")[1] for row in rows if row.startswith("| `")] == list(columns)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.slow
def test_every_key_of_the_data_file_is_explained() -> None:
    gathered = gather(Request(ROOT / "samples" / "reference", 2562))
    made = data_json(gathered.outcome.assessment, gathered.context.agency, gathered.context.instrument)
    rows = section((DOCS / "data.md").read_text("utf-8"), "data.json").splitlines()
    explained = {row.split("`")[1]: row for row in rows if row.startswith("| `")}
    data = json.loads(made)
    by_item = {"questions", "items"}  # only where a year was given one by one
    assert set(data) | by_item == {name for name in explained if "[" not in name}
    assert data["measures"][0]["followup"]
    for name in explained.keys() - by_item:
        row = explained[name]
        inside = data["measures"][0]["followup"] if "[" in name else data[name]
        first = inside[0] if isinstance(inside, list) else inside
        assert all(f"`{key}`" in row for key in (first if isinstance(first, dict) else ()))
