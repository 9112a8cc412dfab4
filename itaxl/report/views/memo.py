"""The memo (บันทึกข้อความ) of both documents: form 29 of the regulation on correspondence, four headings, routing."""

from itaxl.agency.settings import ROLES, Signatory
from itaxl.forms.layout import DONE
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.fill_in import FillIn
from itaxl.report.blocks.prose import Prose
from itaxl.report.views.document import Choice, Field, Memo, Section, Signing
from itaxl.report.views.finding import findings
from itaxl.report.views.material import Material
from itaxl.report.views.progress import without_evidence

NOBODY = (Signatory("author", ""), Signatory("chief", "", opinion="approve"))


def analysis_memo(case: Material) -> Memo:
    """The memo that goes with the analysis."""
    dimensions = case.assessment.dimensions
    named = tuple(line for dimension in dimensions for line in findings(case, dimension.code, "memo"))
    key = headline_key(case, "memo.background")
    background = Prose((*case.say.paragraphs(key), *named))
    facts = Prose(case.say.paragraphs(_known(case, "memo.facts")))
    proposal = Prose(_numbered(case, _known(case, "memo.proposal"), "memo.proposals"))
    return _memo(case, "memo.subject", background, facts, proposal)


def followup_memo(case: Material) -> Memo:
    """The memo that goes with the follow-up."""
    there = bool(case.assessment.measures)
    background = Prose(case.say.paragraphs(f"followup.memo.background{'' if there else '_unknown'}"))
    reported = there and case.assessment.followup_round
    state = f"followup.memo.state{'' if reported else '_unknown'}"
    facts = Prose((*case.say.paragraphs(_known(case, "followup.memo.facts")), *case.say.paragraphs(state)))
    proposal = Prose(_numbered(case, "followup.memo.proposal", _proposals(case)))
    return _memo(case, "followup.memo.subject", background, facts, proposal)


def _proposals(case: Material) -> str:
    """What fits the state of the measures; an own sentence of the general key stands for all states."""
    here, key = case.assessment, "followup.memo.proposals"
    if key in case.agency.text:
        return key
    if not here.measures:
        return f"{key}_unknown"
    if not here.followup_round:
        return f"{key}_unreported"
    if any(measure.status() != DONE for measure in here.measures):
        return key
    return f"{key}_evidence" if without_evidence(case) else f"{key}_done"


def headline_key(case: Material, key: str) -> str:
    """Which form of a sentence about the result fits: announced, computed from the divisions, or not known."""
    here = case.assessment
    if here.total is None or here.grade is None:
        return f"{key}_unknown"
    return key if here.source == "announced" else f"{key}_divisions"


def _memo(case: Material, subject: str, background: Prose, facts: Prose, proposal: Prose) -> Memo:
    say = case.say
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("background", (background,)),
        ("facts", (facts,)),
        ("legal", _legal(case)),
        ("proposal", (proposal,)),
    )
    sections = tuple(Section(f"memo-{name}", say(f"memo.heading_{name}"), blocks) for name, blocks in parts)
    to = say("memo.to", position=say.common["chief"])
    closing = say("memo.closing")
    return Memo(
        say("memo.heading"),
        _fields(case, subject),
        (say("memo.label.to"), to),
        sections,
        closing,
        _signings(case),
    )


def _fields(case: Material, subject: str) -> tuple[tuple[Field, ...], ...]:
    say, agency = case.say, case.agency
    day = case.style.date(case.date) if case.date else ""
    number = case.style.text(agency.report_number)
    return (
        (Field(say("memo.label.office"), say("memo.office")),),
        (Field(say("memo.label.number"), number, "half"), Field(say("memo.label.date"), day, "half")),
        (Field(say("memo.label.subject"), say(subject)),),
    )


def _known(case: Material, key: str) -> str:
    """Which form of a sentence about the report items fits what is known of them."""
    if not case.items_known:
        return f"{key}_bare"
    return key if case.items_placed else case.say.first(f"{key}_items", key)


def _numbered(case: Material, lead: str, key: str) -> tuple[str, ...]:
    items = enumerate(case.say.paragraphs(key), start=1)
    numbered = (case.say("word.numbered", n=case.style.count(number), text=text) for number, text in items)
    return (*case.say.paragraphs(lead), *numbered)


def _legal(case: Material) -> tuple[Block, ...]:
    say, basis = case.say, case.instrument.legal_basis
    if not basis and say.has_place("memo.legal", "basis"):
        return (Prose(say.paragraphs("memo.legal_unknown")), FillIn(say("memo.legal_label")))
    items = (
        say("memo.legal_item", order=case.style.count(order), basis=text[case.lang])
        for order, text in enumerate(basis, start=1)
    )
    return (Prose(say.paragraphs("memo.legal", basis="\n\n".join(items))),)


def _signings(case: Material) -> tuple[Signing, ...]:
    given = sorted(case.agency.signatories or NOBODY, key=lambda each: ROLES.index(each.role))
    following = [*(each.position for each in given[1:]), ""]
    return tuple(_signing(case, each, after) for each, after in zip(given, following, strict=True))


def _signing(case: Material, signatory: Signatory, following: str) -> Signing:
    say, style = case.say, case.style
    dots = say("word.dots")
    key = say.first(f"memo.route.{signatory.opinion}.{signatory.role}", f"memo.route.{signatory.opinion}")
    lead = say.paragraphs(key, next=following or dots, position=signatory.position or dots)
    return Signing(
        lead, _choices(case, signatory.opinion), style.text(signatory.name), style.text(signatory.position)
    )


def _choices(case: Material, opinion: str) -> tuple[Choice, ...]:
    if opinion not in ("support", "approve"):
        return ()
    say = case.say
    return (
        Choice(say(f"memo.choice.{opinion}_yes"), line=False),
        Choice(say(f"memo.choice.{opinion}_no"), line=True),
    )
