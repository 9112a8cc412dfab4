"""The stages are packages in one order, written down in `pyproject.toml`; nothing imports upward or in a circle."""

import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.command import ROOT

PACKAGE = ROOT / "itaxl"
MOST_LOOSE = 12
LAYERS = next(
    contract["layers"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    if contract.get("containers") == ["itaxl"]
)
STAGES = [stage.strip() for layer in LAYERS for stage in layer.split("|")]


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Every import between our modules: those of functions and of type checking alone too."""
    return grimp.build_graph("itaxl", cache_dir=None)


@pytest.mark.slow
def test_no_stage_imports_one_above_it() -> None:
    """In a process of its own, since import-linter turns off the loggers of other libraries."""
    script = "import sys; from importlinter import cli; sys.exit(cli.lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", script], check=False, cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()


def test_no_file_imports_itself_by_way_of_others(imports: grimp.ImportGraph) -> None:
    TopologicalSorter(
        {module: imports.find_modules_directly_imported_by(module) for module in imports.modules}
    ).prepare()


def test_few_modules_stand_beside_the_packages() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_LOOSE


def test_every_stage_is_in_the_order() -> None:
    there = {path.stem for path in PACKAGE.glob("*.py")} | {
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    }
    assert there - {"__init__"} == set(STAGES)


@pytest.mark.parametrize(
    "stage", [stage for stage in STAGES if (PACKAGE / stage).is_dir() and stage != "texts"]
)
def test_tests_mirror_the_packages(stage: str) -> None:
    folders = [path.parent for path in (PACKAGE / stage).rglob("__init__.py")]
    assert {folder for folder in folders if not list(folder_of_tests(folder).glob("test_*.py"))} == set()


def folder_of_tests(package: Path) -> Path:
    return ROOT / "tests" / package.relative_to(PACKAGE)
