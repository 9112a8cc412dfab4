"""Files that are no documents: open data, the office's workbooks, the manifest, and the folder of a year."""
