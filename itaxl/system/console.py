"""Prepare the terminal: Thai letters whatever its code page, and escapes that it obeys."""

import os
import sys

_OUTPUTS = (-11, -12)  # STD_OUTPUT_HANDLE, STD_ERROR_HANDLE
_ESCAPES = 0x4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


def prepare() -> None:
    """Have both streams write Thai as UTF-8, or as the user's PYTHONIOENCODING says with what it lacks as "?"."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            encoding = {} if os.environ.get("PYTHONIOENCODING") else {"encoding": "utf-8"}
            reconfigure(errors="replace", **encoding)
    _obey_escapes()


def _obey_escapes() -> None:
    """Have a console of Windows obey escapes, with which the line of progress is wiped; it shows them otherwise."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - not needed elsewhere

        kernel = ctypes.WinDLL("kernel32")
        kernel.GetStdHandle.restype = ctypes.c_void_p
        for output in _OUTPUTS:
            handle, mode = ctypes.c_void_p(kernel.GetStdHandle(output)), ctypes.c_uint32()
            if kernel.GetConsoleMode(handle, ctypes.byref(mode)):  # else it is no console
                kernel.SetConsoleMode(handle, mode.value | _ESCAPES)
