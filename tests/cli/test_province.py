"""`itaxl province` as a command: the bytes of `itaxl merge`, a row for each agency, and what is said."""

import csv
import shutil
from pathlib import Path

import pytest

from tests import agencies
from tests.cli.test_check import listing
from tests.command import process


@pytest.mark.slow
def test_each_agency_gets_what_it_gets_alone_and_a_broken_one_is_a_row(tmp_path: Path) -> None:
    top, alone = tmp_path / "province", tmp_path / "alone"
    agencies.agency(alone, agencies.sound())
    for name in ("a", "b"):
        shutil.copytree(alone, top / "agencies" / name)
    (top / "agencies/b/itaxl.toml").write_text("[")
    (top / "province.toml").write_text('[province]\nname = "จังหวัดตัวอย่าง"\nlang = "en"\n', "utf-8")
    asked = ("-C", str(top), "province")

    merged = process(*asked, "merge")
    assert (merged.returncode, merged.stderr) == (1, b"")
    assert process("-C", str(alone), "merge").returncode == 1
    assert listing(top / "agencies/a/reports") == listing(alone / "reports")
    with (top / "reports/2562/office/state.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["folder"]: (row["state"], row["exit_code"]) for row in csv.DictReader(file)}
    assert rows == {"agencies/a": ("made", "1"), "agencies/b": ("failed", "2")}

    overview = top / "reports/2562"
    made = {"overview.pdf", "overview.html", "overview.docx", "agencies.csv", "agencies.parquet", "data.json"}
    assert {path.name for path in overview.iterdir()} == {*made, "site", "office"}
    with (overview / "agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        totals = [(row["agency"], bool(row["total"])) for row in csv.DictReader(file)]
    assert [total for name, total in totals if name == "agencies/b"] == [False]
    assert len(totals) == 2
    before = listing(overview)
    reported = process(*asked, "report")
    assert (reported.returncode, reported.stderr) == (0, b"")
    assert listing(overview) == before

    said = process(*asked, "status").stdout.decode()
    assert all(text in said for text in ("1 up to date", "1 failed", "agencies/b", "itaxl.toml"))


def test_nothing_published_is_refused(tmp_path: Path) -> None:
    (tmp_path / "agencies/a").mkdir(parents=True)
    (tmp_path / "province.toml").write_text('[province]\nname = "จังหวัดตัวอย่าง"\nlang = "en"\n', "utf-8")
    refused = process("-C", str(tmp_path), "--lang", "en", "province", "report")
    assert refused.returncode == 2
    assert "data.json" in refused.stderr.decode()


def test_folder_without_province_is_refused(tmp_path: Path) -> None:
    refused = process("-C", str(tmp_path), "--lang", "en", "province", "status")
    assert refused.returncode == 2
    assert "province.toml" in refused.stderr.decode()
