"""How long work says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[int, int], None]
"""Told (done, of how many); may raise to stop the work."""


def nobody(done: int, total: int) -> None:
    """Says nothing of how far it is."""
