"""From the divisions' workbooks to the reports of a Thai public body's yearly integrity assessment."""

__version__ = "0.1.0"
