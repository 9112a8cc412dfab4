"""What the outputs of a run share is made once."""

import pytest

from itaxl.report import documents, outputs
from itaxl.report.web import html
from tests.report.test_documents import gathered


def test_a_page_is_made_once_and_again_when_it_becomes_a_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[object, object]] = []

    def page(source: html.Source) -> str:
        made.append((source.values["draft"], source.values["medium"]))
        return f"{source.values['medium']} {source.values['draft']}"

    monkeypatch.setattr(html.Source, "page", page)
    run = documents.prepared(gathered())
    run.drafts = ()
    assert [run.page(outputs.ANALYSIS, "screen") for _ in range(2)] == ["screen False"] * 2
    run.drafts = (outputs.ANALYSIS.report,)
    assert run.page(outputs.ANALYSIS, "screen") == "screen True"
    assert made == [(False, "screen"), (True, "screen")]
