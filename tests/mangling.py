"""Bytes and XML that were changed by chance, wherever a test wants a workbook of which nothing is certain."""

from hypothesis import strategies as st

TOKENS = (
    *(
        "<c>",
        "</c>",
        "<row>",
        "</row>",
        "<v>",
        "</v>",
        "<f>",
        "</f>",
        "<is>",
        "<t>",
        "</t>",
        "<rPh>",
        "<r>",
        "</is>",
    ),
    *(
        't="s"',
        't="e"',
        't="d"',
        't="str"',
        'r="A1"',
        'r="XFD1048576"',
        'r=""',
        's="9"',
        'hidden="1"',
        "/>",
        ">",
        "<",
    ),
    *(
        "1e999",
        "-1",
        "NaN",
        "",
        "๕",
        "&#0;",
        "&lt;",
        "&x;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "_xD800_",
        '"',
        "\0",
        "\ufffe",
    ),
    *(
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        'xmlns="x"',
        "<sheetData>",
        "</sheetData>",
        "rId2",
        "../..",
        "A1:XFD1048576",
    ),
)


def of_bytes(draw: st.DataObject, content: bytes) -> bytes:
    """Some bytes left out, others put in."""
    changed = bytearray(content)
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(changed) - 1))
        length = draw.draw(st.integers(0, 8))
        changed[place : place + length] = draw.draw(st.binary(max_size=8))
    return bytes(changed)


def of_xml(draw: st.DataObject, text: str) -> str:
    """Tokens in the place of some of the text."""
    for _ in range(draw.draw(st.integers(1, 3))):
        start = draw.draw(st.integers(0, len(text)))
        end = start + draw.draw(st.integers(0, 30))
        text = text[:start] + draw.draw(st.sampled_from(TOKENS)) + text[end:]
    return text
