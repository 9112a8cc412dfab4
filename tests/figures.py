"""Numbers in the text of a document, and which of them a year's open data allow.

Dates, years, codes and addresses are no numbers. Of what is left, a number may be printed if the data hold it, if a
text of the data holds it, if it follows from the data (points, losses, differences, counts, shares, sums), if the
instrument or the settings say it, or if it counts something: ordinals up to the number of what there is.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from html.parser import HTMLParser
from itertools import combinations
from typing import Any

from itaxl import thai
from itaxl.agency.settings import Agency
from itaxl.forms.layout import DONE
from itaxl.instrument import load, publication
from itaxl.instrument.scoring import rounded

_UNSEEN = {"style", "script", "title"}
_INLINE = {"a", "b", "em", "i", "span", "strong", "wbr"}
_MONTHS = "|".join((*thai.MONTHS, *thai.ENGLISH_MONTHS))
_YEAR = "2[45][0-9]{2}"
_NO_NUMBERS = (
    re.compile(r"\S*[A-Za-z_]\S*"),  # addresses, codes
    re.compile(rf"[0-9]{{1,2}}\s+(?:{_MONTHS})\s+(?:พ\.ศ\.\s+)?{_YEAR}"),
    re.compile(rf"(?<![0-9.,]){_YEAR}(?![0-9,]|\.[0-9])"),
)
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_HALF = Fraction(5001, 1_000_000)  # the data have six decimals, documents two


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.unseen += tag in _UNSEEN
        self.parts.append("" if tag in _INLINE else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN
        self.parts.append("" if tag in _INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)


def printed_text(html: str) -> str:
    """Return what a reader of the page sees."""
    page = _Page()
    page.feed(html)
    page.close()
    return "".join(page.parts)


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text as they are written, in Arabic digits."""
    return _NUMBER.findall(_without_names(text))


def _without_names(text: str) -> str:
    """Return the text without digits that are no numbers."""
    plain = re.sub("[\u00ad\u200b\u2060]", "", thai.arabic_digits(text)).replace("\u00a0", " ")
    for pattern in _NO_NUMBERS:
        plain = pattern.sub(" ", plain)
    return plain


