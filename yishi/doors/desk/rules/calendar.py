"""The calendar by which working days are counted: the published one, the table over it, and what a change of it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import may_write, read, write
from yishi.doors.desk.people.acting import Act, acts, sent
from yishi.doors.desk.people.fields import DayField, choose, line
from yishi.doors.desk.people.recording import Note, record
from yishi.doors.desk.rules import months, yearly
from yishi.doors.look.responses import form_page
from yishi.doors.parts import exporting, holding
from yishi.doors.parts.sheets import SheetField
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.clocks.calendars import calendar as known_calendar
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.clocks.recompute import recompute
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import CalendarDay, CalendarYear
from yishi.foundation.people.refusals import Refused

ROOM = "calendar"
LARGEST = 2
"""Megabytes of one year's arrangement."""
SET = "calendar.set_day"
REMOVE = "calendar.remove_day"
LOAD = "calendar.load"


class OneDay(forms.Form):
    """A day that is worked or not, against what the published calendar says."""

    day = DayField(label=gettext_lazy("哪一天"))
    working = choose(
        gettext_lazy("这一天"), [("off", gettext_lazy("放假")), ("on", gettext_lazy("上班"))], widget=forms.RadioSelect
    )
    name = line(gettext_lazy("名称"), 40, help_text=gettext_lazy("如春节、国庆节，或调休所为的节日"))
    source = line(gettext_lazy("依据"), 120, help_text=gettext_lazy("如国务院办公厅通知的文号"))

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_day(self) -> dt.date:
        """Of the year shown."""
        day: dt.date = self.cleaned_data["day"]
        if day.year != self.year:
            raise forms.ValidationError(_("请填写 %(year)d 年的日期，其他年份请先翻到那一年。") % {"year": self.year})
        return day


class Confirm(forms.Form):
    """Nothing to fill in."""


