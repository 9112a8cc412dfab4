"""Sentences of the documents: the catalogue with the agency's own texts over it, in the document's digits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from itaxl import texts, thai
from itaxl.agency import fonts
from itaxl.agency.settings import Agency
from itaxl.instrument.scoring import rounded
from itaxl.texts import Lang, Texts

NBSP = "\u00a0"

UNKNOWN = "–"

MINUS = "−"

_LATIN_RUN = r"[A-Za-z0-9๐-๙_./:@%#?&=+~-]*[A-Za-z][A-Za-z0-9๐-๙_./:@%#?&=+~-]*"

_IDENTIFIER = re.compile(rf"(?:https?://|www\.)\S+|{_LATIN_RUN}")

_NUMBER = "[0-9๐-๙][0-9๐-๙.,:/–-]*"

_NOUNS_AFTER_NUMBER = "|".join(
    ("คะแนน|บาท|คน|ข้อ|ด้าน|ตัวชี้วัด(?!ที่)|มาตรการ|รายการ|ปี|เดือน|วัน(?!ที่)|หน้า|แห่ง|หน่วยงาน", *thai.MONTHS)
)

_NO_BREAK_SPACES = (
    re.compile(r" (?=ๆ|ฯลฯ)"),
    re.compile(rf"(?:(?<=ตัวชี้วัดที่)|(?<=ร้อยละ)|(?<=พ\.ศ\.)|(?<=B\.E\.)) (?={_NUMBER})"),
    re.compile(r"(?<=ระดับ) (?=[A-F])|(?<=ข้อ) (?=O[0-9])"),
    re.compile(rf"(?<=[0-9๐-๙]) (?={_NOUNS_AFTER_NUMBER})"),
)


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a cell that are not blank."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a running text: a blank line separates them, any other line end is a space."""
    parts = (" ".join(part.split("\n")).strip() for part in re.split(r"\n\s*\n", text.strip()))
    return tuple(part for part in parts if part)


@dataclass(frozen=True)
class Style:
    """Language of the document's own words, and whether digits are printed as Thai ones."""

    lang: Lang
    thai_digits: bool
    templates: Path | None = None  # the agency's own, whose fonts draw too

    @classmethod
    def of(cls, agency: Agency, lang: Lang) -> "Style":
<<<<<<< HEAD
        """Thai digits stand in Thai documents only, where the agency wants them."""
        return cls(lang, lang == "th" and agency.digits == "thai", agency.templates)
=======
        """Return the style of the agency's documents in `lang`; only Thai documents may have Thai digits."""
        return cls(lang, lang == "th" and agency.digits == "thai")
>>>>>>> refs/heads/wordsA

    def text(self, text: str) -> str:
        """Return a typed or standard text in the digits of this style, with no-break spaces where lines must not end.

        A sign that no font draws stands there by its number: [U+1F600].

        Identifiers keep their digits: codes (O42, 2562-EIT-07-01), addresses, any Latin word with digits in it.
        """
<<<<<<< HEAD
        return _bound(self._digits(fonts.drawable(text, self.templates)))
=======
        return _with_no_break_spaces(self._digits(text))
>>>>>>> refs/heads/wordsA

    def lines(self, text: str) -> tuple[str, ...]:
        """Return the lines of a cell that are not blank, each converted by `text`."""
        return tuple(self.text(line) for line in lines(text))

    def score(self, value: Fraction | Decimal | None) -> str:
        """Return a score or points with two decimals; a dash if it is None."""
        return UNKNOWN if value is None else self._digits(f"{rounded(value):,}")

    def change(self, now: Fraction | None, before: Fraction | None) -> str:
        """Return the difference of two figures as printed, with its sign; a dash if one is None."""
        if now is None or before is None:
            return UNKNOWN
        difference = rounded(now) - rounded(before)
        sign = "+" if difference > 0 else MINUS if difference < 0 else ""
        return sign + self.score(abs(difference))

    def amount(self, value: Fraction | Decimal | float) -> str:
        """Return baht, a percentage or a setting; without decimals if it is whole."""
        shown = rounded(Fraction(value))
        return self._digits(f"{shown:,.0f}" if shown == shown.to_integral_value() else f"{shown:,}")

    def percent(self, value: Fraction | None) -> str:
        """Return a percentage 0–100 without the percent sign; a dash if it is None."""
        return UNKNOWN if value is None else self.amount(value)

    def count(self, value: int) -> str:
        """Return a whole number with commas between thousands."""
        return self._digits(f"{value:,}")

    def year(self, value: int) -> str:
        """Return a Buddhist year, without commas."""
        return self._digits(str(value))

    def date(self, day: date) -> str:
        """Return the long form with the Buddhist year, unbroken: ๑๐ เมษายน ๒๕๖๓; 10 April B.E. 2563."""
        months = thai.ENGLISH_MONTHS if self.lang == "en" else thai.MONTHS
        era = f"B.E.{NBSP}" if self.lang == "en" else ""
        year = self.year(thai.buddhist_year(day))
        return NBSP.join((self.count(day.day), months[day.month - 1], f"{era}{year}"))

    def _digits(self, text: str) -> str:
        convert = thai.thai_digits if self.thai_digits else thai.arabic_digits
        parts, end = [], 0
        for identifier in _IDENTIFIER.finditer(text):
            parts += [convert(text[end : identifier.start()]), identifier[0]]
            end = identifier.end()
        return "".join([*parts, convert(text[end:])])


def _with_no_break_spaces(text: str) -> str:
    for pattern in _NO_BREAK_SPACES:
        text = pattern.sub(NBSP, text)
    return text


@dataclass(frozen=True)
class Wording:
    """Texts of a document, called as `say("memo.finding", score="73.80")`.

    Values are printed forms already; `common` values are given to every text.
    """

    texts: Texts
    style: Style
    common: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return a text on one line, with digits in the document's style."""
        return " ".join(self._filled(key, values).split("\n"))

    def lines(self, key: str, **values: object) -> tuple[str, ...]:
        """Return the lines of a text whose line ends count, such as a title."""
        return tuple(line.strip() for line in self._filled(key, values).split("\n") if line.strip())

    def paragraphs(self, key: str, **values: object) -> tuple[str, ...]:
        """Return the paragraphs of a running text; a blank line separates them."""
        return paragraphs(self._filled(key, values))

    def first_key(self, *keys: str) -> str:
        """Return the first key that has a text, so that a narrower key can take precedence over a general one."""
        return next(key for key in keys if key in self.texts)

    def has_place(self, key: str, place: str) -> bool:
        """Return whether a text uses a placeholder."""
        return place in texts.places(self.texts.template(key))

    def _filled(self, key: str, values: Mapping[str, object]) -> str:
        return self.style.text(self.texts(key, **{**self.common, **values})).strip()
