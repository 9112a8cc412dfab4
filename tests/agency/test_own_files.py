"""No command overwrites an agency's data at a path that the user gave."""

from pathlib import Path

import pytest

from itaxl.agency import own_files
from itaxl.errors import WrongUseError

OWN = (
    "itaxl.toml",
    "measures-2562.csv",
    "measures-bank.toml",
    "use-2562.json",
    ".itaxl.lock",
    "inbox/2562/a.xlsx",
    "inbox/2562/deep/a.xlsx",
    "issued/2562/memo/memo.pdf",
    "reports/2562/analysis.html",
)
FREE = ("status.html", "pages/status.html", "outbox/2562/a.xlsx", "measures.html")


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    (tmp_path / "itaxl.toml").write_text("", "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", OWN)
def test_data_of_an_agency_is_its_own(agency: Path, name: str) -> None:
    assert own_files.is_own(agency / name)
    with pytest.raises(WrongUseError) as refused:
        own_files.check_page(agency / name)
    assert (refused.value.key, refused.value.values["path"]) == ("output.kept", agency / name)


@pytest.mark.parametrize("name", FREE)
def test_other_places_are_free(agency: Path, name: str) -> None:
    assert not own_files.is_own(agency / name)
    own_files.check_page(agency / name)


def test_folder_of_no_agency_is_free(tmp_path: Path) -> None:
    assert not own_files.is_own(tmp_path / "inbox" / "a.xlsx")


def test_link_into_an_inbox_is_seen_through(agency: Path) -> None:
    file = agency / "inbox" / "2562" / "a.xlsx"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"PK")
    (agency / "status.html").symlink_to(file)
    with pytest.raises(WrongUseError):
        own_files.check_page(agency / "status.html")


def test_page_replaces_a_page_and_nothing_else(tmp_path: Path) -> None:
    page, other = tmp_path / "status.html", tmp_path / "letter.docx"
    page.write_bytes(b"<!-- ours -->\n<!DOCTYPE html><HTML lang=th>")
    other.write_bytes(b"PK")
    own_files.check_page(page)
    with pytest.raises(WrongUseError):
        own_files.check_page(other)


def test_page_is_not_put_into_an_inbox_that_the_user_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError):
        own_files.check_page(tmp_path / "mail" / "status.html", [tmp_path / "mail"])


def test_nothing_is_written_over_a_device(tmp_path: Path) -> None:
    (tmp_path / "status.html").symlink_to("/dev/null")
    for check in (own_files.check_page, own_files.check_workbook):
        with pytest.raises(WrongUseError) as refused:
            check(tmp_path / "status.html")
        assert refused.value.key == "file.special"
