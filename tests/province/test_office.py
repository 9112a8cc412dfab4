"""`office/` of a province: the state of each agency, and the manifest by which the folder is known as ours."""

from pathlib import Path

from itaxl.province.office import STATE, with_office
from itaxl.province.state import State
from itaxl.report.files import folder

STATES = (
    State("agencies/ข", "เทศบาล ข", "failed", "=ไม่พบ, ไฟล์", 2),
    State("agencies/ก", "เทศบาล ก", "made", seconds=1.5),
)


def test_states_are_rows_in_the_order_of_the_folders() -> None:
    text = with_office({}, 2562, STATES)[STATE].decode("utf-8-sig")
    assert text.splitlines() == [
        "folder,name,state,reason,exit_code,seconds",
        "agencies/ก,เทศบาล ก,made,,0,1.5",
        'agencies/ข,เทศบาล ข,failed,"\'=ไม่พบ, ไฟล์",2,0',
    ]


def test_folder_that_is_written_is_known_as_ours(tmp_path: Path) -> None:
    target = tmp_path / "reports/2562"
    folder.replace(target, with_office({"overview.html": b"a"}, 2562, STATES))
    assert folder.differences(target) == ()
    (target / "overview.html").write_bytes(b"b")
    assert folder.differences(target) == ("overview.html",)
