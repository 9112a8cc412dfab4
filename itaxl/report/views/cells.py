"""Cells that most tables have: the head of a row, figures, and the labels that a phone shows beside each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from itaxl.report.blocks.table import Cell, Column, Row


def row_head(text: str) -> Cell:
    """Return the cell at the head of a row."""
    return Cell((text,), head="row")


def number_cell(figure: str, css: str = "") -> Cell:
    """Return the cell of a printed figure."""
    return Cell((figure,), css=f"number {css}".strip())


def number_cells(figures: Iterable[str]) -> tuple[Cell, ...]:
    """Return the cells of printed figures."""
    return tuple(number_cell(figure) for figure in figures)


def labelled(cells: Iterable[Cell], columns: Sequence[Column], css: str = "") -> Row:
    """Return a row whose cells bear the heads of their columns, for phones, where each row becomes a card."""
    pairs = zip(cells, columns, strict=True)
    return Row(tuple(replace(cell, label=column.label) for cell, column in pairs), css)
