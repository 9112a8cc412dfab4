"""Parts common to both documents: cover, preface, table of contents, short texts around the document."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Literal

from itaxl.report.blocks.prose import Prose
from itaxl.report.views.document import Contents, Cover, Entry, Memo, Section, View, Words
from itaxl.report.views.material import Material
from itaxl.report.views.wording import Wording

Kind = Literal["analysis", "followup"]


def full_view(
    case: Material,
    kind: Kind,
    names: Collection[str],
    memo: Callable[[Material], Memo],
    sections: tuple[Section, ...],
    first: Section | None = None,
) -> View:
    """Return a document of these sections, with its other parts as far as they are included.

    `names` are all parts that the document can have; `first` is its first page after the cover.
    """
    key = _key(kind)
    before = _preface(case, f"{key}preface.text") if includes(case, "preface", names) else None
    front = tuple(section for section in (first, before) if section)
    table_of_contents = contents(case, front, sections, title=f"{key}report.title")
    return replace(
        empty_view(case, kind),
        memo=memo(case) if includes(case, "memo", names) else None,
        cover=cover(case, f"{key}cover.title") if includes(case, "cover", names) else None,
        first=first,
        preface=before,
        contents=table_of_contents if includes(case, "contents", names) else None,
        sections=sections,
    )


def empty_view(case: Material, kind: Kind) -> View:
    """Return a document without any of its parts."""
    say, key = case.say, _key(kind)
    return View(
        kind=kind,
        lang=case.lang,
        thai_digits=case.style.thai_digits,
        title=say(f"{key}memo.subject"),
        report_title=say.lines(f"{key}report.title"),
        agency=say("cover.agency"),
        words=words(say, say(f"{key}page.head")),
        memo=None,
        cover=None,
        first=None,
        preface=None,
        contents=None,
        sections=(),
        signed=say.paragraphs("preface.signed"),
        day=case.date,
    )


def _key(kind: Kind) -> str:
    """Return the prefix of the keys of a document's texts."""
    return "" if kind == "analysis" else f"{kind}."


def words(say: Wording, running_head: str) -> Words:
    """Return the short texts around a document and its pages, in the wording of the documents."""
    return Words(
        running_head=running_head,
        page=say("page.number"),
        page_of=say("page.of"),
        cover=say("page.cover"),
        skip=say("page.skip"),
        draft=say("draft.mark"),
        draft_remark=say("draft.remark"),
        not_ready=say("draft.not_ready"),
        empty_line=say("page.empty_line"),
        emblem_place=say("memo.emblem_place"),
    )


def cover(case: Material, title: str) -> Cover:
    """Return the cover: title in lines, agency, district and province as far as they are known."""
    say, agency = case.say, case.agency
    district = _with_prefix(case, "cover.district", agency.district, ("อำเภอ", "เขต"))
    province = _with_prefix(case, "cover.province", agency.province, ("จังหวัด", "กรุงเทพ"))
    address = " ".join(part for part in (district, province) if part)
    return Cover(say.lines(title), tuple(part for part in (say("cover.agency"), address) if part))


def _preface(case: Material, text: str) -> Section | None:
    """Return the preface; None if nobody has written one. `text` is the key of its paragraphs."""
    paragraphs = case.say.paragraphs(text)
    return Section("preface", case.say("preface.title"), (Prose(paragraphs),)) if paragraphs else None


def contents(case: Material, front: Sequence[Section], sections: Sequence[Section], title: str) -> Contents:
    """Return the table of contents: what stands in `front`, the report's title, and each section."""
    say = case.say
    entries = [Entry(section.title, section.id, 1, front=True) for section in front]
    entries.append(Entry(" ".join(say.lines(title)), "report", 1))
    entries += [Entry(section.title, section.id, section.level) for section in sections]
    return Contents(say("contents.title"), say("contents.page"), tuple(entries))


def includes(case: Material, name: str, names: Collection[str], optional: Collection[str] = ()) -> bool:
    """Return whether the document includes a part.

    It includes all but the `optional` ones if `[report] sections` names none of its parts.
    """
    chosen = [section for section in case.agency.sections if section in names]
    return name in chosen if chosen else name not in optional


def _with_prefix(case: Material, key: str, value: str, prefixes: tuple[str, ...]) -> str:
    """Return the text of `key`, which has a prefix such as "อำเภอ", or `value` alone if it has one already."""
    if not value:
        return ""
    return case.style.text(value) if value.startswith(prefixes) else case.say(key)
