"""Reads a page strictly: tags that do not match are an error; what tests ask for is kept by kind."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "img", "input", "link", "meta"}
FETCHED = {"src", "srcset", "data", "poster", "background"}  # besides the href of a `link`


@dataclass
class Web(HTMLParser):
    """One page. `links`: where anchors lead, `fetched`: what a browser gets for it, `headings`: their levels."""

    text: str
    lang: str = ""
    title: str = ""
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    named_by: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    tables: list[list[str]] = field(default_factory=list)  # tags inside, with their scope
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        results = {name: value or "" for name, value in attrs}
        assert len(results) == len(attrs), f"an attribute twice: {attrs}"
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        self.ids += [results["id"]] if "id" in results else []
        self.named_by += results.get("aria-labelledby", "").split()
        if tag == "html":
            self.lang = results["lang"]
        if tag == "a":
            self.links.append(results["href"])
        if tag == "link" and results["rel"] == "alternate":
            self.alternates[results["hreflang"]] = results["href"]
        elif tag == "link":
            self.fetched.append(results["href"])
        self.fetched += [value for name, value in results.items() if name in FETCHED]
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.tables.append([])
        elif self.tables and "table" in self._open:
            self.tables[-1].append(f"{tag} {results['scope']}" if tag == "th" else tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"closed out of turn: {tag}"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["title"] and "svg" not in self._open:
            self.title += data
