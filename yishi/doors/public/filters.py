"""Filters of the public's lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, Unit, in_force
from yishi.rooms.suggestions.models import Handling, Suggestion, Topic

ROLL = (Grouping.Kind.DELEGATION, Grouping.Kind.CONSTITUENCY, Grouping.Kind.SECTOR)
"""Groupings that a public roll shows."""
GROUPED = {Organ.Profile.NPC: lazy("代表团、选区"), Organ.Profile.CPPCC: lazy("界别")}


class Filters(django_filters.FilterSet):
    """Filters that know the organ of the page; `by_year` looks at the field that the subclass names."""

    day = ""

    class Meta:
        fields: list[str] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.organ: Organ = request.public_organ  # type: ignore[attr-defined]  # set by `organs.enter`
        self.offer()

    def offer(self) -> None:
        """Fill the choices."""

    def years(self) -> list[tuple[str, str]]:
        """Years in which there is something to see."""
        rows = self.queryset.order_by().dates(self.day, "year", order="DESC")
        return [(str(day.year), str(_("%d年") % day.year)) for day in rows]

    def by_year(self, rows: QuerySet[Any], name: str, year: str) -> QuerySet[Any]:
        """Of one year."""
        return rows.filter(**{f"{self.day}__range": (dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))})


class SuggestionFilters(Filters):
    """By topic, unit, year."""

    day = "submitted_on"
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.none(), label=lazy("类别"))
    unit = django_filters.ModelChoiceFilter(queryset=Unit.objects.none(), method="by_unit", label=lazy("办理单位"))
    year = django_filters.ChoiceFilter(choices=(), method="by_year", label=lazy("提出年份"))

    def offer(self) -> None:
        """Topics, units and years of this organ."""
        self.filters["topic"].queryset = Topic.objects.filter(organ=self.organ)
        self.filters["unit"].queryset = Unit.objects.filter(organ=self.organ)
        self.filters["year"].extra["choices"] = self.years()

    def by_unit(self, rows: QuerySet[Suggestion], name: str, unit: Unit) -> QuerySet[Suggestion]:
        """Handled by it, as whatever part."""
        return rows.filter(Exists(Handling.objects.filter(suggestion=OuterRef("pk"), unit=unit, superseded=False)))


class AnswerFilters(Filters):
    """By unit, topic, year."""

    day = "sent_on"
    unit = django_filters.ModelChoiceFilter(
        field_name="handling__unit", queryset=Unit.objects.none(), label=lazy("答复单位")
    )
    topic = django_filters.ModelChoiceFilter(
        field_name="handling__suggestion__topic", queryset=Topic.objects.none(), label=lazy("类别")
    )
    year = django_filters.ChoiceFilter(choices=(), method="by_year", label=lazy("答复年份"))

    def offer(self) -> None:
        """Units, topics and years of this organ."""
        self.filters["unit"].queryset = Unit.objects.filter(organ=self.organ)
        self.filters["topic"].queryset = Topic.objects.filter(organ=self.organ)
        self.filters["year"].extra["choices"] = self.years()


class DeputyFilters(Filters):
    """By delegation, constituency or sector."""

    grouping = django_filters.ModelChoiceFilter(queryset=Grouping.objects.none(), method="by_grouping", label="")

    def offer(self) -> None:
        """Groupings of this organ's roll."""
        self.filters["grouping"].label = GROUPED[Organ.Profile(self.organ.profile)]
        self.filters["grouping"].queryset = Grouping.objects.filter(organ=self.organ, kind__in=ROLL)

    def by_grouping(self, rows: QuerySet[Mandate], name: str, grouping: Grouping) -> QuerySet[Mandate]:
        """Who belongs to it today."""
        return rows.filter(
            Exists(Belonging.objects.filter(in_force(clock.today()), mandate=OuterRef("pk"), grouping=grouping))
        )
