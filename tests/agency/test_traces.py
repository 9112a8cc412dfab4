"""Whatever a year's data depend on leaves a trace when it changes, and nothing else does."""

from pathlib import Path

import pytest

from itaxl.agency import traces


def made(folder: Path, name: str, content: str = "x") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, "utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *("itaxl.toml", "measures-2562.csv", "use-2562.json", "inbox/2562/a.xlsx", "inbox/2562/sub/a.xlsx"),
        *("outbox/2562/2562-IIT-finance-followup-6.xlsx", "issued/2562/analysis-1/issue.json"),
        *("reports/2561/data.json", "reports/2562/data.json"),
    ],
)
def test_a_change_leaves_a_trace(tmp_path: Path, name: str) -> None:
    before = list(traces.of_year(tmp_path, 2562))
    made(tmp_path, name)
    new = list(traces.of_year(tmp_path, 2562))
    assert new != before
    made(tmp_path, name, "longer")
    assert list(traces.of_year(tmp_path, 2562)) != new


@pytest.mark.parametrize("name", [".itaxl.lock", "inbox/2561/a.xlsx"])
def test_what_does_not_matter_leaves_none(tmp_path: Path, name: str) -> None:
    made(tmp_path, name)
    assert list(traces.of_year(tmp_path, 2562)) == []
