"""Measurements beside their baselines: `python -m bench --help`, or `make bench`.

Absolute times drift on shared machines, so each measurement runs its baseline in the same process and in turns
with it, five times; the ratio of the medians is what counts. `data/` makes the records that are measured on.
"""
