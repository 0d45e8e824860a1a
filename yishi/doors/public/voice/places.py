"""To whom and where something is said: the station or the deputy whose code was scanned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yishi.doors.parts.who import Request
from yishi.doors.public import lists
from yishi.foundation.loops.inputs import LARGEST_KEY
from yishi.foundation.people.models import Mandate, Organ
from yishi.rooms.stations.lists import open_ones
from yishi.rooms.stations.models import Station


@dataclass(frozen=True)
class Said:
    """Whose code led here. `lost`: a code was named that leads to nobody any more; what is said goes to the office then."""

    station: Station | None = None
    deputy: Mandate | None = None
    lost: bool = False

    def given(self) -> dict[str, Any]:
        """The same as the step is given it."""
        found: dict[str, Any] = {}
        if self.station is not None:
            found |= {"station": self.station.pk, "area": self.station.area}
        if self.deputy is not None:
            found["deputy"] = self.deputy.pk
        return found


def where(request: Request, organ: Organ) -> Said:
    """What the address says, as far as it still is so: a station that is open, a deputy who sits."""
    code, key = request.GET.get("station", ""), request.GET.get("deputy", "")
    station = (
        open_ones(organ).filter(code=code[:16]).first() if code.isascii() and code.isprintable() and code else None
    )
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    deputy = (
        lists.sitting(organ).select_related("person").filter(pk=number).first() if 0 < number <= LARGEST_KEY else None
    )
    return Said(station, deputy, lost=bool(code and station is None) or bool(key and deputy is None))
