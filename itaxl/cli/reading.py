"""Where a command opens the workbooks that were sent, and asks for their passwords."""

import getpass
import sys
from typing import TYPE_CHECKING

from itaxl.cli.main import Session
from itaxl.cli.progress import CLEAR

if TYPE_CHECKING:
    from itaxl.workbook.apart import Apart


def apart(session: Session) -> "Apart":
    """To be entered before pandas is imported, since its process starts in the meantime."""
    from itaxl.workbook.apart import Apart  # noqa: PLC0415 - not for help
    from itaxl.workbook.passwords import Passwords  # noqa: PLC0415

    texts = session.texts()

    def ask(file: str) -> str:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return ""
        try:
            return getpass.getpass(CLEAR + texts("password.ask", file=file), sys.stderr)
        except EOFError:
            return ""

    return Apart(Passwords(ask))
