"""The libraries with which websites and scripts save workbooks: SheetJS ("xlsx") and ExcelJS ("exceljs"), in Node."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIBRARIES = ("xlsx", "exceljs")
_SCRIPT = ROOT / "tests" / "node" / "resave.js"
MODULES = ROOT / ".make" / "node" / "node_modules"  # installed by `make test`

Values = Mapping[str, Mapping[str, object]]


def resave(library: str, source: Path, target: Path, values: Values) -> None:
    """Open `source`, type `values` into its sheets (cells by their addresses), and save it as `target`."""
    command = ["node", str(_SCRIPT), library, str(source), str(target), json.dumps(values)]
    environment = os.environ | {"NODE_PATH": str(MODULES)}
    subprocess.run(command, check=True, capture_output=True, timeout=60, env=environment)
