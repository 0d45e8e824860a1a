"""What inputs, guards and predicates may ask before a step runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from yishi.foundation.law.pack import Pack
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """Who stands before which matter on which day: what inputs, guards and predicates may ask."""

    actor: Actor
    day: dt.date
    record: Any
    pack: Pack | None
    found: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """Rows already looked up for inputs; a batch shares it among its matters."""

    @property
    def organ(self) -> Organ:
        """The organ whose matter it is."""
        return self.actor.organ

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for all matters of a batch: rows to choose from that are the same for each."""
        place = ("once", name)
        if place not in self.found:
            self.found[place] = make()
        found: T = self.found[place]
        return found
