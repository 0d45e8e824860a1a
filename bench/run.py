"""What a measurement is given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """`size` suggestions stand in the database at hand (`url`); `small` runs prove that the code works and measure little."""

    size: int
    url: str
    small: bool = False

    def few(self, number: int, least: int = 4) -> int:
        """So many repetitions, far fewer in a small run."""
        return max(least, number // 15) if self.small else number
