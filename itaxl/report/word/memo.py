"""The memo: form 29 of the regulation, with dotted lines that give way to what is typed on them."""

from itaxl.report.views import Choice, Field, Memo, Signing
from itaxl.report.word.blocks import block
from itaxl.report.word.markup import CM, NOTHING, Xml, join, paragraph, run, tab, w
from itaxl.report.word.styles import PORTRAIT

BLANK = "\u00a0" * 42  # a dotted line of about 6 cm


def memo(given: Memo, emblem: Xml) -> Xml:
    """`emblem`: the picture, placed on the page by itself; it hangs on the heading."""
    parts = (
        join(
            paragraph("MemoHeading", run(part.title)),
            *(block(each, PORTRAIT, "MemoText") for each in part.blocks),
        )
        for part in given.parts
    )
    label, addressee = given.salutation
    return join(
        paragraph("MemoTitle", emblem, run(given.heading)),
        *map(_field_line, given.fields),
        paragraph("MemoSalutation", run(f"{label}  {addressee}")),
        *parts,
        paragraph("MemoClosing", run(given.closing)),
        *map(_signing, given.signings),
    )


def _field_line(fields: tuple[Field, ...]) -> Xml:
    """Each label with its dotted line, which reaches as far as the next label."""
    width = PORTRAIT / len(fields)
    stops = [
        w("tab", val="right" if number == len(fields) else "left", leader="dot", pos=round(width * number))
        for number in range(1, len(fields) + 1)
    ]
    content = (join(run(each.label, "MemoLabel"), run(f" {each.value}"), tab()) for each in fields)
    return paragraph("MemoField", *content, properties=w("tabs", *stops))


def _signing(signing: Signing) -> Xml:
    lead = [
        paragraph("SigningMore" if number else "SigningLead", run(line))
        for number, line in enumerate(signing.lead)
    ]
    name = join(run("("), _or_blank(signing.name), run(")"))
    room = w("spacing", before=round(1.1 * CM))
    return join(
        *lead,
        *map(_choice, signing.choices),
        paragraph("Signature", name, properties=room, keep=True),
        paragraph("Signature", _or_blank(signing.position)),
    )


def _or_blank(value: str) -> Xml:
    return run(value) if value else run(BLANK, "Dotted")


def _choice(choice: Choice) -> Xml:
    line = join(run(" "), tab()) if choice.line else NOTHING
    return paragraph("Choice", run("☐", "Tick"), run(f" {choice.label}"), line)
