import errno
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from itaxl.agency import settings
from itaxl.agency.palette import READ_WITH
from itaxl.agency.settings import Agency, Division
from itaxl.agency.signatories import Signatory
from itaxl.errors import WrongUseError
from itaxl.texts import Texts, places

NAMED = '[agency]\nname = "เทศบาลตำบลตัวอย่าง"\n'
FULL = """
[agency]
name = " เทศบาลตำบลตัวอย่าง "
kind = "เทศบาลตำบล"
district = "เมือง"
province = "ตัวอย่าง"
website = "https://example.go.th"
email = "plan@example.go.th"
lang = "en"
digits = "arabic"
emblem = "ครุฑ.png"
logo = "logo.png"

[[divisions]]
id = "finance"
name = "กองคลัง"
aliases = ["คลัง", " "]
email = "finance@example.go.th"
dimensions = ["OIT", "IIT"]

[[divisions]]
id = "works"
name = "กองช่าง"

[[signatories]]
role = "author"
position = "นักวิเคราะห์นโยบายและแผน"

[[signatories]]
role = "chief"
position = "นายกเทศมนตรี"
name = "นายหนึ่ง ตัวอย่าง"
opinion = "approve"

[report]
date = 2020-04-10
number = "ตย 1/2"
place = "สำนักปลัด"
threshold = 95
detail = "items"
small_group = 0
sections = ["results"]

[text]
"memo.finding.9" = "ประโยค"
memo.law = "กฎหมาย"

[colours]
accent = "#5B2A86"
shade-3 = " #a0c "

[instrument]
file = "own.toml"
"""


def load(folder: Path, toml: str) -> Agency:
    (folder / settings.SETTINGS).write_text(toml, "utf-8")
    return settings.load(folder)


def refusal(folder: Path, toml: str) -> tuple[str, dict[str, Any]]:
    with pytest.raises(WrongUseError) as refused:
        load(folder, toml)
    template = Texts("errors", "th").template(refused.value.key)
    assert places(template) == set(refused.value.values)
    return refused.value.key, refused.value.values


def test_everything_that_the_contract_names(tmp_path: Path) -> None:
    agency = load(tmp_path, FULL)
    assert agency == Agency(
        folder=tmp_path,
        name="เทศบาลตำบลตัวอย่าง",
        kind="เทศบาลตำบล",
        district="เมือง",
        province="ตัวอย่าง",
        website="https://example.go.th",
        email="plan@example.go.th",
        lang="en",
        digits="arabic",
        emblem="ครุฑ.png",
        logo="logo.png",
        divisions=(
            Division("finance", "กองคลัง", ("คลัง",), "finance@example.go.th", ("IIT", "OIT")),
            Division("works", "กองช่าง", (), "", ("IIT", "EIT", "OIT")),
        ),
        signatories=(
            Signatory("author", "นักวิเคราะห์นโยบายและแผน"),
            Signatory("chief", "นายกเทศมนตรี", "นายหนึ่ง ตัวอย่าง", "approve"),
        ),
        report_date=date(2020, 4, 10),
        report_number="ตย 1/2",
        place="สำนักปลัด",
        threshold=95,
        detail="items",
        small_group=0,
        sections=("results",),
        text={"memo.finding.9": "ประโยค", "memo.law": "กฎหมาย"},
        colours={"accent": "#5b2a86", "shade-3": "#aa00cc"},
        instrument_file="own.toml",
    )
    assert agency.instrument == tmp_path / "own.toml"
    assert agency.division("works") == agency.divisions[1]
    assert agency.division("parks") is None


def test_the_defaults_of_the_contract(tmp_path: Path) -> None:
    agency = load(tmp_path, NAMED)
    assert agency == Agency(tmp_path, name="เทศบาลตำบลตัวอย่าง")
    assert (agency.lang, agency.digits, agency.threshold, agency.small_group) == ("th", "thai", 85, 5)
    assert (agency.detail, agency.report_date, agency.instrument) == ("indicators", None, None)


