"""One matter's text on its way into a store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What is to be found of a matter; all three texts are folded."""

    matter_id: int
    head: str
    open_text: str
    inner_text: str = ""


def taken_apart(open_text: str) -> tuple[str, str, str]:
    """Number, title and the rest of an open text."""
    number, _, rest = open_text.partition("\n")
    title, _, body = rest.partition("\n")
    return number, title, body
