"""Memo (บันทึกข้อความ) of both documents: form 29 of the regulation on correspondence, four headings, routing."""

from itaxl.agency.signatories import ROLES, Signatory
from itaxl.analysis.measure_state import without_evidence
from itaxl.forms.identity import ROUNDS
from itaxl.report.blocks.block import Block
from itaxl.report.blocks.fill_in import FillIn
from itaxl.report.blocks.prose import Prose
from itaxl.report.views import sources
from itaxl.report.views.document import Choice, Field, Memo, Section, Signing
from itaxl.report.views.finding import weakest_sentences
from itaxl.report.views.headline import details_key, headline_key, result_sentences
from itaxl.report.views.material import Material

UNNAMED = (Signatory("author", ""), Signatory("chief", "", opinion="approve"))


def analysis_memo(case: Material) -> Memo:
    """Return the memo that goes with the analysis."""
    dimensions = case.assessment.dimensions
    weakest = tuple(
        line for dimension in dimensions for line in weakest_sentences(case, dimension.code, "memo")
    )
    theirs = sources.of_indicators(case) if case.assessment.source == "mixed" else ()
    background = Prose((*_result(case), *weakest, *theirs))
    facts = Prose(_facts(case))
    proposal = Prose(_numbered(case, _items_key(case, "memo.proposal"), _unmeasured(case, "memo.proposals")))
    return _memo(case, "memo.subject", background, facts, _legal(case), proposal)


def _result(case: Material) -> tuple[str, ...]:
    """Return the paragraphs about the result; standard ones lead over to the dimensions, the agency's own do so."""
    key = headline_key(case, "memo.background")
    result = result_sentences(case, "memo.background")
    if key in case.agency.text:
        return result
    lead = case.say(details_key(case, "memo.details"))
    return (*result[:-1], " ".join((*result[-1:], lead)))


def _facts(case: Material) -> tuple[str, ...]:
    """Return the paragraphs on the report items; after standard ones, what has been done about them."""
    key = _items_key(case, "memo.facts")
    done = () if key in case.agency.text else case.say.paragraphs(_unmeasured(case, "memo.analysed"))
    return (*case.say.paragraphs(key), *done)


def _unmeasured(case: Material, key: str) -> str:
    """Return the key of the text that fits, unless the agency has worded the general one itself."""
    return key if case.assessment.measures or key in case.agency.text else f"{key}_unmeasured"


def followup_memo(case: Material) -> Memo:
    """Return the memo that goes with the follow-up; the law stands in it only where the agency has a text for that."""
    say, has_measures = case.say, bool(case.assessment.measures)
    background = Prose(
        (
            *say.paragraphs(f"followup.memo.background{'' if has_measures else '_unknown'}"),
            *say.paragraphs(_items_key(case, "followup.memo.facts")),
        )
    )
    reported = has_measures and case.assessment.followup_round
    facts = Prose(say.paragraphs(f"followup.memo.state{'' if reported else '_unknown'}"))
    law = say.paragraphs("followup.memo.legal")
    proposal = Prose(_numbered(case, "followup.memo.proposal", _proposals(case)))
    legal: tuple[Block, ...] = (Prose(law),) if law else ()
    return _memo(case, "followup.memo.subject", background, facts, legal, proposal)


def _proposals(case: Material) -> str:
    """Return the key of the proposals that fit the state of the measures.

    If the agency has worded the general key itself, return that one for every state.
    """
    assessment, key = case.assessment, "followup.memo.proposals"
    if key in case.agency.text:
        return key
    if not assessment.measures:
        return f"{key}_unknown"
    if not assessment.followup_round:
        return f"{key}_unreported"
    evidence = "_evidence" if without_evidence(case.assessment) else ""
    if all(state.done for state in case.states.values()):
        return f"{key}{evidence or '_done'}"
    if assessment.followup_round == ROUNDS[-1]:
        return f"{key}_last{evidence}"
    return f"{key}_open{evidence}" if evidence else key


def _memo(
    case: Material, subject: str, background: Prose, facts: Prose, legal: tuple[Block, ...], proposal: Prose
) -> Memo:
    say = case.say
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("background", (background,)),
        ("facts", (facts,)),
        ("legal", legal),
        ("proposal", (proposal,)),
    )
    sections = tuple(
        Section(f"memo-{name}", say(f"memo.heading_{name}"), blocks) for name, blocks in parts if blocks
    )
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


def _items_key(case: Material, key: str) -> str:
    """Return the key of the sentence about the report items that fits what is known of them."""
    if not case.items_known:
        return f"{key}_bare"
    return key if case.items_placed else case.say.first_key(f"{key}_items", key)


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
    signatories = sorted(
        case.agency.signatories or UNNAMED, key=lambda signatory: ROLES.index(signatory.role)
    )
    next_positions = [*(signatory.position for signatory in signatories[1:]), ""]
    return tuple(
        _signing(case, signatory, next_position)
        for signatory, next_position in zip(signatories, next_positions, strict=True)
    )


def _signing(case: Material, signatory: Signatory, next_position: str) -> Signing:
    say, style = case.say, case.style
    dots = say("word.dots")
    key = say.first_key(f"memo.route.{signatory.opinion}.{signatory.role}", f"memo.route.{signatory.opinion}")
    lead = say.paragraphs(key, next=next_position or dots, position=signatory.position or dots)
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
