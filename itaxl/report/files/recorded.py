"""Findings of a merge as `findings.json` has them: written, and read again to be shown."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from itaxl.findings import Finding, Place, catalogue
from itaxl.texts import LANGS, Lang

FINDINGS = "office/findings.json"
SHEET = "office/findings.xlsx"  # the same for people


@dataclass(frozen=True)
class Recorded(Finding):
    """Finding of an earlier merge, with the texts that it had."""

    texts: tuple[tuple[str, str, str], ...] = field(default=(), hash=False)  # language, what, how to mend it

    def what(self, lang: Lang) -> str:
        return next(what for name, what, _ in self.texts if name == lang)

    def fix(self, lang: Lang) -> str:
        return next(fix for name, _, fix in self.texts if name == lang)


def written(findings: Iterable[Finding]) -> str:
    """Return the file as the contract has it, errors first."""
    return json.dumps([_record(item) for item in findings], ensure_ascii=False, indent=2) + "\n"


def _record(item: Finding) -> dict[str, Any]:
    place = item.place
    return {
        "code": item.code,
        "severity": item.severity.value,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "value": item.value,
        **{lang: {"what": item.what(lang), "fix": item.fix(lang)} for lang in LANGS},
    }


def read(data: bytes) -> tuple[Recorded, ...] | None:
    """Return the findings of a file; None for a file that cannot be read."""
    try:
        findings = tuple(_recorded(record) for record in json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return findings if all(item.code in catalogue() for item in findings) else None


def _recorded(record: Any) -> Recorded:
    place = Place(str(record["file"]), str(record["sheet"]), str(record["cell"]))
    texts = tuple((lang, str(record[lang]["what"]), str(record[lang]["fix"])) for lang in LANGS)
    return Recorded(str(record["code"]), place, str(record["value"]), texts=texts)
