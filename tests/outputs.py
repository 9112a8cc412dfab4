"""What the list of outputs says, for tests that look at the files themselves."""

from itaxl.report.outputs import OUTPUTS


def posted(*endings: str) -> tuple[str, ...]:
    """Files beside one another in the folder of a year, those with these endings or all."""
    files = (
        output.path for output in OUTPUTS if output.audience == "posted" and not output.path.endswith("/")
    )
    return tuple(file for file in files if file.endswith(endings or ""))
