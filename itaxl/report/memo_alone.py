"""The memo of the analysis as a document of its own."""

from dataclasses import replace

from itaxl.report.analysis_view import analysis_view
from itaxl.report.material import Material
from itaxl.report.memo_view import analysis_memo
from itaxl.report.views import View


def memo_alone(case: Material) -> View:
    """The view model of the memo and nothing else, even where the analysis leaves the memo out."""
    whole, memo = analysis_view(case), analysis_memo(case)
    return replace(whole, memo=memo, cover=None, preface=None, contents=None, sections=())
