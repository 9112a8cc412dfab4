"""The record of published figures: read as it was written, nothing out of what is broken, issued documents too."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from itaxl.agency import shown_before
from itaxl.agency.shown_before import Part, Seen, Shown

MANIFEST = "reports/2562/office/manifest.json"
FIGURES = {
    4: frozenset(
        {
            (Part("a", 20, 20, Fraction("80.5")), Part("b", 9, 9, Fraction(244, 3))),
            (Part("a", 1, 20, Fraction("80.5")),),
        }
    )
}
DATA = {
    "source": "mixed",
    "indicators": [
        {"no": 4, "score": 80.5, "source": "divisions"},
        {"no": 5, "score": 90, "source": "announced"},
    ],
    "divisions": [{"id": "a", "indicators": {"4": 80.1}}],
}


def write(folder: Path, name: str, content: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, "utf-8")


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path, MANIFEST, json.dumps({"published": shown_before.record(FIGURES)}))
    write(tmp_path, "reports/2562/data.json", json.dumps(DATA))
    assert shown_before.load(tmp_path, 2562) == Shown(FIGURES)
    assert shown_before.load(tmp_path, 2563) == Shown()


def test_of_older_reports_and_issued_ones_the_open_data_are_read(tmp_path: Path) -> None:
    seen = (Seen(4, Fraction("80.5"), {"a": Fraction("80.1")}), Seen(5, None, {}))
    write(tmp_path, "issued/2562/analysis-1/data.json", json.dumps(DATA))
    assert shown_before.load(tmp_path, 2562).seen == seen
    write(tmp_path, "reports/2562/data.json", json.dumps(DATA))
    assert shown_before.load(tmp_path, 2562).seen == seen * 2
    older = {"source": "divisions", "indicators": [{"no": 4, "score": 80.5}], "divisions": []}
    write(tmp_path, "reports/2562/data.json", json.dumps(older))
    assert shown_before.load(tmp_path, 2562).seen[2:] == (Seen(4, Fraction("80.5"), {}),)


@pytest.mark.parametrize(
    "broken",
    [
        *("", "[", "[]", "null", "[" * 5000),
        '{"published": {"4": [[["a", 1]]]}}',
        '{"published": {"4": [[["a", 1, 1, "1/0"]]]}}',
        '{"published": 3}',
    ],
)
def test_what_is_broken_says_nothing(broken: str, tmp_path: Path) -> None:
    write(tmp_path, MANIFEST, broken)
    write(tmp_path, "issued/2562/analysis-1/data.json", broken)
    assert shown_before.load(tmp_path, 2562) == Shown()
