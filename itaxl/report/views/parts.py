"""Parts that both documents have: cover, preface, table of contents, the words around the text."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Literal

from itaxl.report.blocks.prose import Prose
from itaxl.report.views.document import Contents, Cover, Entry, Memo, Section, View, Words
from itaxl.report.views.material import Material

Kind = Literal["analysis", "followup"]


def whole(
    case: Material,
    kind: Kind,
    names: Collection[str],
    memo: Callable[[Material], Memo],
    sections: tuple[Section, ...],
) -> View:
    """Return a document of these sections, with those of its other parts that are wanted; `names` are all of them."""
    key = _key(kind)
    with_preface = wanted(case, "preface", names)
    listed = contents(case, sections, with_preface=with_preface, title=f"{key}report.title")
    return replace(
        bare(case, kind),
        memo=memo(case) if wanted(case, "memo", names) else None,
        cover=cover(case, f"{key}cover.title") if wanted(case, "cover", names) else None,
        preface=preface(case, f"{key}preface.text") if with_preface else None,
        contents=listed if wanted(case, "contents", names) else None,
        sections=sections,
    )


def bare(case: Material, kind: Kind) -> View:
    """Return a document before any of its parts."""
    say, key = case.say, _key(kind)
    return View(
        kind=kind,
        lang=case.lang,
        thai_digits=case.style.thai_digits,
        title=say(f"{key}memo.subject"),
        report_title=say.lines(f"{key}report.title"),
        agency=say("cover.agency"),
        words=words(case, f"{key}page.head"),
        memo=None,
        cover=None,
        preface=None,
        contents=None,
        sections=(),
        signed=say.paragraphs("preface.signed"),
    )


def _key(kind: Kind) -> str:
    """Return the beginning of the keys of a document's texts."""
    return "" if kind == "analysis" else f"{kind}."


def words(case: Material, head: str) -> Words:
    """The small words; `head` is the key of the running head."""
    say = case.say
    return Words(
        running_head=say(head),
        page=say("page.number"),
        page_of=say("page.of"),
        skip=say("page.skip"),
        draft=say("draft.mark"),
        draft_remark=say("draft.remark"),
        empty_line=say("page.empty_line"),
    )


def cover(case: Material, title: str) -> Cover:
    """Title in lines, agency, district and province as far as they are known."""
    say, agency = case.say, case.agency
    district = _with_prefix(case, "cover.district", agency.district, ("อำเภอ", "เขต"))
    province = _with_prefix(case, "cover.province", agency.province, ("จังหวัด", "กรุงเทพ"))
    address = " ".join(part for part in (district, province) if part)
    return Cover(say.lines(title), tuple(part for part in (say("cover.agency"), address) if part))


def preface(case: Material, text: str) -> Section:
    """The preface; `text` is the key of its paragraphs."""
    return Section("preface", case.say("preface.title"), (Prose(case.say.paragraphs(text)),))


def contents(case: Material, sections: Sequence[Section], *, with_preface: bool, title: str) -> Contents:
    """Preface, the report's own title, and each section."""
    say = case.say
    entries = [Entry(say("preface.title"), "preface", 1, front=True)] if with_preface else []
    entries.append(Entry(" ".join(say.lines(title)), "report", 1))
    entries += [Entry(section.title, section.id, section.level) for section in sections]
    return Contents(say("contents.title"), say("contents.page"), tuple(entries))


def wanted(case: Material, name: str, names: Collection[str]) -> bool:
    """Whether a part is to be in the document: all are where `[report] sections` names none of this document."""
    chosen = [section for section in case.agency.sections if section in names]
    return not chosen or name in chosen


def after_table(case: Material, dimension: str) -> bool:
    """Whether a dimension has measures and comes after another one that has some, so that it begins a page."""
    codes = [each.code for each in case.assessment.dimensions if case.measures(each.code)]
    return dimension in codes[1:]


def _with_prefix(case: Material, key: str, value: str, prefixes: tuple[str, ...]) -> str:
    """ "อำเภอ…": not twice where it was typed with its prefix."""
    if not value:
        return ""
    return case.style.text(value) if value.startswith(prefixes) else case.say(key)