def test_the_byte_order_mark_of_windows_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / settings.SETTINGS).write_bytes(b"\xef\xbb\xbf" + NAMED.encode())
    assert settings.load(tmp_path).name


@pytest.mark.parametrize(
    "written",
    [
        '"2020-04-10"', "2020-04-10", "2020-04-10T09:00:00", "2020-04-10T23:59:00+07:00", '""', '" "',
        '"10/4/2563"', '"10/4/63"', '"๑๐ เมษายน ๒๕๖๓"', '"10 เม.ย. พ.ศ. 2563"', '"10 April 2020"', '"2563-04-10"',
        "2563-04-10", "2563-04-10T09:00:00",
    ],
)  # fmt: skip
def test_the_date_of_the_report(tmp_path: Path, written: str) -> None:
    day = load(tmp_path, f"{NAMED}[report]\ndate = {written}\n").report_date
    assert day == (None if written.strip('" ') == "" else date(2020, 4, 10))


def test_no_settings_at_all(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as refused:
        settings.load(tmp_path)
    assert (refused.value.key, refused.value.values) == (
        "settings.missing",
        {"path": tmp_path / settings.SETTINGS},
    )


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"[agency\n", "settings.syntax"),
        ("[agency]\nname = “ก”".encode(), "settings.syntax"),
        ("[agency]\nname = 'ก'".encode("cp874"), "settings.encoding"),  # as an old Notepad saves it
        (b"\xff\xfe\x00", "settings.encoding"),
    ],
)
def test_settings_that_are_no_toml(tmp_path: Path, content: bytes, key: str) -> None:
    (tmp_path / settings.SETTINGS).write_bytes(content)
    with pytest.raises(WrongUseError) as refused:
        settings.load(tmp_path)
    assert refused.value.key == key


DIVISION = '[[divisions]]\nid = "finance"\nname = "กองคลัง"\n'


