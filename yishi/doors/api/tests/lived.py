"""An office in which anything can be opened by anybody who may."""

from __future__ import annotations

from typing import Any

from yishi.foundation import clock
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions.tests.office import Office


class Lived(Office):
    """`Office` with a keeper of stations and an informant."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._make("keeper", RoleCode.STATION_KEEPER)
        self._make("informant", RoleCode.INFORMANT)

    def opened(self, step: Step, who: str | Actor = "office", **given: Any) -> Any:
        """A new matter, with values that are checked as a page's would be."""
        with clock.at(self.day):
            return self.again(create(step, self[who] if isinstance(who, str) else who, given).record)
