"""Make the pictures of the page on the workbench: `python -m tools.make_workbench_pictures`.

A browser looks at the workbench of a copy of samples/reference into which a workbook with a mistake was dropped, and at
that of an empty folder. No test compares them: another version of the browser draws other pixels.
"""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from PIL import Image

from tests.sheets import change
from tests.workbench.chromium import Browser, browser, workbench
from tools.make_guide_pictures import ROOT, keep

WRONG = "| แผ่นงาน | ช่อง | ค่า |\n|---|---|---|\n| คะแนน | D7 | แปดสิบ |\n"
NAME = "2562-IIT-finance.xlsx"
WIDTH, HEIGHT = 1000, 760  # pixels
PAGES = {
    "year": "/",
    "inbox": "/inbox",
    "finding": f"/findings/file?file=กองคลัง {NAME}",
    "merge": "/merge",
    "issue": "/issue",
    "workbooks": "/workbooks",
    "findings": "/findings",
    "codes": "/findings/codes",
    "documents": "/documents",
    "analysis": "/analysis",
    "instrument": "/analysis/instrument",
    "settings": "/settings",
}


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as name:
        agency = Path(shutil.copytree(ROOT / "samples/reference", Path(name) / "เทศบาลตำบลตัวอย่าง"))
        with workbench(Path(agency.name), agency.parent) as address, browser(Path(name) / "chromium") as user:
            user.base = address.partition("/?")[0]
            user("goto", address)
            prepare(user, agency)
            for picture, path in PAGES.items():
                keep(f"workbench-{picture}", seen(user, path, Path(name) / "picture.png"))
        empty = Path(name) / "โรงเรียนตัวอย่าง"
        empty.mkdir()
        with workbench(Path(empty.name), empty.parent) as address, browser(Path(name) / "another") as user:
            user.base = address.partition("/?")[0]
            user("goto", address)
            keep("workbench-first", seen(user, "/first", Path(name) / "picture.png"))


def prepare(user: Browser, agency: Path) -> None:
    """Merge, then drop a workbook with a mistake."""
    user.goto("/merge")
    user("wait", "main button.first")
    user("click", "main button.first")
    user("wait", "#result")
    file = agency.parent / f"กองคลัง {NAME}"
    saved = datetime(2020, 3, 1)  # noqa: DTZ001 - UTC, as in the file
    file.write_bytes(change((agency / "inbox/2562" / NAME).read_bytes(), WRONG, saved))
    user.goto("/inbox")
    user("files", "input[name=files]", [str(file)])
    user("click", 'form[action^="/inbox/drop"] button')
    user("wait", f'th:text-is("{file.name}")')


def seen(user: Browser, path: str, file: Path) -> Image.Image:
    """Return what a page shows at first."""
    user.goto(path)
    user("wait", "main h2, main table, main form")
    user("look", WIDTH, "light")
    user("picture", str(file))
    with Image.open(file) as picture:
        return picture.convert("RGB").crop((0, 0, WIDTH, min(picture.height, HEIGHT)))


if __name__ == "__main__":
    main()
