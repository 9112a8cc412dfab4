"""Compare `itaxl merge` on samples/reference, cold, with a plain script and with WeasyPrint alone.

    python -m benchmarks.merge [RUNS]

The rivals get the pages that itaxl makes for its PDFs: WeasyPrint alone gets them as they are, the plain script as
Jinja2 templates that it fills with scores and total. So all three make the same pages. Both rivals get the
fonts by @font-face, which WeasyPrint's documentation advises, and use its default PDF; itaxl makes archive PDFs with
tags (PDF/A-3a), and checks that the text of each can be found again.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import ROOT, Time, alternating
from itaxl.files import shipped
from itaxl.gather import Gathered, gather
from itaxl.inbox.request import Request
from itaxl.instrument import publication
from itaxl.instrument.scoring import rounded
from itaxl.report.outputs import ANALYSIS, FOLLOWUP
from itaxl.report.views import material
from itaxl.report.web import html
from itaxl.thai import thai_digits

SAMPLE, YEAR = ROOT / "samples" / "reference", 2562
RIVALS = ROOT / "benchmarks" / "rivals"
FACES = {"Regular": "", "Bold": "font-weight: bold", "Italic": "font-style: italic"}


def main(runs: int = 7) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        shutil.copytree(SAMPLE, scratch / "agency", ignore=shutil.ignore_patterns("reports"))
        pages = write_pages(scratch)
        inbox = scratch / "agency" / "inbox" / str(YEAR)
        rivals = [sys.executable, str(RIVALS / "plain.py"), str(inbox), str(scratch / "templates")]
        alone = [sys.executable, str(RIVALS / "weasyprint_alone.py"), str(scratch / "alone"), *pages]
        commands = {
            "itaxl merge": [sys.executable, "-m", "itaxl", "-C", str(scratch / "agency"), "merge", "--all"],
            "plain script": [*rivals, str(scratch / "plain")],
            "WeasyPrint alone": alone,
        }
        report(alternating(commands, runs), runs)


def write_pages(scratch: Path) -> list[str]:
    """Write the two pages for print, with their fonts, as files and as templates for the plain script."""
    year_data = gather(Request(scratch / "agency", YEAR))
    agency = year_data.context.agency
    case = material.build_material(
        year_data.outcome.assessment, agency, year_data.context.instrument, publication(YEAR),
        lang="th", date=agency.report_date,
    )  # fmt: skip
    (scratch / "templates").mkdir()
    files = []
    for document in (ANALYSIS, FOLLOWUP):
        page = html.page(document.template, document.view(case), agency, draft=False, medium="print")
        page = page.replace("</head>", f"<style>{font_faces()}</style></head>")
        files.append(scratch / f"{document.name}.html")
        files[-1].write_text(page, "utf-8")
        (scratch / "templates" / f"{document.name}.html").write_text(as_template(page, year_data), "utf-8")
    return list(map(str, files))


def font_faces() -> str:
    faces = []
    for name, style in FACES.items():
        url = (shipped("html_templates") / "fonts" / f"ItaxlSarabun-{name}.ttf").as_uri()
        faces.append(f"@font-face {{ font-family: 'Itaxl Sarabun'; {style}; src: url({url}) }}")
    return "\n".join(faces)


def as_template(page: str, year_data: Gathered) -> str:
    """Return a page with `{{ … }}` in place of its scores and its total."""
    assessment = year_data.outcome.assessment
    places = {f"scores[{indicator.no}]": indicator.score for indicator in assessment.indicators} | {
        "total": assessment.total
    }
    for name, score in places.items():
        assert score is not None
        page = re.sub(re.escape(thai_digits(f"{rounded(score)}")), f"{{{{ {name}|thai }}}}", page)
    return page


def report(times: dict[str, Time], runs: int) -> None:
    ours = times["itaxl merge"]
    print(f"median of {runs} alternating runs, cold:")
    print(f"{'':18}{'clock':>9}{'CPU':>9}   itaxl's share by the clock, of CPU")
    for name, taken in times.items():
        shares = f"{ours.clock / taken.clock:.2f} ×, {ours.processor / taken.processor:.2f} ×"
        print(f"{name:18}{taken.clock:>7.2f} s{taken.processor:>7.2f} s   {shares}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
