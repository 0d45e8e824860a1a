"""Activities on the phone: what I did and reported with what became of it, and what I am invited to."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.activities.listing import catalogue
from yishi.doors.look.states import Kind as Mark
from yishi.doors.look.states import State
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.activity import Page, page_of, reasons
from yishi.doors.parts.buttons import Button
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.who import POCKET, Request, door
from yishi.foundation import clock
from yishi.foundation.people.actors import Actor
from yishi.rooms.activities import lists
from yishi.rooms.activities.models import Activity, Participant

pocket = door(*POCKET)
S = Activity.State
COUNTED = (S.RECORDED, S.ENDED)
WORDS = {
    S.REPORTED: (lazy("等确认"), Mark.WAITING), S.RETURNED: (lazy("已退回，请修改"), Mark.SOON), S.RECORDED: (lazy("已计入"), Mark.DONE),
    S.ENDED: (lazy("已计入"), Mark.DONE), S.CANCELLED: (lazy("已取消"), Mark.ENDED), S.STRUCK: (lazy("已注销"), Mark.ENDED),
    S.PLANNED: (lazy("还没有举办"), Mark.ON_TIME),
}  # fmt: skip
AHEAD = dt.timedelta(days=60)
"""How far ahead invitations are shown."""
TABS = (
    Tab("all", lazy("全部"), Q()),
    Tab("returned", lazy("已退回"), Q(matter__state=S.RETURNED)),
    Tab("waiting", lazy("等确认"), Q(matter__state=S.REPORTED)),
    Tab("counted", lazy("已计入"), Q(matter__state__in=COUNTED)),
)


def state(a: Activity) -> State:
    """How it stands, in words for who did it."""
    word, mark = WORDS[S(a.matter.state)]
    return State(str(word), mark)


def invited(actor: Actor) -> list[Activity]:
    """What he is to take part in from today on, the next first: what is planned, and what is going on."""
    today = clock.today()
    named = Participant.objects.filter(activity=OuterRef("pk"), mandate__in=actor.sitting)
    rows = lists.ours(actor).filter(
        Exists(named), Q(last_day=None, day__gte=today) | Q(last_day__gte=today), day__lte=today + AHEAD
    )
    rows = rows.filter(matter__state=S.PLANNED) if actor.sitting else rows.none()
    return list(rows.select_related("matter").order_by("day", "starts", "pk"))


def listing(request: Request) -> Listing:
    """What he took part in or reported."""
    actor = request.actor
    at, known = linked("pocket:activity"), catalogue(request)
    profile = actor.organ.profile
    why: dict[int, str] = {}

    def dress(rows: QuerySet[Activity]) -> list[Activity]:
        found = list(rows)
        why.update(reasons([a.pk for a in found if a.matter.state == S.RETURNED]))
        return found

    def title(a: Activity) -> CellValue:
        return Cell(a.matter.title, _("退回的理由：%s") % why[a.pk]) if a.pk in why else a.matter.title

    def kind(a: Activity) -> CellValue:
        found = known.kind_by_code.get(a.kind)
        return found.called(profile) if found else a.kind

    def part(a: Activity) -> CellValue:
        return str(_("本人报告") if a.reporter_id in actor.mandates else _("参加"))

    return Listing(
        id="my_activities", caption=_("我的履职活动"), url=reverse("pocket:activities"), rows=lists.mine(actor),
        columns=[
            Col("title", _("名称"), title, ("matter__title",), primary=True),
            Col("state", _("状态"), lambda a: None, ("matter__state",)),
            Col("day", _("日期"), lambda a: a.day, ("day",)),
            Col("kind", _("种类"), kind, ("kind",)),
            Col("part", _("我是"), part),
            Col("place", _("地点"), lambda a: a.place, ("place",), on=False),
        ],
        empty=_empty(actor), link=lambda a: at(a.pk), state=state, tabs=TABS, order="-day", dress=dress, counted="rows",
        find=lambda rows, words: rows.filter(Q(matter__title__icontains=words) | Q(place__icontains=words)), find_in=_("名称、地点"),
        label=lambda a: a.matter.title, choose_columns=False,
    )  # fmt: skip


def _empty(actor: Actor) -> Empty:
    new = (reverse("pocket:report_duty"), _("报告一次履职")) if actor.sitting else ("", "")
    return Empty(_("还没有履职活动"), _("您参加的、自己报告的活动会列在这里：等确认、已计入，还是退回要改。"), *new)


@pocket
@require_GET
def activities(request: Request) -> HttpResponse:
    """What I am invited to, and what I did."""
    found = listing(request)
    seen = Seen(request, found)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {"listing": found, "table": seen.table(), "invited": invited(request.actor)}
    return render(request, "pocket/activities.html", context)


@pocket
@require_GET
def activity(request: Request, pk: int) -> HttpResponse:
    """One of them."""
    page = page_of(request, pk)
    mine = page.activity.reporter_id in request.actor.mandates
    context = {"page": page, "state": state(page.activity), "mine": mine, "direct": _direct(page)}
    return render(request, "pocket/activity.html", context)


def _direct(page: Page) -> list[tuple[Button, int]]:
    """Steps that ask nothing: one touch, no form."""
    version = page.activity.matter.version
    return [(button, version) for button in page.buttons if not button.step.inputs and not button.why_not]


def took_part(actor: Actor, since: dt.date, until: dt.date) -> int:
    """How many records of these days, of those that are counted, he is in; one query."""
    return lists.mine(actor).filter(day__range=(since, until), matter__state__in=COUNTED).count()
