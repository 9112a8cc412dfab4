"""The command line: each command parses, calls one function, prints, and ends with its result's exit code.

click was chosen for it: the best-kept library of the field, with commands that load only when they are called.
"""

from itaxl.cli.main import main

__all__ = ["main"]
