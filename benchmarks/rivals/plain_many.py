"""Call the functions of the plain script for one agency after another, in this process.

    python plain_many.py YEAR TEMPLATES

The folder of a province comes in by each line, a line goes back when its agencies are done.
"""

import sys
from pathlib import Path

import plain


def main(year: str, templates: Path) -> None:
    for line in sys.stdin:
        for agency in sorted(Path(line.strip(), "agencies").iterdir()):
            plain.main(agency / "inbox" / year, templates, agency / "plain")
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
