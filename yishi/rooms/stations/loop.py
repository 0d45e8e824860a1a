"""The life of a station: opened, its particulars kept, its keepers named, closed."""

from __future__ import annotations

from yishi.foundation.loops.steps import Loop

LOOPS: tuple[Loop, ...] = ()
"""Loops of the room."""
