"""Analysis of a year: totals, grades, the weakest indicators, states of measures, and what the figures say."""
