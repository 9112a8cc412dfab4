from pathlib import Path

import pytest

from itaxl.agency import register
from itaxl.errors import UnknownYearError, WrongUseError
from itaxl.forms import build
from itaxl.forms.layout import MEASURES
from itaxl.instrument import known_years
from itaxl.sending import outbox
from itaxl.submissions.reading import Reading, read
from tests import agencies
from tests.filled import INSTRUMENT, who

pytestmark = pytest.mark.slow

PLAN = "| ตัวชี้วัด | มาตรการ | ผู้รับผิดชอบ |\n|---|---|---|\n| 4 | ประกาศนโยบาย | กองคลัง, สำนักปลัดเทศบาล |\n| 5 | อบรม |  |"


@pytest.fixture
def folder(tmp_path: Path, built_once: None) -> Path:
    return agencies.agency(tmp_path, {})


def opened(file: Path) -> Reading:
    return read(file.read_bytes(), file.name, lambda _: INSTRUMENT)


def write(
    folder: Path,
    round: str = "plan",
    year: int | None = 2562,
    out: Path | None = None,
    *,
    overwrite: bool = False,
) -> outbox.Made:
    return outbox.write(folder, year, round, out, overwrite=overwrite)


def test_one_workbook_for_each_division_and_dimension_and_the_announced_one(folder: Path) -> None:
    made = write(folder)
    assert made.folder == folder / "outbox" / "2562"
    assert made.inbox == folder / "inbox" / "2562"
    assert made.inbox.is_dir()
    assert set(made.written) == {"2562-IIT-clerk.xlsx", "2562-IIT-finance.xlsx", "2562-announced.xlsx"}
    assert {path.name for path in made.folder.iterdir()} == set(made.written)
    reading = opened(made.folder / "2562-IIT-finance.xlsx")
    assert (reading.identity, reading.findings) == (who("IIT", "finance"), ())


def test_what_is_there_already_stays_unless_it_is_asked_for(folder: Path) -> None:
    write(folder)
    ours = folder / "outbox/2562/2562-IIT-finance.xlsx"
    ours.write_bytes(b"filled in")
    made = write(folder)
    assert (made.written, len(made.kept)) == ((), 3)
    assert ours.read_bytes() == b"filled in"
    assert len(write(folder, overwrite=True).written) == 3
    assert opened(ours).identity == who("IIT", "finance")


def test_workbook_of_an_inbox_is_never_overwritten(folder: Path) -> None:
    returned = folder / "inbox/2562/2562-IIT-finance.xlsx"
    returned.parent.mkdir(parents=True)
    returned.write_bytes(b"filled in")
    with pytest.raises(WrongUseError) as refused:
        write(folder, out=folder / "inbox/2562", overwrite=True)
    assert (refused.value.key, refused.value.values) == ("output.kept", {"path": returned})
    assert [path.name for path in returned.parent.iterdir()] == [returned.name]
    assert returned.read_bytes() == b"filled in"
    made = write(folder, out=folder / "inbox/2562")
    assert made.kept == (returned.name,)


def test_the_newest_year_with_an_inbox_is_meant(folder: Path) -> None:
    with pytest.raises(WrongUseError) as refused:
        write(folder, year=None)
    assert refused.value.key == "year.none"
    (folder / "inbox/2563").mkdir(parents=True)
    assert write(folder, year=None).folder.name == "2563"


def test_an_unknown_year(folder: Path) -> None:
    with pytest.raises(UnknownYearError):
        write(folder, year=2400)
    assert not (folder / "outbox").exists()


def test_without_divisions_there_is_nothing_to_send(tmp_path: Path) -> None:
    agencies.agency(tmp_path, {}, '[agency]\nname = "ก"\n')
    with pytest.raises(WrongUseError) as refused:
        write(tmp_path)
    assert refused.value.key == "settings.none"


# Follow-up


def test_a_follow_up_goes_to_each_division_that_answers_for_a_measure(folder: Path) -> None:
    plan = agencies.workbook(who("IIT", "finance"), {MEASURES: PLAN})
    agencies.agency(folder, {"a.xlsx": plan})
    made = write(folder, "followup-6")
    assert set(made.written) == {"2562-IIT-clerk-followup-6.xlsx", "2562-IIT-finance-followup-6.xlsx"}
    finance = opened(made.folder / "2562-IIT-finance-followup-6.xlsx")
    clerk = opened(made.folder / "2562-IIT-clerk-followup-6.xlsx")
    assert finance.identity == who("IIT", "finance", "followup-6")
    assert measures(finance) == [("2562-IIT-04-01", "ประกาศนโยบาย"), ("2562-IIT-05-01", "อบรม")]
    assert measures(clerk) == [("2562-IIT-04-01", "ประกาศนโยบาย")]
    assert list(register.load(register.path(folder, 2562)).values()) == ["2562-IIT-04-01", "2562-IIT-05-01"]


def measures(reading: Reading) -> list[tuple[object, object]]:
    cells = {
        (record.row, record.field): record.raw.value
        for record in reading.records
        if record.sheet == "measures"
    }
    return [(cells[row, "code"], cells[row, "measure"]) for row, field in cells if field == "code"]


def test_a_second_follow_up_shows_what_was_reported_in_the_first(folder: Path) -> None:
    plan = agencies.workbook(who("IIT", "finance"), {MEASURES: PLAN})
    report = "| ตัวชี้วัด | มาตรการ | สถานะ | ร้อยละความก้าวหน้า |\n|---|---|---|---|"
    report += "\n| 5 | อบรม | อยู่ระหว่างดำเนินการ | 40 |"
    reported = agencies.workbook(who("IIT", "finance", "followup-6"), {MEASURES: report})
    agencies.agency(folder, {"a.xlsx": plan, "b.xlsx": reported})
    made = write(folder, "followup-12")
    reading = opened(made.folder / "2562-IIT-finance-followup-12.xlsx")
    cells = {
        (record.row, record.field): record.raw.value
        for record in reading.records
        if record.sheet == "measures"
    }
    assert (cells[7, "status"], cells[7, "percent"]) == ("อยู่ระหว่างดำเนินการ", 40)
    assert (6, "status") not in cells


def test_without_measures_there_is_nothing_to_follow_up(folder: Path) -> None:
    with pytest.raises(WrongUseError) as refused:
        write(folder, "followup-6")
    assert (refused.value.key, refused.value.values) == ("round.measures", {"year": 2562})
    assert not (folder / "outbox").exists()


# For no agency


def test_the_standard_workbooks_of_a_year(tmp_path: Path) -> None:
    made = outbox.write_blank(tmp_path / "standard", 2562)
    assert made.written == tuple(f"2562/{name}.xlsx" for name in ("IIT", "EIT", "OIT", "announced"))
    reading = opened(tmp_path / "standard/2562/EIT.xlsx")
    assert (reading.identity, reading.who, reading.findings) == (who("EIT", ""), "", ())


def test_the_standard_workbooks_of_every_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        build, "blank", lambda instrument: iter([("IIT.xlsx", str(instrument.year).encode())])
    )
    made = outbox.write_blank(tmp_path, None)
    assert made.written == tuple(f"{year}/IIT.xlsx" for year in known_years())
    assert (tmp_path / "2563/IIT.xlsx").read_bytes() == b"2563"
