"""Make the samples' workbooks from their readable sources. From the top folder of the project:

    python -m samples.make_samples reference         the inbox of samples/reference, as it is committed
    python -m samples.make_samples units FOLDER      an agency of 39 divisions, to try
    python -m samples.make_samples years FOLDER      an agency of three years, to try
    python -m samples.make_samples broken FOLDER     one agency for each common fault, to try
    python -m samples.make_samples province FOLDER   a province of twelve agencies, to try
    python -m samples.make_samples findings          the findings of samples/broken, as they are committed
    python -m samples.make_samples posted            what the agencies of samples/province posted, as it is committed

Without arguments it says this.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from samples import make_broken, make_province, make_reference, make_units, make_years

COMMANDS = {
    "units": make_units.make,
    "years": make_years.make,
    "broken": make_broken.make,
    "province": make_province.make,
}


def main(arguments: list[str]) -> int:
    match arguments:
        case ["reference"]:
            replace_reference(make_reference.FOLDER)
        case [("units" | "years" | "broken" | "province") as name, folder]:
            COMMANDS[name](Path(folder))
        case ["findings"]:
            make_broken.keep_findings()
        case ["posted"]:
            make_province.keep_posted(make_province.FOLDER / make_province.AGENCIES)
        case _:
            sys.stderr.write(str(__doc__))
            return 2
    return 0


def replace_reference(folder: Path) -> None:
    """The inbox and the register of measures, made anew."""
    with tempfile.TemporaryDirectory() as made:
        make_reference.make(Path(made))
        shutil.rmtree(folder / "inbox", ignore_errors=True)
        shutil.copytree(Path(made) / "inbox", folder / "inbox")
        shutil.copy(Path(made) / make_reference.REGISTER, folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
