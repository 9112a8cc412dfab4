"""Mark the passages of a page that are in the other language: screen readers change their voice for them."""

import re
from functools import partial

from itaxl.texts import Lang

# What is no text of the page: elements with text of their own kind, tags, characters that are written by a name.
_KEPT = (
    r"(?P<kept><(?P<own>title|svg|style|script)\b.*?</(?P=own)>|<!--.*?-->|<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>"
    r"|&[#A-Za-z0-9]+;)"
)
_THAI = "[ก-๛](?:[ก-๛\u00a0 ]*[ก-๛])?"
_WORD = "[A-Za-z]+(?:[’'-][A-Za-z]+)*"
# Words with what joins them to a phrase; no part of an address, a code or a number.
_JOIN = ",? | ?/ ?| ?&amp; ?|: "
_ENGLISH = (
    rf"(?<![A-Za-z0-9๐-๙@_/.:#?=~%+{{-]){_WORD}(?:(?:{_JOIN}){_WORD})*"
    r"(?![A-Za-z0-9๐-๙@_/=}-]|\.[A-Za-z0-9]|:/)"
)
_SPOKEN = re.compile("[A-Za-z][a-z]")  # words; abbreviations such as ITA are spoken as they are in Thai
_PIECES = {
    lang: re.compile(f"{_KEPT}|(?P<other>{passage})", re.DOTALL)
    for lang, passage in (("th", _ENGLISH), ("en", _THAI))
}
_OTHER: dict[Lang, Lang] = {"th": "en", "en": "th"}


def marked(page: str, lang: Lang) -> str:
    """Return a page in `lang` with its passages in the other language marked."""
    return _PIECES[lang].sub(partial(_marked, _OTHER[lang]), page)


def _marked(other: Lang, piece: re.Match[str]) -> str:
    text = piece[0]
    if piece["kept"] or (other == "en" and not _SPOKEN.search(text.replace("&amp;", "&"))):
        return text
    return f'<span lang="{other}">{text}</span>'
