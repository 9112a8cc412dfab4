"""Agencies and outcomes to make documents of: the known case with six divisions, an empty one, a long one."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from itaxl.agency.settings import Agency, Division
from itaxl.agency.signatories import Signatory
from itaxl.assessment import (
    Assessment,
    DimensionResult,
    DivisionResult,
    IndicatorResult,
    Measure,
    Previous,
    Progress,
)
from itaxl.instrument import load, publication
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import dimension_score, points, weakest
from itaxl.report.views.material import Material, build_material
from itaxl.texts import Lang
from tests import planned

INSTRUMENT = load(2562)
PUBLICATION = publication(2562)

# Known: the total 79.83 and the lowest of each dimension (4, 7, 9). The others are invented; the total comes out.
SCORES = {
    no: Fraction(text)
    for no, text in enumerate(
        ("89.10", "81.45", "86.20", "73.80", "86.25", "84.10", "74.02", "78.64", "74.48", "81.25"), start=1
    )
}
DIVISIONS = (
    Division("clerk", "สำนักปลัดเทศบาล"),
    Division("finance", "กองคลัง"),
    Division("works", "กองช่าง"),
    Division("education", "กองการศึกษา"),
    Division("welfare", "กองสวัสดิการสังคม"),
    Division("health", "กองสาธารณสุขและสิ่งแวดล้อม"),
)
EVERYONE = tuple(division.id for division in DIVISIONS)
START, END = date(2019, 10, 1), date(2020, 9, 30)
DONE, UNDER_WAY, NOT_DONE = "ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ"

AGENCY = Agency(
    folder=Path("/nowhere"),
    name="เทศบาลตำบลตัวอย่าง",
    kind="เทศบาลตำบล",
    district="เมือง",
    province="ตัวอย่าง",
    website="https://www.example.go.th",
    divisions=DIVISIONS,
    signatories=(
        Signatory("author", "นักวิเคราะห์นโยบายและแผนชำนาญการ", "นางสาวหนึ่ง ตัวอย่าง"),
        Signatory("head", "หัวหน้าสำนักปลัดเทศบาล", "นางสาวสอง ตัวอย่าง", "note"),
        Signatory("clerk", "ปลัดเทศบาล", "นายสาม ตัวอย่าง", "support"),
        Signatory("chief", "นายกเทศมนตรีตำบลตัวอย่าง", "นายสี่ ตัวอย่าง", "approve"),
    ),
    report_date=date(2020, 4, 10),
    report_number="ตย 55001/ -",
    place="สำนักปลัดเทศบาล",
)

PROPERTY_WEAKNESS = (
    "1. จัดทำข้อตกลงหรือประกาศให้บุคลากรทราบถึงนโยบายการไม่นำทรัพย์สินของหน่วยงานไปใช้เป็นประโยชน์ส่วนตัว\n"
    "2. จัดทำประกาศข้อปฏิบัติในการขอยืมทรัพย์สินของทางราชการไปใช้ในการปฏิบัติงาน"
)
PROPERTY_APPROACH = (
    "1. จัดทำคู่มือการใช้ทรัพย์สินของทางราชการ\n2. แจ้งเวียนให้บุคลากรภายในรับทราบ\n"
    "3. ส่งหนังสือถึงผู้นำชุมชนให้ประชาสัมพันธ์ให้รับทราบโดยทั่วกัน\n"
    "4. เผยแพร่คู่มือการใช้ทรัพย์สินของทางราชการผ่านเว็บไซต์\n"
    "5. เผยแพร่คู่มือการใช้ทรัพย์สินของทางราชการผ่าน Facebook\n6. ติดบอร์ดประชาสัมพันธ์ของสำนักงาน"
)
CHANNEL_WEAKNESS = (
    "1. หน่วยงานต้องจัดทำแผนเผยแพร่ข้อมูลในหลากหลายช่องทาง เช่น Website, Instagram, Facebook ฯลฯ\n"
    "2. ควรมีช่องทางในการแจ้งเบาะแสการทุจริต เช่น สายด่วน หรือช่องทางอื่น ๆ ตามความเหมาะสม"
)
CHANNEL_APPROACH = (
    "ในความเป็นจริง เทศบาลฯ มีเว็บไซต์และเฟซบุ๊กเป็นช่องทางเผยแพร่ข้อมูลมาแล้ว แต่ประชาชนอาจเข้าไม่ถึง\n"
    "1. ส่งหนังสือถึงผู้นำชุมชน ให้เผยแพร่ชื่อเว็บไซต์ เฟซบุ๊ก ไลน์ และเชิญชวนประชาชนให้เข้าชม\n"
    "2. ปรับปรุงเว็บไซต์ให้เป็นปัจจุบัน\n"
    "3. นำข้อมูลด้านต่าง ๆ เผยแพร่ผ่านเว็บไซต์ เฟซบุ๊ก ไลน์ ให้ครอบคลุมข้อมูลข่าวสารที่เกิดประโยชน์ต่อประชาชน"
)
SITE_WEAKNESS = "1. หน่วยงานต้องจัดทำเว็บไซต์ขององค์กร โดยมีการนำข้อมูลต่าง ๆ ลงให้ครบถ้วน"
SITE_APPROACH = (
    "1. เทศบาลจะต้องจัดทำเว็บไซต์ขององค์กรพร้อมทั้งลงข้อมูลต่าง ๆ ให้ครบถ้วน เช่น ข้อมูลพื้นฐานขององค์กร แผนการดำเนินงาน "
    "งบประมาณ บุคลากร โครงการและกิจกรรม ตรวจสอบและต่ออายุเว็บไซต์ให้ทันกำหนดเวลา รวมถึงมีการจัดทำช่องทาง E-SERVICE "
    "โดยให้ทุกสำนัก กอง จัดส่งข้อมูลของตนเองที่จะเผยแพร่ให้ครบถ้วนอย่างต่อเนื่อง"
)


def progress(division: str, status: str = DONE, **changes: Any) -> Progress:
    """What a division reported; done, with evidence, unless told otherwise."""
    whole = planned.progress(
        division,
        "followup-12",
        status=status,
        percent=Fraction(100 if status == DONE else 50 if status == UNDER_WAY else 0),
        done=date(2020, 6, 30) if status == DONE else None,
        result="จัดทำและแจ้งเวียนแล้ว บุคลากรทุกคนลงนามรับทราบ" if status == DONE else "",
        obstacle="" if status == DONE else "บุคลากรมีภารกิจมากในช่วงปลายปีงบประมาณ",
        evidence=f"https://www.example.go.th/ita/2563/{division}.pdf" if status == DONE else "",
    )
    return planned.changed(whole, **changes)


def measure(dimension: str, no: int, serial: int, **changes: Any) -> Measure:
    """A measure of the known case."""
    whole = planned.measure(
        *(f"2562-{dimension}-{no:02}-{serial:02}", dimension, no),
        weakness="จุดอ่อน",
        approach="แนวทาง",
        measure="มาตรการ",
        responsible=("clerk",),
        start=START,
        end=END,
        budget="none",
    )
    return planned.changed(whole, **changes)


def _known_measures() -> tuple[Measure, ...]:
    two, all_six = ("clerk", "finance"), EVERYONE
    property_: dict[str, Any] = {
        "weakness": PROPERTY_WEAKNESS,
        "approach": PROPERTY_APPROACH,
        "responsible": two,
    }
    channel: dict[str, Any] = {
        "weakness": CHANNEL_WEAKNESS,
        "approach": CHANNEL_APPROACH,
        "responsible": all_six,
    }
    site: dict[str, Any] = {"weakness": SITE_WEAKNESS, "approach": SITE_APPROACH, "responsible": all_six}
    mixed = tuple(
        progress(division, UNDER_WAY if division == "works" else NOT_DONE if division == "health" else DONE)
        for division in all_six[:-1]
    )
    return (
        measure(
            *("IIT", 4, 1),
            **property_,
            measure="มาตรการป้องกันความขัดแย้งทางผลประโยชน์หรือผลประโยชน์ทับซ้อน และการให้หรือรับสินบน",
            target="บุคลากรร้อยละ 100 รับทราบนโยบาย",
            followup=tuple(progress(division) for division in two),
        ),
        measure(
            *("IIT", 4, 2),
            **property_,
            measure="มาตรการป้องกันและเว้นการปฏิบัติหน้าที่ตามคู่มือประชาชน",
            followup=(progress("clerk"), progress("finance", evidence="")),
        ),
        measure(
            *("EIT", 7, 1),
            **channel,
            measure="มาตรการในการจัดการเรื่องร้องเรียนการทุจริต",
            budget=Fraction(5000),
            followup=tuple(progress(division) for division in all_six),
        ),
        measure(
            *("EIT", 7, 2),
            **channel,
            measure="มาตรการเผยแพร่ข้อมูลต่อสาธารณะ",
            end=date(2020, 3, 31),
            followup=mixed,
        ),
        measure(
            *("OIT", 9, 1),
            **site,
            measure="มาตรการเผยแพร่ข้อมูลต่อสาธารณะ",
            followup=tuple(progress(division) for division in all_six),
        ),
    )


def assessment(
    scores: dict[int, Fraction] = SCORES,
    measures: tuple[Measure, ...] | None = None,
    instrument: Instrument = INSTRUMENT,
    **changes: Any,
) -> Assessment:
    """The known case, or another one with these scores and measures."""
    dimensions = []
    for dimension in instrument.dimensions:
        score = dimension_score(scores, dimension)
        own = {
            indicator.no: scores[indicator.no] for indicator in dimension.indicators if indicator.no in scores
        }
        earned = None if score is None else points(score, dimension)
        dimensions.append(
            DimensionResult(
                *(dimension.code, score, Fraction(dimension.weight), earned, weakest(own)),
                None if score is None else "computed",
            )
        )
    whole = Assessment(
        *(2562, "announced", Fraction("79.83"), Fraction("79.83"), "C", "B"),
        tuple(
            IndicatorResult(
                *(
                    indicator.no,
                    indicator.dimension,
                    scores.get(indicator.no),
                    None,
                    indicator.recommendation.th,
                ),
                "announced" if indicator.no in scores else None,
            )
            for indicator in instrument.indicators
        ),
        *(
            tuple(dimensions),
            (),
            _known_measures() if measures is None else measures,
            None,
            "followup-12",
            END,
        ),
    )
    total = changes.get("total", whole.total)
    return replace(whole, **({"total_source": None if total is None else "announced"} | changes))


def with_previous(outcome: Assessment) -> Assessment:
    """The same, with invented figures of the year before."""
    before = {no: score - 3 + no for no, score in SCORES.items()}
    indicators = tuple(replace(indicator, previous=before[indicator.no]) for indicator in outcome.indicators)
    return replace(outcome, indicators=indicators, previous=Previous(2561, Fraction("77.10"), "B", before))


def divisions(number: int) -> tuple[DivisionResult, ...]:
    """Invented scores of so many divisions; each third lacks one indicator."""
    return tuple(
        DivisionResult(
            f"unit-{serial}",
            f"หน่วยงานตัวอย่างที่ {serial} สำนักส่งเสริมและพัฒนา",
            {
                no: score - Fraction(serial * no % 17, 3)
                for no, score in SCORES.items()
                if serial % 3 or no != 2
            },
            dict.fromkeys(SCORES, 20),
            Fraction("78.5") - serial if serial % 3 else None,
            "B" if serial % 3 else None,
        )
        for serial in range(1, number + 1)
    )


def empty() -> Assessment:
    """Nothing is known: no score, no measure, no follow-up."""
    return assessment(
        {},
        (),
        source="divisions",
        total=None,
        total_computed=None,
        grade_announced=None,
        grade_computed=None,
        followup_round=None,
    )


def long() -> Assessment:
    """Twenty measures of 600 characters in one dimension, with long reports."""
    sentence = "จัดประชุมชี้แจงแนวทางปฏิบัติ เผยแพร่ผ่านเว็บไซต์ และติดตามผลการดำเนินการของทุกส่วนงานเป็นประจำทุกไตรมาส "
    text = (sentence * 7)[:600]
    measures = tuple(
        measure(
            *("EIT", 7 if serial <= 13 else 8, serial),
            measure=f"ข้อ {serial} {text}",
            weakness=f"จุดอ่อนเรื่องที่ {(serial + 9) // 10} {sentence}",
            approach=f"แนวทาง {(serial + 4) // 5} {text}",
            responsible=EVERYONE[: serial % 6 + 1],
            target=sentence,
            followup=tuple(
                progress(division, UNDER_WAY, result=text, obstacle=sentence)
                for division in EVERYONE[: serial % 4]
            ),
        )
        for serial in range(1, 21)
    )
    return assessment(measures=measures)


def material(
    outcome: Assessment | None = None,
    agency: Agency = AGENCY,
    instrument: Instrument = INSTRUMENT,
    published: Instrument | None = PUBLICATION,
    lang: Lang = "th",
    day: date | None = date(2020, 4, 10),
) -> Material:
    """The material of the known case, or of another one."""
    return build_material(outcome or assessment(), agency, instrument, published, lang=lang, date=day)
