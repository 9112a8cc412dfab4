"""Checks of what people typed as text: letters that were lost in copying, and signs that no font of ours draws."""

import re
from collections.abc import Iterator

from itaxl.agency import fonts
from itaxl.checks.context import Check, Context
from itaxl.findings import Finding, finding
from itaxl.submissions.submission import Submission
from itaxl.thai import sara_am

# ส านัก, น ้าใจ, สํ านัก: where a PDF kept ำ in two parts, copying leaves a space for its ring. No Thai word begins with a
# vowel or mark that hangs on the letter before it, ends with เ แ โ ใ ไ, or has า before ำ.
_HANGING = "[ะ-ฺๅ็-๎]+"
_LOST = re.compile(
    rf"[ก-ฮ][็-๎]*[ \n]+{_HANGING}|(?:^|(?<=[ \n])){_HANGING}|[เ-ไ](?=[ \n]|$)|[าั-ู็]ำ|{sara_am.DAMAGED}"
)
_AROUND = 12  # letters shown on either side of the place
MOST_SIGNS = 5  # of one cell; more say nothing new


def lost_letters(submission: Submission, context: Context) -> Iterator[Finding]:
    """Ask about a word with a hole in it; what belongs there cannot be known for certain."""
    for field in submission.fields:
        text = field.mended.value
        place = _LOST.search(text) if isinstance(text, str) else None
        if place and isinstance(text, str):
            yield finding("C350", field.place, field.mended.shown, words=_marked(text, place))


def _marked(text: str, place: re.Match[str]) -> str:
    """Return the words around the place, which stands in square brackets."""
    before = text[max(place.start() - _AROUND, 0) : place.start()]
    return f"{before}[{place[0]}]{text[place.end() : place.end() + _AROUND]}".replace("\n", " ")


def undrawable_signs(submission: Submission, context: Context) -> Iterator[Finding]:
    """Name signs that would be empty boxes; the documents print their numbers instead."""
    for field in submission.fields:
        text = field.mended.value
        signs = fonts.lacking(text, context.agency.templates) if isinstance(text, str) else ()
        if signs:
            yield finding("C351", field.place, field.mended.shown, signs=fonts.named(signs[:MOST_SIGNS]))


CHECKS: tuple[Check, ...] = (lost_letters, undrawable_signs)
