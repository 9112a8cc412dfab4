"""Checks of one workbook and of all together, each a small function that yields findings."""
