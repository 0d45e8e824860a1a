"""What stands beside activities: kinds of the office's own, totals reported from outside, single numbers of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from yishi import rooms
from yishi.doors.desk.activities.listing import catalogue
from yishi.doors.desk.people.acting import own
from yishi.doors.look.states import Kind as Mark
from yishi.doors.look.states import State
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts import matter as drawing
from yishi.doors.parts.activity import plain
from yishi.doors.parts.buttons import buttons
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.taking import scope_of
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.models import RoleCode
from yishi.rooms.activities import lists
from yishi.rooms.activities.loop.own_kind import FORMS
from yishi.rooms.activities.models import OutsideTotal, OwnKind, Target

desk = door(*DESK)
Fact = tuple[str, Any]


def _name(request: Request, code: str) -> str:
    known, profile = catalogue(request), request.actor.organ.profile
    kind = known.kind_by_code.get(code)
    if kind is not None:
        return kind.called(profile)
    return known.output_by_code[code].called if code in known.output_by_code else code


def _line(request: Request, code: str) -> str:
    line = catalogue(request).line_by_code.get(code)
    return line.called(request.actor.organ.profile) if line else ""


def _opened(kind: str, name: str) -> str:
    return reverse("desk:new", args=[kind, name])


def _page(request: Request, listing: Listing, step: str, label: Any, lead: Any) -> HttpResponse:
    seen = Seen(request, listing)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    add = step if request.actor.has(RoleCode.OFFICE) else ""
    context = {"listing": listing, "table": seen.table(), "add": add, "add_label": label, "lead": lead}
    return render(request, "desk/activities/beside_list.html", context)


# kinds of one's own


def _kind_state(row: OwnKind) -> State:
    return State(
        str(OwnKind.State(row.matter.state).label), Mark.DONE if row.matter.state == OwnKind.State.IN_USE else Mark.ENDED
    )  # fmt: skip


def own_kinds_listing(request: Request) -> Listing:
    """The organ's own kinds."""
    forms = {code: str(word) for code, word in FORMS}
    at = linked("desk:own_kind")
    state = OwnKind.State
    return Listing(
        id="own_kinds", caption=_("自设种类"), url=reverse("desk:own_kinds"), rows=lists.visible_kinds(request.actor).select_related("matter"),
        columns=[
            Col("name", _("名称"), lambda k: Cell(k.matter.title, k.definition), ("matter__title",), primary=True),
            Col("state", _("状态"), lambda k: None, ("matter__state",)),
            Col("line", _("工作条线"), lambda k: _line(request, k.line), ("line",)),
            Col("measure", _("量词"), lambda k: k.measure, ("measure",)),
            Col("form", _("形态"), lambda k: forms.get(k.form, k.form), ("form",), on=False),
            Col("broader", _("归入的种类"), lambda k: _name(request, k.broader) if k.broader else ""),
        ],
        empty=Empty(
            _("还没有自设种类"), _("目录里没有的活动，可以自己增设一种：起个名称，写明怎样算一次，就能登记和统计。"),
            *((_opened("own_kind", "add"), _("增设种类")) if request.actor.has(RoleCode.OFFICE) else ("", "")),
        ),
        link=lambda k: at(k.pk), state=_kind_state, order="name", counted="rows", label=lambda k: k.matter.title,
        tabs=[Tab("in_use", lazy("使用中"), Q(matter__state=state.IN_USE)), Tab("ended", lazy("已停用"), Q(matter__state=state.ENDED))],
        find=lambda rows, words: rows.filter(Q(matter__title__icontains=words) | Q(aliases__icontains=words)), find_in=_("名称、别称"),
    )  # fmt: skip


@desk
@require_GET
def own_kinds(request: Request) -> HttpResponse:
    """Their page, or its file."""
    lead = _("目录里的种类供各机关统一使用；这里是本机关自己增设的，下级机关也能选用。")
    return _page(request, own_kinds_listing(request), _opened("own_kind", "add"), _("增设种类"), lead)


@desk
@require_GET
def own_kind(request: Request, pk: int) -> HttpResponse:
    """One kind: what it counts, and what may be done."""
    row: OwnKind = _found(lists.visible_kinds(request.actor), pk)
    forms = {code: str(word) for code, word in FORMS}
    facts = [
        (_("计数口径"), row.definition), (_("工作条线"), _line(request, row.line)), (_("量词"), row.measure),
        (_("形态"), forms.get(row.form, row.form)), (_("归入的种类"), _name(request, row.broader) if row.broader else ""),
        (_("别称"), row.aliases), (_("常用动词"), row.verbs),
    ]  # fmt: skip
    used = f"{reverse('desk:activities')}?kind={row.code}"
    back = (reverse("desk:own_kinds"), _("自设种类"))
    return _one(request, row, facts, _kind_state(row), back, ((used, _("看用它登记的活动")),))


# totals from outside


