"""Rounds of a year: the plan, and what is reported of it after six and after twelve months.

They stand alone so that the help of a command need not load the settings.
"""

FOLLOWUPS = ("followup-6", "followup-12")  # a document for each round, and named like it
ROUNDS = ("plan", *FOLLOWUPS)
