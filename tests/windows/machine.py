"""A Windows to try things on: Wine, with the Python and the wheels of Windows. `make test-windows` installs Wine.

No registry of packages has python.org's installer. But panda3d's wheel for Windows brings that Python's library and
extension modules, untouched; its modules in Python are those of this Python, which is of the same minor version.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from uv import find_uv_bin

from tests.command import ROOT

PYTHON = f"python{sys.version_info.major}{sys.version_info.minor}"
SOURCES = Path(__file__).parent
COMPILER = "x86_64-w64-mingw32-gcc"
WITH_PYTHON = "panda3d==1.10.16"
_WINE = "/usr/lib/wine/wine64"  # Debian has it there, off the path
_MATH, _OURS = "api-ms-win-crt-math-l1-1-0.dll", "our-ms-win-crt-math-l1-1-0.dll"
_COMPLEX = {  # functions of complex numbers, of each of C's three precisions
    f"c{name}{ending}"
    for name in ("abs", "arg", "cos", "cosh", "exp", "imag", "pow", "real", "sin", "sinh", "tan", "tanh")
    for ending in ("", "f", "l")
}
_IMPORTED = re.compile(r"^\s+[0-9a-f]+\s+(?:<none>\s+[0-9a-f]+|\d+)\s+(\S+)\s*$")


def wine() -> str | None:
    return shutil.which("wine64") or shutil.which(_WINE)


def windows_path(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


@dataclass(frozen=True)
class Machine:
    """Folder with Wine's own files, Python and its packages in it."""

    folder: Path

    @property
    def packages(self) -> Path:
        return self.folder / "python" / "Lib" / "site-packages"

    def run(self, program: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(program, *arguments),
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            env=self.environment | environment,
        )

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run(self.folder / "python" / "python.exe", *arguments, **environment)

    def command(self, program: Path, *arguments: str) -> list[str]:
        return [str(wine()), str(program), *arguments]

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "FONTCONFIG"))
        }
        return kept | {
            "WINEPREFIX": str(self.folder / "prefix"),
            "WINEDEBUG": "-all",
            "LC_ALL": "C.UTF-8",
            "PYTHONHOME": windows_path(self.folder / "python"),
            "PYTHONPATH": windows_path(ROOT),
            "PYTHONPYCACHEPREFIX": windows_path(self.folder / "compiled"),
        }


def prepare(folder: Path) -> Machine:
    """Make a machine in an empty folder, with all that itaxl needs."""
    machine = Machine(folder)
    (folder / "python").mkdir(parents=True)
    _install(folder / "panda", "--no-deps", WITH_PYTHON)
    library, own = Path(sysconfig.get_path("stdlib")), folder / "python"
    shutil.copytree(
        library, own / "Lib", ignore=shutil.ignore_patterns("site-packages", "test", "__pycache__", "*.so")
    )
    _install(machine.packages, "-r", str(ROOT / "pyproject.toml"))
    (own / "DLLs").mkdir()
    for file in (folder / "panda" / "deploy_libs").iterdir():
        if not file.name.startswith("api-ms-"):
            shutil.copy(file, own / "DLLs" if file.suffix == ".pyd" else own)
    for file in (machine.packages / "gstreamer_ext_runtime" / "bin").iterdir():
        shutil.copy(file, own)
    compiled(SOURCES / "python.c", own / "python.exe", "-municode", f'-DPYTHON=L"{PYTHON}.dll"')
    _python3(own)
    _lacking(own, machine.packages)
    machine.run(Path("wineboot"), "--init")
    _be_windows_10(machine)
    return machine


def compiled(source: Path, target: Path, *options: str) -> None:
    subprocess.run(
        [COMPILER, "-O1", *options, "-o", str(target), str(source)], check=True, capture_output=True
    )


def _install(target: Path, *wanted: str) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    system = (
        f"--python-platform x86_64-pc-windows-msvc --python-version {version} --only-binary :all: --no-config"
    )
    # Copies, for what is in the cache of uv must stay as it is.
    where = ("--constraint", str(ROOT / "constraints.txt"), "--target", str(target), "--link-mode", "copy")
    command = [find_uv_bin(), "pip", "install", *system.split(), *where, *wanted]
    subprocess.run(command, check=True, capture_output=True)


def _be_windows_10(machine: Machine) -> None:
    """Wine 8 says otherwise that it is Windows 7, for which there is no Python any more."""
    machine.run(Path("reg"), "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")


def _forwarding(target: Path, names: dict[str, str], *sources: Path) -> None:
    """Make a library of functions that are others'."""
    definition = target.with_suffix(".def")
    definition.write_text(
        "EXPORTS\n" + "".join(f"{name}={other}\n" for name, other in names.items()), "utf-8"
    )
    empty = target.with_suffix(".c")
    empty.write_text("int nothing;\n", "utf-8")
    made_of = (*map(str, (empty, *sources, definition)), "-ladvapi32")
    command = [COMPILER, "-O1", "-w", "-shared", "-static", "-o", str(target), *made_of]
    subprocess.run(command, check=True, capture_output=True)


def _python3(own: Path) -> None:
    """Make python3.dll, which modules for every Python 3 link, and which only the installer brings."""
    listing = _listing(own / f"{PYTHON}.dll").partition("Name Pointer] Table")[2]
    names = re.findall(r"^\s+\[\s*\d+\].*?(_?Py\w+)$", listing, re.MULTILINE)
    _forwarding(own / "python3.dll", {name: f"{PYTHON}.{name}" for name in names})


def _lacking(own: Path, packages: Path) -> None:
    """Bring what Wine 8 lacks, and have NumPy look for it there."""
    lacking = SOURCES / "lacking.c"
    _forwarding(own / "bcryptprimitives.dll", {"ProcessPrng": "our_ProcessPrng"}, lacking)
    imports = {file: _imports(file) for file in packages.rglob("*.pyd")}
    files = [file for file, names in imports.items() if names & _COMPLEX]
    wanted = {name for file in files for name in imports[file]}
    ours = {name: f"our_{name}" if name in _COMPLEX else f"ucrtbase.{name}" for name in wanted}
    _forwarding(own / _OURS, ours, lacking)
    for file in files:
        file.write_bytes(file.read_bytes().replace(_MATH.encode(), _OURS.encode()))


def _listing(file: Path) -> str:
    command = [COMPILER.replace("gcc", "objdump"), "-p", str(file)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _imports(file: Path) -> set[str]:
    names, library = set(), ""
    for line in _listing(file).splitlines():
        if "DLL Name:" in line:
            library = line.split()[-1]
        elif library == _MATH and (match := _IMPORTED.match(line)):
            names.add(match[1])
    return names
