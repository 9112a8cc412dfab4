"""Commented `itaxl.toml` of a new agency, with the titles of its kind where its folder's name says which it is."""

import json

from itaxl import files, thai
from itaxl.agency.kinds import KINDS, Kind, kind_of

_NAME, _SAMPLE = "เทศบาลตำบลตัวอย่าง", next(kind for kind in KINDS if kind.name == "เทศบาลตำบล")


def starter(lang: str, folder: str = "") -> bytes:
    """Return the starter; `folder` is the name of the agency's folder."""
    text = files.starter(lang).decode()
    kind = kind_of(folder)
    return (_of_kind(text, kind, folder) if kind else text).encode()


def _of_kind(text: str, kind: Kind, folder: str) -> str:
    written = json.dumps(_full_name(kind, thai.clean(folder)), ensure_ascii=False)[1:-1]
    text = text.replace(_NAME, written).replace(f'kind = "{_SAMPLE.name}"', f'kind = "{kind.name}"')
    for sample, own in (
        (_SAMPLE.office, kind.office),
        (_SAMPLE.clerk, kind.clerk),
        (_SAMPLE.chief, kind.chief),
    ):
        text = text.replace(f'"{sample}', f'"{own}').replace(f'"หัวหน้า{sample}"', f'"หัวหน้า{own}"')
    return text


def _full_name(kind: Kind, folder: str) -> str:
    """Write out a short form of the kind: อบต.ดอกคูน."""
    short = next(start for start in kind.starts if thai.key(folder).startswith(start))
    if short == kind.name or not folder.startswith(short):
        return folder
    return kind.name + folder.removeprefix(short).lstrip(". ")
