"""Tags of a PDF; the heads of each cell of a table, as the HTML has them and as the PDF names them, by number."""

from collections.abc import Iterator
from typing import Any

import lxml.html
import pikepdf

Heads = list[list[int]]  # of each cell that is no head itself, in order


def of_html(page: str) -> list[Heads]:
    """For each table, by walking over the places that its cells cover."""
    return [_of_table(table) for table in lxml.html.fromstring(page).iter("table")]


def _of_table(table: Any) -> Heads:
    owner: dict[tuple[int, int], Any] = {}  # the cell at each place
    group_of_row: list[Any] = []
    for row in table.iter("tr"):
        number = len(group_of_row)
        group_of_row.append(row.getparent())
        for cell in row:
            column = next(place for place in range(1000) if (number, place) not in owner)
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    owner[number + down, column + right] = cell
    heads = [cell for cell in table.iter("th") if cell.text_content().strip()]
    places: dict[Any, list[tuple[int, int]]] = {}
    for place, cell in owner.items():
        places.setdefault(cell, []).append(place)
    numbers = {head: number for number, head in enumerate(table.iter("th"))}
    return [
        sorted(numbers[head] for head in heads if _is_head_of(head, cell, places, group_of_row))
        for cell in table.iter("td")
    ]


def _is_head_of(head: Any, cell: Any, places: dict[Any, list[tuple[int, int]]], groups: list[Any]) -> bool:
    rows, columns = ({place[axis] for place in places[cell]} for axis in (0, 1))
    own_rows, own_columns = ({place[axis] for place in places[head]} for axis in (0, 1))
    scope = head.get("scope") or ("col" if head.getparent().getparent().tag == "thead" else "row")
    if scope in ("col", "colgroup"):
        return bool(columns & own_columns) and max(own_rows) < min(rows)
    if scope == "rowgroup":
        return groups[min(own_rows)] is groups[min(rows)] and min(own_rows) <= min(rows)
    return bool(rows & own_rows) and max(own_columns) < min(columns)


def of_pdf(pdf: pikepdf.Pdf) -> list[Heads]:
    """For each table, by the identifiers that its cells name."""
    tables = [element for element in elements(pdf.Root.StructTreeRoot.K[0]) if element.S == "/Table"]
    return [_of_element(table) for table in tables]


def _of_element(table: Any) -> Heads:
    inside = list(elements(table))
    names = [bytes(element.ID) for element in inside if element.S == "/TH"]
    assert len(set(names)) == len(names)
    return [
        sorted(names.index(bytes(name)) for name in element.A.Headers)
        for element in inside
        if element.S == "/TD"
    ]


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, itself first."""
    if isinstance(node, pikepdf.Dictionary) and node.get("/S") is not None:
        yield node
    kids = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
    for kid in kids if isinstance(kids, pikepdf.Array) else ():
        yield from elements(kid)


def is_reference(kid: Any) -> bool:
    """Whether a kid of an element stands for an annotation."""
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
