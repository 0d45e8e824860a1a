"""State is word + shape + colour, always all three (PAGES: no legend is ever needed)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a reader must know about anything that waits: the shape and colour beside its word."""

    LATE = "late"
    SOON = "soon"
    ON_TIME = "on-time"
    WAITING = "waiting"
    DONE = "done"
    ENDED = "ended"

    @property
    def shape(self) -> str:
        """The shape as a character, for plain text and spreadsheets; pages draw it."""
        return _SHAPES[self]


_SHAPES = {
    Kind.LATE: "●",
    Kind.SOON: "◐",
    Kind.ON_TIME: "○",
    Kind.WAITING: "◌",
    Kind.DONE: "✓",
    Kind.ENDED: "⊘",
}


@dataclass(frozen=True, slots=True)
class State:
    """A word with its kind. `ended` is for what stopped without a result: withdrawn, returned, not filed."""

    word: str
    kind: Kind | str

    def __post_init__(self) -> None:
        """Refuse a kind that has no shape (ValueError), where it is made and not where it is drawn."""
        Kind(self.kind)

    def __str__(self) -> str:
        return f"{Kind(self.kind).shape} {self.word}"
