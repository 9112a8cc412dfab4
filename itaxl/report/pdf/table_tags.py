"""Tables of a PDF as a screen reader needs them: whole, and every cell with the heads above and beside it.

WeasyPrint makes a table anew on each page and counts its columns by its boxes. Here the page's own HTML says which
cells are where.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from itaxl.report.pdf.structure import Element, Html, Tree, html_of

_PIECES = frozenset(("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD"))
_REPEATED = frozenset(("/THead", "/TFoot"))  # on each page that the table goes on
_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True)
class Place:
    """Place of a cell in its table: the rows and columns that it covers, and the group of its row."""

    cell: Html
    group: Html
    rows: range
    columns: range

    @property
    def is_head(self) -> bool:
        return self.cell.tag == "th" and bool("".join(self.cell.itertext()).strip())

    @property
    def scope(self) -> str:
        """Return `col`, `row` or `rowgroup`: what a head is the head of."""
        given = str(self.cell.get("scope", "col" if self.group.tag == "thead" else "row"))
        return "col" if given == "colgroup" else given


def mend(tree: Tree) -> None:
    """Join the pieces of each table, and name the heads of each cell."""
    made = _joined(tree)
    tables = [html for html, element in made.items() if element["S"] == "/Table"]
    for element in tree.all():
        element.pop("ID", None)
    for number, table in enumerate(tables):
        _name_heads(table, number, made)
    _list_names(tree)


def _joined(tree: Tree) -> Mapping[Html, Element]:
    """Move the later pieces of what was broken over pages to the first one, which is returned by its HTML."""
    first: dict[Html, Element] = {}
    left_out: set[bytes] = set()
    for element in tree.all():
        if element["S"] not in _PIECES or element.reference in left_out:
            continue
        whole = first.setdefault(html_of(element), element)
        if whole is element:
            continue
        if element["S"] in _REPEATED:
            left_out |= {inner.reference for inner in tree.below(element)}
        else:
            tree.move_kids(element, whole)
        tree.detach(element)
    return first


def _name_heads(table: Html, number: int, made: Mapping[Html, Element]) -> None:
    """Give the heads of a table identifiers and scopes, and list in each cell those that are its heads."""
    import pydyf  # noqa: PLC0415

    places = [place for place in cells(table) if place.cell in made]
    for place in places:
        if place.cell.tag == "th":
            element = made[place.cell]
            element["ID"] = pydyf.String(f"{number}-{place.rows[0]}-{place.columns[0]}")
            element["A"]["Scope"] = "/Column" if place.scope == "col" else "/Row"
    for cell, heads in heads_of(places).items():
        made[cell]["A"]["Headers"] = pydyf.Array(made[head]["ID"] for head in heads)


def cells(table: Html) -> Iterator[Place]:
    """Yield the cells of a table, with their places."""
    first_row = 0
    for group, rows in _groups(table):
        taken: set[tuple[int, int]] = set()
        for down, row in enumerate(rows):
            column = 0
            for cell in (child for child in row if child.tag in ("td", "th")):
                while (down, column) in taken:
                    column += 1
                deep = min(_span(cell, "rowspan") or len(rows), len(rows) - down)
                across = _span(cell, "colspan") or 1
                covered = range(column, column + across)
                taken |= {(down + below, right) for below in range(deep) for right in covered}
                yield Place(cell, group, range(first_row + down, first_row + down + deep), covered)
        first_row += len(rows)


def _groups(table: Html) -> Iterator[tuple[Html, list[Html]]]:
    for group in table:
        if group.tag in _GROUPS:
            yield group, [row for row in group if row.tag == "tr"]


def _span(cell: Html, name: str) -> int:
    given = str(cell.get(name, "1"))
    return int(given) if given.isdecimal() else 1


def heads_of(places: list[Place]) -> dict[Html, list[Html]]:
    """Return the heads of each cell that is none: of its rows, from the left, then of its columns, from above."""
    by_column, by_row, by_group = (defaultdict[Any, list[Place]](list) for _ in range(3))
    for place in filter(lambda place: place.is_head, places):
        if place.scope == "col":
            _enter(by_column, place.columns, place)
        elif place.scope == "rowgroup":
            by_group[place.group].append(place)
        else:
            _enter(by_row, place.rows, place)
    heads = {}
    for place in places:
        if place.cell.tag == "td":
            beside = [
                *(head for head in by_group[place.group] if head.rows[0] <= place.rows[0]),
                *(head for row in place.rows for head in by_row[row] if head.columns[-1] < place.columns[0]),
            ]
            above = (head for column in place.columns for head in by_column[column])
            ordered = (*beside, *(head for head in above if head.rows[-1] < place.rows[0]))
            heads[place.cell] = list(dict.fromkeys(head.cell for head in ordered))
    return heads


def _enter(index: dict[Any, list[Place]], numbers: range, place: Place) -> None:
    for number in numbers:
        index[number].append(place)


def _list_names(tree: Tree) -> None:
    """List the identifiers of heads in the root, in order: cells name their heads by them."""
    import pydyf  # noqa: PLC0415

    named = sorted((element["ID"].string, element) for element in tree.all() if "ID" in element)
    if named:
        names = pydyf.Array(part for _, element in named for part in (element["ID"], element.reference))
        limits = pydyf.Array([named[0][1]["ID"], named[-1][1]["ID"]])
        leaf = pydyf.Dictionary({"Names": names, "Limits": limits})
        tree.pdf.add_object(leaf)
        tree.root["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})
