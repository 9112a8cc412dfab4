"""Whatever becomes of a workbook on its way: the same data or a finding, never a traceback. `report` hunts longer."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import detailed
from tests.hunting import good, verdict
from tests.hunting.mutations import KINDS

pytestmark = pytest.mark.slow

EXAMPLES = settings().max_examples // 2  # of each kind
COPIES = 5


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


@pytest.fixture
def _counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbook of IIT by question of 2564 is hunted, with its counted answers."""
    monkeypatch.setattr(good, "workbook", good.counted)
    monkeypatch.setattr(good, "parts", cache(good.parts.__wrapped__))
    monkeypatch.setattr(good, "SHEET_PARTS", good.COUNTED_PARTS)
    monkeypatch.setattr(good, "NAME", "2564-IIT-finance.xlsx")
    monkeypatch.setattr(verdict, "AGENCY", detailed.DETAILED)
    monkeypatch.setattr(verdict, "CONTEXT", detailed.context())
    monkeypatch.setattr(verdict, "INSTRUMENT", detailed.instrument())


@pytest.mark.usefixtures("_counted")
@pytest.mark.parametrize("kind", KINDS)
def test_counted_answers_are_the_same_or_there_is_a_finding(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "hunted.xlsx"

    @settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def hunt(data: st.DataObject) -> None:
        prey = KINDS[kind](data)
        assert verdict.wrong(prey, verdict.arrived(prey.data, file), file) == []

    hunt()
