"""Material that a document is made from, with the placeholders of its texts filled in once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from itaxl.agency.settings import Agency
from itaxl.analysis.insights import Insight, insights
from itaxl.analysis.measure_state import MeasureState, State, earlier_states, states
from itaxl.assessment import Assessment, Measure
from itaxl.instrument import grading
from itaxl.instrument.model import Dimension, Instrument, ReportItem
from itaxl.report.views.wording import UNKNOWN, Style, Wording
from itaxl.texts import Lang, Text, Texts

LEGAL_BASIS = "memo.legal"
_THAI = re.compile("[ก-๎]")


@dataclass(frozen=True)
class Material:
    """Data, language and texts of a document.

    `instrument` is that of the year assessed, `publication` that of the year after (None if not known).
    """

    assessment: Assessment
    agency: Agency
    instrument: Instrument
    publication: Instrument | None
    lang: Lang
    date: date | None
    style: Style
    say: Wording

    def division(self, id: str) -> str:
        """Return the name of a division, or its id if the agency has no such division."""
        division = self.agency.division(id)
        return self.style.text(division.name) if division else id

    def indicator(self, no: int) -> str:
        """Return the name of an indicator as it reads right beside its score."""
        return self.style.text(self.instrument.indicator(no).good[self.lang])

    def numbered(self, no: int) -> str:
        """Return an indicator's name after its number."""
        return self.say("word.numbered", n=self.style.count(no), text=self.indicator(no))

    def dimension(self, code: str) -> Dimension:
        return self.instrument.dimension(code)

    def dimension_places(self, code: str) -> dict[str, str]:
        """Return the values of `{order}`, `{dimension}` and `{dimension_name}` for a dimension."""
        order = [dimension.code for dimension in self.instrument.dimensions].index(code) + 1
        name = self.dimension(code).name[self.lang]
        return {"order": self.style.count(order), "dimension": code, "dimension_name": name}

    def recommendation(self, no: int) -> str:
        """Return what must be done about an indicator, as announced; the standard one in the document's language."""
        typed = self.assessment.indicator(no).recommendation
        standard = self.instrument.indicator(no).recommendation
        text = standard[self.lang] if typed == standard.th else typed
        return " ".join(without_lead(text).split())

    def numbers(self, numbers: Iterable[int]) -> str:
        """Return numbers of indicators as they are listed in a sentence: 1, 2 and 5."""
        *others, last = [self.style.count(number) for number in numbers]
        return self.say.texts("word.and_number").join([", ".join(others), last]) if others else last

    def measures(self, dimension: str) -> tuple[Measure, ...]:
        """Return the measures of a dimension, in their order."""
        return tuple(measure for measure in self.assessment.measures if measure.dimension == dimension)

    @cached_property
    def insights(self) -> tuple[Insight, ...]:
        """Return every sentence that the figures give, part by part."""
        return insights(self.assessment, self.instrument)

    @cached_property
    def states(self) -> Mapping[str, MeasureState]:
        """Return the states of the measures by their codes."""
        return states(self.assessment)

    @cached_property
    def earlier_states(self) -> Mapping[str, MeasureState]:
        """Return the states after the round before the newest one; empty where nobody reported then."""
        return earlier_states(self.assessment)

    def status(self, state: State) -> str:
        """Return the name of a state."""
        return self.say(f"status.{state}")

    @property
    def items_known(self) -> bool:
        """Return whether the items under which both reports are published are known."""
        publication = self.publication
        return bool(publication and publication.analysis_item and publication.followup_item)

    @property
    def items_placed(self) -> bool:
        """Return whether the indicator and the sub-indicator of these items are known too."""
        publication = self.publication
        return bool(
            publication
            and publication.report_indicator
            and publication.report_subindicator
            and publication.report_subject
        )


def without_lead(text: str) -> str:
    """Return a recommendation without leading "ซึ่งหน่วยงานต้อง", which some people type and others omit."""
    duty = text.strip()
    for lead in ("ซึ่ง", "หน่วยงาน", "จะต้อง", "ต้อง"):
        duty = duty.removeprefix(lead).lstrip()
    return duty


def build_material(
    assessment: Assessment,
    agency: Agency,
    instrument: Instrument,
    publication: Instrument | None,
    *,
    lang: Lang,
    date: date | None,
) -> Material:
    """Return the material of the documents in one language.

    `instrument` is that of the year assessed, `publication` that of the year after. Without `date`, the memo has a
    dotted line. The agency's own Thai sentences are used in Thai documents only.
    """
    agency = replace(agency, text=_in_language(agency.text, lang, instrument))
    style = Style.of(agency, lang)
    texts = Texts("document", lang, own=agency.text)
    common = _Places(assessment, agency, instrument, publication, style, texts, date).all()
    say = Wording(texts, style, common)
    return Material(assessment, agency, instrument, publication, lang, date, style, say)


