"""The journal: read, proved, taken outside, and personal text erased from it."""
