"""What is found wrong in an instrument's file, and that nothing is missed that the schema forbids."""

import copy
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.errors import WrongUseError
from itaxl.instrument.checking import SCHEMA, Problem, schema, shape
from itaxl.instrument.loading import YEARS, examine, read
from itaxl.texts import LANGS, catalogue, places

FILES = sorted(YEARS.glob("*.toml"))
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
WHOLE = {
    "year": 2570,
    "pass_mark": "85",
    "dimensions": [
        {
            "code": "IIT",
            "weight": 100,
            "name": {"th": "ภายใน", "en": "internal"},
            "indicators": [{"no": 1, "name": {"th": "หนึ่ง"}, "recommendation": {"th": "ทำ"}}],
        }
    ],
    "grades": [
        {"grade": "A", "lower": "85", "upper": "100", "every": "85.0", "meaning": {"th": "ดี"}},
        {"grade": "B", "lower": 0, "upper": "84.99", "meaning": {"th": "แย่"}},
    ],
    "report": {
        "indicator": 1,
        "analysis": {"code": "O1", "title": {"th": "ก"}, "duty": {"th": "ข"}, "covers": -1},
    },
    "questions": [
        {"code": "I1", "indicator": 1, "parts": 2, "reversed": [2], "answers": "levels", "th": "ถาม"}
    ],
    "levels": ["0", 50, "100"],
    "subindicators": [
        {"code": "1.1", "indicator": 1, "name": {"th": "กลุ่ม"}, "items": [{"code": "O1", "th": "ข้อ"}]}
    ],
    "items": [{"code": "O2", "quarters": [1, 4], "th": "ข้อ", "en": "item"}],
    "partial": True,
    "legal_basis": [{"th": "มติ"}],
    "calendar": [{"th": "ประกาศผล"}],
    "common_measures": ["มาตรการ"],
    "sources": {"weights": {"status": "source", "th": "ที่มา"}},
}


def problems_of(tmp_path: Path, text: str) -> list[Problem]:
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    return list(examine(file).problems)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_files_of_the_years_are_right(file: Path) -> None:
    table = tomllib.loads(file.read_text("utf-8"))
    assert list(VALIDATOR.iter_errors(table)) == []
    assert examine(file).problems == ()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_all_that_a_file_may_hold() -> None:
    assert list(shape(WHOLE)) == []
    assert list(VALIDATOR.iter_errors(WHOLE)) == []
    assert WHOLE.keys() | {"base"} == schema()["properties"].keys()


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        ("base = 2564", "year", "required"),
        ('year = "2570"', "year", "type"),
        ("year = true", "year", "type"),
        ("year = 20", "year", "range"),
        ("year = 2570\nbase = 2599", "base", "base"),
        ('year = 2570\npass_mark = "85%"', "pass_mark", "score"),
        ("year = 2570\npass_mark = 101", "pass_mark", "range"),
        ("year = 2570\npass_mark = nan", "pass_mark", "range"),
        ("year = 2570\nitem = []", "item", "unknown"),
        ('year = 2570\n[[items]]\ncode = "O1"', "items[1].th", "required"),
        ('year = 2570\n[[items]]\ncode = " "\nth = "ก"', "items[1].code", "blank"),
        ('year = 2570\n[[items]]\ncode = "O1"\nth = "ก"\nquarters = [5]', "items[1].quarters[1]", "range"),
        ('year = 2570\n[sources.x]\nstatus = "sure"\nth = "ก"', "sources.x.status", "choice"),
        ('year = 2570\nlevels = ["0"]', "levels", "few"),
        ("year = 2570\npass_mark = 1e999", "pass_mark", "range"),
        (
            'year = 2570\n[[questions]]\ncode = "I1"\nindicator = 1\nparts = 1000000000\nth = "ก"',
            "questions[1].parts",
            "range",
        ),
    ],
)
def test_what_the_schema_forbids(tmp_path: Path, text: str, place: str, kind: str) -> None:
    assert [(problem.place, problem.kind) for problem in problems_of(tmp_path, text)] == [(place, kind)]


