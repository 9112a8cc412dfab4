"""The memo: form 29 of the regulation, with dotted lines that give way to what is typed on them."""

from collections.abc import Sequence
from dataclasses import replace

from itaxl.report.views.document import Choice, Field, Memo, Signing
from itaxl.report.wordml.cells import cell, frame, row
from itaxl.report.wordml.markup import CM, NOTHING, Xml, join, paragraph, run, tab, w
from itaxl.report.wordml.sheet import Sheet

COLUMN = round(7.9 * CM)  # of opinions that stand side by side, the right one
BLANK = "\u00a0" * 42  # a dotted line of about 6 cm


def memo(given: Memo, emblem: Xml, sheet: Sheet) -> Xml:
    """`emblem`: the picture, placed on the page by itself; it hangs on the heading."""
    sheet = replace(sheet, text_style="MemoText")
    parts = (
        join(paragraph("MemoHeading", run(part.title)), *(block.word(sheet) for block in part.blocks))
        for part in given.parts
    )
    label, addressee = given.salutation
    return join(
        paragraph("MemoTitle", emblem, run(given.heading)),
        *(_field_line(fields, sheet) for fields in given.fields),
        paragraph("MemoSalutation", run(f"{label}  {addressee}")),
        *parts,
        paragraph("MemoClosing", run(given.closing)),
        *(_signings(signings, sheet) for signings in given.rows),
    )


def _signings(signings: Sequence[Signing], sheet: Sheet) -> Xml:
    """Two stand side by side, an author on the right, yet first for those who listen."""
    if len(signings) == 1:
        return _signing(signings[0], "SignatureRight", "ChoiceWide")
    mirrored = signings[0].author
    widths = (sheet.width - COLUMN, COLUMN)[:: -1 if mirrored else 1]
    cells = (
        cell(width, _signing(signing, "Signature", "Choice"))
        for width, signing in zip(widths, signings, strict=True)
    )
    return join(frame([row(*cells)], widths, ruled=False, mirrored=mirrored), paragraph("AfterTable"))


def _field_line(fields: Sequence[Field], sheet: Sheet) -> Xml:
    """Each label with its dotted line, which reaches as far as the next label."""
    width = sheet.width / len(fields)
    stops = [
        w("tab", val="right" if number == len(fields) else "left", leader="dot", pos=round(width * number))
        for number in range(1, len(fields) + 1)
    ]
    content = (join(run(field.label, "MemoLabel"), run(f" {field.value}"), tab()) for field in fields)
    return paragraph("MemoField", *content, properties=w("tabs", *stops))


def _signing(signing: Signing, place: str, choice: str) -> Xml:
    """`place` and `choice` are the styles of the signature and of the tick boxes."""
    lead = [
        paragraph("SigningMore" if number else "SigningLead", run(line))
        for number, line in enumerate(signing.lead)
    ]
    name = join(run("("), _or_blank(signing.name), run(")"))
    room = w("spacing", before=round(0.9 * CM))
    return join(
        *lead,
        *(_choice(opinion, choice) for opinion in signing.choices),
        paragraph(place, name, properties=room, keep=True),
        paragraph(place, _or_blank(signing.position)),
    )


def _or_blank(value: str) -> Xml:
    return run(value) if value else run(BLANK, "Dotted")


def _choice(choice: Choice, style: str) -> Xml:
    line = join(run(" "), tab()) if choice.line else NOTHING
    return paragraph(style, run("☐", "Tick"), run(f" {choice.label}"), line)
