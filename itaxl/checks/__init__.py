"""Findings, their catalogue, and the checks that make them."""
