"""Make the picture at the top of the README: `python -m tools.make_pictures`. It needs pdftoppm.

It shows pages of the sample's documents side by side. No test compares it: another poppler draws other pixels.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from itaxl.inbox.request import Request
from itaxl.pipeline import run

ROOT = Path(__file__).parent.parent
PAGES = (("analysis", 1), ("analysis", 8), ("followup", 6))
HEIGHT, GAP, COLOURS = 760, 16, 40
BEHIND = "#d0d4dc"


def main() -> None:
    """Merge the sample into a scratch folder, and draw the pages into docs/images/documents.png."""
    with tempfile.TemporaryDirectory() as scratch:
        agency = Path(scratch) / "agency"
        shutil.copytree(ROOT / "samples" / "reference", agency)
        reports = run(Request(agency)).target
        assert reports
        pages = [page(reports / f"{name}.pdf", number, Path(scratch)) for name, number in PAGES]
    width = sum(picture.width + GAP for picture in pages) + GAP
    whole = Image.new("RGB", (width, HEIGHT + 2 * GAP), BEHIND)
    left = GAP
    for picture in pages:
        whole.paste(picture, (left, GAP))
        left += picture.width + GAP
    whole.quantize(COLOURS).save(ROOT / "docs" / "images" / "documents.png", optimize=True)


def page(pdf: Path, number: int, scratch: Path) -> Image.Image:
    """Return a page as a picture, HEIGHT pixels high."""
    target = scratch / f"{pdf.stem}-{number}"
    only = ["-f", str(number), "-l", str(number), "-singlefile"]
    size = ["-scale-to-x", "-1", "-scale-to-y", str(HEIGHT)]
    subprocess.run(["pdftoppm", "-png", *only, *size, str(pdf), str(target)], check=True)
    return Image.open(target.with_suffix(".png")).convert("RGB")


if __name__ == "__main__":
    main()
