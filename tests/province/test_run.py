"""A run without a cluster: what is missing is named."""

import pytest

from itaxl.errors import WrongUseError
from itaxl.province import cluster


def test_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECTING", 0.2)
    with pytest.raises(WrongUseError) as refusal, cluster.connected("tcp://127.0.0.1:9"):
        pass
    assert refusal.value.key == "province.scheduler"


def test_without_the_extra_its_installation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    with pytest.raises(WrongUseError) as refusal:
        cluster.check_installed()
    assert "itaxl[province]" in str(refusal.value)
