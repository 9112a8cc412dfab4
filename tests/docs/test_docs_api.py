"""The pages on the Python API and on the documents' sentences say what the code does."""

import re
import shutil
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from itaxl.agency.settings import unknown_keys
from itaxl.gather import gather
from itaxl.inbox.request import Request
from itaxl.merging import frames
from itaxl.report.views import material
from itaxl.texts import catalogue
from tests.command import ROOT

API = (ROOT / "docs" / "api.md").read_text("utf-8")
SENTENCES = (ROOT / "docs" / "sentences.md").read_text("utf-8")


def first_cells(text: str) -> list[str]:
    """The codes in the first cell of each row of a table, in order."""
    cells = (row.split("|")[1] for row in text.splitlines() if row.startswith("| `"))
    return list(chain.from_iterable(re.findall("`([^`]+)`", cell) for cell in cells))


@pytest.mark.parametrize(("frame", "columns"), frames.columns().items())
def test_every_column_of_the_frames_is_explained_in_order(frame: str, columns: tuple[str, ...]) -> None:
    part = API.partition(f"### Columns of {frame}\n")[2].split("\n##")[0]
    assert first_cells(part) == list(columns)


@pytest.mark.slow
def test_the_examples_run_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples" / "reference", tmp_path / "my-agency")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for example in re.findall(r"```python\n(.*?)```", API, re.DOTALL):
        exec(example, names)
    assert (tmp_path / "my-agency" / "reports" / "2562" / "analysis.pdf").is_file()
    assert {"reading", "year_data", "analysis", "result", "plans"} <= set(names)


def test_every_sentence_is_listed_once() -> None:
    listed = first_cells(SENTENCES.partition("<!-- made: sentences -->")[2])
    assert len(listed) == len(set(listed))
    assert set(listed) == set(catalogue("document"))


@pytest.mark.slow
def test_every_place_of_all_sentences_is_explained() -> None:
    year_data = gather(Request(ROOT / "samples" / "reference", 2562))
    here = material.build_material(
        year_data.outcome.assessment,
        year_data.agency,
        year_data.context.instrument,
        None,
        lang="th",
        date=None,
    )
    explained = first_cells(SENTENCES.partition("<!-- made:")[0])
    assert {place.strip("{}") for place in explained} == set(here.say.common)


def test_the_example_of_own_sentences_replaces_standard_ones() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", SENTENCES, re.DOTALL)
    own = tomllib.loads(example)["text"]
    assert own
    assert unknown_keys(own) == ()
