"""Statements of an agency about its pages on the web: licence of the data, and how to reach it besides by mail."""

import re
from dataclasses import dataclass

from itaxl.agency.section import Section
from itaxl.errors import WrongUseError

_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Public:
    """Section `[site]` of the settings: name and address of the data's licence, and a telephone number or the like."""

    licence: str = ""
    licence_url: str = ""
    contact: str = ""


def read(section: Section) -> Public:
    """Return the section's values. Raises WrongUseError, naming the key, for what does not fit."""
    public = Public(section.text("licence"), section.text("licence_url"), section.text("contact"))
    section.close()
    if public.licence_url and not _ADDRESS.fullmatch(public.licence_url):
        raise WrongUseError("settings.web", key=section.path("licence_url"), value=public.licence_url)
    if public.licence_url and not public.licence:
        raise WrongUseError("settings.required", key=section.path("licence"))
    return public
