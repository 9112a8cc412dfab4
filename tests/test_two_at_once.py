"""Two merges of one folder at the same time: whole folders, and a code for each measure."""

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from itaxl.agency import register
from itaxl.files import digest
from itaxl.forms.layout import MEASURES
from itaxl.report.files import folder as reports
from tests import agencies
from tests.command import child
from tests.filled import who

pytestmark = pytest.mark.slow

ROUNDS = 2  # the first begins the register
# Documents are not what is tested here, but for the time that they take.
MERGES = """
import sys
import time
from pathlib import Path
from itaxl import pipeline
from itaxl.inbox.request import Request
from itaxl.report import documents
from itaxl.spreadsheets.read import HERE
from tests.press import Press, make

def slowly(*values):
    time.sleep(0.3)
    return make(*values)

pipeline.Renderer, documents.make = Press, slowly
print("ready", flush=True)
for inbox in sys.stdin:
    pipeline.run(Request(Path(sys.argv[1]), 2562, (Path(inbox.strip()),)), reader=HERE)
    print("done", flush=True)
"""


def start(folder: Path) -> subprocess.Popen[str]:
    return child(MERGES, folder, "ready")


def said_by(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def inbox(folder: Path, number: int, name: str) -> Path:
    """An inbox with a measure that nobody else has."""
    made = folder / "inboxes" / f"{number}-{name}"
    made.mkdir(parents=True)
    measure = f"มาตรการที่ {number} ของ {name}"
    table = f"| รหัสมาตรการ | ตัวชี้วัด | มาตรการ |\n|---|---|---|\n| ใหม่ | 1 | {measure} |"
    (made / "a.xlsx").write_bytes(agencies.workbook(who("IIT", name), {MEASURES: table}))
    return made


def test_two_merges_of_one_folder_end_whole(tmp_path: Path) -> None:
    folder = agencies.agency(tmp_path, {})
    processes = {name: start(folder) for name in ("clerk", "finance")}
    for number in range(ROUNDS):
        for name, process in processes.items():
            assert process.stdin
            process.stdin.write(f"{inbox(folder, number, name)}\n")
            process.stdin.flush()
        assert [said_by(process) for process in processes.values()] == ["done\n", "done\n"]
        check_whole(folder / "reports")
    for process in processes.values():
        process.communicate(timeout=20)
        assert process.returncode == 0
    codes = register.load(register.path(folder, 2562))  # refuses a code that is there twice
    assert len(codes) == 2 * ROUNDS
    assert Counter(code[:11] for code in codes.values()) == {"2562-IIT-01": 2 * ROUNDS}


def check_whole(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == ["2562"]
    outputs = json.loads((folder / "2562" / reports.MANIFEST).read_text("utf-8"))["outputs"]
    for output in outputs:
        assert digest((folder / "2562" / output["file"]).read_bytes()) == output["sha256"]
