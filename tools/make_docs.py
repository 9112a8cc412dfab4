"""Fill in the tables of the documentation that come from code: `python -m tools.make_docs`.

A table is between `<!-- made: NAME -->` and `<!-- end -->`; all other text is written by hand. A test checks that the
pages are up to date.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from string import ascii_uppercase

from itaxl import texts
from itaxl.findings import catalogue
from itaxl.forms import layout
from itaxl.forms.identity import ANNOUNCED
from itaxl.forms.instrument_sheets import counts_layout, scores_layout, sheets
from itaxl.forms.layout import ANSWERS, NO_BUDGET, STATUSES, Part, SheetLayout, Type
from itaxl.forms.limits import Speaker
from itaxl.instrument import load
from itaxl.report import outputs
from itaxl.texts import LANGS, Lang, Texts, both, without_places

YEAR = 2562  # the columns are the same in every year, and only the prompts name one
DETAILED = 2564  # a year that knows its open data items
HOLDS = {
    Type.CODE: "a code, as text",
    Type.TEXT: "text",
    Type.LINES: "text of several lines",
    Type.SCORE: "a number from 0 to 100",
    Type.COUNT: "a whole number from 0",
    Type.PERCENT: "a number from 0 to 100",
    Type.DATE: "a date",
    Type.BUDGET: f"baht, or {NO_BUDGET}",
    Type.STATUS: " / ".join(STATUSES),
    Type.RESULT: " / ".join(ANSWERS),
    Type.INDICATOR: "an indicator's number",
    Type.DIVISIONS: "names, aliases or ids of divisions",
    Type.LINK: "links",
}
FILLED_IN = {
    Part.FIXED: "no: locked",
    Part.PLAN: "in the plan round",
    Part.FOLLOWUP: "in a follow-up",
    Part.ALWAYS: "yes",
}
VALUES = {  # in a frame; all others are text
    Type.SCORE: "`Fraction` from 0 to 100, or `None`",
    Type.COUNT: "`int`, or `None`",
    Type.PERCENT: "`Fraction` from 0 to 100, or `None`",
    Type.DATE: "`datetime.date`, or `None`",
    Type.BUDGET: '`Fraction`, `"none"` where no money is used, `None` where nothing was said',
    Type.STATUS: f"{', '.join(STATUSES)}, or blank",
    Type.DIVISIONS: "tuple of ids",
}
SHEETS = {
    "scores.IIT": "scores, in the workbooks of IIT and EIT",
    "scores.OIT": "scores, in the workbook of OIT by indicator",
    "items.OIT": "what is published, in the workbook of OIT by item",
    "answers.IIT": "counted answers, in the workbook of IIT by question",
    "measures": "measures and their follow-up, in every division's workbook",
    "results": "what the NACC announced, in the announced workbook",
}
ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = (*sorted(ROOT.glob("README*.md")), *sorted(DOCS.glob("*.md")))
PLACE = re.compile(r"(<!-- made: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
HEADING = re.compile(r"# ──+ (.+?) ──+")  # of a part of the catalogue of sentences


def filled(page: str) -> str:
    """Return a page with its tables made anew. Raises KeyError for an unknown name."""
    return PLACE.sub(
        lambda place: place[1] + "\n".join(["", *TABLES[place[2]](), ""]) + "\n" + place[3], page
    )


def findings() -> Iterator[str]:
    """Yield each code with its severity, meaning and remedy, in Thai and English."""
    for entry in catalogue().values():
        severity = both("terms", f"severity.{entry.severity.value}")
        yield f"### {entry.code}"
        yield ""
        yield f"**{severity.th}** · {escaped(without_places(entry.what['th']))}<br>"
        yield f"{escaped(without_places(entry.fix['th']))}"
        yield ""
        yield f"**{severity.en}** · {escaped(without_places(entry.what['en']))}<br>"
        yield f"{escaped(without_places(entry.fix['en']))}"
        yield ""


def columns() -> Iterator[str]:
    """Yield the columns of every sheet that is filled in; they are the same in all years."""
    instrument = load(YEAR)
    for dimension in ("IIT", "OIT", ANNOUNCED):
        for form in sheets(instrument, dimension):
            if dimension == "IIT" or form.key != "measures":
                yield from _sheet(form)
        if dimension == "OIT":
            yield from _sheet(scores_layout(load(DETAILED), dimension, "items"))
            counts = counts_layout(load(DETAILED), "IIT")
            assert counts is not None
            yield from _sheet(counts)


def _sheet(form: SheetLayout) -> Iterator[str]:
    yield f"### {form.name}: {SHEETS[form.key]}"
    yield ""
    yield "| | heading | key | holds | filled in | prompt |"
    yield "|---|---|---|---|---|---|"
    values = {"year": YEAR, "next": YEAR + 1, "indicators": ""}
    speakers = [Speaker(Texts("workbook", lang), values) for lang in LANGS]
    for letter, column in zip(ascii_uppercase, form.columns, strict=False):
        prompts = "<br>".join(escaped(speaker.prompt(form, column.key)) for speaker in speakers)
        holds = f"{HOLDS[column.type]} | {FILLED_IN[column.part]}"
        yield f"| {letter} | {escaped(column.heading)} | `{column.key}` | {holds} | {prompts} |"
    yield ""


def frame_of_measures() -> Iterator[str]:
    """Yield the columns of the merged frame of measures, and where a row comes from."""
    headings = Texts("office", "en")
    yield "| column | in `merged.xlsx` | holds |"
    yield "|---|---|---|"
    for column in layout.MEASURES_LAYOUT.columns:
        if column.part is not Part.FIXED and column.type is not Type.INDICATOR:
            yield f"| `{column.key}` | {headings(f'column.{column.key}')} | {VALUES.get(column.type, 'text')} |"
    yield "| `file`, `sheet`, `row`, `sender`, `sent` | | where it comes from |"


def open_data(file: str) -> Iterator[str]:
    """Yield the meaning of each column of a file of open data, or of each key of `data`."""
    yield f"| {'key' if file == 'data' else 'column'} | ความหมาย | meaning |"
    yield "|---|---|---|"
    for path, text in texts.catalogue("columns").items():
        if path.startswith(f"{file}."):
            yield f"| `{path.removeprefix(f'{file}.')}` | {escaped(text['th'])} | {escaped(text['en'])} |"


def written(lang: Lang, docs: str) -> Iterator[str]:
    """Yield what merge writes and for whom. `docs`: path from the page to the folder of the documentation."""
    yield from _written("posted", Texts("outputs", lang), docs)
    yield ""
    yield from _written("office", Texts("outputs", lang), docs)


def _written(audience: outputs.Audience, say: Texts, docs: str) -> Iterator[str]:
    yield f"| {say(f'audience.{audience}')} | | {say('languages.heading')} |"
    yield "|---|---|---|"
    for names, what, languages in _rows(audience):
        yield f"| {names} | {say(f'what.{what}', docs=docs)} | {say(f'languages.{languages}')} |"


def office() -> Iterator[str]:
    """Yield what is for internal use only, in Thai and English."""
    yield "| | ความหมาย | meaning |"
    yield "|---|---|---|"
    for names, what, _ in _rows("office"):
        meaning = texts.filled("outputs", f"what.{what}", docs="")
        yield f"| {names} | {meaning.th} | {meaning.en} |"


def _rows(audience: outputs.Audience) -> list[tuple[str, str, str]]:
    """Return the names of the outputs that share a row, with the keys of what they are and of their languages."""
    names: dict[tuple[str, str], list[str]] = {}
    for output in outputs.OUTPUTS:
        if output.audience == audience:
            names.setdefault((output.text, output.languages), []).append(f"`{output.name}`")
    return [(", ".join(shared), *keys) for keys, shared in names.items()]


def sentences() -> Iterator[str]:
    """Yield the standard text of every key that an agency may replace, under the headings in the catalogue's file."""
    standard = texts.catalogue("document")
    for line in (Path(texts.__file__).parent / "document.toml").read_text("utf-8").splitlines():
        if heading := HEADING.fullmatch(line):
            yield from ("", f"### {heading[1]}", "", "| key | ไทย | English |", "|---|---|---|")
        elif (key := line.strip("[]")) in standard and line != key:
            yield f"| `{key}` | {escaped(standard[key]['th'])} | {escaped(standard[key]['en'])} |"


def escaped(text: str) -> str:
    """Return a text for a cell of a Markdown table."""
    return text.strip().replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>")


TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "findings": findings,
    "columns": columns,
    "sentences": sentences,
    "frame-measures": frame_of_measures,
    "data-scores": partial(open_data, "scores"),
    "data-measures": partial(open_data, "measures"),
    "data-json": partial(open_data, "data"),
    "data-office": office,
    "readme-th": partial(written, "th", "docs/"),
    "readme-en": partial(written, "en", "docs/"),
    "guide-th": partial(written, "th", ""),
    "guide-en": partial(written, "en", ""),
}


def main() -> None:
    """Write every page anew."""
    for page in PAGES:
        page.write_text(filled(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
