"""Insights: sentences of the catalogue `insights` with the figures that give them, in both languages."""

from itaxl.analysis.insights.all import insights
from itaxl.analysis.insights.insight import Insight

__all__ = ["Insight", "insights"]
