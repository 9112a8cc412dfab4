"""Draw the stages of the program and the imports between them: `python -m tools.make_stages`.

The order comes from `[tool.importlinter]` in `pyproject.toml`, the arrows from the imports themselves. A test checks
that `docs/images/stages.svg` is up to date.
"""

import tomllib
from collections import Counter
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "stages.svg"
SAYS = {
    "cli": "the commands: a terminal's face, with no rule of its own",
    "province_workbench": "many agencies in a browser",
    "workbench": "one agency in a browser",
    "loopback": "a server for this machine alone, and what stands on every page",
    "api": "the steps as functions, for scripts and notebooks",
    "doctor": "what is there and what is missing on this machine",
    "province": "many agencies at once",
    "pipeline": "merge: gather, then write",
    "overview": "a report on what many agencies have published",
    "report": "documents, web pages, Word files, open data, the folder",
    "sending": "what goes out: workbooks, reminders, marked copies",
    "gather": "all that is known of a year; nothing is written",
    "inbox": "what arrives: files, archives, mails",
    "checks": "small functions that find what is wrong",
    "analysis": "totals, grade, weakest indicators, what the figures say",
    "merging": "frames with where each row came from; measures",
    "submissions": "what one workbook means",
    "forms": "our workbooks: columns declared once, identity, look",
    "agency": "itaxl.toml, the register, choices, earlier years",
    "instrument": "what ITA is in a year, as data",
    "spreadsheets": "any .xlsx, .xls, .ods as cells, bounded, apart",
}
BOX, ROOM, LEFT, TOP, WIDTH = 30, 14, 20, 20, 820
GROUND = "the ground"


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(svg(), "utf-8")


def rows() -> list[tuple[str, ...]]:
    """Return the stages from the top down; those below the last one of `SAYS` share a row."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["itaxl"])
    stages = layers[layers.index(next(iter(SAYS))) : layers.index(next(reversed(SAYS))) + 1]
    ground = [part.strip() for layer in layers[layers.index(stages[-1]) + 1 :] for part in layer.split("|")]
    return [*((stage,) for stage in stages), tuple(ground)]


def arrows(stages: list[tuple[str, ...]]) -> Counter[tuple[int, int]]:
    """Count the imports between rows, by the numbers of the rows; imports of the ground are left out."""
    graph = grimp.build_graph("itaxl", cache_dir=None)
    place = {name: number for number, row in enumerate(stages) for name in row}
    counted: Counter[tuple[int, int]] = Counter()
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            start, end = _row(importer, place), _row(imported, place)
            if start is not None and end is not None and start != end and end != len(stages) - 1:
                counted[start, end] += 1
    return counted


def _row(module: str, place: dict[str, int]) -> int | None:
    return place.get(module.split(".")[1]) if "." in module else None


def svg() -> str:
    """Return the picture as text; equal imports give equal bytes."""
    stages = rows()
    counted = arrows(stages)
    height = TOP * 2 + len(stages) * (BOX + ROOM)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 300} {height}" role="img">',
        "<title>The stages of itaxl and the imports between them</title>",
        "<style>text{font:13px sans-serif;fill:#222}.n{font-weight:bold}rect{fill:#eef2f7;stroke:#5b6b80}"
        "path{fill:none;stroke:#5b6b80;stroke-opacity:.55}</style>",
    ]
    for (start, end), number in sorted(counted.items()):
        parts.append(_arc(start, end, number))
    for number, row in enumerate(stages):
        parts.append(_box(number, row))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _middle(row: int) -> float:
    return TOP + row * (BOX + ROOM) + BOX / 2


def _arc(start: int, end: int, number: int) -> str:
    x, out = LEFT + WIDTH, LEFT + WIDTH + 15 + 15 * abs(end - start)
    width = 0.6 + min(number, 40) / 14
    return (
        f'<path d="M{x} {_middle(start):g} C{out} {_middle(start):g} {out} {_middle(end):g} {x} {_middle(end):g}"'
        f' stroke-width="{width:.1f}"/>'
    )


def _box(number: int, row: tuple[str, ...]) -> str:
    name = row[0] if len(row) == 1 else GROUND
    says = ", ".join(row) if name == GROUND else SAYS[name]
    y = TOP + number * (BOX + ROOM)
    return (
        f'<rect x="{LEFT}" y="{y}" width="{WIDTH}" height="{BOX}" rx="4"/>'
        f'<text class="n" x="{LEFT + 10}" y="{y + 20}">{escape(name)}</text>'
        f'<text x="{LEFT + 175}" y="{y + 20}">{escape(says)}</text>'
    )


if __name__ == "__main__":
    main()
