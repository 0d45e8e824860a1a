"""Stations on a map of its own axes (longitude and latitude in degrees): no tiles from outside, with the list as the other way
to read it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.listing import areas, kind_names
from yishi.doors.look.cards import Numbers
from yishi.doors.parts.who import Request
from yishi.rooms.stations import lists

MOST = 2000
NAMED = 60
"""Up to so many points bear their names."""


@desk
@require_GET
def places(request: Request) -> HttpResponse:
    """The map of all, or of one street or town."""
    area = request.GET.get("area", "")
    open_ones = lists.open_ones(request.actor.organ)
    open_ones = open_ones.filter(area=area) if area else open_ones
    rows = open_ones.filter(latitude__isnull=False).values_list(
        "matter__title", "kind", "area", "address", "latitude", "longitude", "pk"
    )
    found = list(rows[: MOST + 1])
    unknown = open_ones.filter(latitude=None).count()
    names = kind_names(request)
    said = {"known": min(len(found), MOST), "unknown": unknown}
    sentence = _("%(known)d 个站点按所填经纬度标出，%(unknown)d 个没有填经纬度。") % said
    head = [_("名称"), _("类别"), _("镇街（片区）"), _("地址"), _("纬度"), _("经度")]
    table = Numbers(
        head, [[row[0], names.get(row[1], row[1]), row[2], row[3], str(row[4]), str(row[5])] for row in found[:MOST]]
    )
    context = {
        "area": area, "areas": areas(request), "count": len(found), "more": len(found) > MOST, "unknown": unknown,
        "option": _option([(row[0], names.get(row[1], row[1]), row[4], row[5]) for row in found[:MOST]]), "table": table,
        "sentence": sentence, "missing": f"{reverse('desk:stations')}?point=0" + (f"&area={area}" if area else ""),
    }  # fmt: skip
    return render(request, "desk/stations/map.html", context)


def _option(found: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Points by kind, each with its name."""
    kinds = dict.fromkeys(row[1] for row in found)
    axis = {"type": "value", "scale": True, "axisLabel": {"formatter": "{value}°"}}
    return {
        "legend": {"show": len(kinds) > 1},
        "grid": {"top": 64 if len(kinds) > 1 else 36, "left": 24, "right": 160, "bottom": 40},
        "tooltip": {"trigger": "item", "formatter": "{b}"},
        "xAxis": axis | {"name": _("经度"), "nameLocation": "middle", "nameGap": 28},
        "yAxis": axis | {"name": _("纬度")},
        "series": [
            {
                "type": "scatter", "name": kind, "symbolSize": 12 if len(found) < 400 else 7,
                "label": {"show": len(found) <= NAMED, "formatter": "{b}", "position": "right"},
                "labelLayout": {"hideOverlap": True},
                "data": [
                    {"name": title, "value": [float(longitude), float(latitude)]}
                    for title, its, latitude, longitude in found
                    if its == kind
                ],
            }
            for kind in kinds
        ],
    }  # fmt: skip
