"""Hooks of mkdocs for this documentation; mkdocs.yml names this file.

Pages are read in the repository and on the website. On the website, links to files outside docs/ lead to the
repository, and English pages are marked as English for screen readers, since the website is in Thai.
"""

import re
from typing import Any

ENGLISH = ("guide.en.md", "api.md", "architecture.md")
OUTSIDE = re.compile(r"\]\(\.\./([^)\s]+)\)")


def on_page_markdown(markdown: str, config: Any, **_: Any) -> str:
    """Turn links to files outside docs/ into addresses of the repository."""
    return OUTSIDE.sub(lambda link: f"]({config['extra']['source']}{link[1]})", markdown)


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Mark the language of a page that is all in English."""
    return f'<div lang="en">{html}</div>' if page.file.src_uri in ENGLISH else html
