"""Which date goes into the metadata."""

from datetime import date

import pytest

from itaxl.reproducible import stamped

DAY = date(2020, 4, 10)


def test_the_reports_own_date_comes_first() -> None:
    assert stamped(DAY, {"SOURCE_DATE_EPOCH": "0"}) == DAY


def test_without_one_the_environment_gives_it_whatever_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Bangkok")
    assert stamped(None, {"SOURCE_DATE_EPOCH": "1586563199"}) == DAY
    assert stamped(None, {}) is None


@pytest.mark.parametrize("seconds", ["", "today", "-1", "1e9", "๑๐", "9" * 12])
def test_what_is_no_number_of_seconds_is_no_date(seconds: str) -> None:
    assert stamped(None, {"SOURCE_DATE_EPOCH": seconds}) is None
