"""The page for who carries on names files that are there, and its picture is that of the imports."""

import re

import pytest

from tests.command import ROOT
from tools import make_stages

PAGES = ("docs/architecture.md", "CONTRIBUTING.md")
_PATH = re.compile(r"`((?:itaxl|tests|docs|samples|tools|html_templates)/[\w./-]*)`")


def named(page: str) -> list[str]:
    return _PATH.findall((ROOT / page).read_text("utf-8"))


def test_both_pages_name_files() -> None:
    assert len(named(PAGES[0])) > 40


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_is_there(page: str) -> None:
    assert [path for path in named(page) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_module_that_is_run_is_there(page: str) -> None:
    modules = re.findall(r"python -m ((?:tools|tests|benchmarks)[\w.]*)", (ROOT / page).read_text("utf-8"))
    assert [name for name in modules if not (ROOT / f"{name.replace('.', '/')}.py").exists()] == []


def test_the_picture_shows_the_imports_as_they_are() -> None:
    assert make_stages.PICTURE.read_text("utf-8") == make_stages.svg()


def test_only_what_lies_below_the_last_stage_is_the_ground() -> None:
    *stages, _ = make_stages.rows()
    assert [stage for (stage,) in stages] == list(make_stages.SAYS)
