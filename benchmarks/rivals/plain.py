"""Merge as a plain script would: pandas.read_excel, Jinja2, WeasyPrint, each in the obvious way.

    python plain.py INBOX TEMPLATES OUT

It reads every workbook with pandas and openpyxl, joins the frames, computes total, grade and weakest indicators,
fills two Jinja2 templates, and writes two HTML pages, two PDFs, a workbook and two CSV files. It has no checks, no
findings, no provenance, no register and no manifest. It imports nothing of itaxl.
"""

import sys
from pathlib import Path

import jinja2
import pandas as pd
import weasyprint

HEADING_ROW = 4  # from 0
DIMENSIONS = {"IIT": (30, range(1, 6)), "EIT": (30, range(6, 9)), "OIT": (40, range(9, 11))}
BANDS = ((95, "AA"), (85, "A"), (75, "B"), (65, "C"), (55, "D"), (50, "E"), (0, "F"))
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def main(inbox: Path, templates: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    frames = read(inbox)
    values = analyse(frames["ผลคะแนน"])
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(templates), autoescape=True)
    environment.filters["thai"] = lambda number: f"{number:.2f}".translate(THAI)
    for name in ("analysis", "followup"):
        page = environment.get_template(f"{name}.html").render(**values)
        (out / f"{name}.html").write_text(page, "utf-8")
        weasyprint.HTML(string=page, base_url=str(templates)).write_pdf(out / f"{name}.pdf")
    with pd.ExcelWriter(out / "merged.xlsx", engine="openpyxl") as writer:
        for name, frame in frames.items():
            frame.to_excel(writer, sheet_name=name, index=False)
    frames["คะแนน"].to_csv(out / "scores.csv", index=False, encoding="utf-8-sig")
    frames["มาตรการ"].to_csv(out / "measures.csv", index=False, encoding="utf-8-sig")


def read(inbox: Path) -> dict[str, pd.DataFrame]:
    """Return the rows of each kind of sheet, from all workbooks."""
    sheet_frames: dict[str, list[pd.DataFrame]] = {"คะแนน": [], "มาตรการ": [], "ผลคะแนน": []}
    for path in sorted(inbox.rglob("*.xlsx")):
        sheets = pd.read_excel(path, sheet_name=None, header=HEADING_ROW, engine="openpyxl")
        for name, frames in sheet_frames.items():
            if name in sheets:
                frames.append(sheets[name].dropna(how="all").assign(file=path.name))
    return {name: pd.concat(frames, ignore_index=True) for name, frames in sheet_frames.items()}


def analyse(results: pd.DataFrame) -> dict[str, object]:
    """Return scores by indicator, total, grade, and the weakest indicator of each dimension."""
    rows = results[results["รหัส"].astype(str).str.fullmatch(r"\d+")]
    scores = dict(zip(rows["รหัส"].astype(int), rows["คะแนน (0–100)"].astype(float), strict=True))
    total = sum(
        weight / 100 * sum(scores[no] for no in numbers) / len(numbers)
        for weight, numbers in DIMENSIONS.values()
    )
    grade = next(name for lowest, name in BANDS if round(total, 2) >= lowest)
    weakest = {name: min(numbers, key=lambda no: scores[no]) for name, (_, numbers) in DIMENSIONS.items()}
    return {"scores": scores, "total": total, "grade": grade, "weakest": weakest}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
