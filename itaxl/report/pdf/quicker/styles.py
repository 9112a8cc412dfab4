"""Styles: few elements say much about themselves, and no page of ours has notes."""

from copy import copy
from functools import cache
from typing import Any

from itaxl.report.pdf.quicker import places

# Pseudo-elements that WeasyPrint's own sheet gives to every element, though only notes and lists have a use for them.
_OF_NOTES = frozenset(("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"))
_OF_LISTS = "marker"
LISTS = ("li", "summary")  # elements that are items of lists without being told so
_TOLD = ("footnote", "note(", "list-item")  # what makes a note, or an item of a list, of any other element
_SPECIAL = ("position", "float", "display", "page")  # these follow from each other, or from all around


def leave_out_notes(html: Any, text: str) -> None:
    """Have a page without notes compute no styles for the notes of each element, nor for markers outside of lists."""
    if not any(word in text.lower() for word in _TOLD):
        html._ua_stylesheets = _without_notes


def _without_notes(forms: bool = False) -> list[Any]:
    from weasyprint.html import UA_FORM_STYLESHEET  # noqa: PLC0415

    return [_sheet(), UA_FORM_STYLESHEET] if forms else [_sheet()]


@cache
def _sheet() -> Any:
    from weasyprint.html import UA_STYLESHEET  # noqa: PLC0415

    sheet = copy(UA_STYLESHEET)
    sheet.matcher = copy(sheet.matcher)
    rules = sheet.matcher.other_selectors  # each a test, a specificity, an order, a pseudo-element, a payload
    sheet.matcher.other_selectors = [rule for rule in rules if rule[3] not in {*_OF_NOTES, _OF_LISTS}]
    markers = [rule for rule in rules if rule[3] == _OF_LISTS]
    by_name = sheet.matcher.lower_local_name_selectors
    sheet.matcher.lower_local_name_selectors = by_name | {
        name: [*by_name.get(name, ()), *markers] for name in LISTS
    }
    return sheet


def fit() -> None:
    """Have a property that an element says nothing about be taken from its parent, or be the initial one, at once."""
    from weasyprint.css import ComputedStyle  # noqa: PLC0415
    from weasyprint.css.computed_values import COMPUTER_FUNCTIONS, PHYSICAL_FUNCTIONS  # noqa: PLC0415
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES  # noqa: PLC0415

    original = ComputedStyle.__missing__
    if hasattr(original, "__wrapped__"):
        return
    plain = {
        name for name in INITIAL_VALUES if name not in _SPECIAL and not name.startswith("text_decoration_")
    }
    logical = {
        function(block="ttb", inline=direction)
        for function in PHYSICAL_FUNCTIONS.values()
        for direction in ("ltr", "rtl")
    }

    def says_nothing(style: Any, name: str) -> bool:
        if style.parent_style is None or name not in plain or name in style.cascaded:
            return False
        if name not in PHYSICAL_FUNCTIONS:
            return True
        facts = places.remembered(style, "facts")
        if "physical" not in facts:
            facts["physical"] = logical.isdisjoint(style.cascaded)
        return bool(facts["physical"])

    def missing(style: Any, name: str) -> Any:
        if not says_nothing(style, name):
            return original(style, name)
        value = style.parent_style[name] if name in INHERITED else INITIAL_VALUES[name]
        if name in INITIAL_NOT_COMPUTED and name not in INHERITED:
            value = COMPUTER_FUNCTIONS[name](style, name, value)
        style[name] = value
        return value

    missing.__wrapped__ = original  # type: ignore[attr-defined]
    ComputedStyle.__missing__ = missing
