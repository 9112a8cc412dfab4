"""Workers that make no documents, and die of some agencies: a preload of Dask's workers."""

import os
import signal
import sys
from pathlib import Path

from itaxl.errors import WrongUseError
from itaxl.province import one
from itaxl.province.one import Job
from itaxl.province.state import State


def merge(job: Job) -> State:
    tried = Path(job.folder, "tried")
    if "deadly" in job.name or ("once" in job.name and not tried.exists()):
        tried.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "wrong" in job.name:
        raise WrongUseError("settings.none")
    return State(job.name, job.name, "made")


if "distributed" in sys.modules:
    one._merge = merge
