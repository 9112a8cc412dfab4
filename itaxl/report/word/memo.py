"""Memo of a Word file: form 29 of the regulation, with dotted lines that shrink as text is typed on them."""

from collections.abc import Sequence
from dataclasses import replace

from itaxl.report.views.document import Choice, Field, Memo, Signing
from itaxl.report.wordml.cells import cell, frame, row
from itaxl.report.wordml.markup import CM, NOTHING, Xml, join, paragraph, run, tab, w
from itaxl.report.wordml.sheet import Sheet

COLUMN = round(7.9 * CM)  # width of the right one of two opinions side by side
ROOM = round(1.5 * CM)  # to sign in, above the bracket
BLANK = "\u00a0" * 42  # a dotted line of about 6 cm


def memo(content: Memo, emblem: Xml, sheet: Sheet, place: str = "") -> Xml:
    """Return the memo. `emblem`: a picture with its own place on the page, anchored in the heading.

    `place`: words to stand there in a draft that has no emblem.
    """
    sheet = replace(sheet, text_style="MemoText")
    parts = (
        join(paragraph("MemoHeading", run(part.title)), *(block.word(sheet) for block in part.blocks))
        for part in content.parts
    )
    label, addressee = content.salutation
    return join(
        _emblem_place(place) if place and not emblem else NOTHING,
        paragraph("MemoTitle", emblem, run(content.heading)),
        *(_field_line(fields, sheet) for fields in content.fields),
        paragraph("MemoSalutation", run(f"{label}  {addressee}")),
        *parts,
        paragraph("MemoClosing", run(content.closing)),
        *(_signings(signings, sheet) for signings in content.rows),
    )


def _emblem_place(words: str) -> Xml:
    """Return a dashed frame in the upper left corner, as large as the emblem."""
    sides = (
        w(side, val="dashed", sz=6, space=0, color="777777") for side in ("top", "left", "bottom", "right")
    )
    size = round(1.5 * CM)
    place = {"hAnchor": "margin", "vAnchor": "margin", "x": 1, "y": 1}
    frame_of_text = w("framePr", w=size, h=size, hRule="exact", wrap="through", **place)
    return paragraph("CellNote", run(words), properties=join(frame_of_text, w("pBdr", *sides)))


def _signings(signings: Sequence[Signing], sheet: Sheet) -> Xml:
    """Return one signature, or two side by side.

    An author is on the right, but comes first for a screen reader.
    """
    if len(signings) == 1:
        return _signing(signings[0], "SignatureRight", "ChoiceWide")
    mirrored = signings[0].author
    widths = (sheet.width - COLUMN, COLUMN)[:: -1 if mirrored else 1]
    cells = (
        cell(width, _signing(signing, "Signature", "Choice"))
        for width, signing in zip(widths, signings, strict=True)
    )
    # As low as can be: behind the last signature it must not begin a page of its own.
    after = paragraph("AfterTable", properties=w("spacing", line=20, lineRule="exact"))
    return join(frame([row(*cells)], widths, ruled=False, mirrored=mirrored), after)


def _field_line(fields: Sequence[Field], sheet: Sheet) -> Xml:
    """Return labels and values on one line, each with dots up to the next label."""
    width = sheet.width / len(fields)
    stops = [
        w("tab", val="right" if number == len(fields) else "left", leader="dot", pos=round(width * number))
        for number in range(1, len(fields) + 1)
    ]
    content = (join(run(field.label, "MemoLabel"), run(f" {field.value}"), tab()) for field in fields)
    return paragraph("MemoField", *content, properties=w("tabs", *stops))


def _signing(signing: Signing, place: str, choice: str) -> Xml:
    """Return a signature. `place` and `choice`: styles of the signature and of its tick boxes."""
    lead = [
        paragraph("SigningMore" if number else "SigningLead", run(line))
        for number, line in enumerate(signing.lead)
    ]
    name = join(run("("), _or_blank(signing.name), run(")"))
    return join(
        *lead,
        *(_choice(opinion, choice) for opinion in signing.choices),
        paragraph(place, name, properties=w("spacing", before=ROOM), keep=True),
        paragraph(place, _or_blank(signing.position)),
    )


def _or_blank(value: str) -> Xml:
    return run(value) if value else run(BLANK, "Dotted")


def _choice(choice: Choice, style: str) -> Xml:
    line = join(run(" "), tab()) if choice.line else NOTHING
    return paragraph(style, run("☐", "Tick"), run(f" {choice.label}"), line)
