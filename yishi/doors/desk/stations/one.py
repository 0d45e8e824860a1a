"""A duty, a reception day, a turn online, a rule, where a group's people live: each on a page of facts, steps and journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi import rooms
from yishi.doors.desk.people.acting import own
from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.page import READERS_OF_THE_JOURNAL, thread
from yishi.doors.look.states import Kind, State
from yishi.doors.look.wording import day_words
from yishi.doors.parts.buttons import buttons
from yishi.doors.parts.files import box_of
from yishi.doors.parts.taking import scope_of
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.clock import CHINA
from yishi.rooms.stations import folders, lists
from yishi.rooms.stations.catalogue.rules import WHAT
from yishi.rooms.stations.models import Duty, Ground, Presence, Reception, Rule

Fact = tuple[str, Any]


@desk
@require_GET
def duty(request: Request, pk: int) -> HttpResponse:
    """One day of a station's roster."""
    rows = lists.with_people(lists.visible_duties(request.actor))
    d: Duty = _found(rows.select_related("station__matter"), pk)
    facts = [
        (_("站点"), d.station.matter.title), (_("时间"), f"{day_words(d.day)} {d.starts:%H:%M}–{d.ends:%H:%M}"),
        (_("值班的代表（委员）"), language.listed(on_duty(row) for row in d.persons.all())),
        (_("进站的领导干部"), language.listed(str(row) for row in d.officials.all())),
        (_("接待群众"), _("%d 人次") % d.heads if d.heads else ""), (_("备注"), d.note), (_("未到岗的原因"), d.why),
    ]  # fmt: skip
    return _one(
        request, d, facts, duty_state(d), (reverse("desk:station", args=[d.station_id]), d.station.matter.title)
    )


def on_duty(row: Any) -> str:
    """A name of the roster, with whom he asked to go instead, or that he did not come."""
    if row.asked is not None:
        return _("%(name)s（请%(asked)s代班）") % {"name": row.mandate.person.name, "asked": row.asked.person.name}
    return _("%s（未到）") % row.mandate.person.name if row.came is False else str(row.mandate.person.name)


def duty_state(d: Duty) -> State:
    """Planned and past wants noting."""
    state = Duty.State(d.matter.state)
    if state == Duty.State.PLANNED:
        late = d.day < clock.today()
        return State(_("到期未登记"), Kind.LATE) if late else State(str(state.label), Kind.ON_TIME)
    return State(str(state.label), {Duty.State.KEPT: Kind.DONE, Duty.State.MISSED: Kind.LATE}.get(state, Kind.ENDED))


@desk
@require_GET
def reception(request: Request, pk: int) -> HttpResponse:
    """One reception day with its times and who booked them."""
    rows = lists.visible_receptions(request.actor).prefetch_related(
        "receivers__mandate__person", "slots__bookings__booker"
    )
    r: Reception = _found(rows.select_related("station__matter"), pk)
    facts = [
        (_("站点"), r.station.matter.title), (_("时间"), f"{day_words(r.day)} {r.starts:%H:%M}–{r.ends:%H:%M}"),
        (_("接待人"), language.listed(str(row) for row in r.receivers.all())), (_("主题"), r.topics),
        (_("方式"), _("视频接待") if r.by_video else _("到站接待")), (_("未预约到场"), _("%d 人次") % r.heads if r.heads else ""),
    ]  # fmt: skip
    back = (reverse("desk:station", args=[r.station_id]), r.station.matter.title)
    more = {"reception": r, "slots": slots(r), "sees": lists.sees_booker(request.actor, r)}
    return _one(request, r, facts, reception_state(r), back, more=more)


def slots(r: Reception) -> list[dict[str, Any]]:
    """The times of a reception day with how many are left and what was booked."""
    taken = lists.taken(r)
    return [
        {"slot": slot, "left": slot.capacity - taken[slot.pk], "bookings": list(slot.bookings.all())}
        for slot in r.slots.all()
    ]


