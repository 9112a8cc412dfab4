"""Whether a Word file is sound."""

from pathlib import Path


def complaints(file: Path) -> list[str]:
    """What the published schemas and the rules beyond them find wrong."""
    from openxml_audit import FileFormat, OpenXmlValidator  # noqa: PLC0415 - a second, and few tests need it

    found = OpenXmlValidator(FileFormat.OFFICE_2019).validate(file)
    return [f"{error.part_uri} {error.path} {error.description}" for error in found.errors]
