"""Rounds of a year: the plan, and what is reported of it after six and after twelve months."""

FOLLOWUPS = ("followup-6", "followup-12")  # a document for each round, and named like it
ROUNDS = ("plan", *FOLLOWUPS)
