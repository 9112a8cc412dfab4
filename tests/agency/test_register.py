import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency import register
from itaxl.errors import WrongUseError

MEASURE = "มาตรการในการจัดการเรื่องร้องเรียนการทุจริต"


def written(folder: Path, content: str | bytes) -> Path:
    file = register.path(folder, 2562)
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8-sig"))
    return file


def test_the_register_has_the_name_of_its_year(tmp_path: Path) -> None:
    assert register.path(tmp_path, 2562) == tmp_path / "measures-2562.csv"


def test_codes_are_numbered_for_each_indicator() -> None:
    results = [("EIT", 7, "7|ก"), ("EIT", 7, "7|ข"), ("IIT", 4, "4|ก"), ("EIT", 7, "7|ก")]
    assert register.extend({}, 2562, results) == {
        "7|ก": "2562-EIT-07-01",
        "7|ข": "2562-EIT-07-02",
        "4|ก": "2562-IIT-04-01",
    }


def test_a_number_that_was_given_is_never_given_again() -> None:
    """Not even where a line was taken out of the middle."""
    codes = {"7|ค": "2562-EIT-07-09", "7|ก": "2562-EIT-07-02"}
    assert register.extend(codes, 2562, [("EIT", 7, "7|ง")])["7|ง"] == "2562-EIT-07-10"


def test_more_than_ninety_nine_measures_of_one_indicator(tmp_path: Path) -> None:
    codes = register.extend({}, 2562, [("IIT", 1, f"1|{number}") for number in range(1, 121)])
    assert codes["1|120"] == "2562-IIT-01-120"
    assert register.load(written(tmp_path, register.text(codes))) == codes


KEYS = st.tuples(
    st.sampled_from(["IIT", "EIT", "OIT"]), st.integers(1, 10), st.text(min_size=1, max_size=8)
).map(lambda parts: (parts[0], parts[1], f"{parts[1]}|{parts[2]}"))


@pytest.mark.slow
@given(st.lists(KEYS), st.lists(KEYS))
def test_it_is_only_ever_appended_to(
    first: list[tuple[str, int, str]], late: list[tuple[str, int, str]]
) -> None:
    before = register.extend({}, 2562, first)
    after = register.extend(before, 2562, late + first)
    assert list(after.items())[: len(before)] == list(before.items())
    assert len(set(after.values())) == len(after)
    assert register.text(after).startswith(register.text(before))


@pytest.mark.slow
@given(st.sets(st.text(min_size=1)))
def test_what_is_written_can_be_read(measures: set[str]) -> None:
    keys = {register.key(4, measure) for measure in measures}
    codes = {key: f"2562-IIT-04-{number:02d}" for number, key in enumerate(sorted(keys), start=1)}
    with TemporaryDirectory() as folder:
        assert register.load(written(Path(folder), register.text(codes))) == codes


def test_the_file_has_headings_and_a_mark_of_its_encoding(tmp_path: Path) -> None:
    register.keep(tmp_path, 2562, {"4|ก": "2562-IIT-04-01"})
    written_bytes = register.path(tmp_path, 2562).read_bytes()
    assert written_bytes == "\ufeffcode,key\n2562-IIT-04-01,4|ก\n".encode()


def test_there_may_be_no_register_yet(tmp_path: Path) -> None:
    assert register.load(tmp_path / "measures-2562.csv") == {}


def test_register_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(register.path(tmp_path, 2562))
    with pytest.raises(WrongUseError):
        register.load(register.path(tmp_path, 2562))


def test_blank_lines_and_line_ends_of_another_program_do_no_harm(tmp_path: Path) -> None:
    file = written(tmp_path, "code,key\r\n2562-IIT-04-01,4|ก\r\n\r\n")
    assert register.load(file) == {"4|ก": "2562-IIT-04-01"}


@pytest.mark.parametrize(
    "content, line",
    [
        ("code,key\n2562-IIT-04-01\n", 2),
        ("code,key\n2562-IIT-04-01,4|ก,5\n", 2),
        ("code,key\n2562-IIT-04-01,4|ก\nIIT-04,4|ข\n", 3),
        ("code,key\n2562-IIT-04-01,4|ก\n2562-IIT-04-01,4|ข\n", 3),
        ("code,key\n2562-IIT-04-01,4|ก\n2562-IIT-04-02,4|ก\n", 3),
        ("code,key\n2562-IIT-04-01,4|ก\ncode,key\n2562-IIT-04-02,4|ข\n", 3),
        ("2562-IIT-04-01,4|ก\ncode,key\n", 2),
        ("\ncode,key\n", 2),
        ("รหัส,มาตรการ\n", 1),
        (f"code,key\n2562-IIT-04-{'1' * 5000},4|ก\n", 2),
        ("code,key\n2562-IIT-04-01,4|ก\n".encode("utf-16"), 1),
        ("2562-IIT-04-01,4|ก".encode("cp874"), 1),
    ],
)
def test_a_broken_register_is_refused_with_its_line(tmp_path: Path, content: str | bytes, line: int) -> None:
    file = written(tmp_path, content)
    with pytest.raises(WrongUseError) as refusal:
        register.load(file)
    assert (refusal.value.key, refusal.value.values) == ("register.broken", {"path": file, "line": line})


@pytest.mark.parametrize(
    "typed",
    [MEASURE, f"  {MEASURE}\n", f"1. {MEASURE}", f"๒) {MEASURE}", MEASURE.replace("จัดการ", "จัด การ\u200b"),
     MEASURE.replace("ำ", "\u0e4d\u0e32")],
)  # fmt: skip
def test_one_measure_however_it_is_typed(typed: str) -> None:
    assert register.key(7, typed) == register.key(7, MEASURE)


def test_another_indicator_or_text_is_another_measure() -> None:
    assert len({register.key(7, MEASURE), register.key(8, MEASURE), register.key(7, MEASURE + "ซ้ำ")}) == 3


def test_a_code_in_its_parts() -> None:
    assert register.split("2562-EIT-07-112") == ("2562-EIT-07", 112)


@pytest.mark.parametrize(
    ("text", "indicator", "is_one"),
    [
        ("2562-EIT-07-01", None, True),
        ("2562-EIT-07-01", 7, True),
        ("2562-EIT-07-01", 1, False),
        ("2561-EIT-07-01", None, False),
        ("2562-EIT-07", None, False),
        ("EIT-2562-07-01", 7, False),
    ],
)
def test_a_code_is_one_of_its_year_and_indicator(text: str, indicator: int | None, is_one: bool) -> None:
    assert register.is_code(text, 2562, indicator) == is_one


def test_measures_of_two_indicators_are_never_alike() -> None:
    assert register.likeness("7|ก", "8|ก") == 0


def test_long_texts_that_differ_in_a_word_are_alike() -> None:
    """All letters of a long text are frequent ones, which a comparison might leave out as junk."""
    long = "7|" + MEASURE * 6
    assert register.likeness(long, long + "ภายใน") > register.REWORDED
