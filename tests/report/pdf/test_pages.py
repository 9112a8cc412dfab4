"""Pages as they are laid out: no heading at a foot, nothing beside the paper, no page nearly empty."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from importlib import import_module
from itertools import combinations, groupby
from typing import Any

import pytest

from itaxl.agency.signatories import Signatory
from itaxl.assessment import Assessment, YearResult
from itaxl.report.outputs import ANALYSIS, FOLLOWUP, MEMO
from itaxl.report.pdf import render, weasyprint, word_breaks
from itaxl.texts import Lang
from tests.command import ROOT
from tests.report import cases
from tests.report.pages import html_of

pytestmark = pytest.mark.slow

HEADINGS = {"h1", "h2", "h3", "caption", "thead", "figcaption"}
CM = 96 / 2.54  # CSS pixels
LEAST = 0.12  # of a page's height that its text takes
CLOSING = {"th": "จึงเรียนมาเพื่อโปรดพิจารณา", "en": "Submitted for your consideration."}
OWN_FACE = (ROOT / "docs/own-face.md").read_text("utf-8").partition("## A memo of one page")[2]
SHORT: dict[Lang, dict[str, str]] = {  # as the documentation has it, and its like in English
    "th": tomllib.loads(OWN_FACE.split("```")[1].removeprefix("toml"))["text"],
    "en": {
        "memo.background": "{agency} has a total of {total}, grade {grade}, for B.E. {year}. Lowest were",
        "memo.finding": "{order}. {dimension}: indicator {no}, {indicator}, is the lowest with {score}.",
        "memo.facts": "The result has been analysed, and measures are set, as the enclosed report shows.",
        "memo.legal": "Cabinet resolution of 23 January 2018",
        "memo.proposal": "It is proposed to",
        "memo.proposals": "carry out the measures and make them known,\n\npublish the report.",
    },
}


def whole() -> Assessment:
    """The known case with all that a picture can show."""
    return cases.with_previous(replace(cases.assessment(), divisions=cases.divisions(6)))


def unreported() -> Assessment:
    return cases.assessment(
        measures=tuple(replace(measure, followup=()) for measure in cases.assessment().measures),
        followup_round=None,
    )


CASES: dict[str, Callable[[], Assessment]] = {
    "whole": whole,
    "empty": cases.empty,
    "unreported": unreported,
    "long": cases.long,
}
DOCUMENTS = {"analysis": ANALYSIS, "followup": FOLLOWUP}
WITH_CONTENTS = {"analysis": "whole", "followup": "long"}  # a short follow-up has no table of contents


@dataclass(frozen=True)
class Line:
    """A line of the page's text: the elements around it, and its edges in CSS pixels."""

    text: str
    within: frozenset[str]
    left: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    kind: str
    width: float
    height: float
    lines: tuple[Line, ...]
    head: tuple[str, ...]

    @property
    def last(self) -> Line:
        return max(self.lines, key=lambda line: line.bottom)


@pytest.fixture(scope="module", autouse=True)
def _style_sheet_parsed_once() -> Iterator[None]:
    """Parse the one style sheet of all these pages once: a tenth of the time."""
    weasyprint.load()
    parse = lru_cache(maxsize=4)(import_module("tinycss2").parse_stylesheet)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tinycss2.parse_stylesheet", parse)
        yield


def pages(document: str, case: str, lang: Lang = "th") -> tuple[Page, ...]:
    return _pages(document, case, lang)


@cache
def _pages(document: str, case: str, lang: Lang) -> tuple[Page, ...]:
    return laid_out(html_of(DOCUMENTS[document], cases.material(CASES[case](), lang=lang)))


def memo(signatories: int, lang: Lang = "th", *, short: bool = False) -> tuple[Page, ...]:
    """The memo alone with so many signatories; `short`: in the agency's own few sentences."""
    return _memo(signatories, lang, short)


