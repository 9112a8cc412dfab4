"""A document's page from material, for tests."""

from itaxl.report.outputs import ANALYSIS, FOLLOWUP, MEMO
from itaxl.report.run import Document
from itaxl.report.views.material import Material
from itaxl.report.web import html

DOCUMENTS = {document.name: document for document in (ANALYSIS, FOLLOWUP, MEMO)}


def html_of(document: Document, case: Material, *, draft: bool = False, medium: html.Medium = "print") -> str:
    """A document as one HTML page."""
    return html.page(document.template, document.view(case), case.agency, draft=draft, medium=medium)
