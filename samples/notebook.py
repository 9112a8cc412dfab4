"""Merge step by step, as in a notebook: `python -m samples.notebook samples/reference`.

Each block prints what it found. Nothing is written but by the last step, into the folder that is named.
"""

# ruff: noqa: T201
import sys
from pathlib import Path

import itaxl
from itaxl.api import records, sentences


def main(folder: Path, out: Path | None = None) -> None:
    """Walk through the steps on the agency in `folder`; documents go to `out`, if it is given."""
    # One workbook, as flat records: every value with its sheet and cell.
    first = sorted((folder / "inbox").rglob("*-EIT-*.xlsx"))[0]
    reading = itaxl.read(first)
    print(records(reading)[["sheet", "cell", "field", "value"]].head(8).to_string(index=False))

    # What is wrong in it, in the sender's language.
    for arrived in itaxl.check([first], folder):
        for finding in arrived.findings:
            print(finding.code, finding.place.cell, finding.what("th"))

    # All workbooks of the inbox, merged into frames.
    year_data = itaxl.merge(folder)
    print(year_data.merged.measures.groupby(["dimension", "round"]).size().to_string())

    # What came of it.
    analysis = itaxl.analyse(year_data)
    print(analysis.assessment.total, analysis.assessment.grade)
    for sentence in sentences(year_data, "en")[:3]:
        print(sentence)

    # Every document.
    if out:
        result = itaxl.render(folder, out=out)
        print(sorted(path.name for path in out.iterdir()), result.exit_code)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
