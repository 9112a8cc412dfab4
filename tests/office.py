"""LibreOffice without a window, in each folder with a profile of its own, to see what it makes of our files."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.shared import Shared

FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    "pdf": "pdf",
    "csv": "csv",
}

_to_save: dict[str, Callable[[], bytes]] = {}


def saved_again(name: str, make: Callable[[], bytes]) -> Callable[[Shared], Path]:
    """Have LibreOffice open a workbook and save it as .xlsx; it is started once for those of all modules."""
    _to_save[name] = make
    return lambda shared: shared.folder("saved-by-office", _save) / "office-xlsx" / f"{name}.xlsx"


def _save(folder: Path) -> None:
    files = {folder / f"{name}.xlsx": make for name, make in _to_save.items()}
    for file, make in files.items():
        file.write_bytes(make())
    convert_all([*files], "xlsx", folder)


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
