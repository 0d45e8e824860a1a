"""The tree of organs (五级): which may stand below which, and which pass resolutions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.law import places
from yishi.foundation.law.pack import PackError, Profile
from yishi.foundation.people.models import Organ
from yishi.foundation.people.refusals import Refused

L = Organ.Level
BELOW: Mapping[str, tuple[str, ...]] = {
    L.PROVINCE: (L.CITY, L.DISTRICT, L.ZONE),
    L.CITY: (L.DISTRICT, L.TOWN, L.STREET, L.ZONE),
    L.DISTRICT: (L.TOWN, L.STREET, L.ZONE),
    L.TOWN: (),
    L.STREET: (),
    L.ZONE: (L.TOWN, L.STREET),
}
"""Level -> levels that may stand right below it: municipalities have districts, some cities towns (不设区的市)."""

WORKING = (L.STREET, L.ZONE)
"""Levels at which there is a working body only (街道、开发区: 组织法 59)."""

DEEPEST = 240


def below(organ: Organ) -> Sequence[str]:
    """Levels of organs that may be made right below this one."""
    return BELOW[organ.level]


def holds_sessions(organ: Organ) -> bool:
    """A working body passes no resolutions: no terms, no sessions, no seats; all else it records as its own."""
    return not organ.working


@transaction.atomic
def make(above: Organ, *, code: str, name: str, short: str, level: str, place: str, letterhead: str = "") -> Organ:
    """A new organ of the same profile right below `above`. Raises Refused with what is wrong."""
    above = Organ.objects.select_for_update().get(pk=above.pk)
    if level not in below(above):
        words = language.listed(L(one).label for one in below(above)) or _("无")
        raise Refused(_("%(above)s下面可以设的层级：%(words)s。") % {"above": above.short, "words": words})
    made = Organ(
        code=code, name=name, short=short, profile=above.profile, level=level, place=_place(above, place), parent=above,
        letterhead=letterhead, working=level in WORKING,
    )  # fmt: skip
    if len(above.path) + len(code) + 1 > DEEPEST:
        raise Refused(_("代码太长，请改短。"))
    try:
        made.full_clean(exclude=["path"])
    except ValidationError as found:
        raise Refused("".join(found.messages)) from None
    made.save()
    return made


def _place(above: Organ, place: str) -> str:
    """The code of the place, within that of the organ above. Raises Refused."""
    try:
        code, upper = places.normal(place), places.normal(above.place)
        places.pack_for(code, cast("Profile", above.profile), dt.date(2999, 12, 31))
    except PackError as found:
        raise Refused(str(found)) from None
    if upper != places.COUNTRY and not code.startswith(upper):
        raise Refused(_("行政区划代码应在%(above)s（%(upper)s）之内。") % {"above": above.short, "upper": upper})
    return place.strip()
