"""Make the pictures of the page on many agencies: `python -m tools.make_province_pictures`. It needs Chromium.

They are pages of the overview of samples/province, as a PDF and as a browser shows them. No test compares them: another
version of the browser draws other pixels.
"""

import tempfile
from pathlib import Path

from PIL import Image

from samples import make_province
from tests.samples import made
from tests.workbench.chromium import browser
from tools.make_guide_pictures import LONGER, framed, keep, page, with_words

WIDTH, HEIGHT = 1000, 900  # pixels
# Picture: words that only its page has.
PAGES = {"province-summary": "จำนวนหน่วยงานแยกตามระดับ", "province-means": "คะแนนเฉลี่ยรายตัวชี้วัดเทียบกับ"}
SITE = {"province-site": "agencies-need.html"}


def main() -> None:
    """Make the overview in a scratch folder, and draw what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        made.overview(Path(folder))
        reports = Path(folder) / made.AGENCY / "reports" / str(make_province.YEAR)
        pdf = reports / "overview.pdf"
        for name, words in PAGES.items():
            keep(name, framed(page(pdf, with_words(pdf, words), LONGER)))
        with browser(Path(folder) / "chromium") as user:
            for name, file in SITE.items():
                user("goto", (reports / "site" / file).as_uri())
                user("look", WIDTH, "light")
                user("picture", f"{folder}/picture.png")
                with Image.open(f"{folder}/picture.png") as picture:
                    upper = (0, 0, WIDTH, min(picture.height, HEIGHT))
                    keep(name, framed(picture.convert("RGB").crop(upper)))


if __name__ == "__main__":
    main()
