"""Issued documents on disk, without a merge before them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from itaxl.agency.issued import RECORD, SCHEMA, Signed, sealed
from itaxl.files import digest


def put(
    home: Path,
    name: str,
    files: Mapping[str, bytes],
    signed: Signed,
    changed: Mapping[str, Any] | None = None,
) -> Path:
    """The folder of an issue of 2562; `changed` are parts of its record that are others."""
    folder = home / "issued/2562" / name
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    record = {
        "schema": SCHEMA,
        "year": 2562,
        "document": name.rpartition("-")[0],
        **signed.record(),
        "files": [{"file": file, "sha256": digest(content)} for file, content in files.items()],
    }
    (folder / RECORD).write_text(json.dumps(sealed(record) | dict(changed or {})), "utf-8")
    return folder
