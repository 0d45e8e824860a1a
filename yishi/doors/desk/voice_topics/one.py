"""One hot topic: how hot and why, how it grew, and its messages; and calling it otherwise."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.acting import own, sent
from yishi.doors.desk.people.fields import line
from yishi.doors.desk.voice_topics.access import named, read
from yishi.doors.desk.voice_topics.listing import messages_listing
from yishi.doors.look.cards import Numbers
from yishi.doors.look.responses import done, form_page
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import Request
from yishi.foundation.loops.refusals import Invalid, NotAllowed
from yishi.foundation.people.models import RoleCode
from yishi.readings.topics import office
from yishi.readings.topics.models import Topic
from yishi.rooms.voice.catalogue.topics import name_of

MOST_WEEKS = 53


def topic_of(request: Request, pk: int) -> Topic:
    """The organ's own topic, with the name that this reader is shown; raises NotFound."""
    row: Topic = own(Topic.objects.filter(reading__organ=request.actor.organ).select_related("reading"), pk)
    return named(request.actor, [row])[0]


@read
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """Its page, or the file of its messages."""
    row = topic_of(request, pk)
    found = messages_listing(request, row)
    seen = Seen(request, found)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    table = seen.table()
    shown = (table.pager.total or 0) if table.pager else 0
    context = {
        "row": row, "reading": row.reading, "table": table, "terms": row.warmth.terms, "chart": chart(row), "hidden": row.messages - shown,
        "about": name_of(row.topic) if row.topic else "", "renames": request.actor.has(RoleCode.OFFICE),
        "back": f"{reverse('desk:hot_topics')}?since={row.reading.since}&until={row.reading.until}",
    }  # fmt: skip
    return render(request, "desk/voice_topics/one.html", context)


def chart(row: Topic) -> dict[str, Any]:
    """Messages week by week, with the sum so far."""
    weeks = [(dt.date.fromisoformat(monday), number) for monday, number in row.weeks]
    names = [date_format(monday, _("n月j日")) for monday, _number in weeks]
    numbers = [number for _monday, number in weeks]
    sums = [sum(numbers[: at + 1]) for at in range(len(numbers))]
    shown = slice(-MOST_WEEKS, None)
    option = {
        "xAxis": {"type": "category", "data": names[shown]},
        "yAxis": {"type": "value", "minInterval": 1},
        "legend": {},
        "series": [
            {"name": _("本周条数"), "type": "bar", "data": numbers[shown]},
            {"name": _("累计条数"), "type": "line", "data": sums[shown]},
        ],
    }
    return {
        "option": option, "table": Numbers([_("从哪天起的一周"), _("本周条数"), _("累计条数")], list(zip(names, numbers, sums, strict=True))),
        "sentence": _sentence(row, names, numbers),
    }  # fmt: skip


def _sentence(row: Topic, names: list[str], numbers: list[int]) -> str:
    peak = max(range(len(numbers)), key=lambda at: (numbers[at], -at))
    said = {"peak": names[peak], "most": numbers[peak], "week": row.week, "before": row.week_before}
    if row.week > row.week_before:
        return _("从 %(peak)s 起的一周最多，有 %(most)d 条；近 7 天 %(week)d 条，比前 7 天的 %(before)d 条多。") % said
    if row.week < row.week_before:
        return _("从 %(peak)s 起的一周最多，有 %(most)d 条；近 7 天 %(week)d 条，比前 7 天的 %(before)d 条少。") % said
    return _("从 %(peak)s 起的一周最多，有 %(most)d 条；近 7 天和前 7 天都是 %(week)d 条。") % said


class NameForm(forms.Form):
    """What the topic is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help = _("不填则用系统从留言里读出的名称；重新统计后名称不变")
        self.fields["name"] = line(_("名称"), office.LONGEST, required=False, help_text=help)


@read
def rename(request: Request, pk: int) -> HttpResponse:
    """Call it otherwise; the journal keeps both names."""
    if not request.actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("热点的名称由代表（提案）工作机构修改，您可以查看。"))
    row = topic_of(request, pk)
    url = reverse("desk:hot_topic", args=[pk])
    form = NameForm(sent(request), initial={"name": str(row)})
    if request.method == "POST" and form.is_valid():
        try:
            office.rename(request.actor, pk, form.cleaned_data["name"])
        except Invalid as invalid:
            form.add_error("name", str(invalid))
        else:
            messages.success(request, _("已保存。"))
            return done(request, url)
    context: dict[str, object] = {
        "form": form, "title": _("修改热点名称"), "submit": _("保存"), "back_url": url,
        "lead": _("系统读出的名称：%s") % row.called.whole,
    }  # fmt: skip
    return form_page(request, "look/form.html", context, wrong=request.method == "POST")
