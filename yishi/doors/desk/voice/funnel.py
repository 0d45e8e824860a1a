"""The funnel: collected, assigned, answered, solved, turned into suggestions, between any two days, by station, street, who
noted it down, deputy, topic or unit. One grouped query; every number opens the list of exactly its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from yishi.doors.look.cards import Numbers
from yishi.doors.parts.exporting import response
from yishi.doors.parts.kept import kept
from yishi.doors.parts.voice.filters import NONE, STAGES
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice import lists
from yishi.rooms.voice.catalogue.topics import name_of

desk = door(*DESK)
PAGE = 100
"""Lines of a page: a city has thousands of stations."""
BY: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "station": (lazy("站点"), ("station", "station__title")),
    "area": (lazy("镇街（片区）"), ("area",)),
    "recorded_by": (lazy("登记人"), ("recorded_by", "recorded_by__name")),
    "deputy": (lazy("代表（委员）"), ("deputy", "deputy__person__name")),
    "topic": (lazy("类别"), ("topic",)),
    "unit": (lazy("办理单位"), ("unit", "unit__short", "unit__name")),
}
"""By what it may be cut: its name, and what is read of each part: the key and the words."""


@dataclass(frozen=True)
class Number:
    """A count with the list behind it; `label` is its column's head, which small screens put beside it."""

    value: int
    url: str
    label: str


@dataclass(frozen=True)
class Line:
    """One station, street, person, topic or unit, with how far its messages came."""

    name: str
    counts: Mapping[str, Number]

    @property
    def solved_share(self) -> str:
        """Of those that were assigned, how many are solved."""
        return share(self.counts["solved"].value, self.counts["assigned"].value)

    @property
    def answered_share(self) -> str:
        """Of those that were collected, how many are answered."""
        return share(self.counts["answered"].value, self.counts["collected"].value)


def share(part: int, whole: int) -> str:
    """A rate in per cent to two places; nothing of nothing."""
    return f"{(Decimal(part * 100) / whole).quantize(Decimal('0.01'))}%" if whole else "—"


class Asked(forms.Form):
    """Which days, and by what."""

    since = forms.DateField(label=lazy("起"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=lazy("止"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    by = forms.ChoiceField(label=lazy("按什么分"), choices=[(code, words) for code, (words, _fields) in BY.items()])

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", _("“止”不能早于“起”。"))
        return found


@desk
@require_GET
def funnel(request: Request) -> HttpResponseBase:
    """The board, or its file."""
    today = clock.today()
    usual = {"since": dt.date(today.year, 1, 1).isoformat(), "until": today.isoformat(), "by": "station"}
    form = Asked({name: request.GET.get(name) or value for name, value in usual.items()})
    if not form.is_valid():
        return render(request, "desk/voice/funnel.html", {"form": form}, status=422)
    asked = form.cleaned_data
    rows = counted(request, asked["by"], asked["since"], asked["until"])
    whole = _whole(rows, asked)
    heads = [str(BY[asked["by"]][0]), *(str(words) for words, _where in STAGES.values()), _("答复率"), _("解决率")]
    if request.GET.get("export"):
        return _export(request.GET["export"], heads, [*(_line(asked, *row) for row in rows), whole])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "lines": [_line(asked, *row) for row in page], "page": page, "turn": f"?{urlencode(asked)}&page=",
        "whole": whole, "heads": heads, "chart": _chart(whole), "asked": asked, "export": f"?{urlencode(asked)}&export=",
    }  # fmt: skip
    return render(request, "desk/voice/funnel.html", context)


def counted(request: Request, by: str, since: dt.date, until: dt.date) -> Sequence[tuple[Any, ...]]:
    """For each part (key, words, counts of all stages), the largest first; what arrived within these days and was taken in."""
    key, *words = BY[by][1]
    rows = lists.visible(request.actor).filter(STAGES["collected"][1], matter__opened_on__range=(since, until))
    counts = {f"n_{code}": Count("pk", filter=where) for code, (_words, where) in STAGES.items()}

    def count() -> list[tuple[Any, ...]]:
        found = rows.order_by().values(key, *words).annotate(**counts).values_list(key, *words, *counts)
        return sorted(
            (_read(by, len(words), row) for row in found), key=lambda row: (-row[2]["collected"], str(row[1]))
        )

    whole = request.actor.has(RoleCode.OFFICE)
    return kept(request, "funnel", by, since, until, make=count) if whole else count()


def _read(by: str, words: int, row: tuple[Any, ...]) -> tuple[Any, ...]:
    key, named, counts = row[0], row[1 : 1 + words], row[1 + words :]
    name = (
        name_of(key)
        if by == "topic" and key
        else next((word for word in named if word), "") or (key if not named else "")
    )
    return key if key not in (None, "") else NONE, name or _("（没有）"), dict(zip(STAGES, counts, strict=True))


def _line(asked: Mapping[str, Any], key: Any, name: str, counts: Mapping[str, int]) -> Line:
    return Line(name, {stage: _number(asked, stage, count, key) for stage, count in counts.items()})


def _whole(rows: Sequence[tuple[Any, ...]], asked: Mapping[str, Any]) -> Line:
    sums = {stage: sum(counts[stage] for _key, _name, counts in rows) for stage in STAGES}
    return Line(_("合计"), {stage: _number(asked, stage, count) for stage, count in sums.items()})


def _number(asked: Mapping[str, Any], stage: str, count: int, key: Any = None) -> Number:
    return Number(count, _url(asked, stage, key), str(STAGES[stage][0]))


def _url(asked: Mapping[str, Any], stage: str, key: Any = None) -> str:
    """The list of exactly these."""
    query = {"view": "all", "stage": stage, "day_after": asked["since"], "day_before": asked["until"]}
    if key is not None:
        query[asked["by"]] = key
    return f"{reverse('desk:messages')}?{urlencode(query)}"


def _export(kind: str, heads: Sequence[str], lines: Sequence[Line]) -> HttpResponseBase:
    rows = [
        [line.name, *(number.value for number in line.counts.values()), line.answered_share, line.solved_share]
        for line in lines
    ]
    return response(kind, _("群众意见办理漏斗"), heads, rows)


def _chart(whole: Line) -> dict[str, Any]:
    """The whole as bars, one below the other."""
    names = [str(words) for words, _where in STAGES.values()]
    values = [number.value for number in whole.counts.values()]
    option = {
        "grid": {"left": 8, "right": 48, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {"type": "category", "data": names, "inverse": True},
        "series": [{"type": "bar", "data": values, "label": {"show": True, "position": "right"}}],
    }
    said = {name: number.value for name, number in whole.counts.items()} | {"share": whole.solved_share}
    sentence = (
        _(
            "收集 %(collected)d 条，交办、办理 %(assigned)d 条，解决 %(solved)d 条（占 %(share)s），转化为建议（提案）%(turned)d 条。"
        )
        % said
    )
    table = Numbers([_("办到哪一步"), _("条数")], list(zip(names, values, strict=True)))
    return {"option": option, "sentence": sentence, "table": table}