def _total_state(row: OutsideTotal) -> State:
    recorded = row.matter.state == OutsideTotal.State.RECORDED
    return State(str(OutsideTotal.State(row.matter.state).label), Mark.DONE if recorded else Mark.ENDED)


def outside_listing(request: Request) -> Listing:
    """Totals that others reported."""
    at, state = linked("desk:outside_total"), OutsideTotal.State
    return Listing(
        id="outside_totals", caption=_("外报数"), url=reverse("desk:outside_totals"),
        rows=lists.outside_totals(request.actor).select_related("matter"),
        columns=[
            Col("what", _("种类或者成果"), lambda o: Cell(_name(request, o.code), o.note), ("code",), primary=True),
            Col("state", _("状态"), lambda o: None, ("matter__state",)),
            Col("quantity", _("数量"), lambda o: f"{plain(o.quantity)} {o.measure}", ("quantity",), numeric=True),
            Col("by", _("报送单位"), lambda o: o.by_whom, ("by_whom",)),
            Col("since", _("起"), lambda o: o.since, ("since",)),
            Col("until", _("止"), lambda o: o.until, ("until",)),
            Col("line", _("工作条线"), lambda o: _line(request, o.line), ("line",), on=False),
            Col("number", _("编号"), lambda o: o.matter.number, ("matter__number",), on=False),
        ],
        empty=Empty(
            _("还没有外报数"), _("不在本系统里的机关、单位报来的总数记在这里：单独存放、处处注明，不与本系统的数相加。"),
            *((_opened("outside_total", "report_outside"), _("登记外报数")) if request.actor.has(RoleCode.OFFICE) else ("", "")),
        ),
        link=lambda o: at(o.pk), state=_total_state, order="-until", counted="rows", label=lambda o: o.matter.title,
        tabs=[Tab("recorded", lazy("已登记"), Q(matter__state=state.RECORDED)), Tab("struck", lazy("已注销"), Q(matter__state=state.STRUCK))],
        find=lambda rows, words: rows.filter(Q(matter__title__icontains=words) | Q(by_whom__icontains=words)), find_in=_("报送单位、名称"),
    )  # fmt: skip


@desk
@require_GET
def outside_totals(request: Request) -> HttpResponse:
    """Their page, or its file."""
    lead = _("由系统外的机关、单位报来的总数。单独存放，凡用到的地方都注明，不与本系统登记的数相加。")
    return _page(request, outside_listing(request), _opened("outside_total", "report_outside"), _("登记外报数"), lead)


@desk
@require_GET
def outside_total(request: Request, pk: int) -> HttpResponse:
    """One total."""
    row: OutsideTotal = _found(lists.outside_totals(request.actor), pk)
    facts = [
        (_("种类或者成果"), _name(request, row.code)), (_("工作条线"), _line(request, row.line)),
        (_("数量"), f"{plain(row.quantity)} {row.measure}"), (_("报送单位"), row.by_whom),
        (_("统计期间"), _("%(since)s 至 %(until)s") % {"since": row.since, "until": row.until}), (_("说明"), row.note),
    ]  # fmt: skip
    return _one(request, row, facts, _total_state(row), (reverse("desk:outside_totals"), _("外报数")))


# single numbers of the plan


@desk
@require_GET
def target(request: Request, pk: int) -> HttpResponse:
    """One number of the plan, with how it was changed."""
    row: Target = _found(lists.visible_targets(request.actor), pk)
    facts = [
        (_("种类或者成果"), _name(request, row.code)), (_("年度"), str(row.year)), (_("计什么"), row.get_counted_display()),
        (_("目标值"), f"{plain(row.number)} {row.measure}"), (_("说明"), row.note),
    ]  # fmt: skip
    state = State(str(Target.State(row.matter.state).label), Mark.ENDED if row.dropped else Mark.DONE)
    back = (f"{reverse('desk:targets')}?year={row.year}", _("%d年度计划") % row.year)
    return _one(request, row, facts, state, back)


def _found(rows: QuerySet[Any], pk: int) -> Any:
    return own(rows.select_related("matter__organ", "matter__parent"), pk)


def _one(
    request: Request,
    row: Any,
    facts: Sequence[Fact],
    state: State,
    back: tuple[str, Any],
    links: Sequence[tuple[str, Any]] = (),
) -> HttpResponse:
    """The page of any of them."""
    loop = rooms.loops()[row.matter.kind]
    found = buttons(request, loop, row, scope_of(request, row))
    seeing = request.actor.has(*lists.ALL_SEEING)
    entries = Entry.objects.filter(matter=row.pk).select_related("body").order_by("seq") if seeing else ()
    context = {
        "row": row, "facts": [(label, value) for label, value in facts if value not in ("", None)], "state": state, "back": back,
        "buttons": [button for button in found if not button.why_not], "links": links,
        "thread": [drawing.item(entry, reads=True, phones=False) for entry in entries],
    }  # fmt: skip
    return render(request, "desk/activities/beside.html", context)
