"""By what a list of messages can be narrowed. Every number of the funnel opens the list by these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.parts.who import Request
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account, Mandate, Organ, Role, Unit
from yishi.rooms.voice.catalogue.topics import topics
from yishi.rooms.voice.models import Message

S, C = Message.State, Message.Channel
NONE = "none"
"""What stands for nothing: messages of no station, no unit."""
SOLVED = Q(matter__state=S.SOLVED) | Q(matter__state=S.CLOSED, outcome=Message.Outcome.SOLVED, solved_on__isnull=False)
STAGES: dict[str, tuple[Any, Q]] = {
    "collected": (lazy("收集"), ~Q(matter__state__in=(S.CHECKING, S.BLOCKED))),
    "assigned": (lazy("交办、办理"), Q(assigned_on__isnull=False)),
    "answered": (lazy("答复"), Q(answered_at__isnull=False)),
    "solved": (lazy("解决"), SOLVED),
    "turned": (lazy("转化为建议（提案）"), Q(layer=Message.Layer.SUGGESTION)),
}
"""How far a message came, as the funnel counts it: what it is called, and which messages are meant."""


def _row(label: Any, field: str) -> Any:
    """A filter by a row of another table, or by having none."""
    return django_filters.ChoiceFilter(label=label, method="by_row", field_name=field)


def _some(choices: Any, label: Any, **more: Any) -> Any:
    """A filter by one or several of a column's words: no row comes twice, so none needs comparing with all others."""
    return django_filters.MultipleChoiceFilter(choices=choices, label=label, distinct=False, **more)


def _flag(label: Any, method: str) -> Any:
    return django_filters.ChoiceFilter(label=label, choices=[("1", lazy("是")), ("0", lazy("否"))], method=method)


class Filters(django_filters.FilterSet):
    """Filters of the list; the choices of stations, deputies, units and recorders come in one query."""

    channel = _some(C.choices, lazy("渠道"))
    topic = django_filters.ChoiceFilter(label=lazy("类别"), method="by_text")
    area = django_filters.CharFilter(label=lazy("镇街（片区）"), method="by_text")
    unit = _row(lazy("办理单位"), "unit")
    station = _row(lazy("站点"), "station")
    deputy = _row(lazy("代表（委员）"), "deputy")
    recorded_by = _row(lazy("登记人"), "recorded_by")
    state = _some(S.choices, lazy("状态"), field_name="matter__state")
    stage = django_filters.ChoiceFilter(
        choices=[(code, words) for code, (words, _where) in STAGES.items()], label=lazy("办到哪一步"), method="by_stage"
    )
    layer = _some(Message.Layer.choices, lazy("处理方式"))
    outcome = _some(Message.Outcome.choices, lazy("结果"))
    publicity = django_filters.ChoiceFilter(choices=Message.Publicity.choices, label=lazy("公开"))
    petition = _flag(lazy("信访事项"), "by_flag")
    urgent = _flag(lazy("急件"), "by_flag")
    reopened = _flag(lazy("重新办理过"), "by_reopened")
    day = django_filters.DateFromToRangeFilter(
        field_name="matter__opened_on",
        label=lazy("收到日期"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date", "aria-label": lazy("收到日期，起和止")}),
    )

    class Meta:
        model = Message
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        found = choices(request.actor.organ)
        none = (NONE, _("（没有）"))
        for name in ("unit", "station", "deputy", "recorded_by"):
            self.filters[name].extra["choices"] = [none, *found[name]]
        self.filters["topic"].extra["choices"] = [none, *((row.code, row.called) for row in topics())]
        for name in ("channel", "state", "topic", "layer", *found):
            self.filters[name].field.widget.attrs["data-search"] = "1"

    def by_row(self, rows: QuerySet[Message], name: str, key: str) -> QuerySet[Message]:
        """Of that row, or of none."""
        return rows.filter(**{f"{name}__isnull": True} if key == NONE else {f"{name}_id": key})

    def by_text(self, rows: QuerySet[Message], name: str, words: str) -> QuerySet[Message]:
        """With exactly these words, or with none: streets and topics are counted by them."""
        return rows.filter(**{name: "" if words == NONE else words})

    def by_flag(self, rows: QuerySet[Message], name: str, yes: str) -> QuerySet[Message]:
        """Marked so, or not."""
        return rows.filter(**{name: yes == "1"})

    def by_reopened(self, rows: QuerySet[Message], name: str, yes: str) -> QuerySet[Message]:
        """Dealt with more than once."""
        return rows.filter(reopened__gt=0) if yes == "1" else rows.filter(reopened=0)

    def by_stage(self, rows: QuerySet[Message], name: str, code: str) -> QuerySet[Message]:
        """That came as far as this."""
        return rows.filter(STAGES["collected"][1], STAGES[code][1])


def choices(organ: Organ) -> dict[str, list[tuple[str, str]]]:
    """Units, stations, deputies and people of the organ, those of the past too, in one query."""

    def rows(name: str, found: QuerySet[Any], words: Any) -> QuerySet[Any]:
        return found.order_by().values_list(Value(name), "pk", Cast(words, CharField()))

    here = Role.objects.filter(organ=organ).order_by()
    called = Coalesce(NullIf(F("short"), Value("")), F("name"))
    union = rows("unit", Unit.objects.filter(organ=organ), called).union(
        rows("station", Matter.objects.filter(organ=organ, room="stations", kind="station"), F("title")),
        rows("deputy", Mandate.objects.filter(organ=organ), F("person__name")),
        rows("recorded_by", Account.objects.filter(pk__in=here.values("account")), F("name")),
        all=True,
    )
    found: dict[str, list[tuple[str, str]]] = {"unit": [], "station": [], "deputy": [], "recorded_by": []}
    for name, key, words in union:
        found[name].append((str(key), words))
    return {name: sorted(pairs, key=_by_words) for name, pairs in found.items()}


def _by_words(pair: Sequence[str]) -> str:
    return pair[1]
