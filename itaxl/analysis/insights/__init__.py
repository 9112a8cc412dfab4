"""What the figures say: each insight is a sentence of the catalogue `insights` with its figures, in both languages."""

from itaxl.analysis.insights.all import insights
from itaxl.analysis.insights.insight import Insight

__all__ = ["Insight", "insights"]
