"""What mkdocs does besides for this documentation; mkdocs.yml names this file.

The pages are read in the repository as well as on the website: a link out of docs/ leads to the repository there. And
a page in English says so to screen readers, since the website is in Thai.
"""

import re
from typing import Any

ENGLISH = ("guide.en.md", "api.md", "architecture.md")
OUTSIDE = re.compile(r"\]\(\.\./([^)\s]+)\)")


def on_page_markdown(markdown: str, config: Any, **_: Any) -> str:
    """Links to files outside docs/, as addresses of the repository."""
    return OUTSIDE.sub(lambda link: f"]({config['extra']['source']}{link[1]})", markdown)


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """The language of a page that is all in English."""
    return f'<div lang="en">{html}</div>' if page.file.src_uri in ENGLISH else html
