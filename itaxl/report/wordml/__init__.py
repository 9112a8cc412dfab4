"""Pieces of WordprocessingML that blocks and Word files are drawn with: text, cells, shapes. They load no library."""
