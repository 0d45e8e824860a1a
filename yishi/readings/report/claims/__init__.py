"""Every countable claim of a report's text. Pure: no database, no settings.

for claim in find(text):
    text[claim.start:claim.end] == claim.number
"""

from __future__ import annotations

from yishi.readings.report.claims.claim import Claim, Kind, Scope
from yishi.readings.report.claims.finding import find

__all__ = ["Claim", "Kind", "Scope", "find"]
