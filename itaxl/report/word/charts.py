"""The chart of bars: a row for each, under small heads, with the mark and the year before as rules across its bar."""

from itaxl.report.views.blocks import Bar, Chart
from itaxl.report.word.bars import Track, cell_frame, percent, shares, track
from itaxl.report.word.markup import NOTHING, Xml, join, paragraph, run, w
from itaxl.report.word.styles import Sheet
from itaxl.report.word.tables import frame

_MARK = w("right", val="dashed", sz=12, space=0, color="111111")
_BEFORE = w("right", val="single", sz=12, space=0, color="111111")
_RIGHT = w("jc", val="right")


def chart(block: Chart, sheet: Sheet) -> Xml:
    """Caption, bars, legend."""
    label, width, *values = shares((44, 34, 11, 11) if block.before else (46, 38, 16), sheet.width)
    places = {percent(each) for bar in block.bars for each in (bar.width, bar.before)}
    cut = track({*places, percent(block.mark)}, width)
    rows = [_row(block, bar, label, cut, values, sheet) for bar in block.bars]
    return join(
        paragraph("Caption", run(block.caption)),
        frame(
            [_heads(block, label, cut, values), *rows],
            [label, *cut.widths, *values],
            ruled=False,
            description=block.caption,
        ),
        _legend(block, sheet) if block.legend else NOTHING,
    )


def _heads(block: Chart, label: int, cut: Track, values: list[int]) -> Xml:
    texts = [*block.heads, *([block.before] if block.before else [])]
    widths = [label, sum(cut.widths), *values]
    cells = []
    for number, (text, width) in enumerate(zip(texts, widths, strict=True)):
        aligned = _RIGHT if number > 1 else NOTHING
        head = paragraph("CellNote", run(text), properties=aligned, keep=True)
        cells.append(cell_frame(width, head, span=len(cut.widths) if number == 1 else 1))
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(block: Chart, bar: Bar, label: int, cut: Track, values: list[int], sheet: Sheet) -> Xml:
    style = "Strong" if bar.css == "weakest" else ""
    remark = run(f" ({bar.remark})", "Remark") if bar.remark else NOTHING
    name = paragraph("TableText", run(f"{bar.number}. {bar.label}", style), remark, keep=True)
    figures = ((bar.value, style), *(((bar.before_value, "QuietText"),) if block.before else ()))
    return w(
        "tr",
        w("trPr", w("cantSplit")),
        cell_frame(label, name),
        *_track(block, bar, cut, sheet),
        *(
            cell_frame(width, paragraph("TableText", run(*figure), properties=_RIGHT, keep=True))
            for width, figure in zip(values, figures, strict=True)
        ),
    )


def _track(block: Chart, bar: Bar, cut: Track, sheet: Sheet) -> list[Xml]:
    pieces = [(percent(bar.width), sheet.fill(bar.css)), (100.0, sheet.fill("rail"))]
    rules = {percent(bar.before): _BEFORE} if bar.before else {}
    rules |= {percent(block.mark): _MARK} if block.mark else {}
    return list(cut.cells(pieces, rules))


def _legend(block: Chart, sheet: Sheet) -> Xml:
    keys = (sheet.key(css, label) for css, label in block.legend)
    return paragraph("Legend", *keys, sheet.key("mark", block.mark_label))
