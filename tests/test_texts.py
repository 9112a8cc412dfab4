import ast
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import itaxl
from itaxl import texts
from itaxl.findings import Severity
from itaxl.findings import catalogue as finding_catalogue
from itaxl.submissions import answers, values
from itaxl.texts import LANGS, Text, Texts, both, catalogue, fill, places, without_places

CODE = Path(itaxl.__file__).parent
FILES = sorted(path.stem for path in Path(texts.__file__).parent.glob("*.toml") if "." not in path.stem)
CATALOGUES = [name for name in FILES if name != "findings"]
ENTRIES = finding_catalogue()
BROKEN = Path(__file__).parent.parent / "samples" / "broken"
_CODE_IN_SOURCE = re.compile(r'"([FWCXD][1-9][0-9]{2})"')


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each text, a table of languages, with its path."""
    for key, value in table.items():
        if isinstance(value, dict):
            if set(value) & set(LANGS) and not isinstance(next(iter(value.values())), dict):
                yield f"{path}{key}", value
            else:
                yield from leaves(value, f"{path}{key}.")


def loaded(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(texts.__file__).parent / f"{name}.toml").read_text("utf-8"))


# The catalogues


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_is_there_in_both_languages_with_the_same_places(name: str) -> None:
    result = dict(leaves(loaded(name)))
    assert result
    for key, text in result.items():
        assert set(text) == set(LANGS), key
        assert places(text["th"]) == places(text["en"]), key
        assert bool(text["th"].strip()) == bool(text["en"].strip()), key
    assert {key: dict(text) for key, text in result.items()} == catalogue(name)


@pytest.mark.parametrize("name", FILES)
def test_thai_is_in_one_normal_form(name: str) -> None:
    text = (Path(texts.__file__).parent / f"{name}.toml").read_text("utf-8")
    assert "\u0e4d\u0e32" not in text  # nikhahit and sara aa for sara am
    assert "เเ" not in text
    assert unicodedata.normalize("NFC", text) == text


def test_no_file_is_left_out() -> None:
    assert set(FILES) >= {"errors", "findings", "terms", "office", "terminal", "document", "workbook"}


# The catalogue of findings


@pytest.mark.parametrize("code", ENTRIES)
def test_a_finding_says_the_same_in_both_languages(code: str) -> None:
    entry = ENTRIES[code]
    assert set(entry.what) == set(entry.fix) == set(LANGS)
    assert places(entry.what["th"]) == places(entry.what["en"])
    assert places(entry.fix["th"]) == places(entry.fix["en"])
    assert re.fullmatch(r"[FWCXD][1-9][0-9]{2}", code)


def test_codes_stand_in_order_family_by_family() -> None:
    families = ["F", "W", "C", "X", "D"]
    assert list(ENTRIES) == sorted(ENTRIES, key=lambda code: (families.index(code[0]), code))


def test_every_code_in_use_is_in_the_catalogue_and_the_other_way_round() -> None:
    sources = [path.read_text("utf-8") for path in CODE.rglob("*.py")]
    assert {code for source in sources for code in _CODE_IN_SOURCE.findall(source)} == set(ENTRIES)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `finding` with the code written out, and where it is."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name == "finding" and isinstance(node.args[0], ast.Constant):
                yield f"{path.relative_to(CODE)}:{node.lineno}", node


@pytest.mark.slow
def test_every_place_of_a_findings_text_is_filled_by_the_check_that_yields_it() -> None:
    unfilled = {}
    for where, node in calls():
        assert isinstance(node.args[0], ast.Constant)
        entry = ENTRIES[str(node.args[0].value)]
        given = {keyword.arg for keyword in node.keywords}
        if len(node.args) > 2:
            given.add("value")
        wanted = places(entry.what["th"]) | places(entry.fix["th"])
        if None not in given and not wanted <= given:  # None: values that come along as they are
            unfilled[where] = wanted - given
    assert unfilled == {}


def _codes_in(*modules: ModuleType) -> set[str]:
    sources = [Path(str(module.__file__)).read_text("utf-8") for module in modules]
    return {code for source in sources for code in _CODE_IN_SOURCE.findall(source)}


@pytest.mark.parametrize("problem", sorted(_codes_in(answers, values)))
def test_a_value_that_cannot_be_used_has_nothing_to_fill_in_but_itself_and_what_it_may_mean(
    problem: str,
) -> None:
    entry = ENTRIES[problem]
    readings = {
        "C333": {"one", "other"},
        "C334": {"one", "other"},
        "C340": {"one"},
        "C352": {"one"},
        "C365": {"one"},
        "C375": {"one"},
    }
    filled = {"value"} | readings.get(problem, set())
    assert places(entry.what["th"]) | places(entry.fix["th"]) <= filled


@pytest.mark.parametrize(
    "golden", sorted(BROKEN.glob("*/findings.json")), ids=lambda path: str(path.parent.name)
)
def test_nothing_is_left_to_fill_in_in_the_findings_of_the_samples(golden: Path) -> None:
    result = json.loads(golden.read_text("utf-8"))
    for entry in result:
        for lang in LANGS:
            assert "{" not in entry[lang]["what"] + entry[lang]["fix"], entry["code"]
        assert entry["severity"] == ENTRIES[entry["code"]].severity.value


# What the contract says of severities; codes of later stages are not held here.
SEVERITIES = {
    Severity.ERROR: """
        F102 F103 F104 F105 F106 F107 F108 F110 F111 F112 F113 F115 W202 W204 W205 W206 W207 W208 W214 C302 C303 C304
        C305 C306 C307 C308 C309 C310 C311 C312 C317 C319 C321 C323 X403 X406 X407 X413
    """,
    Severity.WARNING: """
        F101 F109 F114 W201 W203 W209 C301 C314 C315 C320 X401 X402 X408 X409 X410 X411 X412 X414 X415 X416
    """,
    Severity.NOTE: "W212 W213 C322 X404 X405",
}


@pytest.mark.parametrize("severity", SEVERITIES)
def test_severities_are_those_of_the_contract(severity: Severity) -> None:
    codes = SEVERITIES[severity].split()
    assert {code: ENTRIES[code].severity for code in codes} == dict.fromkeys(codes, severity)


# Filling in


def test_a_text_in_either_language() -> None:
    text = both("terms", "severity.error")
    assert (text["th"], text["en"]) == ("ผิด ต้องแก้", "error")
    assert text["fr"] == text.th
    with pytest.raises(KeyError):
        both("terms", "severity.nothing")


def test_places_are_filled_and_others_stay() -> None:
    assert fill("{a} {b} {c}", {"a": 1, "b": "{c}"}) == "1 {c} {c}"
    assert fill("{0} {} {A} {a-b}", {"a": 1}) == "{0} {} {A} {a-b}"
    assert places("{a} {b1_c} {A}") == {"a", "b1_c"}
    assert without_places("{a} of {b}") == "… of …"


@pytest.mark.parametrize(("count", "text"), [(1, "1 file is"), (0, "0 files are"), ("21", "21 files are")])
def test_a_word_follows_its_number(count: object, text: str) -> None:
    template = "{count} {count:file|files} {count:is|are}"
    assert fill(template, {"count": count}) == text
    assert fill(template, {}) == template
    assert places(template) == {"count"}
    assert without_places(template) == "… files are"


@pytest.mark.parametrize("name", CATALOGUES)
def test_thai_has_no_plurals(name: str) -> None:
    assert not [key for key, text in catalogue(name).items() if re.search(r"\{\w+:", text["th"])]


def test_what_is_filled_in_is_never_taken_for_a_place() -> None:
    assert fill("{a}", {"a": "{a}"}) == "{a}"
    assert fill("{a}{b}", {"a": "{b}", "b": "x"}) == "{b}x"


def test_the_agencys_own_sentence_goes_before_ours() -> None:
    own = Texts("terms", "en", {"severity.error": "{x}!"})
    assert own("severity.error", x="bad") == "bad!"
    assert own("severity.note") == "note"
    assert "severity.error" in own
    assert "nothing" not in own
    with pytest.raises(KeyError):
        own("nothing")


def test_a_text_is_a_pair() -> None:
    assert Text("ก", "a")["en"] == "a"
