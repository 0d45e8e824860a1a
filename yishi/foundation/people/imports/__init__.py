"""Rolls and units from spreadsheets: first a preview of every row, then all of it or the good rows, at once.

`roll.preview(organ, data, day)` and `units.preview(organ, data, day)` change nothing; `roll.apply(...)` and
`units.apply(...)` do in one transaction what the preview said, or refuse if the roll has changed since.
"""

from yishi.foundation.people.imports import roll, units
from yishi.foundation.people.imports.plans import Applied, Change, Outcome, Preview, RowPlan

__all__ = ["Applied", "Change", "Outcome", "Preview", "RowPlan", "roll", "units"]
