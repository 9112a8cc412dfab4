"""Labels of a PDF's pages: what is printed on them, so that to go to page 3 of a report is to go to its page 3."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

FRONT, COVER, MEMO = "front", "cover", "memo"  # names of pages in the style sheet
_REPORT = ("start", "start-wide", "main", "wide")


def add(pdf: Any, pages: Sequence[Any], numbers: Any) -> None:
    """Add the labels to a PDF whose pages have names. `numbers`: the counter styles of its style sheet."""
    import pydyf  # noqa: PLC0415

    names = [page._page_box.page_type.name for page in pages]
    if {FRONT, COVER, MEMO, *_REPORT}.isdisjoint(names):
        return
    body = pages[0]._page_box.children[0].element.find("body")
    labels = labels_of(names, numbers, cover=body.get("data-cover", ""), memo=body.get("data-memo", ""))
    entries = [
        part
        for number, label in enumerate(labels)
        for part in (number, pydyf.Dictionary({"P": pydyf.String(label)}))
    ]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(entries)})


def labels_of(names: Sequence[str], numbers: Any, *, cover: str, memo: str) -> Iterator[str]:
    """Yield the labels of pages with these names: a memo and a cover before a report are called so."""
    kinds = [name if name in (FRONT, COVER, MEMO) else "report" for name in names]
    alone = len(set(kinds)) == 1
    for kind, pages in groupby(kinds):
        for number, _ in enumerate(pages, start=1):
            printed = numbers.render_value(number, FRONT if kind == FRONT else "report")
            if kind == COVER and cover:
                yield cover
            elif kind == MEMO and memo and not alone:
                yield f"{memo} {printed}"
            else:
                yield printed
