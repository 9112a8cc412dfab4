"""View models: documents and web pages as plain data, all of it finished text."""
