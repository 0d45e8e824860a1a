"""Why a report's file was not read."""

from __future__ import annotations


class Unreadable(Exception):
    """The file cannot be read as a report; the message says how to mend it."""
