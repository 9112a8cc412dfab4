"""Words on a run over all agencies, for whoever shows its progress. `texts`: the catalogue `province`."""

from itaxl.province.run import Progress
from itaxl.texts import Texts


def progress_line(progress: Progress, texts: Texts) -> str:
    """Say how many agencies are done, how many failed, and how long it still takes."""
    line = texts("progress", done=progress.done, count=progress.count)
    if progress.failed:
        line += texts("progress_failed", failed=progress.failed)
    if progress.seconds is not None:
        line += texts("progress_left", minutes=progress.seconds // 60, seconds=f"{progress.seconds % 60:02}")
    return line
