"""Pages for this machine alone: a server on its own address, a guard in front of it, what all pages have in common."""
