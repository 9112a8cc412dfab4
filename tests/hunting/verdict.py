"""What the program makes of a changed workbook, from the file in the inbox to what goes into the documents."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from itaxl import thai
from itaxl.analysis.assess import assess
from itaxl.checks import all_workbooks
from itaxl.findings import Finding, Severity, catalogue
from itaxl.inbox.arrivals import Arrived, receive
from itaxl.merging.merge import merge
from itaxl.sending.marked_copy import marked
from itaxl.spreadsheets.read import HERE, Reader
from itaxl.texts import LANGS
from tests.filled import AGENCY, CONTEXT, INSTRUMENT
from tests.hunting import good
from tests.hunting.mutations import Prey


def arrived(data: bytes, file: Path, reader: Reader = HERE) -> tuple[Arrived, ...]:
    """Read, repaired, checked and merged as the only file of an inbox."""
    file.write_bytes(data)
    found = tuple(receive(good.NAME, file, CONTEXT, reader))
    for each in found:
        _go_on(each)
    return found


def _go_on(each: Arrived) -> None:
    """All that is done with a workbook before the documents; nothing of it may raise."""
    merged = merge([each.submission] if each.submission else [], AGENCY, INSTRUMENT, {})
    outcome = assess(merged, AGENCY, INSTRUMENT, None, None)
    whole = all_workbooks.Whole(CONTEXT, merged, outcome)
    for finding in (*each.findings, *merged.findings, *outcome.findings, *all_workbooks.check(whole)):
        assert finding.code in catalogue()
        assert all(finding.what(lang) and finding.fix(lang) for lang in LANGS)


def copied(found: tuple[Arrived, ...]) -> None:
    """The marked copy that would go back."""
    for each in found:
        if each.submission:
            assert marked(each.reading, each.findings, INSTRUMENT, AGENCY).workbook


@cache
def _sound(file: Path) -> Arrived:
    (found,) = arrived(good.workbook(), file)
    assert found.findings == ()
    return found


def wrong(prey: Prey, found: tuple[Arrived, ...], file: Path) -> list[str]:
    """What is not as it should be: neither the same data nor a finding."""
    findings = [finding for each in found for finding in each.findings]
    sound = _sound(file)
    if len(found) != 1:
        return [] if findings else ["the file is gone"]
    (each,) = found
    if each.submission is None:
        return [] if findings else ["left out without a word"]
    if each.submission.identity != sound.reading.identity and not findings:
        return ["taken for another workbook"]
    return [*_of_shape(prey, each, sound, findings), *_of_cells(prey, each, sound, findings)]


def _of_shape(prey: Prey, each: Arrived, sound: Arrived, findings: list[Finding]) -> Iterator[str]:
    """The same data whatever the shape, unless there is an error; notes and warnings are no excuse."""
    assert each.submission
    assert sound.submission
    error = any(finding.severity is Severity.ERROR for finding in findings)
    if prey.shape and not error and each.submission.content != sound.submission.content:
        yield "another shape says something else"


def _of_cells(prey: Prey, each: Arrived, sound: Arrived, findings: list[Finding]) -> Iterator[str]:
    """Cells that were not touched say what they said, whatever is found in others; those that were touched are a value,
    a finding, or given back. Only what is wrong with sheets and rows may change more than one cell."""
    if prey.touched is None or any(not finding.code.startswith("C") for finding in findings):
        return
    before, after = _said(sound), _said(each)
    places = set(prey.touched)
    for place in before.keys() | after.keys():
        if place not in places and before.get(place) != after.get(place):
            yield f"{place} was {before.get(place)!r} and is {after.get(place)!r}"
    outside = {(one.sheet, one.cell) for one in each.reading.outside}
    for place, typed in prey.touched.items():
        if thai.clean(typed) and not findings and place not in after and place not in outside:
            yield f"{place} is lost: {typed!r}"


def _said(each: Arrived) -> dict[tuple[str, str], object]:
    assert each.submission
    return {(field.place.sheet, field.place.cell): field.mended.value for field in each.submission.fields}