def reception_state(r: Reception) -> State:
    """Announced and past wants noting."""
    state = Reception.State(r.matter.state)
    if state == Reception.State.ANNOUNCED:
        late = r.day < clock.today()
        return State(_("到期未登记"), Kind.LATE) if late else State(str(state.label), Kind.ON_TIME)
    return State(str(state.label), Kind.DONE if state == Reception.State.HELD else Kind.ENDED)


@desk
@require_GET
def presence(request: Request, pk: int) -> HttpResponse:
    """One deputy's turn online of a day."""
    p: Presence = _found(
        lists.visible_presences(request.actor).select_related("mandate__person", "station__matter"), pk
    )
    live = p.matter.state == Presence.State.ON and p.seen_at > clock.now() - lists.LIVES
    facts = [
        (_("代表（委员）"), p.mandate.person.name), (_("站点"), p.station.matter.title if p.station else ""),
        (_("上线时间"), day_words(p.began_at)), (_("最近在线"), f"{p.seen_at.astimezone(CHINA):%H:%M}"),
        (_("下线时间"), f"{p.ended_at.astimezone(CHINA):%H:%M}" if p.ended_at else ""),
    ]  # fmt: skip
    state = State(_("在线"), Kind.ON_TIME) if live else State(_("已下线"), Kind.ENDED)
    return _one(request, p, facts, state, (reverse("desk:stations"), _("站点")))


@desk
@require_GET
def rule(request: Request, pk: int) -> HttpResponse:
    """The organ's own actions and star rule from a day on."""
    r: Rule = _found(lists.visible_rules(request.actor), pk)
    words = dict(WHAT)
    facts = [
        (_("施行日期"), r.since.isoformat()),
        (_("一年的动作"), language.listed(_("%(name)s %(times)d 次") % row for row in r.actions)),
        (_("怎样计分"), language.listed(
            _("%(what)s每次 %(points)d 分，最多 %(most)d 分") % {**row, "what": words.get(row["what"], row["what"])} for row in r.points
        )),
        (_("几分几星"), language.listed(_("%(least)d 分起 %(stars)d 星") % row for row in r.stars)),
    ]  # fmt: skip
    state = State(str(Rule.State(r.matter.state).label), Kind.DONE if r.matter.state == Rule.State.SET else Kind.ENDED)
    return _one(request, r, facts, state, (reverse("desk:stations_rating"), _("星级评定")))


@desk
@require_GET
def ground(request: Request, pk: int) -> HttpResponse:
    """Where the people of one grouping live."""
    g: Ground = _found(lists.visible_grounds(request.actor).select_related("grouping"), pk)
    point = f"{g.latitude}, {g.longitude}" if g.latitude is not None else ""
    facts = [
        (_("选区、代表团、小组"), str(g.grouping)), (_("镇街（片区）"), g.area), (_("主要道路"), g.street), (_("经纬度"), point),
    ]  # fmt: skip
    return _one(
        request,
        g,
        facts,
        State(str(Ground.State.SET.label), Kind.DONE),
        (reverse("desk:stations_placing"), _("就近安排")),
    )


def _found(rows: QuerySet[Any], pk: int) -> Any:
    return own(rows.select_related("matter__organ", "matter__parent"), pk)


def _one(
    request: Request, row: Any, facts: Sequence[Fact], state: State, back: tuple[str, Any], *, more: dict[str, Any] | None = None
) -> HttpResponse:  # fmt: skip
    """The page of any of them."""
    loop = rooms.loops()[row.matter.kind]
    found = buttons(request, loop, row, scope_of(request, row), hide=("cancel_booking",))
    seeing = request.actor.has(*READERS_OF_THE_JOURNAL)
    box = None
    if row.matter.kind in folders.SHOWN and lists.of_the_house(request.actor):
        folder = folders.folder(request.actor, row.pk)
        made = box_of(request, folder, folders.files(folder))
        box = made if made.shown else None
    context = {
        "row": row, "facts": [(label, value) for label, value in facts if value not in ("", None)], "state": state, "back": back,
        "buttons": [button for button in found if not button.why_not], "thread": thread(request, row.pk) if seeing else [], "box": box,
    }  # fmt: skip
    return render(request, "desk/stations/one.html", context | (more or {}))
