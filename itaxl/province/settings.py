"""Settings of a province: its folder, its `province.toml`, and the folders of its agencies."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Literal

from itaxl import files
from itaxl.agency import settings
from itaxl.agency.section import Section
from itaxl.agency.settings import DIGITS
from itaxl.errors import WrongUseError
from itaxl.texts import LANGS, Lang

SETTINGS = "province.toml"
PATTERN = "agencies/*"
_OF_AGENCIES = {f"settings.{problem}": f"province.{problem}" for problem in ("type", "choice", "unknown")}


@dataclass(frozen=True)
class Province:
    """Contents of `province.toml`, with defaults for what it leaves out. `pattern`: of the agencies' folders."""

    folder: Path
    name: str
    lang: Lang = "th"
    digits: Literal["thai", "arabic"] = "thai"
    pattern: str = PATTERN

    @property
    def agencies(self) -> tuple[Path, ...]:
        """Return the folders that the pattern names, in order; hidden ones are left out."""
        paths = (path for path in self.folder.glob(self.pattern) if not path.name.startswith("."))
        return tuple(sorted(path for path in paths if path.is_dir()))

    def agency(self, name: str) -> Path | None:
        """Return the folder of the agency that tables know by a name; None where it is none of the pattern's."""
        parts, pattern = name.split("/"), PurePosixPath(self.pattern).parts
        if len(parts) != len(pattern) or not all(map(_fits, parts, pattern)):
            return None
        path = self.folder.joinpath(*parts)
        return path if not parts[-1].startswith(".") and path.is_dir() else None

    def split(self, path: str) -> tuple[str, str]:
        """Return the name of the agency in whose folder a path below the province's may be, and what is below that."""
        parts, depth = path.split("/"), len(PurePosixPath(self.pattern).parts)
        return "/".join(parts[:depth]), "/".join(parts[depth:])

    def years(self) -> list[int]:
        """Return the years for which any agency has an inbox or has published data, the newest first."""
        paths = (
            path
            for agency in self.agencies
            for place in ("inbox", "reports")
            for path in (agency / place).glob("[0-9][0-9][0-9][0-9]")
        )
        return sorted({int(path.name) for path in paths if path.name.isascii()}, reverse=True)

    def name_of(self, agency: Path) -> str:
        """Return the path of an agency's folder below the province's, by which tables know it."""
        return agency.relative_to(self.folder).as_posix()

    def newest_year(self) -> int:
        """Return the newest year for which any agency has an inbox. Raises WrongUseError where there is none."""
        years = [year for agency in self.agencies if (year := _newest_year(agency))]
        if not years:
            raise WrongUseError("province.no_year", path=self.folder)
        return max(years)

    def newest_published(self) -> int:
        """Return the newest year for which any agency has published data. Raises WrongUseError where there is none."""
        paths = (path.parent.name for agency in self.agencies for path in agency.glob("reports/*/data.json"))
        years = [int(name) for name in paths if name.isascii() and name.isdigit()]
        if not years:
            raise WrongUseError("province.nothing_published", path=self.folder)
        return max(years)


def load(folder: Path) -> Province:
    """Read `province.toml`.

    Raises WrongUseError that names the key where the file is missing, no TOML, or holds what it may not, and where the
    pattern names no folder.
    """
    path = folder / SETTINGS
    if not files.is_there(path):
        raise WrongUseError("province.missing", path=path)
    table = files.read(path)
    try:
        province = _province(folder, Section(table, ""))
    except WrongUseError as error:  # whose text names itaxl.toml
        raise WrongUseError(_OF_AGENCIES.get(error.key, error.key), **error.values) from error
    if not province.name:
        raise WrongUseError("province.unnamed", path=path)
    _check_pattern(province.pattern)
    if not province.agencies:
        raise WrongUseError("province.empty", pattern=province.pattern, path=path)
    return province


def _province(folder: Path, top: Section) -> Province:
    section = top.section("province")
    province = Province(
        folder,
        section.text("name"),
        section.choice("lang", "th", LANGS),
        section.choice("digits", "thai", DIGITS),
        section.text("agencies", PATTERN),
    )
    section.close()
    top.close()
    return province


def _check_pattern(pattern: str) -> None:
    """Refuse a pattern that leads out of the province's folder, or through everything below it."""
    parts = PurePosixPath(pattern).parts
    if not parts or pattern.startswith("/") or ":" in pattern or "\\" in pattern or {"..", "**"} & {*parts}:
        raise WrongUseError("province.pattern", value=pattern)


def _fits(part: str, pattern: str) -> bool:
    """Tell whether a part of a path is a folder's own name, and fits its part of the pattern."""
    plain = part not in ("", ".", "..") and not {*part} & {"\\", ":", "\0"}
    return plain and fnmatchcase(part, pattern)


def _newest_year(agency: Path) -> int | None:
    try:
        return settings.newest_year(agency)
    except WrongUseError:
        return None
