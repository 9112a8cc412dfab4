"""Settings of a new agency: suggested by its kind, written with the comments of the starter, read as any other."""

from dataclasses import replace
from pathlib import Path

import pytest

from itaxl.agency import settings
from itaxl.agency.kinds import KINDS
from itaxl.agency.new_agency import Body, bodies, body_of, create, settings_text, suggested
from itaxl.agency.sample_values import of_another_kind
from itaxl.agency.settings import Agency
from itaxl.errors import WrongUseError
from itaxl.texts import LANGS, Lang

KNOWN = [body for body in bodies() if body.sample]


def made(body: Body, name: str, lang: Lang = "th") -> Agency:
    return settings.checked(Path(), settings_text(suggested(body, name), lang))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("body", KNOWN, ids=lambda body: body.key)
def test_each_kind_has_divisions_signatories_and_no_title_of_another(body: Body, lang: Lang) -> None:
    agency = made(body, body.sample, lang)
    assert (agency.name, agency.lang) == (body.sample, lang)
    assert len(agency.divisions) >= 4
    assert [person.role for person in agency.signatories] == ["author", "head", "clerk", "chief"]
    assert [person.opinion for person in agency.signatories][-1] == "approve"
    assert agency.place.endswith(body.sample)
    assert of_another_kind(agency) == ()
    positions = [person.position for person in agency.signatories]
    names = [name for division in agency.divisions for name in division.names]
    assert not any("{" in text for text in (*positions, *names, agency.place))


def test_every_name_finds_its_kind() -> None:
    assert [body_of(body.sample) for body in KNOWN] == KNOWN
    assert {body.key for kind in KINDS if (body := body_of(f"{kind.name}ดอกคูน"))} == {
        *("municipality", "subdistrict", "province-council")
    }
    assert body_of("our-agency") is None


def test_a_short_name_is_written_out_with_the_titles_of_its_own_kind() -> None:
    body = body_of("อบต.ดอกคูน")
    assert body
    agency = made(body, "อบต.ดอกคูน")
    assert agency.name == "องค์การบริหารส่วนตำบลดอกคูน"
    assert agency.kind == "องค์การบริหารส่วนตำบล"
    assert agency.signatories[-1].position == "นายกองค์การบริหารส่วนตำบล"
    assert agency.divisions[0].spellings == ("office", "สำนักปลัดองค์การบริหารส่วนตำบล", "สำนักปลัด")


def test_the_comments_of_the_starter_stay() -> None:
    text = settings_text(suggested(KNOWN[3], "โรงเรียนดอกคูน"), "th").decode()
    assert "# รหัสสั้น a–z 0–9 และ - ห้ามซ้ำ ห้ามเปลี่ยนภายหลัง" in text
    assert text.index("[[divisions]]") < text.index("# ผู้ลงนามในบันทึกข้อความ") < text.index("[[signatories]]")
    assert text.index("[[signatories]]") < text.index("[report]") < text.index("[colours]")


def test_what_was_filled_in_otherwise_counts() -> None:
    form = suggested(KNOWN[0], "เทศบาลเมืองดอกคูน")
    agency = {**form.sections["agency"], "district": "อำเภอดอกคูน", "province": "", "email": ""}
    rows = form.lists["divisions"][:1]
    filled = replace(
        form, sections={**form.sections, "agency": agency}, lists={**form.lists, "divisions": rows}
    )
    read = settings.checked(Path(), settings_text(filled, "th"))
    assert (read.kind, read.district, read.province, len(read.divisions)) == (
        "เทศบาลเมือง",
        "อำเภอดอกคูน",
        "",
        1,
    )


def test_what_may_not_stand_there_is_refused() -> None:
    form = suggested(KNOWN[0], "เทศบาลเมืองดอกคูน")
    rows = [{"id": "กอง", "name": "กอง"}]
    with pytest.raises(WrongUseError) as refusal:
        settings_text(replace(form, lists={"divisions": rows}), "th")
    assert refusal.value.key == "settings.id"


def test_another_body_begins_without_divisions() -> None:
    agency = made(bodies()[-1], "องค์การมหาชนดอกคูน")
    assert (agency.divisions, agency.kind, agency.place) == ((), "", "องค์การมหาชนดอกคูน")


def test_settings_that_are_there_are_never_written_over(tmp_path: Path) -> None:
    create(tmp_path / "a", b"first")
    with pytest.raises(WrongUseError) as refusal:
        create(tmp_path / "a", b"second")
    assert refusal.value.key == "folder.exists"
    assert (tmp_path / "a" / "itaxl.toml").read_bytes() == b"first"
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["inbox", "itaxl.toml", "outbox"]
