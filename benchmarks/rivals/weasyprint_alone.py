"""Run WeasyPrint alone on finished pages: `python weasyprint_alone.py OUT PAGE...`, all in one process."""

import sys
from pathlib import Path

import weasyprint

if __name__ == "__main__":
    out, *pages = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    for page in pages:
        weasyprint.HTML(filename=page).write_pdf(out / f"{page.stem}.pdf")
