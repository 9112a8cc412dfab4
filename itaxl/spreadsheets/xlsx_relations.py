"""References from one part of an .xlsx to another, and to what lies outside of it. Nothing is followed here."""

import posixpath
from dataclasses import dataclass

from itaxl.spreadsheets import safe_xml
from itaxl.spreadsheets.package import Package
from itaxl.spreadsheets.safe_xml import Attributes

_RELATIONSHIPS = ("http://schemas.openxmlformats.org/package/2006/relationships",)


@dataclass(frozen=True)
class Relation:
    type: str  # last word of the type's address, which differs in Strict Open XML
    target: str  # name of a part; of an external one as it is written
    external: bool = False


def relations(package: Package, part: str) -> dict[str, Relation]:
    """Return what a part (the package itself: "") refers to, by the reference's id."""
    folder, name = posixpath.split(part)
    content = package.read_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    by_id: dict[str, Relation] = {}

    def relationship(attributes: Attributes) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        external = attributes.get("TargetMode") == "External"
        if not external:
            inside = target.replace("\\", "/")
            target = posixpath.normpath(posixpath.join("/", folder, inside)).lstrip("/")
        by_id[attributes.get("Id", "")] = Relation(kind, target, external)

    if content is not None:
        safe_xml.parse(content, {"Relationship": relationship}, namespaces=_RELATIONSHIPS)
    return by_id


def of_type(relations: dict[str, Relation], kind: str) -> str | None:
    """Return the first part of a type."""
    parts = (relation.target for relation in relations.values() if not relation.external)
    kinds = (relation.type for relation in relations.values() if not relation.external)
    return next((target for target, type_ in zip(parts, kinds, strict=True) if type_ == kind), None)
