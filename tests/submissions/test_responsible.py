from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.agency.settings import Division
from itaxl.submissions.responsible import Responsible, division_ids, read
from tests.filled import AGENCY as SOUND

NAMES = {
    "clerk": "สำนักปลัดเทศบาล",
    "finance": "กองคลัง",
    "works": "กองช่าง",
    "learning": "กองการศึกษา ศาสนาและวัฒนธรรม",
    "law": "2. งานนิติการ, ประชาสัมพันธ์",
    "health": "กองสาธารณสุข/สิ่งแวดล้อม (ชั่วคราว)",
}
AGENCY = replace(
    SOUND,
    name="เทศบาลเมืองดอกคูน",
    divisions=tuple(
        Division(id, name, ("กองการศึกษา",) if id == "learning" else ()) for id, name in NAMES.items()
    ),
)
ALL = tuple(NAMES)
JOINS = (
    *("\n", ", ", ",", "; ", "\n- ", "\n• ", " • ", " และ ", "และ", "/", " / ", " - ", "กับ", "\n– ", " + "),
    *(" {n}. ", " ({n}) ", "\n{n}) ", "\n{thai}. ", ", {n}. "),
)


def joined(ids: list[str], join: str) -> str:
    """List names as officers do, with what begins a line before the first one too."""
    numbers = range(1, len(ids) + 1)
    signs = [join.format(n=number, thai=chr(ord("๐") + number)) for number in numbers]
    first = signs[0].lstrip() if any(mark in join for mark in "{-•–") and join != " - " else ""
    return first + "".join(
        (sign if position else "") + NAMES[id]
        for position, (id, sign) in enumerate(zip(ids, signs, strict=True))
    )


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(ALL), min_size=1, unique=True).flatmap(st.permutations),
    st.sampled_from(JOINS),
)
def test_any_list_of_names_is_read_back_whatever_joins_them(ids: list[str], join: str) -> None:
    assert read(joined(ids, join), AGENCY) == Responsible(tuple(id for id in ALL if id in ids))


@pytest.mark.parametrize(
    "typed, ids",
    [
        ("ผอ.กองคลัง", ("finance",)),
        ("ผู้อำนวยการกองคลัง", ("finance",)),
        ("หัวหน้าสำนักปลัด", ("clerk",)),
        ("ผู้อำนวยการกองคลังและหัวหน้าสำนักปลัด", ("clerk", "finance")),
        ("นักวิชาการเงินและบัญชี กองคลัง", ("finance",)),
        ("ฝ่ายพัสดุ กองคลัง", ("finance",)),
        ("กองคลัง/งานพัสดุ", ("finance",)),
        ("กองคลัง (หลัก)", ("finance",)),
        ("กองคลังหรือกองช่าง", ("finance", "works")),
        ("ทุกสำนัก/กอง", ALL),
        ("ทุกส่วนราชการ", ALL),
        ("ทุกหน่วยงาน", ALL),
        ("ทุกกองและทุกสำนัก", ALL),
        ("ทุกส่วนราชการในเทศบาลเมืองดอกคูน", ALL),
        ("หน่วยงานในสังกัดทุกหน่วยงาน", ALL),
        ("All divisions", ALL),
        ("ทุกฝ่าย", ALL),
        ("ทุกสำนัก/กอง/ศูนย์", ALL),
        ("ผอ.ทุกกอง", ALL),
        ("หัวหน้าส่วนราชการทุกส่วน", ALL),
        ("ส านักปลัดเทศบาล", ("clerk",)),
        ("หน่วยงานหลัก กองคลัง หน่วยงานสนับสนุน กองช่าง", ("finance", "works")),
        ("☑ กองคลัง ☐ กองช่าง", ("finance",)),
        ("□ สำนักปลัด\n✓ กองคลัง\n✓ กองช่าง", ("finance", "works")),
    ],
)
def test_positions_and_words_for_all_mean_divisions_and_are_told(typed: str, ids: tuple[str, ...]) -> None:
    assert read(typed, AGENCY) == Responsible(ids, (), ((typed, ids),))


