"""An overview that was made, read back."""

from pathlib import Path

import pytest

from itaxl.agency.settings import Agency
from itaxl.overview import made
from itaxl.overview.data import data_json
from itaxl.overview.figures import Overview
from itaxl.overview.material import Material
from itaxl.overview.posted import read
from itaxl.overview.tables import key_figures
from itaxl.overview.write import _scheme
from itaxl.texts import Lang
from tests.overview.made import YEAR, published, put


@pytest.mark.parametrize("lang", ["th", "en"])
def test_key_figures_are_those_of_the_documents(tmp_path: Path, lang: Lang) -> None:
    sources = [
        put(tmp_path, "a", published("ก", 90)),
        put(tmp_path, "b", published("ข", 70.25, grade={"announced": "B", "computed": None})),
        put(tmp_path, "c", None),
    ]
    rows = tuple(read(source.label, source.folder / "data.json", YEAR) for source in sources)
    overview = Overview(YEAR, rows, *_scheme(YEAR))
    province = Agency(tmp_path, name="จังหวัดตัวอย่าง", digits="arabic")
    file = tmp_path / "data.json"
    file.write_text(data_json(overview, province.name), "utf-8")
    shown = made.read(file, province, lang)
    assert shown
    assert shown.figures == key_figures(Material.of(overview, province, lang, None)).figures
    assert ("A", "1") in shown.grades
    assert ("B", "1") in shown.grades


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1}', '{"agencies": "<b>"}', "[" * 100_000])
def test_what_is_no_overview_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "data.json"
    assert made.read(file, Agency(tmp_path, name="ก"), "th") is None
    file.write_text(text, "utf-8")
    assert made.read(file, Agency(tmp_path, name="ก"), "th") is None
