"""The short way through a part and the long one through the parser come to the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.spreadsheets import xlsx_plain
from itaxl.spreadsheets.package import UnreadableError
from itaxl.spreadsheets.read import read_book
from tests.spreadsheets.broken import GOOD, MAIN, good, with_rows, worksheet

LONG_WAY = "<!-- what makes the parser read it all -->"

values = st.sampled_from(
    ("1", "79.83", " 5 ", "1e999", "x", "", " ", "ดำเนินงาน", "ก&amp;ข", "&#10;", "&#3585;", "true", "#REF!")
)
kinds = st.sampled_from(
    ("", ' t="n"', ' t="s"', ' t="str"', ' t="b"', ' t="e"', ' t="d"', ' t="inlineStr"', ' t="novel"')
)
styles = st.sampled_from(("", ' s="1"', ' s="99"', ' s=""'))
insides = st.one_of(
    values.map("<v>{}</v>".format),
    values.map("<is><t>{}</t></is>".format),
    values.map('<is><t xml:space="preserve">{}</t></is>'.format),
    values.map("<f>1+1</f><v>{}</v>".format),
    st.sampled_from(("", "<v/>", "<is><r><t>ก</t></r></is>", "<is><t>ก</t><rPh><t>ข</t></rPh></is>")),
)
references = st.one_of(
    st.builds("{}{}".format, st.sampled_from("ABCZ"), st.integers(1, 40)).map(' r="{}"'.format),
    st.sampled_from((' r="A0"', ' r="a1"', ' r="XFD1048576"', "")),
)


@st.composite
def cells(draw: st.DrawFn) -> str:
    head = f"<c{draw(references)}{draw(styles)}{draw(kinds)}"
    inside = draw(insides)
    return draw(st.sampled_from((f"{head}/>", f"{head} />", f"{head}>{inside}</c>")))


@st.composite
def rows(draw: st.DrawFn) -> str:
    reference = draw(st.sampled_from(("", ' r="2"', ' spans="1:3" r="9"')))
    more = draw(st.sampled_from(("", ' ht="27"', ' hidden="1"', ' hidden="false"', ' x="&gt;"')))
    return f"<row{reference}{more}>{''.join(draw(st.lists(cells(), max_size=4)))}</row>"


def outcome(data: bytes) -> object:
    try:
        return read_book(data)
    except UnreadableError as error:
        return error.code, error.values.get("which")


@given(st.lists(rows(), max_size=4).map("".join))
def test_sheets(inside: str) -> None:
    assert outcome(with_rows(inside)) == outcome(with_rows(inside + LONG_WAY))


@given(
    st.lists(
        st.one_of(values.map("<t>{}</t>".format), values.map("<r><t>{}</t></r>".format), st.just("<t/>")),
        max_size=3,
    )
)
def test_shared_strings(texts: list[str]) -> None:
    strings = f'<sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in texts)}{{}}</sst>'
    results = [outcome(good({"xl/sharedStrings.xml": strings.format(detour)})) for detour in ("", LONG_WAY)]
    assert results[0] == results[1]


def test_styles() -> None:
    styles = str(GOOD["xl/styles.xml"]).replace(
        '<xf numFmtId="10"/>', '<xf numFmtId="10"><alignment wrap="1"/></xf>'
    )
    results = [
        outcome(good({"xl/styles.xml": styles.replace("<fonts>", f"{detour}<fonts>")}))
        for detour in ("", LONG_WAY)
    ]
    assert results == [read_book(good())] * 2


def test_tables_of_looks_are_passed_over() -> None:
    styles = str(GOOD["xl/styles.xml"]).replace("<borders>", "<borders><no end>")
    assert outcome(good({"xl/styles.xml": styles})) == read_book(good())
    assert outcome(good({"xl/styles.xml": styles + LONG_WAY})) == ("F110", None)


def short_way(content: str | bytes) -> tuple[list[xlsx_plain.PlainCell], bytes]:
    kept: list[xlsx_plain.PlainCell] = []
    rest = xlsx_plain.take_cells(content.encode() if isinstance(content, str) else content, kept.extend)
    return kept, rest


def test_what_all_programs_write_never_comes_to_the_parser() -> None:
    written = '<row r="1" ht="27" hidden="false"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"/></row>'
    kept, rest = short_way(worksheet(written))
    assert kept == [("A1", "1", "0", None, None, None)]
    assert rest.decode() == worksheet("")


def test_prompts_are_passed_over() -> None:
    prompts = "<dataValidations><dataValidation><formula1>0</formula1></dataValidation></dataValidations>"
    merges = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    assert short_way(worksheet("", after=prompts + merges))[1].decode() == worksheet("", after=merges)


def test_blank_cells_at_the_end_of_a_row_never_come_to_the_parser() -> None:
    without_references = '<row><c/><c s="1"/><c><v>1</v></c>{}</row><row>{}</row>'
    blank = '<c/><c s="1" />'
    assert short_way(worksheet(without_references.format(blank, blank)))[1].decode() == worksheet(
        without_references.format("", "")
    )


@pytest.mark.parametrize("cell", ['<c r="A1" x=1/>', '<c r="A1" t="e"/>', '<c r="ก"/>', "<c x=1/>"])
def test_blank_cells_that_say_more_are_left_to_the_parser(cell: str) -> None:
    written = worksheet(f'<row r="1">{cell}</row>')
    assert short_way(written)[1].decode() == written


def test_cells_are_taken_some_thousands_at_a_time() -> None:
    written = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 5001)) * 2
    kept, rest = short_way(worksheet(written))
    assert [cell[0] for cell in kept] == [f"A{row}" for row in range(1, 5001)] * 2
    assert rest.decode() == worksheet("")


@pytest.mark.parametrize(
    "content",
    [
        worksheet('<row><c r="A1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c><v>1</v></c><c r="B1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="A1"><v>1</v></c></row><!-- x -->'),
        worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', after='<x xmlns="urn:other"/>'),
        worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', namespace="urn:other"),
        '<?xml version="1.0" encoding="iso-8859-1"?>' + worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
        worksheet('<row r="1"><c r="A1"><v>1</v></c></row>').encode("utf-16"),
    ],
)
def test_what_may_mean_something_else_is_left_to_the_parser(content: str | bytes) -> None:
    kept, rest = short_way(content)
    assert (kept, rest) == ([], content.encode() if isinstance(content, str) else content)


def test_bytes_that_are_no_text() -> None:
    sheet = worksheet('<row r="1"><c r="A1" t="str"><v>?</v></c></row>').encode().replace(b"?", b"\xff")
    assert outcome(good({"xl/worksheets/sheet1.xml": sheet})) == ("F110", None)
