"""Make the pictures of the user guide: `python -m tools.make_guide_pictures`. It needs LibreOffice (soffice).

They are sheets of workbooks as LibreOffice draws them, and pages of the sample's documents, in docs/images. No test
compares them: another version of LibreOffice draws other pixels.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageOps

from itaxl.inbox.request import Request
from itaxl.pipeline import run
from samples import make_broken

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
YEAR = str(make_broken.YEAR)
FAULT, WITHOUT = "outside-0-100", "nothing-announced"  # the workbooks of the second have no faults
MARGIN, FRAME = 14, "#d0d4dc"
HIGHEST = 0.31  # height of a picture of a sheet, as a share of its width
COLOURS, LARGEST = 48, 150_000  # colours, bytes
LONGER = 1080  # longer side of a page of the documents, in pixels
# Picture: document, and words that only its page has.
PAGES = {
    "memo": ("analysis", "บันทึกข้อความ"),
    "results": ("analysis", "คะแนนรายตัวชี้วัดเทียบกับ"),
    "measures": ("analysis", "ตารางผลการประเมินแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน "),
    "followup": ("followup", "จำนวนมาตรการตามสถานะ แยกรายด้าน"),
}
# Picture: workbook, number of the page (from the end where it is negative), width in pixels.
OF_THE_SAMPLE = {
    "workbook-measures": (f"inbox/{YEAR}/2562-IIT-office.xlsx", -2, 1500),
    "workbook-followup": (f"inbox/{YEAR}/2562-EIT-office-followup-12.xlsx", -1, 1500),
}
OF_THE_FAULTS = {
    "workbook-scores": (f"{WITHOUT}/inbox/{YEAR}/2562-IIT-office.xlsx", -3, 1100),
    "marked-list": (f"{FAULT}/reports/{YEAR}/office/returns/2562-IIT-office.xlsx", 0, 1300),
    "marked-cell": (f"{FAULT}/reports/{YEAR}/office/returns/2562-IIT-office.xlsx", -3, 1100),
}


def main() -> None:
    """Merge the sample and one with a fault in scratch folders, and draw what is in them."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        agency, broken = reference(scratch / "agency"), with_faults(scratch / "broken")
        for name, (document, words) in PAGES.items():
            pdf = agency / "reports" / YEAR / f"{document}.pdf"
            keep(name, framed(page(pdf, with_words(pdf, words), LONGER)))
        for place, sheets in ((agency, OF_THE_SAMPLE), (broken, OF_THE_FAULTS)):
            for name, (workbook, number, width) in sheets.items():
                pdf = printed(place / workbook, scratch)
                keep(name, narrowed(cropped(page(pdf, number, 2 * width)), width))


def reference(agency: Path) -> Path:
    """Copy the sample to `agency` and merge it."""
    shutil.copytree(ROOT / "samples" / "reference", agency)
    run(Request(agency))
    return agency


def with_faults(folder: Path) -> Path:
    """Make the folders of faults, and merge the one with a score out of range."""
    make_broken.make(folder)
    run(Request(folder / FAULT))
    return folder


def printed(workbook: Path, scratch: Path) -> Path:
    """Return a workbook as a PDF that LibreOffice prints."""
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    target = scratch / "printed"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(target),
        str(workbook),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return target / f"{workbook.stem}.pdf"


def with_words(pdf: Path, words: str) -> int:
    """Return the number of the first page that has these words. Raises StopIteration if none has."""
    document = pypdfium2.PdfDocument(pdf)
    texts = (" ".join(page.get_textpage().get_text_range().split()) for page in document)
    return next(number for number, text in enumerate(texts) if words in text)


def page(pdf: Path, number: int, longer: int) -> Image.Image:
    """Return a page, its longer side `longer` pixels long."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = document[number % len(document)]
    scale = longer / max(drawn.get_size())
    picture: Image.Image = drawn.render(scale=scale).to_pil().convert("RGB")
    return picture


def cropped(picture: Image.Image) -> Image.Image:
    """Return the upper part of a page, without white margins."""
    upper = picture.crop((0, 0, picture.width, int(picture.width * HIGHEST)))
    box = ImageChops.difference(upper, Image.new("RGB", upper.size, "white")).getbbox()
    return ImageOps.expand(upper.crop(box), 2 * MARGIN, "white")


def narrowed(picture: Image.Image, width: int) -> Image.Image:
    height = round(picture.height * width / picture.width)
    return framed(picture.resize((width, height), Image.Resampling.LANCZOS))


def framed(picture: Image.Image) -> Image.Image:
    return ImageOps.expand(picture, 1, FRAME)


def keep(name: str, picture: Image.Image) -> None:
    """Save a picture, in few colours so that it stays small."""
    target = IMAGES / f"{name}.png"
    picture.quantize(COLOURS).save(target, optimize=True)
    assert target.stat().st_size <= LARGEST, f"{name}: {target.stat().st_size} bytes"


if __name__ == "__main__":
    main()
