"""What the figures say: each insight is a sentence of the catalogue `insights` with its figures, in both languages."""

from itaxl.insights.all import insights
from itaxl.insights.model import Insight

__all__ = ["Insight", "insights"]
