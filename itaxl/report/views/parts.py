"""Parts that both documents have: cover, preface, table of contents, the words around the text."""

from collections.abc import Collection, Sequence

from itaxl.report.blocks.prose import Prose
from itaxl.report.views.document import Contents, Cover, Entry, Section, Words
from itaxl.report.views.material import Material


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
    entries += [Entry(each.title, each.id, each.level) for each in sections]
    return Contents(say("contents.title"), say("contents.page"), tuple(entries))


def wanted(case: Material, name: str, names: Collection[str]) -> bool:
    """Whether a part is to be in the document: all are where `[report] sections` names none of this document."""
    chosen = [each for each in case.agency.sections if each in names]
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
