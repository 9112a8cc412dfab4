"""Meaning of a workbook that came back: whose it is, which cell is which column, and what was meant."""
