"""What the program makes of a changed workbook, from the file in the inbox to what goes into the documents."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from itaxl import thai
from itaxl.analysis.assess import assess
from itaxl.checks import all_workbooks
from itaxl.checks.context import Whole
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
    result = tuple(receive(good.NAME, file, CONTEXT, reader))
    for workbook in result:
        _go_on(workbook)
    return result


def _go_on(workbook: Arrived) -> None:
    """All that is done with a workbook before the documents; nothing of it may raise."""
    merged = merge([workbook.submission] if workbook.submission else [], AGENCY, INSTRUMENT, {})
    outcome = assess(merged, AGENCY, INSTRUMENT, None)
    whole = Whole(CONTEXT, merged, outcome)
    for finding in (*workbook.findings, *merged.findings, *outcome.findings, *all_workbooks.check(whole)):
        assert finding.code in catalogue()
        assert all(finding.what(lang) and finding.fix(lang) for lang in LANGS)


def copied(workbooks: tuple[Arrived, ...]) -> None:
    """The marked copy that would go back."""
    for workbook in workbooks:
        if workbook.submission:
            assert marked(workbook.reading, workbook.findings, INSTRUMENT, AGENCY).workbook


@cache
def _sound(file: Path) -> Arrived:
    (workbook,) = arrived(good.workbook(), file)
    assert workbook.findings == ()
    return workbook


def wrong(prey: Prey, workbooks: tuple[Arrived, ...], file: Path) -> list[str]:
    """What is not as it should be: neither the same data nor a finding."""
    findings = [finding for workbook in workbooks for finding in workbook.findings]
    sound = _sound(file)
    if len(workbooks) != 1:
        return [] if findings else ["the file is gone"]
    (workbook,) = workbooks
    if workbook.submission is None:
        return [] if findings else ["left out without a word"]
    if workbook.submission.identity != sound.reading.identity and not findings:
        return ["taken for another workbook"]
    return [*_of_shape(prey, workbook, sound, findings), *_of_cells(prey, workbook, sound, findings)]


def _of_shape(prey: Prey, workbook: Arrived, sound: Arrived, findings: list[Finding]) -> Iterator[str]:
    """The same data whatever the shape, unless there is an error; notes and warnings are no excuse."""
    assert workbook.submission
    assert sound.submission
    error = any(finding.severity is Severity.ERROR for finding in findings)
    if prey.shape and not error and workbook.submission.content != sound.submission.content:
        yield "another shape says something else"


def _of_cells(prey: Prey, workbook: Arrived, sound: Arrived, findings: list[Finding]) -> Iterator[str]:
    """Cells that were not touched say what they said, whatever is found in others; those that were touched are a value,
    a finding, or given back. Only what is wrong with sheets and rows may change more than one cell."""
    if prey.touched is None or any(not finding.code.startswith("C") for finding in findings):
        return
    before, after = _said(sound), _said(workbook)
    places = set(prey.touched)
    for place in before.keys() | after.keys():
        if place not in places and before.get(place) != after.get(place):
            yield f"{place} was {before.get(place)!r} and is {after.get(place)!r}"
    outside = {(item.sheet, item.cell) for item in workbook.reading.outside}
    for place, typed in prey.touched.items():
        if thai.clean(typed) and not findings and place not in after and place not in outside:
            yield f"{place} is lost: {typed!r}"


def _said(workbook: Arrived) -> dict[tuple[str, str], object]:
    assert workbook.submission
    return {(field.place.sheet, field.place.cell): field.mended.value for field in workbook.submission.fields}
