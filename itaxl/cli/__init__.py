"""Command line: a command parses, calls one function, prints, and exits with the exit code of the result.

It uses click, which is well kept and loads a command only when it is called.
"""

from itaxl.cli.main import main

__all__ = ["main"]
