"""Which rule pack a matter began under, and which one it would begin under today."""

from __future__ import annotations

import datetime as dt
from typing import cast

from yishi.foundation.law import packs, places
from yishi.foundation.law.pack import Pack, PackError, Profile
from yishi.foundation.people.models import Organ, OwnPack

BUILT_IN = frozenset(pack.ref for pack in packs.ALL)


def pack_for(organ: Organ, day: dt.date) -> Pack | None:
    """The pack in force in `organ` on `day`: its own where it keeps one, else its place's; None where no pack
    covers the day (then imported history starts no clock, and says so)."""
    return holding(organ, list(OwnPack.objects.filter(organ=organ, in_force_from__lte=day)[:1]), day)[0]


def holding(organ: Organ, rows: list[OwnPack], day: dt.date) -> tuple[Pack | None, OwnPack | None]:
    """The pack that holds on `day`, and the organ's own row if it is that. `rows` are the organ's own versions in force
    by then, the latest first. One that only sets what Yishi assumes beside a statute holds as long as that statute's."""
    try:
        placed = places.pack_for(organ.place, cast("Profile", organ.profile), day)
    except PackError:
        placed = None
    for row in rows[:1]:
        made = Pack.from_dict(row.content)
        if made.own or (placed and (made.id, made.version.partition("+")[0]) == (placed.id, placed.version)):
            return made, row
    return placed, None


def pack_of(organ: Organ, ref: str) -> Pack | None:
    """The pack that a matter keeps, by its reference "id@version"."""
    if not ref:
        return None
    if ref in BUILT_IN:
        return packs.by_ref(ref)
    pack_id, _, version = ref.partition("@")
    own = OwnPack.objects.filter(organ=organ, version=version).first()
    if own is not None and own.content.get("id") == pack_id:
        return Pack.from_dict(own.content)
    return None
