"""What an agency says about its pages: `[site]`."""

from pathlib import Path

import pytest

from itaxl.agency import settings
from itaxl.agency.public import Public
from itaxl.errors import WrongUseError

NAMED = '[agency]\nname = "เทศบาลตำบลตัวอย่าง"\n[site]\n'


def read(tmp_path: Path, toml: str) -> Public:
    (tmp_path / "itaxl.toml").write_text(NAMED + toml, "utf-8")
    return settings.load(tmp_path).public


def test_licence_and_contact(tmp_path: Path) -> None:
    toml = 'licence = "CC BY 4.0"\nlicence_url = "https://example.go.th/by"\ncontact = "โทร. 1"'
    assert read(tmp_path, toml) == Public("CC BY 4.0", "https://example.go.th/by", "โทร. 1")
    assert read(tmp_path, "") == Public()


@pytest.mark.parametrize(
    ("toml", "key", "named"),
    [
        ('licence = "ก"\nlicence_url = "javascript:alert(1)"', "settings.web", "site.licence_url"),
        ('licence_url = "https://example.go.th/by"', "settings.required", "site.licence"),
        ('license = "ก"', "settings.unknown", "site.license"),
        ("contact = 3", "settings.type", "site.contact"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, toml: str, key: str, named: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        read(tmp_path, toml)
    assert (caught.value.key, caught.value.values["key"]) == (key, named)
