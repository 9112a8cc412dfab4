"""Examination of this machine and of an agency's folder: what is there, what is missing, and the remedy."""
