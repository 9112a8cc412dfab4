"""Web addresses in a text: links whose lines end only after a slash, where the address goes on in the next line."""

import re

from markupsafe import Markup

from itaxl.report.views.line_breaks import no_break

ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_PUNCTUATION = ".,;:!?)]’”ๆฯ"  # after an address, and no part of it
_STEPS = re.compile("[a-z]+://|[^/]+/*|/+")


def linked(text: str) -> Markup:
    """Return the text as HTML, with each http and https address as a link.

    A step of an address is a box of its own, which goes to the next line as a whole. Nothing is added to the text, so
    that an address is copied as it is.
    """
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(_PUNCTUATION)
        parts += [no_break(text[end : match.start()]), _link(address)]
        end = match.start() + len(address)
    return Markup("").join([*parts, no_break(text[end:])])


def _link(address: str) -> Markup:
    steps = (Markup('<span class="step">{}</span>').format(step) for step in _STEPS.findall(address))
    return Markup('<a href="{}">{}</a>').format(address, Markup("").join(steps))
