"""LibreOffice without a window, in each folder with a profile of its own, to see what it makes of our files."""

import importlib
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.shared import Shared

FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    "pdf": "pdf",
    "csv": "csv",
}

# Modules whose `for_office` gives workbooks by name, which are all saved as one kind together.
TOGETHER = {
    "xls": ("tests.spreadsheets.old_workbooks",),
    "xlsx": (
        *("tests.submissions.test_alike", "tests.forms.test_build", "tests.sending.test_marked_copy"),
        "tests.samples.test_reference",
    ),
}


def saved_as(kind: str, shared: Shared) -> Mapping[str, bytes]:
    """The workbooks of all these modules, by name, as one LibreOffice saves them in a run of the tests."""

    def save(folder: Path) -> None:
        for module in TOGETHER[kind]:
            for name, content in importlib.import_module(module).for_office().items():
                (folder / f"{name}.xlsx").write_bytes(content)
        convert_all(sorted(folder.glob("*.xlsx")), kind, folder)

    folder = shared.folder(f"saved-as-{kind}", save)
    return {file.stem: file.read_bytes() for file in (folder / f"office-{kind}").iterdir()}


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Open `source` in LibreOffice and save it as `kind` (of FILTERS) into a new folder under `folder`."""
    return convert_all([source], kind, folder)[0]


def convert_all(sources: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Open files, all in one LibreOffice, and save each as `kind` into a new folder under `folder`."""
    target = folder / f"office-{kind}"
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'office-profile').as_uri()}",
        "--headless",
        "--convert-to",
        FILTERS[kind],
        "--outdir",
        str(target),
        *map(str, sources),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180 + 10 * len(sources))
    return [target / f"{source.stem}.{kind}" for source in sources]
