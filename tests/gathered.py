"""All that is known of an inbox, from workbooks as the reader sees them, without a file between."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from itaxl.agency.choices import Choice
from itaxl.agency.settings import Agency
from itaxl.analysis.assess import assess
from itaxl.checks import all_workbooks
from itaxl.checks.context import Context, Whole
from itaxl.findings import in_order
from itaxl.gather import Gathered, current
from itaxl.inbox.arrivals import understand
from itaxl.merging.merge import merge
from itaxl.spreadsheets.book import Book
from tests.filled import AGENCY, INSTRUMENT, reading


def gathered(
    workbooks: Mapping[str, Book],
    agency: Agency = AGENCY,
    choices: Sequence[Choice] = (),
    mails: Mapping[str, tuple[str, datetime]] | None = None,
) -> Gathered:
    """What `pipeline.gather` makes of workbooks by their file names; `mails`: sender and time of some of them."""
    context = Context(agency, INSTRUMENT.year, INSTRUMENT)
    readings = [reading(workbook, file) for file, workbook in workbooks.items()]
    for number, workbook in enumerate(readings):
        if mails and workbook.file in mails:
            sender, sent = mails[workbook.file]
            readings[number] = replace(workbook, sender=sender, sent=sent)
    arrived = tuple(understand(workbook, context) for workbook in readings)
    merged = merge(
        (workbook.submission for workbook in arrived if workbook.submission), agency, INSTRUMENT, {}, choices
    )
    outcome = assess(merged, agency, INSTRUMENT, None)
    results = [finding for workbook in current(arrived, merged) for finding in workbook.findings]
    more = all_workbooks.check(Whole(context, merged, outcome))
    findings = in_order((*results, *merged.findings, *outcome.findings, *more))
    return Gathered(agency, context, arrived, merged, outcome, findings)
