"""Values of the starter that nobody replaced are found, and so are titles of another kind of agency."""

from dataclasses import replace
from pathlib import Path

import pytest

from itaxl.agency import settings
from itaxl.agency.new_agency import starter
from itaxl.agency.sample_values import left, of_another_kind
from itaxl.agency.settings import Agency, Division
from itaxl.agency.signatories import Signatory
from itaxl.texts import LANGS

OWN = Agency(
    Path("/nowhere"),
    name="องค์การบริหารส่วนตำบลดอกคูน",
    kind="องค์การบริหารส่วนตำบล",
    district="อำเภอดอกคูน",
    province="จังหวัดดอกคูน",
    website="https://www.dokkhun.go.th",
    email="ita@dokkhun.go.th",
    place="สำนักปลัดองค์การบริหารส่วนตำบล",
    divisions=(Division("office", "สำนักปลัดองค์การบริหารส่วนตำบล"), Division("finance", "กองคลัง")),
    signatories=(Signatory("chief", "นายกองค์การบริหารส่วนตำบลดอกคูน"),),
)


@pytest.mark.parametrize("lang", LANGS)
def test_the_starter_is_all_samples(lang: str, tmp_path: Path) -> None:
    (tmp_path / "itaxl.toml").write_bytes(starter(lang))
    keys = [key for key, _ in left(settings.load(tmp_path))]
    assert keys == [
        *(f"[agency] {name}" for name in ("name", "district", "province", "website", "email")),
        "[report] place",
        "[[divisions]]",
    ]


def test_own_settings_hold_none() -> None:
    assert left(OWN) == ()
    assert of_another_kind(OWN) == ()


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"website": "http://example.go.th/ita"}, "[agency] website"),
        ({"email": "office@www.example.com"}, "[agency] email"),
        ({"email": "ita@example.or.th"}, "[agency] email"),
        ({"divisions": (Division("works", "กองช่าง", email="works@example.go.th"),)}, "[[divisions]] works"),
        (
            {"divisions": (Division("office", "สำนักปลัดเทศบาล"), Division("finance", "กองคลัง"))},
            "[[divisions]]",
        ),
    ],
)
def test_one_sample_that_stayed(changed: dict[str, object], key: str) -> None:
    assert [result for result, _ in left(replace(OWN, **changed))] == [key]  # type: ignore[arg-type]


def test_a_name_that_only_begins_so_is_no_sample() -> None:
    assert left(replace(OWN, website="https://example.go.th.dokkhun.go.th", email="a@myexample.com")) == ()
    assert left(replace(OWN, website="https://www.tambon.example.go.th")) == ()


@pytest.mark.parametrize(
    ("role", "position", "meant"),
    [
        ("chief", "นายกเทศมนตรี", "นายกองค์การบริหารส่วนตำบล"),
        ("clerk", "ปลัดเทศบาล", "ปลัดองค์การบริหารส่วนตำบล"),
        ("head", "หัวหน้าสำนักปลัดเทศบาล", "หัวหน้าสำนักปลัดองค์การบริหารส่วนตำบล"),
        ("chief", "นายก อบจ.", "นายกองค์การบริหารส่วนตำบล"),
        ("chief", "นายก อบจ", "นายกองค์การบริหารส่วนตำบล"),
        ("chief", "นายก เทศมนตรี", "นายกองค์การบริหารส่วนตำบล"),
    ],
)
def test_titles_of_another_kind_of_agency(role: str, position: str, meant: str) -> None:
    wrong = replace(OWN, signatories=(Signatory(role, position),))
    assert of_another_kind(wrong) == ((f"[[signatories]] {role}", position, meant),)
    assert of_another_kind(replace(wrong, name="อบต.ดอกคูน", kind="")) == of_another_kind(wrong)


def test_divisions_of_another_kind_of_agency() -> None:
    wrong = replace(OWN, divisions=(Division("office", "สำนักปลัดเทศบาล"),))
    assert of_another_kind(wrong) == (("[[divisions]] office", "สำนักปลัดเทศบาล", "สำนักปลัดองค์การบริหารส่วนตำบล"),)


def test_of_an_agency_of_no_known_kind_nothing_is_said() -> None:
    school = replace(
        OWN, name="โรงเรียนดอกคูน", kind="โรงเรียน", signatories=(Signatory("chief", "นายกเทศมนตรี"),)
    )
    assert of_another_kind(school) == ()