@pytest.mark.parametrize(
    "typed", ["สำนักปลัด", "กองการศึกษา", "สำนัก ปลัด เทศบาล", "กองการศึกษาฯ", "LAW", "กองสาธารณสุขฯ"]
)
def test_short_forms_of_one_name_alone_are_that_name(typed: str) -> None:
    assert len(read(typed, AGENCY).ids) == 1
    assert not read(typed, AGENCY).unknown


@pytest.mark.parametrize(
    "typed, ids, unknown",
    [
        ("กองสวน", (), ("กองสวน",)),
        ("นักวิชาการคอมพิวเตอร์", (), ("นักวิชาการคอมพิวเตอร์",)),
        ("กองคลังจังหวัด", (), ("กองคลังจังหวัด",)),
        ("กองคลังและกองสวน", ("finance",), ("กองสวน",)),
        ("กองคลัง กองสวน", ("finance",), ("กองสวน",)),
        ("กองคลังกองสวน", ("finance",), ("กองสวน",)),
        ("- กองสวน\n- กองช่าง", ("works",), ("กองสวน",)),
        ("frameworks", (), ("frameworks",)),
        ("ทุกหน่วยงานที่เกี่ยวข้อง", (), ("ทุกหน่วยงานที่เกี่ยวข้อง",)),
        ("ทุกงานในกองคลัง", (), ("ทุกงานในกองคลัง",)),
        ("ทุกกอง ยกเว้นกองช่าง, กองคลัง", (), ("ทุกกอง ยกเว้นกองช่าง, กองคลัง",)),
    ],
)
def test_what_names_no_division_for_certain_is_asked_about(
    typed: str, ids: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert read(typed, AGENCY) == Responsible(ids, unknown)


def test_the_first_part_of_one_long_name_is_that_division_and_told() -> None:
    long = replace(
        AGENCY, divisions=(Division("plan", "กองยุทธศาสตร์และงบประมาณ"), Division("care", "กองสวัสดิการ สังคม"))
    )
    assert read("กองยุทธศาสตร์", long) == Responsible(("plan",), (), (("กองยุทธศาสตร์", ("plan",)),))
    assert read("กองสวัสดิการและกองยุทธศาสตร์", long).ids == ("plan", "care")
    twice = replace(long, divisions=(*long.divisions, Division("other", "กองยุทธศาสตร์การคลัง")))
    assert read("กองยุทธศาสตร์", twice).unknown == ("กองยุทธศาสตร์",)


@pytest.mark.parametrize(
    "typed", ["①กองคลัง ②กองช่าง", "กองคลังกองช่าง", "กองคลัง\u200bกองช่าง", "□ กองคลัง\n□ กองช่าง"]
)
def test_names_without_a_space_between_and_empty_boxes_as_bullets_are_lists(typed: str) -> None:
    assert read(typed, AGENCY) == Responsible(("finance", "works"))


def test_a_number_of_the_next_line_is_not_part_of_a_name() -> None:
    second = replace(AGENCY, divisions=(*AGENCY.divisions, Division("works-2", "กองช่าง 2")))
    assert read("1. กองช่าง 2. กองคลัง", second).ids == ("finance", "works")
    assert read("1. กองช่าง 2 2. กองคลัง", second).ids == ("finance", "works-2")


def test_the_short_form_of_two_names_is_neither() -> None:
    twice = replace(AGENCY, divisions=(*AGENCY.divisions, Division("other", "สำนักปลัด สาขา")))
    assert read("สำนักปลัด", twice).unknown == ("สำนักปลัด",)


def test_every_name_of_a_division() -> None:
    assert division_ids(SOUND.divisions)["สำนักปลัด"] == "clerk"


def test_the_first_of_two_divisions_with_one_name_is_meant() -> None:
    """Settings with such names are refused; here nothing may depend on it."""
    twins = replace(SOUND, divisions=(*SOUND.divisions, Division("other", "กองคลัง")))
    assert division_ids(twins.divisions)["กองคลัง"] == "finance"
    assert read("กองคลัง", twins).ids == ("finance",)
