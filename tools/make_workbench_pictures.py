"""Make the pictures of the page on the workbench: `python -m tools.make_workbench_pictures`.

A browser looks at the workbench of a copy of samples/reference into which a workbook with a mistake was dropped, at
that of an empty folder, and at that of the province of samples/province, merged. No test compares them: another version
of the browser draws other pixels.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PIL import Image

from samples import make_province
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
    """Make every picture, or those that are named: `agency`, `first`, `province`."""
    for name in sys.argv[1:] or _MAKERS:
        with tempfile.TemporaryDirectory() as folder:
            _MAKERS[name](Path(folder))


def of_agency(top: Path) -> None:
    agency = Path(shutil.copytree(ROOT / "samples/reference", top / "เทศบาลตำบลตัวอย่าง"))
    with opened(agency) as user:
        prepare(user, agency)
        for picture, path in PAGES.items():
            keep(f"workbench-{picture}", seen(user, path, top / "picture.png"))


def of_first(top: Path) -> None:
    empty = top / "โรงเรียนตัวอย่าง"
    empty.mkdir()
    with opened(empty) as user:
        keep("workbench-first", seen(user, "/first", top / "picture.png"))


def of_province(top: Path) -> None:
    """Merge all but the agency that has sent nothing, then let something come in for one of them."""
    province = top / "จังหวัดตัวอย่าง"
    make_province.make(province)
    shutil.rmtree(province / "agencies/tha-sommut")  # the reason in its row names a folder of this machine
    with opened(province) as user:
        user.goto("/merge")
        user("click", "main button.first")
        while not list(province.glob("reports/*/office/state.csv")):
            time.sleep(1)  # minutes
        inbox = next((province / "agencies/sommut-tok/inbox").iterdir())
        (inbox / "บันทึก.txt").write_text("x", "utf-8")
        for picture, path in {"province": "/", "agencies": "/agencies"}.items():
            keep(f"workbench-{picture}", seen(user, path, top / "picture.png"))


@contextmanager
def opened(folder: Path) -> Iterator[Browser]:
    """Open a folder's workbench, by a path that names no folder of this machine."""
    with (
        workbench(Path(folder.name), folder.parent) as address,
        browser(folder.parent / "chromium") as user,
    ):
        user.come_in(address)
        yield user


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


_MAKERS = {"agency": of_agency, "first": of_first, "province": of_province}


if __name__ == "__main__":
    main()
