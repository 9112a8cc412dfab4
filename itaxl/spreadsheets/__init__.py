"""Cells of any spreadsheet (.xlsx, .xls, .ods), read within limits in a process of its own."""