@cache
def _memo(signatories: int, lang: Lang, short: bool) -> tuple[Page, ...]:
    text = SHORT[lang] if short else {}
    agency = replace(cases.AGENCY, signatories=signing(signatories), text=text)
    case = cases.material(whole(), agency, lang=lang)
    return laid_out(html_of(MEMO, case))


def signing(count: int) -> tuple[Signatory, ...]:
    """The author and the chief; from three on the clerk too, as often as needed, and from four on the head."""
    author, head, clerk, chief = cases.AGENCY.signatories
    return (author, *([head] if count > 3 else []), *[clerk] * (count - 2 - (count > 3)), chief)


def laid_out(html: str) -> tuple[Page, ...]:
    return tuple(_page(page) for page in boxes(html))


def boxes(html: str) -> Sequence[Any]:
    """The pages as the PDF is made from them, with the places where lines of Thai may end."""
    whole, _ = render._lay_out(weasyprint.load(), render.Document(html, ""))
    return whole.pages  # type: ignore[no-any-return]


def _page(page: Any) -> Page:
    body, *margins = page._page_box.children
    head = tuple(line.text for margin in margins for line in _lines(margin, frozenset()))
    kind = page._page_box.page_type.name
    return Page(kind, page.width, page.height, tuple(_lines(body, frozenset())), head)


def _lines(box: Any, within: frozenset[str]) -> Iterator[Line]:
    box = getattr(box, "_box", box)
    inside = within | {str(box.element_tag)}
    if type(box).__name__ == "LineBox":
        texts = [
            descendant
            for descendant in box.descendants()
            if type(descendant).__name__ == "TextBox" and descendant.text.strip()
        ]
        if texts:
            left = min(box.position_x for box in texts)
            right = max(box.position_x + box.width for box in texts)
            text = word_breaks.visible("".join(box.text for box in texts))
            yield Line(text, inside, left, right, box.position_y + box.height)
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child, inside)


def every() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("document, case", [(d, c) for c in CASES for d in DOCUMENTS])


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("dimension", ["IIT", "EIT", "OIT"])
def test_a_table_of_measures_begins_below_its_heading(dimension: str, lang: Lang) -> None:
    code = f"2562-{dimension}-0"
    heading = f". {'ด้าน ' if lang == 'th' else ''}{dimension}"
    for page in pages("analysis", "whole", lang):
        texts = [line.text for line in page.lines if "h3" in line.within]
        if any(text.endswith(heading) for text in texts):
            assert any(code in line.text for line in page.lines)
            return
    pytest.fail("there is no such part")


@every()
def test_no_page_ends_with_a_heading_or_the_head_of_a_table(document: str, case: str) -> None:
    alone = [
        (number, page.last.text)
        for number, page in enumerate(pages(document, case), start=1)
        if page.last.within & HEADINGS and "cover" not in page.last.within and page.last.within != {"h1"}
    ]
    assert not alone


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_page_numbers_of_the_contents_stand_below_each_other_apart_from_the_text(
    document: str, lang: Lang
) -> None:
    name = WITH_CONTENTS[document]
    case = cases.material(CASES[name](), lang=lang)
    entries = html_of(DOCUMENTS[document], case).count('<li class="level-')
    lines = [line for page in pages(document, name, lang) for line in page.lines if "nav" in line.within]
    label = next(line for line in lines if line.text in ("หน้า", "Page"))
    numbered = [
        line for line in lines if re.search("(\\.{2}|\u00a0{3}) *([0-9]+|[๐-๙]+|[ก-ฮ]|[ivx]+)$", line.text)
    ]
    assert len(numbered) == entries
    assert {round(line.right) for line in numbered} == {round(label.right)}
    assert not [line.text for line in lines if line.text.rstrip().endswith("พ.ศ.")]


@every()
def test_no_page_is_nearly_empty(document: str, case: str) -> None:
    for number, page in enumerate(pages(document, case), start=1):
        assert page.last.bottom > page.height * LEAST, number