def _in_language(sentences: Mapping[str, str], lang: Lang, instrument: Instrument) -> Mapping[str, str]:
    """Return the agency's own sentences that suit `lang`; also its legal basis if the instrument has none."""
    kept_keys = set() if instrument.legal_basis else {LEGAL_BASIS}
    return {
        key: text
        for key, text in sentences.items()
        if lang == "th" or key in kept_keys or not _THAI.search(text)
    }


@dataclass(frozen=True)
class _Places:
    """Values of the placeholders that every text may use; the head of `document.toml` lists them."""

    assessment: Assessment
    agency: Agency
    instrument: Instrument
    publication: Instrument | None
    style: Style
    texts: Texts
    date: date | None

    def all(self) -> dict[str, str]:
        return self._agency_places() | self._result_places() | self._item_places() | self._measure_places()

    def _agency_places(self) -> dict[str, str]:
        agency = self.agency
        positions = {signatory.role: signatory.position for signatory in agency.signatories}
        office = agency.place if agency.name in agency.place else f"{agency.place} {agency.name}".strip()
        return {
            "agency": agency.name,
            "district": agency.district,
            "province": agency.province,
            "website": agency.website,
            "office": office,
            "chief": positions.get("chief") or self.texts("word.dots"),
            "date": self.style.date(self.date) if self.date else self.texts("word.dots"),
        }

    def _result_places(self) -> dict[str, str]:
        assessment, style = self.assessment, self.style
        band = grading.named(assessment.grade, self.instrument) if assessment.grade else None
        return {
            "year": style.year(assessment.year),
            "next_year": style.year(assessment.year + 1),
            "total": style.score(assessment.total),
            "grade": assessment.grade or UNKNOWN,
            "meaning": band.meaning[style.lang] if band else UNKNOWN,
            "threshold": style.amount(self.agency.threshold),
            "pass_mark": style.amount(self.instrument.pass_mark),
        }

    def _item_places(self) -> dict[str, str]:
        publication, lang = self.publication, self.style.lang
        indicator = (
            publication.indicator(publication.report_indicator)
            if publication and publication.report_indicator
            else None
        )
        subject = publication.report_subject if publication else None
        places = {
            "report_no": self.style.count(indicator.no) if indicator else "",
            "report_indicator": indicator.name[lang] if indicator else "",
            "subindicator": publication.report_subindicator if publication else "",
            "report_subject": subject[lang] if subject else "",
        }
        places |= _report_item_places("analysis", publication.analysis_item if publication else None, lang)
        return places | _report_item_places(
            "followup", publication.followup_item if publication else None, lang
        )

    def _measure_places(self) -> dict[str, str]:
        assessment, style = self.assessment, self.style
        counts = count_states(assessment)
        share = (
            Fraction(100 * counts["done"], len(assessment.measures)) if assessment.measures else Fraction()
        )
        last_round = assessment.followup_round
        places = {key: style.count(number) for key, number in counts.items()} | {
            "done_share": style.amount(share),
            "measures": style.count(len(assessment.measures)),
            "as_of": style.date(assessment.as_of),
            "round": self.texts(f"round.{last_round.rpartition('-')[2]}") if last_round else "",
        }
        unstated = self.texts("status.no_status_count", **places) if counts["no_status"] else ""
        in_words = {"states": self._states(counts), "lateness": self._lateness(counts, places)}
        return places | {"unstated": unstated, **in_words}

    def _states(self, counts: Mapping[str, int]) -> str:
        """Say how many measures are in each state; leave out states that no measure is in."""
        counted = (
            self.texts(
                "status.counted",
                status=self.texts(f"status.{state}"),
                count=self.style.count(counts[state]),
            )
            for state in State
            if counts[state]
        )
        return (" " if self.style.lang == "th" else ", ").join(counted)

    def _lateness(self, counts: Mapping[str, int], places: Mapping[str, str]) -> str:
        """Say how many measures are late, and how many are due on the day judged itself."""
        lateness = self.texts("late.some" if counts["late"] else "late.none", **places)
        return lateness + self.texts("late.due", **places) if counts["due"] else lateness


def _report_item_places(name: str, item: ReportItem | None, lang: Lang) -> dict[str, str]:
    empty = Text("", "")
    code, title, duty = (item.code, item.title, item.duty) if item else ("", empty, empty)
    return {f"{name}_code": code, f"{name}_title": title[lang], f"{name}_duty": duty[lang].rstrip(".")}


def count_states(assessment: Assessment) -> dict[str, int]:
    """Return the numbers of measures in each state, and of those that are `late` and `due`."""
    judged = states(assessment).values()
    counts = Counter(measure.whole for measure in judged)
    late, due = (sum(getattr(measure, key) for measure in judged) for key in ("late", "due"))
    return {**{state.value: counts[state] for state in State}, "late": late, "due": due}
