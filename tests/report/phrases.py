"""Phrases that no signed document may hold, and phrases that fit some states of a year alone.

A phrase is a regular expression in each language, blank where there is nothing to look for. `fits` says of an
assessment whether its documents may hold the phrase. Blanks of all kinds count as one space, digits as Arabic ones.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from itaxl import thai
from itaxl.assessment import Assessment


def never(_: Assessment) -> bool:
    """Return whether a phrase fits that no document may hold."""
    return False


@dataclass(frozen=True)
class Phrase:
    """Phrase in both languages; with `fits`, one that the documents of some years may hold."""

    th: str
    en: str
    fits: Callable[[Assessment], bool] = never


def has_measures(assessment: Assessment) -> bool:
    return bool(assessment.measures)


def has_no_measures(assessment: Assessment) -> bool:
    return not assessment.measures


def lacks_measures(assessment: Assessment) -> bool:
    """Return whether an indicator has a score and no measure."""
    measured = {measure.indicator for measure in assessment.measures}
    return any(result.score is not None and result.no not in measured for result in assessment.indicators)


def has_weakest(assessment: Assessment) -> bool:
    return any(dimension.weakest for dimension in assessment.dimensions)


def has_reports(assessment: Assessment) -> bool:
    return assessment.followup_round is not None


def is_compared(assessment: Assessment) -> bool:
    return assessment.previous is not None or bool(assessment.earlier)


def is_announced(assessment: Assessment) -> bool:
    sources = [assessment.total_source, assessment.grade_source]
    sources += [result.source for result in assessment.dimensions]
    sources += [result.source for result in assessment.indicators]
    return "announced" in sources


# The makers of the pages, and what they found or did not find in which source.
OURS = (
    Phrase("โปรแกรม", r"\bprograms?\b"),
    Phrase("(?i:itaxl)", "(?i:itaxl)"),
    Phrase(
        "ยังไม่(?:พบ|ทราบ)|ไม่พบเอกสาร|ไม่ทราบว่า",
        r"\b(?:was|were) (?:not )?found|\b(?:is|are) (?:not known|unknown)",
    ),
    Phrase("ถือว่า(?:เท่ากับ|เหมือน)", "[Tt]aken to be"),
    Phrase(
        "(?:เทศบาล|มหาวิทยาลัย|โรงเรียน)แห่งหนึ่ง",
        "one (?:university|municipality|school)|a (?:school|university)'s",
    ),
    Phrase("ถ้อยคำของ|ที่พบสอดคล้อง", "own words|known result"),
)

# What comes out where a sentence stands without what it is about.
BROKEN = (
    Phrase(
        r"(?<![0-9.,])0 (?:มาตรการ|รายการ|ตัวชี้วัด|ส่วนงาน)",
        r"(?<![0-9.,])0 (?:measures?|indicators?|divisions?|items?)\b",
    ),
    Phrase("", r"(?<![0-9.,])1 (?:measures|divisions|indicators|points)\b"),
    Phrase(r"ระดับ –|คะแนนรวม –|(?<=\S )– คะแนน|ได้ –", "grade –|total of –|score, –"),
    Phrase(r"\{|\bNone\b|\bnan\b", r"\{|\bnan\b"),
    Phrase("ซึ่งซึ่ง|ต้องต้อง|ต้องซึ่ง|ได้แก่ ตัวชี้วัดที่ ?$", r"must \.|must must|yet: \.$"),
    Phrase(r"(?<=\S )\(\s*\)|ข้อ  ", r"(?<=\S )\(\s*\)|, ,|[^.]\.\.(?!\.)"),
)

# What holds in some years alone.
FITTING = (
    Phrase("กำหนดมาตรการที่จะดำเนินการ", "measures have been set", has_measures),
    Phrase("นำมาตรการในรายงานฉบับนี้ไปปฏิบัติ", "carry out the measures", has_measures),
    Phrase("ให้ดำเนินการตามมาตรการในรายงานนี้", "To carry out the", has_measures),
    Phrase("ตารางต่อไปนี้แสดงมาตรการ|ช่องการกำกับติดตาม", "tables that follow go|boxes of the", has_measures),
    Phrase("งบประมาณที่ต้องใช้", r"^Cost$", has_measures),
    Phrase("ยังไม่มีมาตรการสำหรับปีงบประมาณ", "There are no measures for the fiscal year", has_no_measures),
    Phrase(
        "ยังไม่มีส่วนงานใดเสนอมาตรการ",
        "has proposed a measure",
        lambda one: lacks_measures(one) or not one.measures,
    ),
    Phrase("ยังไม่มีส่วนงานรายงานผล", "No division has reported yet", lambda one: not has_reports(one)),
    Phrase("ตามที่ส่วนงานรายงาน รอบ", "as the divisions reported it after", has_reports),
    Phrase("ตัวชี้วัดที่ต้องปรับปรุงก่อนในแต่ละด้าน", "What must be mended first in each", has_weakest),
    Phrase("ปีก่อน(?:ระดับ|ได้|มี)|เทียบกับปี", "the year before$|Against 2", is_compared),
    Phrase("ตามที่สำนักงาน ป.ป.ช. ประกาศ$", "as the Office of the NACC announced", is_announced),
    Phrase("ยังไม่มีคะแนนรวม", "no total", lambda one: one.total is None),
    Phrase(
        "ยังไม่มีคะแนนของ", "no score yet of", lambda one: any(result.score is None for result in one.indicators)
    ),
)

ALL = (*OURS, *BROKEN, *FITTING)


def held(text: str, lang: str, assessment: Assessment, phrases: tuple[Phrase, ...] = ALL) -> Iterator[str]:
    """Yield what a text holds that its document may not, each with the words around it."""
    plain = thai.arabic_digits(re.sub("[ \u00a0\u200b]+", " ", text))
    for phrase in phrases:
        pattern = phrase.en if lang == "en" else phrase.th
        if pattern and not phrase.fits(assessment):
            for match in re.finditer(pattern, plain, re.MULTILINE):
                yield plain[max(match.start() - 40, 0) : match.end() + 40]