@every()
def test_all_text_is_on_the_paper_and_inside_its_margins(document: str, case: str) -> None:
    beside = [
        (number, line.text)
        for number, page in enumerate(pages(document, case), start=1)
        for line in page.lines
        if line.left < 3 * 37.7 - 1 or line.right > page.width - 2 * 37.7 + 3
    ]
    assert not beside


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("signatories", [2, 4])
def test_the_memo_of_the_known_case_takes_two_pages_and_a_short_one_one(signatories: int, lang: Lang) -> None:
    assert len(memo(signatories, lang)) == 2
    assert len(memo(signatories, lang, short=True)) == 1


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("signatories", [2, 4])
def test_signatures_stand_together_below_text(signatories: int, lang: Lang) -> None:
    texts = [line.text for line in memo(signatories, lang)[-1].lines]
    closing = next(n for n, text in enumerate(texts) if CLOSING[lang] in text)
    assert closing > 0
    given = signing(signatories)
    assert [any(opinion.name in text for text in texts[closing:]) for opinion in given] == [True] * len(given)


def test_a_page_breaks_between_opinions_not_inside_of_one() -> None:
    pages = memo(12)
    leads = [sum("ได้พิจารณาแล้วเห็นว่า" in line.text for line in page.lines) for page in pages]
    names = [sum("นายสาม" in line.text for line in page.lines) for page in pages]
    assert leads == names
    assert [count > 0 for count in names] == [False, True, True]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_memo_takes_as_many_pages_of_the_analysis(lang: Lang) -> None:
    inside = [
        page
        for page in pages("analysis", "whole", lang)
        if any("article" in line.within for line in page.lines)
    ]
    assert len(inside) == len(memo(4, lang))


