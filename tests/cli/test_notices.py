"""Sample values are asked about by each command after which something goes out."""

from pathlib import Path

import pytest

from tests.cli.conftest import YEAR
from tests.command import exit_code

SAMPLE, OTHER_KIND = "ita@example.go.th", "นายกองค์การบริหารส่วนตำบล"


def change(agency: Path, **replaced: str) -> None:
    settings = agency / "itaxl.toml"
    text = settings.read_text("utf-8")
    for old, new in replaced.items():
        text = text.replace({"name": "เทศบาลตำบลตัวอย่าง", "email": SAMPLE}[old], new)
    settings.write_text(text, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [("templates", "--year", YEAR), ("status",), ("remind",)], ids=lambda words: words[0]
)
def test_samples_and_titles_of_another_kind_are_named(
    command: tuple[str, ...], returned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(returned, name="อบต.ดอกคูน")
    assert exit_code(*command) == 0
    said = capsys.readouterr().err
    assert SAMPLE in said
    assert OTHER_KIND in said


@pytest.mark.slow
def test_what_was_replaced_is_not_named(returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(returned, email="ita@dokkhun.go.th")
    assert exit_code("status") == 0
    said = capsys.readouterr().err
    assert "example.go.th" in said  # the website
    assert SAMPLE not in said


@pytest.mark.slow
def test_standard_workbooks_are_of_no_agency(agency: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("templates", "--blank", "--year", YEAR) == 0
    assert SAMPLE not in capsys.readouterr().err
