"""`office/state.csv` of a province: the state of each agency."""

from itaxl.province.state import State, table

STATES = (
    State("agencies/ข", "เทศบาล ข", "failed", "=ไม่พบ, ไฟล์", 2),
    State("agencies/ก", "เทศบาล ก", "made", seconds=1.5),
)


def test_states_are_rows_in_the_order_of_the_folders() -> None:
    text = table(STATES).removeprefix("\ufeff")
    assert text.splitlines() == [
        "folder,name,state,reason,exit_code,seconds",
        "agencies/ก,เทศบาล ก,made,,0,1.5",
        'agencies/ข,เทศบาล ข,failed,"\'=ไม่พบ, ไฟล์",2,0',
    ]
