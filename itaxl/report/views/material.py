"""All that a document is made from, with the places that every text may use filled once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from itaxl.agency.settings import Agency
from itaxl.assessment import Assessment, Measure
from itaxl.forms.layout import DONE, NOT_DONE, UNDER_WAY
from itaxl.instrument import grading
from itaxl.instrument.model import Dimension, Instrument, ReportItem
from itaxl.report.views.wording import UNKNOWN, Style, Wording
from itaxl.texts import Lang, Text, Texts

LEGAL_BASIS = "memo.legal"
_THAI = re.compile("[ก-๎]")
STATUS_KEYS: Mapping[str, str] = {
    DONE: "status.done",
    UNDER_WAY: "status.under_way",
    NOT_DONE: "status.not_done",
    "": "status.unreported",
}


@dataclass(frozen=True)
class Material:
    """`instrument` is that of the year assessed, `publication` that of the year after (None: not known)."""

    assessment: Assessment
    agency: Agency
    instrument: Instrument
    publication: Instrument | None
    lang: Lang
    date: date | None
    style: Style
    say: Wording

    def division(self, id: str) -> str:
        """Name of a division; its id where the agency knows none of that id."""
        known = self.agency.division(id)
        return self.style.text(known.name) if known else id

    def indicator(self, no: int) -> str:
        """Name of an indicator."""
        return self.style.text(self.instrument.indicator(no).name[self.lang])

    def dimension(self, code: str) -> Dimension:
        return self.instrument.dimension(code)

    def dimension_places(self, code: str) -> dict[str, str]:
        """`{order}`, `{dimension}` and `{dimension_name}` of a dimension."""
        order = [dimension.code for dimension in self.instrument.dimensions].index(code) + 1
        name = self.dimension(code).name[self.lang]
        return {"order": self.style.count(order), "dimension": code, "dimension_name": name}

    def recommendation(self, no: int) -> str:
        """What must be done about an indicator: as announced, or the standard one in the document's language."""
        typed = self.assessment.indicator(no).recommendation
        standard = self.instrument.indicator(no).recommendation
        text = standard[self.lang] if typed == standard.th else typed
        return " ".join(without_lead(text).split())

    def measures(self, dimension: str) -> tuple[Measure, ...]:
        """The measures of a dimension, in their order."""
        return tuple(measure for measure in self.assessment.measures if measure.dimension == dimension)

    @property
    def items_known(self) -> bool:
        """Whether the items under which both reports are published are known."""
        here = self.publication
        return bool(here and here.analysis_item and here.followup_item)

    @property
    def items_placed(self) -> bool:
        """Whether the indicator and the sub-indicator that these items belong to are known too."""
        here = self.publication
        return bool(here and here.report_indicator and here.report_subindicator and here.report_subject)


def without_lead(text: str) -> str:
    """A recommendation as it follows "ซึ่งหน่วยงานต้อง", which people type in front of it or leave out."""
    rest = text.strip()
    for lead in ("ซึ่ง", "หน่วยงาน", "จะต้อง", "ต้อง"):
        rest = rest.removeprefix(lead).lstrip()
    return rest


def gather(
    assessment: Assessment,
    agency: Agency,
    instrument: Instrument,
    publication: Instrument | None,
    *,
    lang: Lang,
    date: date | None,
) -> Material:
    """The material of the documents in one language.

    `instrument` is that of the year assessed, `publication` that of the year after; no `date`: a dotted line in the
    memo. The agency's own sentences in Thai stand in Thai documents alone.
    """
    agency = replace(agency, text=_in_language(agency.text, lang, instrument))
    style = Style.of(agency, lang)
    texts = Texts("document", lang, own=agency.text)
    common = _Places(assessment, agency, instrument, publication, style, texts, date).all()
    say = Wording(texts, style, common)
    return Material(assessment, agency, instrument, publication, lang, date, style, say)


def _in_language(own: Mapping[str, str], lang: Lang, instrument: Instrument) -> Mapping[str, str]:
    """The own sentences that can be read; in English too the legal basis that nobody but the agency knows."""
    kept = set() if instrument.legal_basis else {LEGAL_BASIS}
    return {key: text for key, text in own.items() if lang == "th" or key in kept or not _THAI.search(text)}


@dataclass(frozen=True)
class _Places:
    """The places that every text may use, as the head of `document.toml` lists them."""

    assessment: Assessment
    agency: Agency
    instrument: Instrument
    publication: Instrument | None
    style: Style
    texts: Texts
    date: date | None

    def all(self) -> dict[str, str]:
        return self._of_agency() | self._of_result() | self._of_items() | self._of_measures()

    def _of_agency(self) -> dict[str, str]:
        agency = self.agency
        known = {signatory.role: signatory.position for signatory in agency.signatories}
        office = agency.place if agency.name in agency.place else f"{agency.place} {agency.name}".strip()
        return {
            "agency": agency.name,
            "district": agency.district,
            "province": agency.province,
            "website": agency.website,
            "office": office,
            "chief": known.get("chief") or self.texts("word.dots"),
            "date": self.style.date(self.date) if self.date else self.texts("word.dots"),
        }

    def _of_result(self) -> dict[str, str]:
        here, style = self.assessment, self.style
        band = grading.named(here.grade, self.instrument) if here.grade else None
        return {
            "year": style.year(here.year),
            "next_year": style.year(here.year + 1),
            "total": style.score(here.total),
            "grade": here.grade or UNKNOWN,
            "meaning": band.meaning[style.lang] if band else UNKNOWN,
            "threshold": style.amount(self.agency.threshold),
            "pass_mark": style.amount(self.instrument.pass_mark),
        }

    def _of_items(self) -> dict[str, str]:
        here, lang = self.publication, self.style.lang
        indicator = here.indicator(here.report_indicator) if here and here.report_indicator else None
        subject = here.report_subject if here else None
        places = {
            "report_no": self.style.count(indicator.no) if indicator else "",
            "report_indicator": indicator.name[lang] if indicator else "",
            "subindicator": here.report_subindicator if here else "",
            "report_subject": subject[lang] if subject else "",
        }
        places |= _item_places("analysis", here.analysis_item if here else None, lang)
        return places | _item_places("followup", here.followup_item if here else None, lang)

    def _of_measures(self) -> dict[str, str]:
        here, style = self.assessment, self.style
        counts = count_statuses(here.measures)
        share = Fraction(100 * counts["done"], len(here.measures)) if here.measures else Fraction()
        last, late = here.followup_round, style.count(len(here.late()))
        return {key: style.count(number) for key, number in counts.items()} | {
            "done_share": style.amount(share),
            "measures": style.count(len(here.measures)),
            "late": late,
            "lateness": self.texts("late.some", late=late) if here.late() else self.texts("late.none"),
            "as_of": style.date(here.as_of),
            "round": self.texts(f"round.{last.rpartition('-')[2]}") if last else "",
        }


def _item_places(name: str, item: ReportItem | None, lang: Lang) -> dict[str, str]:
    empty = Text("", "")
    code, title, duty = (item.code, item.title, item.duty) if item else ("", empty, empty)
    return {f"{name}_code": code, f"{name}_title": title[lang], f"{name}_duty": duty[lang].rstrip(".")}


def count_statuses(measures: Iterable[Measure]) -> dict[str, int]:
    """How many measures are `done`, `under_way`, `not_done`, `unreported`."""
    counts = Counter(STATUS_KEYS[measure.status()] for measure in measures)
    return {key.removeprefix("status."): counts[key] for key in STATUS_KEYS.values()}