def test_text_keeps_the_order_of_the_page_in_the_memo() -> None:
    lines = [line.text for line in pages("analysis", "whole")[0].lines]
    places = [
        next(n for n, line in enumerate(lines) if word in line)
        for word in ("บันทึกข้อความ", "ส่วนราชการ", "เรียน", "เรื่องเดิม")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("document", ["analysis", "followup"])
def test_page_numbers_of_the_contents_stand_below_each_other(document: str, lang: Lang) -> None:
    """At the right edge, after dots that leave the title room; a title of two lines does not end its first at พ.ศ."""
    name = WITH_CONTENTS[document]
    entries = [line for page in pages(document, name, lang) for line in page.lines if "a" in line.within]
    numbered = [line for line in entries if "...." in line.text]
    assert len(numbered) > 5
    assert max(line.right for line in numbered) - min(line.right for line in numbered) < 1
    assert not [line.text for line in entries if line.text.rstrip().endswith("พ.ศ.")]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("signatories", [2, 4])
def test_the_memo_of_the_followup_takes_one_page(signatories: int, lang: Lang) -> None:
    agency = replace(cases.AGENCY, signatories=signing(signatories), sections=("memo", "summary"))
    made = laid_out(html_of(FOLLOWUP, cases.material(whole(), agency, lang=lang)))
    assert sum(any("article" in line.within for line in page.lines) for page in made) == 1


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("document", ["analysis", "followup"])
def test_above_each_bracket_there_is_room_to_sign(document: str, lang: Lang) -> None:
    lines = [
        line
        for page in pages(document, "whole", lang)
        for line in page.lines
        if "article" in line.within and ("(นาง" in line.text or "(นาย" in line.text)
    ]
    assert len(lines) == len(cases.AGENCY.signatories)
    for page in pages(document, "whole", lang):
        for name in (line for line in page.lines if line in lines):
            above = [
                line.bottom
                for line in page.lines
                if line.bottom < name.bottom - 1 and line.left < name.right and line.right > name.left
            ]
            assert name.bottom - max(above) > 1.5 * CM


def test_long_positions_of_two_who_sign_side_by_side_stay_apart() -> None:
    long = "หัวหน้าสำนักปลัดองค์การบริหารส่วนตำบลตัวอย่างที่มีชื่อยาวมาก"
    agency = replace(
        cases.AGENCY,
        signatories=tuple(replace(one, position=long, name="") for one in cases.AGENCY.signatories),
        sections=("memo",),
    )
    made = laid_out(html_of(FOLLOWUP, cases.material(whole(), agency)))
    for page in (page for page in made if any("article" in line.within for line in page.lines)):
        signed = [line for line in page.lines if line.text.strip() and long[:12] in line.text]
        for one, other in combinations(signed, 2):
            if abs(one.bottom - other.bottom) < 5:
                left, right = sorted((one, other), key=lambda line: line.left)
                assert left.right + 5 < right.left


def test_a_further_page_of_the_memo_has_its_number_3_cm_below_the_edge() -> None:
    html = html_of(MEMO, cases.material(whole()))
    places = [
        box.position_y + box.height / 2
        for page in boxes(html)[1:]
        for margin in page._page_box.children[1:]
        for box in margin.descendants()
        if type(box).__name__ == "TextBox" and box.text.strip()
    ]
    assert places
    assert all(abs(place - 3 * CM) < 0.2 * CM for place in places)


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("case", [*CASES, "open"])
def test_the_first_page_of_the_followup_is_one_page(case: str, lang: Lang) -> None:
    alone = case in ("unreported", "open")
    made = with_first_page_alone(case, lang) if alone else pages("followup", case, lang)
    title = {"th": "ผลการดำเนินการโดยสรุป", "en": "The follow-up on one page"}[lang]
    titled = [any(line.text == title and "h2" in line.within for line in page.lines) for page in made]
    after = made[titled.index(True) + 1].lines[0]
    assert after.text in ("สารบัญ", "Contents") or "h1" in after.within


def with_first_page_alone(case: str, lang: Lang) -> tuple[Page, ...]:
    """The follow-up of a case, or of many open measures, with nothing but the page and what comes after it."""
    agency = replace(cases.AGENCY, sections=("first-page", "summary"))
    outcome = unreported() if case == "unreported" else open_with_long_names()
    return laid_out(html_of(FOLLOWUP, cases.material(outcome, agency, lang=lang)))


def open_with_long_names() -> Assessment:
    """Many open measures of several divisions, with budgets, obstacles and reports of both rounds."""
    text = "มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้างและการเผยแพร่ข้อมูลต่อสาธารณะของทุกส่วนงาน " * 3
    six = replace(cases.progress("health", cases.UNDER_WAY), round="followup-6")
    return cases.assessment(
        measures=tuple(
            cases.measure(
                *("EIT", 7, serial),
                measure=f"{serial} {text}",
                responsible=("health", "welfare", "clerk"),
                budget=Fraction(1_234_567),
                followup=(
                    six,
                    cases.progress("health", cases.UNDER_WAY),
                    cases.progress("clerk", evidence=""),
                ),
            )
            for serial in range(1, 20)
        )
    )


def white(made: Sequence[Page]) -> list[str]:
    """The last lines of pages under a third full, but for the last of pages of one kind that follow each other."""
    kinds = (list(group) for _, group in groupby(made, key=lambda page: page.kind))
    return [page.last.text for group in kinds for page in group[:-1] if page.last.bottom < page.height / 3]


@pytest.mark.parametrize(
    "document, case, lang",
    [
        *((document, case, "th") for document in DOCUMENTS for case in ("whole", "long")),
        *(("analysis", "whole", "en"), ("followup", "whole", "en"), ("followup", "long", "en")),
    ],
)
def test_no_page_is_under_a_third_full_but_the_last_of_a_section(
    document: str, case: str, lang: Lang
) -> None:
    assert not white(pages(document, case, lang))


def test_years_and_divisions_leave_no_page_white() -> None:
    before = YearResult(2561, Fraction(77), "B", {no: score - 2 for no, score in cases.SCORES.items()})
    outcome = replace(whole(), divisions=cases.divisions(39), earlier=(before,))
    agency = replace(cases.AGENCY, sections=("insights", "years", "improve", "divisions"))
    made = laid_out(html_of(ANALYSIS, cases.material(outcome, agency)))
    assert not white(made)
    rows = [sum(line.text.startswith("หน่วยงานตัวอย่างที่") for line in page.lines) for page in made]
    assert len([count for count in rows if count]) > 1
    assert min(count for count in rows if count) >= 3  # none alone below the head, or above the total


def test_short_measures_of_all_dimensions_share_a_page() -> None:
    measures = tuple(cases.measure(*key, 1) for key in (("IIT", 4), ("EIT", 7), ("OIT", 9)))
    agency = replace(cases.AGENCY, sections=("improve",))
    made = laid_out(html_of(ANALYSIS, cases.material(cases.assessment(measures=measures), agency)))
    titles = [[line.text for line in page.lines if "h3" in line.within] for page in made]
    assert len(made) == 2
    assert titles[1] == ["๒. ด้าน EIT", "๓. ด้าน OIT"]


@pytest.mark.parametrize("lang, goes_on", [("th", "(ต่อ)"), ("en", "(continued)")])
def test_a_measure_whose_divisions_go_on_is_named_again_at_the_head_of_the_page(
    lang: Lang, goes_on: str
) -> None:
    name, seen = "", 0
    for page in pages("followup", "long", lang):
        rows = sorted((line for line in page.lines if "tbody" in line.within), key=lambda line: line.bottom)
        numbered = "[0-9๐-๙]+[.] ข้อ [0-9๐-๙]+ "
        named = {line.bottom: match[0] for line in rows if (match := re.match(numbered, line.text))}
        names = tuple(named.values())
        again = [line for line in page.head if line.endswith(goes_on)]
        if name and rows and not rows[0].text.startswith(names):
            assert [line[: len(name)] for line in again] == [name]
            seen += 1
        else:
            assert not again
        titles = [line.bottom for line in page.lines if "h2" in line.within]
        name = names[-1] if names else name
        if max(titles, default=0) > max(named, default=0):
            name = ""  # another section follows the measures
    assert seen > 10


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_continues_a_row_begins_its_page(document: str) -> None:
    goes_on = [
        (page, line)
        for page in pages(document, "long")
        for line in page.lines
        if line.text.startswith("(ต่อ) ") and "td" in line.within
    ]
    assert goes_on
    for page, line in goes_on:
        first = min(other.bottom for other in page.lines if "tbody" in other.within)
        assert line.bottom < first + 3


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_first_page_of_the_analysis_is_one_page_in_the_worst_case(lang: Lang) -> None:
    """All indicators tie, each has many long measures of all divisions, nothing is announced, and much is open."""
    text = "จัดทำข้อตกลง" * 60
    measures = tuple(
        cases.measure(
            *(indicator.dimension, indicator.no, serial),
            measure=text,
            responsible=cases.EVERYONE[:5],
            end=None,
            budget=None if serial % 2 else Fraction(123456),
        )
        for indicator in cases.INSTRUMENT.indicators[1:]
        for serial in range(1, 7)
    )
    scores = dict.fromkeys(range(1, 10), Fraction(60))
    outcome = cases.with_previous(cases.assessment(scores, measures, grade_announced="F"))
    agency = replace(cases.AGENCY, sections=("first-page",))
    pages = laid_out(html_of(ANALYSIS, cases.material(outcome, agency, lang=lang)))
    assert len([page for page in pages if page.lines]) == 1
    assert {"th": "วันสิ้นสุด", "en": "without an end"}[lang] in "".join(line.text for line in pages[0].lines)
