"""The desk's other lists: the ledger of promises, and units by what they owe."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import BulkAction, Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request, door_of
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import is_overdue, overdue
from yishi.foundation.people.models import RoleCode, Unit
from yishi.rooms.suggestions.loop.carrying import RUNNING
from yishi.rooms.suggestions.models import Handling, Promise

H = Handling.State
BULK = (BulkAction("promise.close", _("销号")), BulkAction("promise.carry_promise", _("转下年办理")))
OPEN = (H.HANDED, H.HANDLING, H.DRAFTED, H.SIGNED, H.HAND_BACK_ASKED)


def promises(request: Request, rows: QuerySet[Promise]) -> Listing:
    """The ledger of promises (承诺事项台账) of those the reader may see."""
    door, today = door_of(request), clock.today()
    P = Promise.State
    late = Exists(Clock.objects.filter(overdue(today), matter=OuterRef("pk")))
    return Listing(
        id="promises", caption=str(_("承诺事项台账")), url=reverse(f"{door}:promises"), rows=rows,
        columns=[
            Col("what", _("承诺事项"), lambda p: p.matter.title, ("matter__title",), primary=True),
            Col("state", _("状态"), lambda p: None, ("matter__state",)),
            Col("unit", _("承办单位"), lambda p: str(p.handling.unit), ("handling__unit__short",)),
            Col("due", _("承诺完成日"), lambda p: p.due_on, ("due_on",)),
            Col("number", _("编号"), lambda p: Cell(p.suggestion.matter.number, p.suggestion.matter.title), ("suggestion__matter__number",)),
            Col("reports", _("报告次数"), lambda p: p.reports_made, ("reports_made",), numeric=True),
            Col("carried", _("转入年度"), lambda p: p.carried_into or "", ("carried_into",), on=False),
        ],
        empty=Empty(str(_("还没有承诺事项")), str(_("答复为“正在解决”的，承诺事项会自动列在这里。"))),
        link=lambda p: reverse(f"{door}:suggestion", args=[p.suggestion_id]) + f"#promise-{p.pk}", state=_promise_state,
        tabs=[
            Tab("all", _("全部"), Q()),
            Tab("late", _("已超期"), Q(late), late=True),
            Tab("open", _("兑现中"), Q(matter__state=P.OPEN)),
            Tab("reported", _("待评价"), Q(matter__state=P.REPORTED)),
            Tab("carried", _("跨年度"), Q(carried_into__isnull=False, matter__state__in=[str(state) for state in RUNNING])),
            Tab("kept", _("已兑现"), Q(matter__state=P.KEPT)),
            Tab("failed", _("未能兑现"), Q(matter__state=P.FAILED)),
        ],
        find=lambda found, words: found.filter(Q(matter__title__icontains=words) | Q(suggestion__matter__title__icontains=words)),
        find_in=str(_("承诺内容、标题")), order="due",
        bulk=BULK if request.actor.has(RoleCode.OFFICE) else (),
        bulk_url=reverse("desk:bulk", args=["promise"]) if door == "desk" else "",
        dress=lambda found: found.select_related("matter", "handling__unit", "suggestion__matter").prefetch_related("matter__clocks"),
        label=lambda p: p.matter.title, counted="promises",
    )  # fmt: skip


def _promise_state(p: Promise) -> State:
    state, today = Promise.State(p.matter.state), clock.today()
    if any(is_overdue(row, today) for row in p.matter.clocks.all()):
        return State(str(state.label), Kind.LATE)
    kinds = {
        Promise.State.KEPT: Kind.DONE,
        Promise.State.FAILED: Kind.ENDED,
        Promise.State.STOPPED: Kind.ENDED,
        Promise.State.REPORTED: Kind.WAITING,
    }
    return State(str(state.label), kinds.get(state, Kind.ON_TIME))


def units(request: Request) -> Listing:
    """Units by what they owe: parts in hand, overdue, answered."""
    today = clock.today()
    parts = Handling.objects.filter(unit=OuterRef("pk"), superseded=False).order_by().values("unit")
    late = Clock.objects.filter(overdue(today), unit=OuterRef("pk")).order_by().values("unit")
    rows = Unit.objects.filter(organ=request.actor.organ).annotate(
        total=Coalesce(Subquery(parts.annotate(n=Count("pk")).values("n")), 0),
        open=Coalesce(Subquery(parts.filter(matter__state__in=OPEN).annotate(n=Count("pk")).values("n")), 0),
        late=Coalesce(Subquery(late.annotate(n=Count("pk")).values("n")), 0),
        good=Coalesce(Subquery(parts.filter(good_on__isnull=False).annotate(n=Count("pk")).values("n")), 0),
        answered=Coalesce(Subquery(parts.filter(answered_on__isnull=False).annotate(n=Count("pk")).values("n")), 0),
    )  # fmt: skip
    return Listing(
        id="units", caption=str(_("承办单位")), url=reverse("desk:units"), rows=rows,
        columns=[
            Col("name", _("单位"), lambda u: Cell(u.name, u.get_side_display()), ("name",), primary=True),
            Col("total", _("承办件数"), lambda u: u.total, ("total",), numeric=True),
            Col("open", _("在办"), lambda u: u.open, ("open",), numeric=True),
            Col("late", _("超期期限"), lambda u: u.late, ("late",), numeric=True),
            Col("answered", _("已答复"), lambda u: u.answered, ("answered",), numeric=True),
            Col("good", _("优秀办理件"), lambda u: u.good, ("good",), numeric=True, on=False),
            Col("phone", _("电话"), lambda u: u.phone, on=False),
        ],
        empty=Empty(str(_("还没有承办单位")), str(_("请由管理员从 Excel 导入单位名录。"))),
        link=lambda u: f"{reverse('desk:suggestions')}?unit={u.pk}",
        tabs=[Tab("all", _("全部"), Q()), Tab("late", _("有超期"), Q(late__gt=0), late=True), Tab("open", _("有在办"), Q(open__gt=0))],
        find=lambda found, words: found.filter(Q(name__icontains=words) | Q(short__icontains=words)),
        find_in=str(_("单位名称")), order="-late", counted="units",
    )  # fmt: skip
