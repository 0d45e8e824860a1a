"""Which packs an organ has lived under, lives under, and will live under."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from yishi.foundation.clocks.packs import holding
from yishi.foundation.law import packs
from yishi.foundation.law.pack import Pack
from yishi.foundation.people.models import Organ, OwnPack


@dataclass(frozen=True)
class Version:
    """A version of a pack, and when it holds in the organ; `own` is the row of an edited one."""

    pack: Pack
    began: dt.date
    ended: dt.date | None
    own: OwnPack | None = None

    def holds(self, day: dt.date) -> bool:
        """Is it the one in force on `day`?"""
        return self.began <= day and (self.ended is None or day <= self.ended)


def versions(organ: Organ) -> list[Version]:
    """Every pack that held, holds or will hold in the organ, the latest first.

    An organ's own version holds from its day on, over whatever its place says."""
    rows = list(OwnPack.objects.filter(organ=organ).select_related("made_by").order_by("in_force_from", "pk"))
    changes = sorted(
        {pack.in_force_from for pack in packs.ALL if pack.profile == organ.profile}
        | {row.in_force_from for row in rows}
    )
    found: list[Version] = []
    for began in changes:
        made, row = _on(organ, rows, began)
        if made is None or (found and found[-1].pack.ref == made.ref):
            continue
        if found:
            last = found[-1]
            found[-1] = Version(last.pack, last.began, began - dt.timedelta(days=1), last.own)
        found.append(Version(made, began, None, row))
    return found[::-1]


def _on(organ: Organ, rows: list[OwnPack], day: dt.date) -> tuple[Pack | None, OwnPack | None]:
    return holding(organ, [row for row in reversed(rows) if row.in_force_from <= day], day)


def current(organ: Organ, day: dt.date, known: list[Version] | None = None) -> Version | None:
    """The one in force on `day`."""
    return next((version for version in known or versions(organ) if version.holds(day)), None)
