"""Merging of what all divisions sent: which version counts, frames with provenance, and the agency's scores."""
