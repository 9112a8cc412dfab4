"""Score the agency by the answers of all divisions: from questions and items to indicators.

Items are of the agency's website, which it has once: they are united, and give no division a score of its own.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from itaxl.assessment import ItemResult, QuestionResult
from itaxl.findings import NOWHERE, Finding, finding
from itaxl.forms import layout
from itaxl.instrument import items, scoring
from itaxl.instrument.model import Instrument
from itaxl.instrument.scoring import weighted_mean
from itaxl.merging import frames
from itaxl.merging.frames import Row
from itaxl.merging.merge import Merged


@dataclass(frozen=True)
class OwnScores:
    """Scores of the agency by its divisions' answers.

    `answered`: the rows that they rest on, as the function of that name returns them; `scores`: by indicator; `items`
    and `questions`: those that anyone answered.
    """

    answered: pd.DataFrame
    scores: Mapping[int, Fraction]
    items: tuple[ItemResult, ...]
    questions: tuple[QuestionResult, ...]
    findings: tuple[Finding, ...]


def own_scores(merged: Merged, instrument: Instrument, announced: Mapping[int, Fraction]) -> OwnScores:
    """Score the divisions' answers. Findings on how they were joined are left out where a score is `announced`."""
    rows = answered(merged.scores, instrument)
    published, item_notes = united(merged.items, instrument)
    by_item = item_scores(published, instrument)
    both = sorted(set(by_item) & {int(code) for code in rows["code"]})
    joined, notes = merged_scores(rows[~rows["code"].isin(map(str, by_item))])
    notes += tuple(finding("X422", NOWHERE, no, indicator=instrument.indicator(no).good) for no in both)
    needed = (note for note in notes if int(note.value) not in announced)
    questions = question_scores(merged.scores, instrument)
    return OwnScores(rows, {**joined, **by_item}, published, questions, (*needed, *item_notes))


def answered(scores: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Return the scores of indicators that count: those given, and those that a division's questions give.

    The first counts where a division gives one twice.
    """
    indicator_keys = {(indicator.dimension, indicator.code) for indicator in instrument.indicators}
    question_keys = {
        (instrument.indicator(question.indicator).dimension, question.code)
        for question in instrument.questions
    }
    rows = scores[scores["score"].notna()].drop_duplicates(["dimension", "division", "code"])
    given_rows, questions = [], defaultdict[tuple[str, str], list[Row]](list)
    for row in frames.rows(rows):
        if (row["dimension"], row["code"]) in indicator_keys:
            given_rows.append(row)
        elif (row["dimension"], row["code"]) in question_keys:
            questions[row["dimension"], row["division"]].append(row)
    own = {(row["division"], row["code"]) for row in given_rows}
    for group in questions.values():
        given_rows += [
            row for row in _from_questions(group, instrument) if (row["division"], row["code"]) not in own
        ]
    frame = pd.DataFrame(given_rows, columns=scores.columns, dtype=object)
    return frames.with_numbers(frame, "respondents")


def _from_questions(rows: Sequence[Row], instrument: Instrument) -> Iterator[Row]:
    """Yield the indicators of which a division has every question; respondents: of its least answered one."""
    scores = {row["code"]: row["score"] for row in rows}
    dimension = instrument.dimension(rows[0]["dimension"])
    for indicator in dimension.indicators:
        score = scoring.indicator_score(scores, indicator.no, instrument)
        if score is not None:
            codes = {question.code for question in instrument.questions if question.indicator == indicator.no}
            counts = [row["respondents"] for row in rows if row["code"] in codes]
            fewest = None if any(pd.isna(count) for count in counts) else min(counts)
            yield {**rows[0], "code": indicator.code, "score": score, "respondents": fewest, "remark": ""}


def merged_scores(rows: pd.DataFrame) -> tuple[dict[int, Fraction], tuple[Finding, ...]]:
    """Score each indicator by the `answered` rows of the divisions.

    IIT and EIT: mean weighted by respondents where every division gives them, else the plain mean, with a finding;
    OIT: the plain mean, with a finding where there is more than one division.
    """
    means: dict[int, Fraction] = {}
    findings: list[Finding] = []
    for key, group in rows.groupby("code", sort=True):
        code, dimension = str(key), group["dimension"].iloc[0]
        weights = _respondents(group) if dimension != "OIT" else None
        if weights is None and len(group) > 1:
            doubt = "X415" if dimension == "OIT" else "X414"
            findings.append(finding(doubt, NOWHERE, code, indicator=code, divisions=len(group)))
        mean = weighted_mean(zip(group["score"], weights or [1] * len(group), strict=True))
        if mean is not None:
            means[int(code)] = mean
    return means, tuple(findings)


def _respondents(group: pd.DataFrame) -> list[int] | None:
    """Return the weights of a mean, where every division gives them."""
    counts = group["respondents"]
    return [int(count) for count in counts] if counts.notna().all() and counts.sum() > 0 else None


def question_scores(scores: pd.DataFrame, instrument: Instrument) -> tuple[QuestionResult, ...]:
    """Score each question that any division gives, weighted as `merged_scores` does, in their order."""
    rows = scores[scores["score"].notna()].drop_duplicates(["dimension", "division", "code"])
    results = []
    for question in instrument.questions:
        group = rows[rows["code"] == question.code]
        counts = _respondents(group)
        mean = weighted_mean(zip(group["score"], counts or [1] * len(group), strict=True))
        if mean is not None:
            people = None if counts is None else sum(counts)
            results.append(QuestionResult(question.code, question.indicator, mean, people))
    return tuple(results)


def united(frame: pd.DataFrame, instrument: Instrument) -> tuple[tuple[ItemResult, ...], tuple[Finding, ...]]:
    """Unite the items that anyone answered: one that anyone has is there, whoever says that it is not.

    `frame` is that of `Merged.items`. Order of rows and divisions changes nothing.
    """
    answers: dict[str, dict[str, set[str]]] = defaultdict(
        lambda: {answer: set() for answer in layout.ANSWERS}
    )
    for row in frames.rows(frame[frame["answer"] != ""]):
        answers[row["code"]][row["answer"]].add(row["division"])
    codes = [item.code for item in instrument.items]
    results = tuple(ItemResult(code, bool(answers[code][layout.PASSED])) for code in codes if code in answers)
    return results, tuple(_about_items(answers, codes, instrument)) if results else ()


def _about_items(
    answers: Mapping[str, Mapping[str, set[str]]], codes: Sequence[str], instrument: Instrument
) -> Iterator[Finding]:
    missing = [code for code in codes if code not in answers]
    if missing:
        yield finding("X420", NOWHERE, count=len(missing), items=", ".join(missing))
    for code in codes:
        there, not_there = (
            (answers[code][answer] for answer in layout.ANSWERS) if code in answers else (set(), set())
        )
        if there and not_there:
            yield finding("X421", NOWHERE, code, there=len(there), missing=len(not_there))
    if not any(instrument.groups(indicator.no) for indicator in instrument.dimension("OIT").indicators):
        yield finding("X423", NOWHERE, year=instrument.year)


def item_scores(published: Sequence[ItemResult], instrument: Instrument) -> dict[int, Fraction]:
    """Scores (0–100) of the open data indicators of which every item is answered and the groups are known."""
    passed = {item.code: item.passed for item in published}
    scores = {
        indicator.no: items.indicator_score(passed, indicator.no, instrument)
        for indicator in instrument.dimension("OIT").indicators
    }
    return {no: score for no, score in scores.items() if score is not None}
