"""File to double-click in the agency's folder: it opens the workbench of that folder."""

import os
import sys
from pathlib import Path

from itaxl.files import write_whole

_CMD = """@echo off\r
chcp 65001 >nul\r
"{python}" -m itaxl open "%~dp0."\r
if errorlevel 1 pause\r
"""
_COMMAND = """#!/bin/sh
cd "$(dirname "$0")" && exec {python} -m itaxl open .
"""
_DESKTOP = """[Desktop Entry]
Type=Application
Version=1.0
Name=itaxl
Comment[th]=เปิดงาน ITA ของหน่วยงานนี้ในเบราว์เซอร์
Comment=Open this agency's ITA year in a browser
Path={folder}
Exec={python} -m itaxl open
Terminal=true
"""
_IN_DESKTOP = str.maketrans({char: f"\\\\{char}" for char in '"`$'} | {"\\": "\\\\\\\\", "%": "%%"})
_IN_SH = str.maketrans({"'": "'\"'\"'"})


def write(folder: Path, system: str = "win32" if os.name == "nt" else sys.platform) -> Path:
    """Write the file for a system (`win32`, `darwin`, any other) and return it."""
    python = sys.executable
    if system == "win32":
        name, text = "itaxl.cmd", _CMD.format(python=python.replace("%", "%%"))
    elif system == "darwin":
        name, text = "itaxl.command", _COMMAND.format(python=f"'{python.translate(_IN_SH)}'")
    else:
        place = str(folder.resolve()).replace("\\", "\\\\")
        name, text = (
            "itaxl.desktop",
            _DESKTOP.format(folder=place, python=f'"{python.translate(_IN_DESKTOP)}"'),
        )
    write_whole(folder / name, text.encode())
    if system != "win32":
        (folder / name).chmod(0o755)
    return folder / name