class YearFile(forms.Form):
    """The arrangement of a whole year."""

    source = line(gettext_lazy("依据"), 120, help_text=gettext_lazy("国务院办公厅关于这一年节假日安排的通知及文号"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("三列：日期、放假或上班、名称；周末照常的日子不必列出")
        self.fields = {"file": SheetField(hint=hint, megabytes=LARGEST), **self.fields}


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """This year's."""
    return redirect("desk:rules_calendar_year", clock.today().year)


def within(year: int) -> None:
    """Raises NotFound for a year that nobody plans for."""
    if not months.FIRST <= year <= months.LAST:
        raise NotFound()


@read
@require_GET
def year(request: Request, year: int) -> HttpResponse:
    """A year: its months, its special days, the table over it."""
    within(year)
    known = known_calendar()
    rows = list(CalendarDay.objects.filter(day__year=year))
    waiting = Clock.objects.filter(RUNNING, organ=request.actor.organ, provisional=True, due_on__year=year).count()
    context = {
        "year": year, "months": months.months(year, known, {row.day for row in rows}), "special": months.runs(months.special(year, known)), "rows": rows,
        "certain": known.is_certain(year), "loaded": CalendarYear.objects.filter(year=year).select_related("loaded_by").first(),
        "may": may_write(request.actor), "today": clock.today(), "provisional": waiting, "weekdays": months.weekdays(),
        "earlier": year - 1 if year > months.FIRST else None, "later": year + 1 if year < months.LAST else None,
    }  # fmt: skip
    return render(request, "desk/rules/calendar.html", context)


def _set_right(request: Request, why: Callable[[], str]) -> int:
    """Provisional clocks by the calendar as it now is; answers how many days moved in all organs."""
    cache.delete("clocks.calendar")
    with language.of_records():
        return sum(len(moved) for moved in recompute(why=why(), actor=request.actor).values())


def _told(words: str, moved: int) -> str:
    return words + (_("%(n)d 个暂定期限随之重新推算。") % {"n": moved} if moved else _("没有期限需要重新推算。"))


@acts(write)
def set_day(request: Request, year: int) -> Act:
    """A day set by hand, with its source; provisional clocks follow in the same transaction."""
    within(year)
    form = OneDay(sent(request), year=year)

    def do(data: dict[str, Any]) -> Note:
        day, working = data["day"], data["working"] == "on"
        CalendarDay.objects.update_or_create(
            day=day, defaults={"working": working, "name": data["name"], "source": data["source"]}
        )
        said = {"日期": day, "上班": working, "名称": data["name"], "依据": data["source"]}
        moved = _set_right(
            request,
            lambda: (
                _("%(day)s 改为%(what)s（%(name)s）")
                % {"day": day, "what": _("上班") if working else _("放假"), "name": data["name"]}
            ),
        )
        return Note(step=SET, told=_told(_("已设定。"), moved), said=said | {"重新推算": moved}, room=ROOM)

    lead = _("对本系统的全部机关有效。已经确定的期限不变，暂定的期限立即按新日历重新推算，并各记一条日志。")
    return Act(form, do, title=_("设定一天"), lead=lead, back=_url(year), submit=_("设定"))


@acts(write)
def remove_day(request: Request, year: int, month: int, day: int) -> Act:
    """A day set by hand taken away: what the published calendar says holds again."""
    within(year)
    found = CalendarDay.objects.filter(day=_day(year, month, day)).first()
    if found is None:
        raise NotFound()

    def do(data: dict[str, Any]) -> Note:
        said = {"日期": found.day, "上班": found.working, "名称": found.name, "依据": found.source}
        CalendarDay.objects.filter(day=found.day).delete()
        moved = _set_right(request, lambda: _("撤销对 %(day)s 的设定") % {"day": said["日期"]})
        return Note(step=REMOVE, told=_told(_("已撤销。"), moved), said=said | {"重新推算": moved}, room=ROOM)

    lead = _("%(day)s %(name)s：撤销后按公布的安排。") % {"day": found.day, "name": found.name}
    return Act(Confirm(sent(request)), do, title=_("撤销这一天的设定"), lead=lead, back=_url(year), submit=_("撤销"))


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NotFound() from None


@write
def load(request: Request, year: int) -> HttpResponse:
    """The year's arrangement from a file; previewed next."""
    within(year)
    form = YearFile(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        holding.hold(request, _kind(year), form.cleaned_data["file"], {"source": form.cleaned_data["source"]})
        return redirect("desk:rules_calendar_preview", year)
    context = {"form": form, "year": year, "back_url": _url(year)}
    return form_page(request, "desk/rules/load.html", context, wrong=request.method == "POST")


@write
@require_GET
def template(request: Request, year: int) -> HttpResponse:
    """An empty table to fill in."""
    within(year)
    return exporting.workbook(yearly.template(year), f"{year}年放假安排模板.xlsx")


@write
def preview(request: Request, year: int) -> HttpResponse:
    """What the file says of the year; confirmed, its table is replaced and the year is certain."""
    within(year)
    kept = holding.held(request, _kind(year))
    if kept is None:
        messages.warning(request, _("没有等待确认的文件，请重新选择。"))
        return redirect("desk:rules_calendar_load", year)
    made = yearly.plan(year, kept.data)
    wrong = ""
    if request.method == "POST":
        try:
            if request.POST.get("seen") != made.fingerprint:
                raise Refused(_("预览之后日历有了变动，下面是重新预览的结果，请核对后再确认。"))
            told = loaded(request, made, kept.choices["source"])
            holding.drop(request, _kind(year))
            messages.success(request, told)
            return redirect(_url(year))
        except Refused as refusal:
            wrong = refusal.sentence
    context = {
        "year": year,
        "plan": made,
        "source": kept.choices["source"],
        "wrong": wrong,
        "fingerprint": made.fingerprint,
    }
    return render(request, "desk/rules/load_preview.html", context, status=409 if wrong else 200)


def loaded(request: Request, made: yearly.Plan, source: str) -> str:
    """The year's table replaced by the plan, with its journal entry; what is told of it. Raises Refused."""
    if not made.fit:
        raise Refused(_("文件里有不能用的行，一行也没有载入。请改好后重新选择。"))
    account, year = request.actor.account, made.year
    assert account is not None  # the door lets nobody else in
    with transaction.atomic():
        CalendarDay.objects.filter(day__year=year).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(day=day.day, working=day.working, name=day.name, source=source) for day in made.days
        )
        CalendarYear.objects.update_or_create(
            year=year, defaults={"source": source, "loaded_by": account, "loaded_at": clock.now()}
        )
        moved = _set_right(
            request, lambda: _("载入 %(year)d 年放假安排：%(source)s") % {"year": year, "source": source}
        )
        told = _told(_("已载入 %(year)d 年放假安排 %(n)d 天。") % {"year": year, "n": len(made.days)}, moved)
        with language.of_records():
            changes = [str(change) for change in made.changes]
        said = {
            "年份": year,
            "依据": source,
            "天数": len(made.days),
            "重新推算": moved,
            "变动": changes,
        }
        record(request.actor, Note(step=LOAD, told=told, said=said, room=ROOM))
    return told


def _kind(year: int) -> str:
    return f"calendar-{year}"


def _url(year: int) -> str:
    return reverse("desk:rules_calendar_year", args=[year])
