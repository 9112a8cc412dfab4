"""Contract with the divisions: the columns of their workbooks, each declared once, and how a workbook is built."""
