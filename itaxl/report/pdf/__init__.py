"""PDFs of documents: WeasyPrint in processes of its own, with what it leaves out and with checks of its text."""
