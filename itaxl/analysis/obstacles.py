"""Obstacles that divisions report: real ones, told apart from "none" and from no answer."""

import re

_NOTHING = re.compile(
    r"(?:ไม่มี|ไม่พบ|ไม่ปรากฏ)(?:ปัญหา|อุปสรรค|และ|หรือ|ข้อขัดข้อง|ใดๆ|ใด|[/,])*|none|no|nil|noobstacles?|nothing"
)
_FILLERS = re.compile(r"[\s.()\u00a0\u200b]+")


def says_none(text: str) -> bool:
    """Return whether a division answered that there was no obstacle; a blank or a dash is no answer."""
    return bool(_NOTHING.fullmatch(_FILLERS.sub("", text).casefold()))


def is_answered(text: str) -> bool:
    """Return whether anything was answered; dashes alone say nothing."""
    return bool(text.strip(" \t\n\u00a0-–—_."))


def is_obstacle(text: str) -> bool:
    """Return whether a real obstacle was reported."""
    return is_answered(text) and not says_none(text)
