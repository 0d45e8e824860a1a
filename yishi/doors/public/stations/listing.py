"""Stations of an organ for residents: those near by, by street or town."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.doors.public.organs import words_of
from yishi.foundation.people.models import Organ
from yishi.rooms.activities.catalogue.kinds import load
from yishi.rooms.stations import lists
from yishi.rooms.stations.models import Station


class Filters(django_filters.FilterSet):
    """In which street or town."""

    area = django_filters.ChoiceFilter(label=lazy("镇街（片区）"))

    class Meta:
        model = Station
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        organ: Organ | None = getattr(request, "public_organ", None)
        rows = lists.open_ones(organ).exclude(area="").order_by("area") if organ else Station.objects.none()
        self.filters["area"].extra["choices"] = [
            (area, area) for area in rows.values_list("area", flat=True).distinct()
        ]
        self.filters["area"].field.widget.attrs["data-search"] = "1"


def stations(organ: Organ) -> Listing:
    """Those that are open."""
    maker = words_of(organ).maker
    kinds = {kind.code: kind.called(organ.profile) for kind in load().kinds}
    empty = Empty(_("还没有登记站点"), _("%(maker)s接待群众的地方登记以后，会按镇街列在这里。") % {"maker": maker})
    return Listing(
        id="public_stations", caption=_("找附近的站点"), url=reverse("public:stations", args=[organ.code]), rows=lists.open_ones(organ),
        columns=[
            Col("title", _("名称"), lambda s: Cell(s.matter.title, kinds.get(s.kind, "")), ("matter__title",), primary=True),
            Col("area", _("镇街（片区）"), lambda s: s.area, ("area",)),
            Col("address", _("地址"), lambda s: s.address, ("address",)),
            Col("opening", _("开放时间"), lambda s: s.opening),
            Col("phone", _("电话"), lambda s: s.phone),
        ],
        empty=empty, link=lambda s: reverse("public:station", args=[s.code]), filters=Filters, order="area",
        tabs=[Tab("all", lazy("全部"), Q()), Tab("online", lazy("可以在线接待"), Q(online=True))],
        find=_find, find_in=_("名称、地址、镇街，如：东门路"), dress=lambda rows: rows.select_related("matter"),
        label=lambda s: s.matter.title, counted="rows", choose_columns=False,
    )  # fmt: skip


def _find(rows: QuerySet[Station], words: str) -> QuerySet[Station]:
    return rows.filter(
        Q(matter__title__icontains=words)
        | Q(address__icontains=words)
        | Q(area__icontains=words)
        | Q(code__iexact=words)
    )
