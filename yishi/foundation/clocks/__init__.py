"""Clocks: when something is owed, and the one place where "overdue" is decided (`overdue.py`)."""
