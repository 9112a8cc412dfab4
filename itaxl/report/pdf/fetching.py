"""The only door through which a document gets other files: `data:` URLs and `itaxl:` names.

`itaxl:css/report.css` is a file of `html_templates` (the agency's own folder first, then the bundled one);
`itaxl:image/emblem` is a picture that the caller named. Nothing else is opened, no file of the machine and no
network.
"""

import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "itaxl:"
IMAGES = "image/"


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Finds `itaxl:` names in `folders`, the first that has the file, and in `images`."""

    def __init__(self, folders: Sequence[Path], images: Mapping[str, Path] | None = None) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._folders = folders
        self._images = images or {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """What is behind a URL. Raises ValueError for a foreign one, FileNotFoundError for a name unknown."""
        if not url.startswith(SCHEME):
            return super().fetch(url, headers)
        name = unquote(url.removeprefix(SCHEME))
        path = self._image(name) if name.startswith(IMAGES) else self._bundled(name)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    def _image(self, name: str) -> Path:
        path = self._images.get(name.removeprefix(IMAGES))
        if path is None:
            raise FileNotFoundError(name)
        return path

    def _bundled(self, name: str) -> Path:
        for folder in self._folders:
            path = (folder / name).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return path
        raise FileNotFoundError(name)
