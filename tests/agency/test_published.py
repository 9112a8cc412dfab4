"""Codes that were published stay with their measures, whatever happens to the register."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency import published, register
from itaxl.agency.published import restored

PUBLISHED = {"4|ประกาศนโยบาย": "2562-IIT-04-01", "4|อบรมเจ้าหน้าที่": "2562-IIT-04-02"}


def test_sound_register_stays_as_it_is() -> None:
    stored = {**PUBLISHED, "5|ใหม่": "2562-IIT-05-01"}
    assert restored(stored, PUBLISHED) == (stored, ())
    assert restored(stored, {}) == (stored, ())


def test_emptied_register_is_restored() -> None:
    assert restored({}, PUBLISHED) == (PUBLISHED, tuple(PUBLISHED.values()))


def test_shortened_register_is_restored_behind_what_is_left() -> None:
    stored = {"4|อบรมเจ้าหน้าที่": "2562-IIT-04-02", "4|ใหม่": "2562-IIT-04-03"}
    codes, missing = restored(stored, PUBLISHED)
    assert list(codes.items()) == [*stored.items(), ("4|ประกาศนโยบาย", "2562-IIT-04-01")]
    assert missing == ("2562-IIT-04-01",)


def test_code_that_another_measure_got_is_taken_back() -> None:
    stored = {"4|จัดซื้อรถ": "2562-IIT-04-01", "4|อบรมเจ้าหน้าที่": "2562-IIT-04-02"}
    codes, missing = restored(stored, PUBLISHED)
    assert codes == PUBLISHED
    assert missing == ("2562-IIT-04-01",)
    extended = register.extend(codes, 2562, [("IIT", 4, "4|จัดซื้อรถ")])
    assert extended["4|จัดซื้อรถ"] == "2562-IIT-04-03"


def test_codes_that_were_swapped_are_swapped_back() -> None:
    first, second = PUBLISHED
    codes, missing = restored({first: PUBLISHED[second], second: PUBLISHED[first]}, PUBLISHED)
    assert codes == PUBLISHED
    assert set(missing) == set(PUBLISHED.values())


def test_reworded_measure_keeps_its_code() -> None:
    stored = {"4|ประกาศนโยบายให้ทราบทั่วกัน": "2562-IIT-04-01", "4|อบรมเจ้าหน้าที่": "2562-IIT-04-02"}
    assert restored(stored, {"4|ประกาศนโยบายให้ทราบ": "2562-IIT-04-01"}) == (stored, ())


REGISTERS = st.dictionaries(
    st.text("กขค", min_size=1, max_size=4).map(lambda text: f"4|{text}"), st.integers(1, 9), max_size=6
).map(lambda codes: {key: f"2562-IIT-04-{number:02d}" for key, number in codes.items()})


def single(codes: dict[str, str]) -> dict[str, str]:
    """Each code once, as in a register that can be read."""
    return {key: code for code, key in {code: key for key, code in codes.items()}.items()}


@pytest.mark.slow
@given(REGISTERS.map(single), REGISTERS.map(single))
def test_no_code_is_lost_or_doubled_and_a_second_time_changes_nothing(
    stored: dict[str, str], earlier: dict[str, str]
) -> None:
    codes, missing = restored(stored, earlier)
    assert len(set(codes.values())) == len(codes)
    assert set(earlier.values()) <= set(codes.values())
    assert set(missing) <= set(earlier.values())
    assert restored(codes, earlier) == (codes, ())


def data(folder: Path, place: str, measures: dict[str, str], year: int = 2562) -> None:
    file = folder / place / "data.json"
    file.parent.mkdir(parents=True)
    rows = [
        {"code": code, "indicator": int(key.split("|")[0]), "measure": key.split("|")[1]}
        for key, code in measures.items()
    ]
    whole = {
        "schema": 1,
        "year": year,
        "total": None,
        "grade": {"announced": None, "computed": None},
        "indicators": [],
        "measures": rows,
        "dimensions": [],
    }
    file.write_text(json.dumps(whole), "utf-8")


def test_codes_come_out_of_reports_and_issued_documents(tmp_path: Path) -> None:
    data(tmp_path, "reports/2562", {"4|ก": "2562-IIT-04-01", "5|ข": "2562-IIT-05-01"})
    data(tmp_path, "issued/2562/memo", {"4|ค": "2562-IIT-04-02", "4|ง": "2562-IIT-04-01"})
    assert published.codes(tmp_path, 2562) == {
        "4|ค": "2562-IIT-04-02", "4|ง": "2562-IIT-04-01", "5|ข": "2562-IIT-05-01",
    }  # fmt: skip
    assert published.codes(tmp_path, 2563) == {}


@pytest.mark.parametrize("code", ["2561-IIT-04-01", "2562-IIT-05-01", "=cmd", "", "2562-IIT-04-1" + "1" * 99])
def test_what_is_no_code_of_the_measure_is_left_out(tmp_path: Path, code: str) -> None:
    data(tmp_path, "reports/2562", {"4|ก": code})
    assert published.codes(tmp_path, 2562) == {}


def test_broken_data_files_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "reports/2562/data.json"
    file.parent.mkdir(parents=True)
    file.write_text("{", "utf-8")
    assert published.codes(tmp_path, 2562) == {}
