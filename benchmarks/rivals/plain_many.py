"""Call the functions of the plain script for one agency after another, in this process.

python plain_many.py AGENCIES YEAR TEMPLATES
"""

import sys
from pathlib import Path

import plain


def main(agencies: Path, year: str, templates: Path) -> None:
    for agency in sorted(agencies.iterdir()):
        plain.main(agency / "inbox" / year, templates, agency / "plain")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
