"""HTML of documents, of the agency's website and of the state of collection."""
