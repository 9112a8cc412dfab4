"""Agency's folder: its settings, and what is kept from one merge to the next."""
