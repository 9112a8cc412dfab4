"""Letters out of a folder on a mail server (IMAP4rev1, RFC 3501), which stays as it is: nothing is marked or moved.

Each letter is written whole or not at all under a name that never changes, made of the folder, its UIDVALIDITY and the
letter's UID.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from itaxl import files
from itaxl.inbox.mail import imap_connection
from itaxl.inbox.mail.imap_connection import SpentError
from itaxl.inbox.mail.imap_folder import Account, BrokenLetterError, Folder, LargeLetterError
from itaxl.inbox.mail.limits import LETTERS

Progress = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True)
class Fetched:
    """Numbers of letters that are new and that were there.

    Left are `large` (their sizes in bytes), `broken` (the server did not give them as it should) and `waiting` (more
    than are fetched at once).
    """

    new: int
    already_there: int
    large: tuple[int, ...] = ()
    broken: int = 0
    waiting: int = 0


def fetch(
    account: Account,
    password: str,
    target: Path,
    present: Collection[str],
    since: date | None = None,
    progress: Progress = lambda *_: None,
) -> Fetched:
    """Save the letters of a folder that are not there yet as files in `target`.

    `present` are names of files that are there already, wherever; `since`: only letters that came on that day or later.
    Raises WrongUseError; what was saved until then stays, and the next call goes on from there.
    """
    with Folder(account, password) as folder:
        uids = folder.uids(since)
        new = [uid for uid in uids if folder.file_name(uid) not in present]
        target.mkdir(parents=True, exist_ok=True)
        saved, large, broken = _save(folder, new[:LETTERS], target, progress)
    waiting = len(new) - saved - len(large) - broken
    return Fetched(saved, len(uids) - len(new), tuple(large), broken, waiting)


def _save(
    folder: Folder, uids: Sequence[int], target: Path, progress: Progress
) -> tuple[int, list[int], int]:
    """Save each letter, until what one call may take is used up: how many, sizes of large ones, how many broken."""
    saved, broken = 0, 0
    large: list[int] = []
    sizes = folder.sizes(uids)
    for number, uid in enumerate(uids, start=1):
        progress(number, len(uids))
        size = sizes.get(uid, 0)
        try:
            if size > imap_connection.LETTER:
                raise LargeLetterError(size)
            content = folder.letter(uid)
        except LargeLetterError as error:
            large.append(error.size)
        except BrokenLetterError:
            broken += 1
        except SpentError:
            break
        else:
            files.write_whole(target / folder.file_name(uid), content)
            saved += 1
    return saved, large, broken