@pytest.mark.parametrize(
    "toml, key, named",
    [
        ("", "settings.required", "agency.name"),
        ('[agency]\nname = " "', "settings.required", "agency.name"),
        ("[agency]\nname = 5", "settings.type", "agency.name"),
        ("agency = 5", "settings.type", "agency"),
        (NAMED + 'lang = "fr"', "settings.choice", "agency.lang"),
        (NAMED + 'digits = "roman"', "settings.choice", "agency.digits"),
        (NAMED + "nmae = 1", "settings.unknown", "agency.nmae"),
        (NAMED + "[divisons]", "settings.unknown", "divisons"),
        (NAMED + "[divisions]\nid = 1", "settings.type", "divisions"),
        (NAMED + "divisions = [1]\n", "settings.unknown", "agency.divisions"),
        (NAMED + "[report]\nthreshold = 101", "settings.range", "report.threshold"),
        (NAMED + "[report]\nthreshold = nan", "settings.range", "report.threshold"),
        (NAMED + "[report]\nthreshold = true", "settings.type", "report.threshold"),
        (NAMED + "[report]\nsmall_group = 4.5", "settings.type", "report.small_group"),
        (NAMED + "[report]\nsmall_group = -1", "settings.range", "report.small_group"),
        (NAMED + '[report]\ndate = "10/4/20"', "settings.date", "report.date"),
        (NAMED + '[report]\ndate = "เมษายน 2563"', "settings.date", "report.date"),
        (NAMED + '[report]\ndate = "31/4/2563"', "settings.date", "report.date"),
        (NAMED + "[report]\ndate = 1800-04-10", "settings.date", "report.date"),
        (NAMED + "[report]\ndate = 09:00:00", "settings.type", "report.date"),
        (NAMED + '[report]\ndetail = "all"', "settings.choice", "report.detail"),
        (NAMED + "[report]\nsections = [1]", "settings.type", "report.sections"),
        (NAMED + "[text]\nmemo = 1", "settings.type", "text.memo"),
        (NAMED + "[colours]\nacent = '#123456'", "settings.unknown", "colours.acent"),
        (NAMED + "[colours]\naccent = true", "settings.type", "colours.accent"),
        (NAMED + "colours = '#123456'\n", "settings.unknown", "agency.colours"),
        (NAMED + "[[colours]]\naccent = '#123456'", "settings.type", "colours"),
        (NAMED + "[instrument]\nflie = 'a'", "settings.unknown", "instrument.flie"),
        (NAMED + '[[divisions]]\nname = "กองคลัง"', "settings.id", "divisions[1].id"),
        (NAMED + '[[divisions]]\nid = "Finance"\nname = "ก"', "settings.id", "divisions[1].id"),
        (NAMED + '[[divisions]]\nid = "a b"\nname = "ก"', "settings.id", "divisions[1].id"),
        (NAMED + '[[divisions]]\nid = "x-followup-6"\nname = "ก"', "settings.id_round", "divisions[1].id"),
        (NAMED + DIVISION + '[[divisions]]\nid = "works"', "settings.required", "divisions[2].name"),
        (NAMED + DIVISION + 'dimensions = ["IIT", "XIT"]', "settings.choice", "divisions[1].dimensions"),
        (NAMED + DIVISION + 'alias = "คลัง"', "settings.unknown", "divisions[1].alias"),
        (NAMED + '[[signatories]]\nposition = "ปลัด"', "settings.choice", "signatories[1].role"),
        (
            NAMED + '[[signatories]]\nrole = "clerk"\nopinion = "yes"',
            "settings.choice",
            "signatories[1].opinion",
        ),
        (NAMED + '[[signatories]]\nrole = "clerk"\ntitle = "ก"', "settings.unknown", "signatories[1].title"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, toml: str, key: str, named: str) -> None:
    refused, values = refusal(tmp_path, toml)
    assert (refused, values["key"]) == (key, named)


@pytest.mark.parametrize(
    "field, most", [('id = "{}"', settings.ID_LENGTH), ('name = "{}"', 200), ('aliases = ["ช่าง", "{}"]', 200)]
)
def test_ids_and_names_of_divisions_are_not_endless(tmp_path: Path, field: str, most: int) -> None:
    rest = {"id": 'id = "works"', "name": 'name = "กองช่าง"'}
    key = field.split(maxsplit=1)[0]

    def division(length: int) -> str:
        lines = rest | {key: field.format("x" * length)}
        return f"{NAMED}{DIVISION}[[divisions]]\n" + "\n".join(lines.values())

    assert load(tmp_path, division(most)).divisions
    refused, values = refusal(tmp_path, division(most + 1))
    assert (refused, values) == (
        "settings.long", {"key": f"divisions[2].{key}", "count": most + 1, "most": most}
    )  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        "", "navy", "rgb(0,0,0)", "#1234", "#12345", "#1234567", "123456", "#12345g", "#１２３４５６", "##123",
        "#123;}body{display:none}", "#123456;", "#123456}", "red;background:url(https://example.org)",
        "#123456/*", "*/#123456", "</style><script>alert(1)</script>", '#123" onload="alert(1)', "#123\n}",
        "var(--quiet)", "url(javascript:alert(1))", "@import 'x'", "\\23 123456", "#12 456", "#12345\u200b6",
        123456, 1.5, ["#123456"], {"th": "#123456"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["accent", "quiet"])
def test_nothing_but_a_colour_in_digits_is_one(tmp_path: Path, name: str, value: object) -> None:
    written = json.dumps(value) if not isinstance(value, dict) else "{ th = '#123456' }"
    refused, values = refusal(tmp_path, f"{NAMED}[colours]\n{name} = {written}\n")
    assert (refused, values) == ("settings.colour", {"key": f"colours.{name}", "value": value})


def test_a_colour_that_is_mistyped_is_told_which_there_are(tmp_path: Path) -> None:
    _, values = refusal(tmp_path, f"{NAMED}[colours]\nacent = '#123456'\n")
    assert set(values["known"].split(", ")) == set(READ_WITH)


@pytest.mark.parametrize(
    "other, value",
    [
        ('id = "finance"\nname = "กองช่าง"', "finance"),
        ('id = "works"\nname = "กอง คลัง"', "กอง คลัง"),
        ('id = "works"\nname = "กองช่าง"\naliases = ["ช่าง", "กองคลัง"]', "กองคลัง"),
        ('id = "works"\nname = "Finance"', "Finance"),
    ],
)
def test_two_divisions_that_could_be_taken_for_each_other(tmp_path: Path, other: str, value: str) -> None:
    refused, values = refusal(tmp_path, f"{NAMED}{DIVISION}[[divisions]]\n{other}\n")
    assert (refused, values["value"]) == ("settings.twice", value)


def test_a_division_may_be_called_by_its_own_id(tmp_path: Path) -> None:
    assert load(tmp_path, f'{NAMED}{DIVISION}aliases = ["finance", "กองคลัง"]').divisions


def test_a_division_may_answer_for_no_dimension(tmp_path: Path) -> None:
    (division,) = load(tmp_path, f"{NAMED}{DIVISION}dimensions = []").divisions
    assert division.dimensions == ()


def test_the_newest_year_with_an_inbox(tmp_path: Path) -> None:
    for name in ("2562", "2563", "25630", "old"):
        (tmp_path / "inbox" / name).mkdir(parents=True)
    (tmp_path / "inbox" / "2570").write_text("a file", "utf-8")
    assert settings.newest_year(tmp_path) == 2563


def test_no_year_where_there_is_no_inbox(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError) as refused:
        settings.newest_year(tmp_path)
    assert refused.value.key == "year.none"


def test_addresses_are_compared_without_names_and_in_lower_case() -> None:
    finance = Division(
        "finance", "กองคลัง", email="Finance@Example.go.th", emails=("คลัง <x@example.com>", "กองคลัง")
    )
    agency = Agency(Path(), "ก", divisions=(finance,), senders=("ITA@example.go.th",))
    assert finance.addresses == {"finance@example.go.th", "x@example.com"}
    assert agency.own_addresses == {"ita@example.go.th"}
    assert agency.addresses == finance.addresses | agency.own_addresses


def test_former_names_senders_and_emails_are_read(tmp_path: Path) -> None:
    agency = load(
        tmp_path,
        """
        [agency]
        name = "เทศบาลตำบลใหม่"
        former_names = ["เทศบาลตำบลเก่า", " "]
        senders = ["ita@example.go.th"]
        [[divisions]]
        id = "finance"
        name = "กองคลัง"
        emails = ["a@example.com", "b@example.com"]
        """,
    )
    assert (agency.former_names, agency.senders) == (("เทศบาลตำบลเก่า",), ("ita@example.go.th",))
    assert agency.divisions[0].emails == ("a@example.com", "b@example.com")
    assert [agency.is_named(name) for name in ("เทศบาลตำบล ใหม่", "เทศบาลตำบลเก่า", "เทศบาลตำบลอื่น", "")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_inbox_that_cannot_be_looked_into_is_not_taken_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox/2562").mkdir(parents=True)

    def shut(_: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "iterdir", shut)
    with pytest.raises(WrongUseError) as refused:
        settings.newest_year(tmp_path)
    assert refused.value.key == "inbox.unreadable"


@pytest.mark.parametrize(("where", "key"), [("senders", "agency.senders"), ("emails", "divisions[1].emails")])
def test_what_is_no_address_is_refused_by_its_key(where: str, key: str, tmp_path: Path) -> None:
    lines = {"senders": "", "emails": ""} | {where: f'{where} = ["a@example.com", "กองคลัง"]'}
    toml = (
        f'[agency]\nname = "ก"\n{lines["senders"]}\n[[divisions]]\nid = "a"\nname = "ข"\n{lines["emails"]}\n'
    )
    with pytest.raises(WrongUseError) as refused:
        load(tmp_path, toml)
    assert (refused.value.key, refused.value.values["key"]) == ("settings.address", key)