class Figures:
    """Numbers that may be printed of a year. `earlier`: the open data of years before, the newest last.

    `more` are figures and texts besides: what is known question by question and item by item is in no open data, and
    the agency has sentences of its own.
    """

    def __init__(
        self,
        data: Any,
        agency: Agency,
        pages: int = 0,
        *,
        earlier: Sequence[Any] = (),
        more: Sequence[Fraction | str] = (),
    ) -> None:
        self._data, self._agency, self._earlier = data, agency, earlier
        self._instrument = load(data["year"])
        counted = [len(data[key]) for key in ("measures", "indicators", "divisions")]
        self._most = max(*counted, len(self._instrument.items), pages)
        values = [value for value in more if not isinstance(value, str)]
        exact = {Fraction(value) for value in (*self._all(), *values)}
        self._values = sorted({value.limit_denominator(10**6) for value in exact})
        texts = [text for text in more if isinstance(text, str)]
        self._texts = set(numbers_in("\n".join((*_texts(data), *texts))))

    def strange(self, text: str) -> list[str]:
        """Return each number of a text that may not be printed, with the words before and behind it."""
        plain = _without_names(text)
        return [
            plain[max(result.start() - 60, 0) : result.end() + 30]
            for result in _NUMBER.finditer(plain)
            if result[0] not in self
        ]

    def __contains__(self, number: str) -> bool:
        value = Fraction(number.replace(",", ""))
        if number in self._texts or (value.denominator == 1 and value <= self._most):
            return True
        close = Fraction() if "." not in number else _HALF
        nearest = bisect_left(self._values, value - close)
        return nearest < len(self._values) and self._values[nearest] <= value + close

    def _all(self) -> Iterator[Any]:
        yield from self._settled()
        yield from self._scores()
        yield from self._measures()
        yield from self._years()

    def _settled(self) -> Iterator[Any]:
        """What the settings, the instrument and the pictures say: threshold, weights, bands, axes and shades."""
        yield from (self._agency.threshold, self._instrument.pass_mark, 0, 100)
        yield from (6, 12)  # months of the rounds
        yield from (dimension.weight for dimension in self._instrument.dimensions)
        for grade in self._instrument.grades:
            yield from (grade.lower, grade.upper, grade.every or 0)
        yield from (self._instrument.pass_mark - darker for darker in (10, 20))
        yield from (50, 60, 70, 80, 90, 20, 40)
        following = publication(self._data["year"], None)
        if following:
            yield from (Fraction(number) for number in numbers_in(following.report_subindicator))
            for item in (following.analysis_item, following.followup_item):
                yield from (range(1, len(item.elements) + 1) if item else ())

    def _scores(self) -> Iterator[Any]:
        data = self._data
        scores = [indicator["score"] for indicator in data["indicators"] if indicator["score"] is not None]
        yield from scores
        points = []
        for dimension in data["dimensions"]:
            if dimension["score"] is not None:
                yield from (
                    dimension["score"],
                    dimension["points"],
                    dimension["weight"] - dimension["points"],
                )
                points.append(Fraction(rounded(Fraction(dimension["points"]))))
        for indicator in data["indicators"]:
            if indicator["score"] is not None:
                yield self._worth(indicator) * (100 - Fraction(indicator["score"])) / 100
        for division in data["divisions"]:
            yield from division["indicators"].values()
            yield from (division["total"] or 0,)
        yield from self._spreads()
        yield from self._totals(points)

    def _worth(self, indicator: Any) -> Fraction:
        """Points of the total that an indicator brings."""
        dimension = self._instrument.dimension(indicator["dimension"])
        return Fraction(dimension.weight) / len(dimension.indicators)

    def _spreads(self) -> Iterator[Any]:
        for indicator in self._data["indicators"]:
            key = str(indicator["no"])
            own = [
                rounded(Fraction(division["indicators"][key]))
                for division in self._data["divisions"]
                if key in division["indicators"]
            ]
            yield from (abs(one - other) for one, other in combinations(own, 2))

    def _totals(self, points: list[Fraction]) -> Iterator[Any]:
        total = self._data["total"]
        if total is None:
            return
        yield from (total, 100 - total)
        exact = Fraction(str(total))
        yield from (sum(points), abs(sum(points) - exact))
        whole = 100 - rounded(exact)
        yield whole
        for dimension in self._data["dimensions"]:
            if dimension["points"] is not None and whole:
                lost = dimension["weight"] - rounded(Fraction(dimension["points"]))
                yield from (lost, 100 * Fraction(lost) / Fraction(whole))
        for grade in self._instrument.grades:
            missing = Fraction(grade.lower) - exact
            if missing > 0:
                yield missing
                for indicator in self._data["indicators"]:
                    if indicator["score"] is not None:
                        yield Fraction(indicator["score"]) + missing * 100 / self._worth(indicator)

    def _years(self) -> Iterator[Any]:
        """What earlier years had, and how the last of them differs from this one."""
        for year in self._earlier:
            yield from (value for value in _printed(year).values() if value is not None)
        if self._earlier:
            before, now = _printed(self._earlier[-1]), _printed(self._data)
            for key, value in now.items():
                other = before.get(key)
                if value is not None and other is not None:
                    yield abs(rounded(value) - rounded(other))

    def _measures(self) -> Iterator[Any]:
        measures = self._data["measures"]
        counts = Counter(measure["status"] for measure in measures)
        if measures:
            yield Fraction(100 * counts[DONE], len(measures))
        for measure in measures:
            yield from (filled["budget"] or 0 for filled in (measure, *measure["plans"]))
            yield from (report["percent"] or 0 for report in measure["followup"])
        yield sum(measure["budget"] or 0 for measure in measures)
        for dimension in ("IIT", "EIT", "OIT"):
            yield sum(measure["budget"] or 0 for measure in measures if f"-{dimension}-" in measure["code"])


def _printed(data: Any) -> dict[Any, Fraction | None]:
    """Return the total and the scores of the indicators."""
    scores = {indicator["no"]: indicator["score"] for indicator in data["indicators"]} | {"": data["total"]}
    return {key: None if score is None else Fraction(str(score)) for key, score in scores.items()}


def _texts(data: Any) -> Iterator[str]:
    """Yield every text in the data, but the dates."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str) and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", data):
        yield data
