"""Overview that was made, read back: its key figures and grades, printed as its documents print them."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import msgspec

from itaxl.agency.settings import Agency
from itaxl.files import content
from itaxl.overview.posted import LARGEST, Text
from itaxl.report.blocks.figures import Figure
from itaxl.report.views.wording import Style, Wording
from itaxl.texts import Lang, Texts

Count = Annotated[int, msgspec.Meta(ge=0)]


class _Grade(msgspec.Struct):
    agencies: Count
    grade: Text | None = None


class _Measures(msgspec.Struct):
    all: Count
    late: Count


class _File(msgspec.Struct):
    schema: int
    agencies: Count
    scored: Count
    pass_mark: Decimal
    passed: Count
    grades: Annotated[list[_Grade], msgspec.Meta(max_length=99)]
    measures: _Measures
    mean: Decimal | None = None


@dataclass(frozen=True)
class Made:
    """Beginning of an overview: its key figures, and how many agencies have each grade."""

    figures: tuple[Figure, ...]
    grades: tuple[tuple[str, str], ...]


def read(file: Path, province: Agency, lang: Lang) -> Made | None:
    """Return what an overview's `data.json` says; None where there is none that can be read."""
    try:
        data = msgspec.json.decode(content(file, LARGEST), type=_File)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError, ArithmeticError):
        return None
    style = Style.of(province, lang)
    places = {
        "pass_mark": style.amount(data.pass_mark),
        "agencies": style.count(data.agencies),
        "scored": style.count(data.scored),
        "measures": style.count(data.measures.all),
    }
    say = Wording(Texts("overview", lang), style, places)
    values = {
        "scored": style.count(data.scored),
        "mean": style.score(data.mean),
        "passed": style.count(data.passed),
        "late": style.count(data.measures.late),
    }
    return Made(
        tuple(Figure(say(f"figure.{key}"), value, say(f"figure.{key}_of")) for key, value in values.items()),
        tuple((part.grade or say("grade.none"), style.count(part.agencies)) for part in data.grades),
    )
