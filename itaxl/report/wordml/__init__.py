"""Pieces of WordprocessingML for blocks and Word files: text, cells, shapes. They load no library."""
