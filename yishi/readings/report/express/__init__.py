"""What a claim of a report counts, read from its sentence: the figure expression that would give its number.

    meant = express(text, claim.start, claim.end, "npc")
    meant.expression.data()     {"count": "times", "of": {"kind": ["law_inspection"]}}

Pure but for the catalogue's files and gettext. Only the place of the number is taken of a claim.
"""

from __future__ import annotations

from yishi.readings.report.express.expressing import express
from yishi.readings.report.express.meant import Candidate, Meant

__all__ = ["Candidate", "Meant", "express"]
