"""What search finds a station by. Number and title it knows itself. Who booked a time is never found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yishi.rooms.activities.catalogue.kinds import load
from yishi.rooms.stations.models import Station


def texts(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """(key, open text, inner text) of each station, its parts with an empty line between; duties, receptions and turns online
    are found by their stations. Two queries for any number of keys."""
    rows = Station.objects.filter(pk__in=keys).select_related("matter__organ", "partner_unit")
    for s in rows.prefetch_related("postings__mandate__person"):
        kind = load().kind_by_code.get(s.kind)
        parts = [kind.name_in(s.matter.organ.profile) if kind else "", s.code, s.area, s.address, s.introduction]
        parts += [str(s.partner_unit or ""), s.partner]
        parts += [str(row.mandate) for row in s.postings.all() if row.ended is None]
        yield s.pk, "\n\n".join(part for part in parts if part), ""
