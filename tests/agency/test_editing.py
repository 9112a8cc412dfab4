"""Settings changed by a form: comments, order and all else stay, and a change made meanwhile is never overwritten."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from itaxl.agency import lock, settings
from itaxl.agency.editing import Edit, edited, save
from itaxl.errors import WrongUseError
from itaxl.files import digest, starter
from itaxl.texts import LANGS, Lang

PATH = Path("itaxl.toml")
SMALL = """# ของเรา
[agency]
name = "เทศบาลตำบลตัวอย่าง"   # ชื่อเต็ม

[[divisions]]
id = "office"
name = "สำนักปลัด"   # ชื่อ
# ของสำนักปลัด

[[divisions]]
id = "finance"
name = "กองคลัง"

# ผู้ลงนาม
[[signatories]]
role = "chief"
position = "นายก"

# ท้ายไฟล์
[report]
date = 2020-04-10
number = ''  # เลขที่
"""


def change(edit: Edit, text: str = SMALL) -> str:
    return edited(text.encode(), edit, PATH).decode()


def divisions(*rows: Mapping[str, object]) -> Edit:
    return Edit(lists={"divisions": rows})


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_changes_where_nothing_was_changed(lang: Lang) -> None:
    text = starter(lang)
    table = tomllib.loads(text.decode())
    lists = {name: table.pop(name) for name in ("divisions", "signatories")}
    assert edited(text, Edit(table, lists), PATH) == text


def test_a_value_changes_on_its_line_alone() -> None:
    text = change(Edit({"agency": {"name": 'อบต. "ก"', "email": ""}, "report": {"number": "ตย 1"}}))
    assert text == SMALL.replace('"เทศบาลตำบลตัวอย่าง"', '"อบต. \\"ก\\""').replace("''", '"ตย 1"')


def test_what_is_missing_is_added_only_where_it_says_something() -> None:
    assert change(Edit({"agency": {"email": "", "senders": []}, "colours": {"accent": ""}})) == SMALL
    table = tomllib.loads(change(Edit({"agency": {"email": "a@b.go.th"}, "colours": {"accent": "#112233"}})))
    assert (table["agency"]["email"], table["colours"]) == ("a@b.go.th", {"accent": "#112233"})


def test_a_division_that_goes_takes_nothing_of_the_others_along() -> None:
    text = change(divisions({"id": "finance", "name": "กองคลัง"}))
    assert 'id = "office"' not in text
    assert text.index("กองคลัง") < text.index("# ผู้ลงนาม") < text.index("[[signatories]]")
    text = change(divisions({"id": "office", "name": "สำนักปลัด"}))
    assert "# ของสำนักปลัด" not in text or text.index("# ของสำนักปลัด") < text.index("# ผู้ลงนาม")
    assert text.index("# ผู้ลงนาม") < text.index("[[signatories]]")


def test_new_divisions_stand_before_the_comments_of_what_follows() -> None:
    rows = ({"id": "office", "name": "สำนักปลัด"}, {"id": "finance", "name": "กองการเงิน"})
    text = change(divisions(*rows, {"id": "works", "name": "กองช่าง", "email": "", "aliases": ["ช่าง"]}))
    assert text.index("กองการเงิน") < text.index("กองช่าง") < text.index("# ผู้ลงนาม") < text.index("[report]")
    assert tomllib.loads(text)["divisions"][2] == {"id": "works", "name": "กองช่าง", "aliases": ["ช่าง"]}
    assert '"สำนักปลัด"   # ชื่อ' in text


def test_a_blank_line_stands_between_divisions() -> None:
    rows = ({"id": "office", "name": "สำนักปลัด"}, {"id": "finance", "name": "กองคลัง"})
    text = change(
        divisions(*rows, {"id": "works", "name": "กองช่าง"}, {"id": "health", "name": "กองสาธารณสุข"})
    )
    assert text.count("[[divisions]]") == text.count("\n\n[[divisions]]") == 4
    assert "\n\n\n" not in text


def test_divisions_can_change_places() -> None:
    rows = ({"id": "finance", "name": "กองคลัง"}, {"id": "office", "name": "สำนักปลัด"})
    text = change(divisions(*rows))
    assert [row["id"] for row in tomllib.loads(text)["divisions"]] == ["finance", "office"]
    assert text.index("office") < text.index("# ผู้ลงนาม")


def test_a_list_that_was_not_there_is_added() -> None:
    text = change(divisions({"id": "office", "name": "สำนักปลัด"}), '[agency]\nname = "ก"\n')
    assert tomllib.loads(text)["divisions"] == [{"id": "office", "name": "สำนักปลัด"}]


def test_line_ends_and_the_mark_of_windows_stay() -> None:
    data = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    text = edited(data, Edit({"report": {"number": "ตย 1"}}), PATH)
    assert text == data.replace(b"''", '"ตย 1"'.encode())


ONE_LINE = 'divisions = [{ id = "office", name = "ข" }]\n[agency]\nname = "ก"\n'


def test_a_list_in_one_line_is_edited_where_that_keeps_it() -> None:
    renamed = {"id": "office", "name": "ค"}
    assert change(divisions(renamed), ONE_LINE) == ONE_LINE.replace("ข", "ค")
    with pytest.raises(WrongUseError) as refusal:
        change(divisions(renamed, {"id": "works", "name": "กองช่าง"}), ONE_LINE)
    assert refusal.value.key == "settings.by_hand"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "itaxl.toml").write_text(SMALL, "utf-8")
    return tmp_path


def seen(folder: Path) -> str:
    return digest((folder / "itaxl.toml").read_bytes())


def test_a_saved_edit_is_what_the_program_reads(folder: Path) -> None:
    save(folder, seen(folder), Edit({"report": {"number": "ตย 9"}}))
    assert settings.load(folder).report_number == "ตย 9"
    assert not (folder / ".itaxl.lock").exists()


@pytest.mark.parametrize(
    "edit, key",
    [
        (Edit({"agency": {"name": ""}}), "settings.required"),
        (Edit({"agency": {"lang": "fr"}}), "settings.choice"),
        (divisions({"id": "กอง", "name": "กอง"}), "settings.id"),
        (divisions({"id": "a", "name": "กอง"}, {"id": "b", "name": "กอง"}), "settings.twice"),
    ],
)
def test_what_the_file_may_not_hold_is_refused_in_the_same_words(folder: Path, edit: Edit, key: str) -> None:
    with pytest.raises(WrongUseError) as refusal:
        save(folder, seen(folder), edit)
    assert refusal.value.key == key
    assert (folder / "itaxl.toml").read_text("utf-8") == SMALL


def test_a_change_made_elsewhere_meanwhile_is_never_overwritten(folder: Path) -> None:
    before = seen(folder)
    (folder / "itaxl.toml").write_text(SMALL + "# มือ\n", "utf-8")
    with pytest.raises(WrongUseError) as refusal:
        save(folder, before, Edit({"report": {"number": "ตย 9"}}))
    assert refusal.value.key == "settings.changed"
    assert (folder / "itaxl.toml").read_text("utf-8") == SMALL + "# มือ\n"


BEARS = {"date": date(2020, 4, 20), "number": "ตย 2", "signatories": [{"role": "chief", "position": "นายก"}]}


@pytest.mark.parametrize(
    "end",
    [
        "",
        "\n[report.2562.followup-12]\ndate = 2020-10-08  # ภายหลัง\n",
        '\n[report.2562.analysis]\ndate = 2020-04-11  # เดิม\nplace = "ที่นี่"\n',
        '\n[text]\n"memo.legal" = "ก"\n\n[report.2563.analysis]\nnumber = "1"\n',
    ],
)
def test_a_section_in_others_is_set_and_all_else_stays(end: str) -> None:
    text = change(Edit({"report.2562.analysis": BEARS}), SMALL + end)
    table, before = tomllib.loads(text), tomllib.loads(SMALL + end)
    own = table["report"]["2562"].pop("analysis")
    assert {key: own[key] for key in BEARS} == BEARS
    before["report"].setdefault("2562", {}).pop("analysis", None)
    assert table == before
    assert all(
        line in text for line in (SMALL + end).splitlines() if "#" in line and "2020-04-11" not in line
    )
    settings.checked(Path(), text.encode())


def test_nothing_blank_makes_a_section_in_others() -> None:
    assert change(Edit({"report.2562.analysis": {"number": ""}})) == SMALL


def test_what_is_no_section_cannot_be_edited_as_one() -> None:
    with pytest.raises(WrongUseError):
        change(Edit({"report.date.analysis": BEARS}))


def test_while_somebody_else_writes_nothing_is_saved(folder: Path) -> None:
    before = seen(folder)
    with lock.held(folder), pytest.raises(WrongUseError) as refusal:
        save(folder, before, Edit({"report": {"number": "ตย 9"}}), patience=0)
    assert refusal.value.key == "lock.held"
    assert seen(folder) == before
