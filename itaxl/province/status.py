"""State of an agency as it is now: nothing is opened, made or written."""

from itaxl.inbox.request import check_readable, inbox_files, inboxes
from itaxl.province import one
from itaxl.province.one import Job
from itaxl.province.state import State
from itaxl.report.files import up_to_date


def state(job: Job) -> State:
    """Tell whether an agency's reports are up to date, wait for a merge, or cannot be made, and why."""
    request = job.request
    try:
        current = up_to_date.state(request)
        if current:
            return one.done(job, "unchanged", current)
        check_readable(inbox_files(request, job.year), inboxes(request, job.year)[0])
    except Exception as error:
        return one.failed(job, error)
    return State(job.name, one.agency_name(job), "due")
