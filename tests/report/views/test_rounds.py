"""After the round of 12 months the follow-up shows the state after 6 months beside it."""

from dataclasses import replace

from itaxl.analysis.measure_state import State, earlier_states, states
from itaxl.assessment import Assessment
from itaxl.report.blocks.table import Row, Table
from itaxl.report.views.followup import followup_view
from itaxl.report.views.progress import progress_table
from itaxl.report.views.progress_counts import round_counts
from tests.report import cases
from tests.report.cases import DONE, NOT_DONE, UNDER_WAY, material, measure, progress

SIX, TWELVE = "followup-6", "followup-12"


def reported(*reports: tuple[str, str, str], newest: str = TWELVE) -> Assessment:
    """One measure of three divisions, with reports by division, round and status."""
    followup = tuple(replace(progress(division, status), round=round) for division, round, status in reports)
    responsible = ("clerk", "finance", "works")
    return cases.assessment(
        measures=(measure("IIT", 4, 1, responsible=responsible, followup=followup),), followup_round=newest
    )


BOTH = reported(
    *(("clerk", SIX, UNDER_WAY), ("clerk", TWELVE, DONE)),
    *(("finance", SIX, NOT_DONE), ("works", TWELVE, UNDER_WAY)),
)


def table(outcome: Assessment) -> Table:
    made = progress_table(material(outcome), "IIT")
    assert made
    return made


def words(row: Row) -> list[str]:
    return [" ".join(" ".join((*cell.paragraphs, *cell.notes)).split()) for cell in row.cells]


def test_earlier_states_are_those_of_the_round_before() -> None:
    (before,), (now,) = earlier_states(BOTH).values(), states(BOTH).values()
    assert list(before.divisions.values()) == [State.UNDER_WAY, State.NOT_DONE, State.UNREPORTED]
    assert list(now.divisions.values()) == [State.DONE, State.NOT_DONE, State.UNDER_WAY]
    assert not before.late


def test_each_division_has_both_states_side_by_side() -> None:
    ((head, clerk, finance, works),) = table(BOTH).bodies
    assert "ผลรอบ ๖ เดือน อยู่ระหว่างดำเนินการ · ผล อยู่ระหว่างดำเนินการ" in words(head)[0]
    assert words(clerk)[1].startswith("ดำเนินการแล้ว")
    assert words(clerk)[1].endswith("รอบ ๖ เดือน: อยู่ระหว่างดำเนินการ")
    assert words(finance)[1].startswith("ยังไม่ดำเนินการ")
    assert words(finance)[1].endswith("ตามรายงานรอบ ๖ เดือน")
    assert "รอบ" not in words(works)[1]


def test_counts_of_both_rounds_stand_in_one_table() -> None:
    counts = round_counts(material(BOTH))
    assert counts
    place = [column.label for column in counts.columns].index("อยู่ระหว่างดำเนินการ")
    six, twelve = map(words, counts.bodies[0])
    assert (six[0], six[place]) == ("รอบ ๖ เดือน", "๑")
    assert (twelve[0], twelve[place]) == ("รอบ ๑๒ เดือน", "๑")
    assert "นับตามรายงานรอบ ๖ เดือน" in " ".join(counts.note.split())
    view = followup_view(material(BOTH))
    sections = (*((view.first,) if view.first else ()), *view.sections)
    tables = [block.id for section in sections for block in section.blocks if isinstance(block, Table)]
    assert tables.count(counts.id) == 1


def test_nothing_is_carried_on_where_all_have_reported_again() -> None:
    everyone = [
        (division, round, DONE) for division in ("clerk", "finance", "works") for round in (SIX, TWELVE)
    ]
    counts = round_counts(material(reported(*everyone)))
    assert counts
    assert counts.note == ""


def test_one_round_alone_is_not_compared() -> None:
    for outcome in (reported(("clerk", SIX, DONE), newest=SIX), reported(("clerk", TWELVE, DONE))):
        assert round_counts(material(outcome)) is None
        (head, clerk, *_) = table(outcome).bodies[0]
        assert not any("๖ เดือน" in word for row in (head, clerk) for word in words(row))