ITEM = '[[items]]\ncode = "O1"\nth = "ก"\n'
QUESTION = '[[questions]]\ncode = "I1"\nindicator = 1\nparts = 1\nth = "ก"\n'
GRADE = '[[grades]]\ngrade = "{}"\nlower = "{}"\nupper = "{}"\nmeaning.th = "ก"\n'
WEIGHT = """[[dimensions]]
code = "IIT"
weight = "30"
name.th = "ก"
[[dimensions.indicators]]
no = 1
name.th = "ก"
recommendation.th = "ก"
"""


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        (WEIGHT, "dimensions", "weights"),
        (ITEM + ITEM, "items.code", "twice"),
        (QUESTION, "questions[1].indicator", "indicator"),
        (
            ITEM + '[report.analysis]\ncode = "O9"\ntitle.th = "ก"\nduty.th = "ก"',
            "report.analysis.code",
            "report_item",
        ),
        ("report.indicator = 11", "report.indicator", "indicator"),
        (GRADE.format("A", "50", "100") + GRADE.format("B", "10", "49.99"), "grades[2]", "last_band"),
        (GRADE.format("A", "50", "99") + GRADE.format("B", "0", "49.99"), "grades[1].upper", "first_band"),
        (
            GRADE.format("A", "50", "100") + GRADE.format("B", "50", "60") + GRADE.format("C", "0", "49.99"),
            "grades[2].lower",
            "order",
        ),
    ],
)
def test_what_contradicts_itself(tmp_path: Path, text: str, place: str, kind: str) -> None:
    assert [(problem.place, problem.kind) for problem in problems_of(tmp_path, f"year = 2570\n{text}")] == [
        (place, kind)
    ]


def test_a_part_that_a_question_has_not(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, f"base = 2568\nyear = 2570\n{QUESTION}reversed = [1, 2]")
    assert [(problem.place, problem.kind) for problem in problems] == [("questions[1].reversed", "parts")]


def test_all_problems_at_once(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, 'year = "x"\nlevels = 3\n[[items]]\ncode = 1')
    assert [problem.place for problem in problems] == ["year", "levels", "items[1].th", "items[1].code"]
    with pytest.raises(WrongUseError) as caught:
        read(tmp_path / "own.toml")
    own = tmp_path / "own.toml"
    assert caught.value.values == {"path": own, "pasted": str(own), "place": "year", "count": 4}


def test_every_problem_has_its_words_in_both_languages() -> None:
    texts = catalogue("instruments")
    source = (SCHEMA.parent / "checking.py").read_text("utf-8") + (SCHEMA.parent / "loading.py").read_text(
        "utf-8"
    )
    kinds = {key.partition(".")[2] for key in texts if key.startswith("problem.")}
    assert {kind for kind in kinds if f'"{kind}"' not in source} == set()
    for text in texts.values():
        assert places(text["th"]) == places(text["en"])
        assert set(text) == set(LANGS)


def ways(value: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a file's content."""
    if way:
        yield way
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, entry in entries:
        yield from ways(entry, (*way, key))


WAYS = sorted(ways(WHOLE), key=str)
strange = st.one_of(
    st.none().map(lambda _: {}),
    st.booleans(),
    st.integers(-2, 3000),
    st.floats(-10, 200).filter(lambda number: not number.is_integer()),  # 5.0 is whole to JSON, not to TOML
    st.text("ก 0189.%", max_size=6),
    st.lists(st.integers(0, 5), max_size=2),
    st.dictionaries(st.sampled_from(["th", "en", "x"]), st.text("ก ", max_size=2), max_size=2),
    st.sampled_from(["85.00", "100", "100.5", "levels", "own", -1]),
)


@pytest.mark.slow
@given(st.sampled_from(WAYS), strange, st.booleans())
def test_the_same_files_are_refused_as_by_a_complete_validator(
    way: tuple[Any, ...], value: object, drop: bool
) -> None:
    table: Any = copy.deepcopy(WHOLE)
    inner = table
    for key in way[:-1]:
        inner = inner[key]
    if drop:
        del inner[way[-1]]
    else:
        inner[way[-1]] = value
    assert bool(list(shape(table))) == (not VALIDATOR.is_valid(table))
