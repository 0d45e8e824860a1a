"""Words that records keep as they stand: under which rules an activity is recorded, and how days and visits are counted."""

from __future__ import annotations

OWN_RULES = "本机关工作制度"
"""Statutes say that organs hold activities and that deputies' duty is registered, and leave the how to each organ."""
PERSON_TIMES = "人次"
DAYS = "天"
