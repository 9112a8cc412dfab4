"""The picture at the top of the README: `python -m tools.make_pictures`. It needs pdftoppm.

Pages of the sample's documents side by side. It is looked at, not compared: another poppler draws other pixels.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from itaxl.gather import Request
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
        made = run(Request(agency)).target
        assert made
        pages = [page(made / f"{name}.pdf", number, Path(scratch)) for name, number in PAGES]
    width = sum(each.width + GAP for each in pages) + GAP
    picture = Image.new("RGB", (width, HEIGHT + 2 * GAP), BEHIND)
    left = GAP
    for each in pages:
        picture.paste(each, (left, GAP))
        left += each.width + GAP
    picture.quantize(COLOURS).save(ROOT / "docs" / "images" / "documents.png", optimize=True)


def page(pdf: Path, number: int, scratch: Path) -> Image.Image:
    """One page as a picture of HEIGHT pixels."""
    target = scratch / f"{pdf.stem}-{number}"
    only = ["-f", str(number), "-l", str(number), "-singlefile"]
    size = ["-scale-to-x", "-1", "-scale-to-y", str(HEIGHT)]
    subprocess.run(["pdftoppm", "-png", *only, *size, str(pdf), str(target)], check=True)
    return Image.open(target.with_suffix(".png")).convert("RGB")


if __name__ == "__main__":
    main()
