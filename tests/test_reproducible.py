"""ZIP files of equal content are equal, whenever and wherever they were packed."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.reproducible import repacked

ENTRIES = st.dictionaries(
    st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}\.xml)?", fullmatch=True), st.binary(max_size=50)
)
TIMES = st.tuples(
    st.integers(1980, 2100),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 23),
    st.just(5),
    st.just(8),
)


def packed(entries: dict[str, bytes], time: tuple[int, int, int, int, int, int], method: int) -> io.BytesIO:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as package:
        for name, content in entries.items():
            package.writestr(zipfile.ZipInfo(name, time), content, method)
    return raw


@pytest.mark.slow
@given(ENTRIES, TIMES)
def test_neither_time_nor_method_leaves_a_trace(
    entries: dict[str, bytes], time: tuple[int, int, int, int, int, int]
) -> None:
    first = repacked(packed(entries, time, zipfile.ZIP_STORED))
    assert first == repacked(packed(entries, (1999, 9, 9, 9, 9, 9), zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {name: package.read(name) for name in package.namelist()} == entries
        assert package.namelist() == list(entries)


def test_entries_can_be_changed_on_the_way() -> None:
    raw = packed({"a": b"1", "b": b"2"}, (2020, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
    changed = repacked(raw, lambda name, content: content * 2 if name == "b" else content)
    with zipfile.ZipFile(io.BytesIO(changed)) as package:
        assert (package.read("a"), package.read("b")) == (b"1", b"22")
