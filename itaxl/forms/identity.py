"""Identity of a workbook: the code on each of its sheets, with a check character.

`ITAXL-1-2562-IIT-finance-plan-7`: schema, year assessed, dimension or `announced`, division (left out where there
is none), round, check character. A workbook bears the lowest schema that knows all its sheets.
"""

import re
from dataclasses import dataclass

from itaxl.agency import rounds
from itaxl.agency.settings import ID_LENGTH

SCHEMA, NEWEST = 1, 2  # of most workbooks, and the newest one: see `versions`
ANNOUNCED = "announced"
ROUNDS = rounds.ROUNDS
PLAN = ROUNDS[0]
_CODE = re.compile(
    r"ITAXL-(?P<schema>\d{1,3})-(?P<year>\d{4})-(?P<dimension>IIT|EIT|OIT|announced)"
    rf"(?:-(?P<division>[a-z0-9-]{{1,{ID_LENGTH}}}?))?-(?P<round>plan|followup-6|followup-12)-(?P<check>\d)"
)
_NAME = re.compile(
    r"(?P<year>\d{4})-(?P<dimension>IIT|EIT|OIT|announced)"
    r"(?:-(?P<division>[a-z0-9-]+?))?(?:-(?P<round>followup-6|followup-12))?\.[a-z]+"
)


@dataclass(frozen=True)
class Identity:
    """Key of a submission within one agency; `division` is blank in the announced and in the blank workbooks."""

    year: int
    dimension: str
    division: str = ""
    round: str = PLAN
    schema: int = SCHEMA

    @property
    def announced(self) -> bool:
        return self.dimension == ANNOUNCED

    @property
    def code(self) -> str:
        """Code with its check character."""
        parts = ["ITAXL", str(self.schema), str(self.year), self.dimension, self.division, self.round]
        body = "-".join(part for part in parts if part)
        return f"{body}-{check_character(body)}"

    @property
    def file_name(self) -> str:
        """Name in the outbox: `2562-IIT-finance.xlsx`, `2562-announced.xlsx`; a follow-up adds its round."""
        parts = [str(self.year), self.dimension, self.division, "" if self.round == PLAN else self.round]
        return "-".join(part for part in parts if part) + ".xlsx"


def named(file: str) -> Identity | None:
    """Return the identity that a file's name states, in whatever folder; None for any other name."""
    match = _NAME.fullmatch(file.rpartition("/")[2])
    if match is None:
        return None
    return Identity(int(match["year"]), match["dimension"], match["division"] or "", match["round"] or PLAN)


def check_character(body: str) -> str:
    """Compute ISO/IEC 7064 hybrid system MOD 11,10 over digits; a letter stands for two (A = 10 … Z = 35)."""
    remainder = 10
    for digit in "".join(str(int(char, 36)) for char in body if char != "-"):
        remainder = ((remainder + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - remainder) % 10)


def parse(code: str) -> Identity | None:
    """Return the identity that a code states; None where it is none or its check character does not fit."""
    match = _CODE.fullmatch(code.strip())
    if match is None or check_character(code.strip().rpartition("-")[0]) != match["check"]:
        return None
    return Identity(
        int(match["year"]), match["dimension"], match["division"] or "", match["round"], int(match["schema"])
    )
