"""Documents of the last merge that are taken as they are: what they were laid out from is the same, and so are they."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from itaxl import program
from itaxl.agency import leftovers
from itaxl.files import content, digest
from itaxl.report.files import drawn

PROGRAM = "program"  # of the manifest: digest of the program that made the reports
SOURCE = "source"  # of an output in the manifest: digest of what a page follows from


@dataclass(frozen=True)
class Kept:
    """Reports of the last merge: the source of each document by its name and edition, and digests of files by path.

    `pages`: digests of what pages follow from, by path.
    """

    folder: Path = Path()
    sources: Mapping[tuple[str, int], str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    def files(self, document: tuple[str, int], source: str, paths: Iterable[str]) -> dict[str, bytes] | None:
        """Return the files of a document that was laid out from the same source; None where one is not as it was."""
        if self.sources.get(document) != source:
            return None
        contents = {path: self._as_made(path) for path in paths}
        whole = {path: data for path, data in contents.items() if data is not None}
        return whole if len(whole) == len(contents) else None

    def page(self, path: str, source: str) -> bytes | None:
        """Return a page that was made from the same source; None where it is not as it was."""
        return self._as_made(path) if self.pages.get(path) == source else None

    def _as_made(self, path: str) -> bytes | None:
        data = _content(self.folder / path)
        return data if digest(data) == self.listed.get(path) else None


NOTHING = Kept()


def load(folder: Path) -> Kept:
    """Return what may be kept of a year's reports: nothing of those that another version of the program made."""
    manifest = _content(folder / leftovers.MANIFEST)
    if not is_of_this_program(manifest):
        return NOTHING
    sources = {(document.document, document.edition): document.source for document in drawn.read(manifest)}
    return Kept(
        folder,
        {name: source for name, source in sources.items() if source},
        leftovers.listed(folder),
        {
            str(output["file"]): str(output[SOURCE])
            for output in json.loads(manifest)["outputs"]
            if SOURCE in output
        },
    )


def is_of_this_program(manifest: bytes) -> bool:
    """Tell whether this very program wrote a manifest, with the same libraries."""
    try:
        return bool(json.loads(manifest)[PROGRAM] == program.digest())
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _content(path: Path) -> bytes:
    try:
        return content(path)
    except OSError:
        return b""
