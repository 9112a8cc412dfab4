"""The machine that these tests share; made anew where what is pinned has changed, else kept from run to run."""

import shutil
from pathlib import Path

import pytest

from itaxl.files import digest
from tests.command import ROOT
from tests.windows import machine
from tests.windows.machine import Machine

KEPT = ROOT / ".make" / "windows"


@pytest.fixture(scope="session")
def windows() -> Machine:
    made_with = [
        ROOT / "constraints.txt",
        ROOT / "pyproject.toml",
        *sorted(Path(__file__).parent.glob("m*.py")),
    ]
    made_with += sorted(Path(__file__).parent.glob("*.c"))
    stamp = digest(b"".join(file.read_bytes() for file in made_with) + machine.PYTHON.encode())
    done = KEPT / "done"
    if not (done.is_file() and done.read_text("utf-8") == stamp):
        shutil.rmtree(KEPT, ignore_errors=True)
        machine.prepare(KEPT)
        done.write_text(stamp, "utf-8")
    return Machine(KEPT)
