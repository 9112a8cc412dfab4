"""Whatever becomes of a workbook on its way: the same data or a finding, never a traceback. `report` hunts longer."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.hunting import verdict
from tests.hunting.mutations import KINDS, Prey

EXAMPLES = 100  # of each kind
COPIES = 10


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_data_or_a_finding(kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "hunted.xlsx"

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def hunt(data: st.DataObject) -> None:
        prey = KINDS[kind](data)
        assert verdict.wrong(prey, verdict.arrived(prey.data, file), file) == []

    hunt()


def test_a_marked_copy_can_be_made_of_each(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "copied.xlsx"

    @settings(
        max_examples=COPIES, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
    )
    @given(st.sampled_from(("cells", "shape")), st.data())
    def hunt(kind: str, data: st.DataObject) -> None:
        verdict.copied(verdict.arrived(KINDS[kind](data).data, file))

    hunt()


def test_a_verdict_sees_what_is_wrong(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A workbook that says something else is no same data."""
    file = tmp_path_factory.getbasetemp() / "other.xlsx"
    other = verdict.other_score()
    assert verdict.wrong(Prey(other, shape=True), verdict.arrived(other, file), file) != []
    assert verdict.wrong(Prey(other, touched={}), verdict.arrived(other, file), file) != []
