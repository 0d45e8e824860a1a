"""The life of a station (站点): opened, its particulars kept, closed, opened again. Who keeps it and who is posted to it stands
in `people.py`, what is ticked off and how many stars it has in `rating.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import language
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, Many
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.people.models import Organ, Unit
from yishi.rooms.activities.catalogue.kinds import Kind
from yishi.rooms.stations import figures, roles
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.models import OpenDay, Span, Station
from yishi.rooms.stations.words import OWN_RULES

S = Station.State

station = Loop(
    room="stations", kind="station", title=lazy("站点"), model=Station, states=S, select=("upper__matter", "partner_unit"),
    needed=("upper__matter",), prefetch=("keepers", "postings__mandate__person", "spans", "open_days"), facts=figures.derive,
)  # fmt: skip

Since = Annotated[dt.date | None, Day(lazy("设立日期"), lazy("不填则为今天"), required=False)]


@station.step(NEW, to=S.OPEN, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("设立站点"))
def set_up(
    s: Station, act: Act, *, kind: given.Kind_, title: given.Title, code: given.StationCode = "", day: Since = None,
    upper: given.Upper = None, area: given.Area = "", address: given.Place = "", latitude: given.Latitude = None,
    longitude: given.Longitude = None, phone: given.Phone = "", opening: given.OpenHours = "", online: given.Online = False,
    video: given.Video = "", introduction: given.Introduction = "", standing: given.Standing = "",
    partner: given.Partner = "", partner_unit: given.PartnerUnit = None,
) -> None:  # fmt: skip
    """Set one up: from that day on it is counted, has its code and its page for residents."""
    what(s, act, kind, standing)
    called(s, act, title)
    where(s, area, address, latitude, longitude, phone)
    how(s, opening, online, video, introduction)
    paired(s, partner, partner_unit)
    under(s, upper)
    _code(s, act, code)
    s.matter.opened_on = day or act.day
    act.add(Span(station=s, began=s.matter.opened_on))
    act.number("Z")


@station.step(S.OPEN, by=roles.KEEPERS, law=OWN_RULES, title=lazy("修改站点"))
def amend(
    s: Station, act: Act, *, title: given.Title, area: given.Area = "", address: given.Place = "",
    latitude: given.Latitude = None, longitude: given.Longitude = None, phone: given.Phone = "",
    opening: given.OpenHours = "", online: given.Online = False, video: given.Video = "", introduction: given.Introduction = "",
    partner: given.Partner = "", partner_unit: given.PartnerUnit = None,
) -> None:  # fmt: skip
    """Write its particulars anew. Its code stays: it is printed. What it counts as the office alone changes (`regrade`)."""
    called(s, act, title)
    where(s, area, address, latitude, longitude, phone)
    how(s, opening, online, video, introduction)
    paired(s, partner, partner_unit)


def _differing(scope: Scope) -> Any:
    return OpenDay.objects.filter(station=scope.record.pk)


@station.step(S.OPEN, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记例外的日子"))
def set_days(s: Station, act: Act, *, days: given.OpenDays) -> None:
    """Days on which its hours are others than usual: shut on a holiday, open on a Sunday. A day said again is said anew."""
    said = {row["day"]: row for row in days}
    if len(said) < len(days):
        raise Invalid({"days": [_("同一天只写一行，请合并。")]})
    for standing in s.open_days.all():
        if row := said.pop(standing.day, None):
            standing.opening, standing.note = row.get("opening") or "", row.get("note") or ""
            act.change(standing)
    for row in said.values():
        act.add(OpenDay(station=s, day=row["day"], opening=row.get("opening") or "", note=row.get("note") or ""))


@station.step(S.OPEN, by=roles.KEEPERS, law=OWN_RULES, title=lazy("取消例外的日子"))
def drop_days(
    s: Station, act: Act, *, rows: Annotated[Sequence[OpenDay], Many(lazy("哪几天照平时开放"), rows=_differing)]
) -> None:
    """On these days its hours are as usual after all."""
    for row in rows:
        row.delete()


@station.step(S.OPEN, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("调整类别、等次、上级"))
def regrade(
    s: Station, act: Act, *, kind: given.Kind_, standing: given.Standing = "", upper: given.Upper = None
) -> None:
    """Say anew what it counts as, whether it is a demonstration, and under which it stands."""
    what(s, act, kind, standing)
    paired(s, s.partner, s.partner_unit)
    under(s, upper)


@station.step(S.OPEN, to=S.CLOSED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("撤销站点"), danger=True)
def close(s: Station, act: Act, *, why: given.Why, day: given.PastDay = None) -> None:
    """It is no more from that day on. What is planned there has to be moved first."""
    ended = day or act.day
    span = next(row for row in s.spans.all() if row.ended is None)
    if ended < span.began:
        raise Invalid({"day": [_("撤销日期不能早于设立日期（%s）。") % span.began]})
    if Station.objects.filter(upper=s, matter__state=S.OPEN).exists():
        raise Invalid({"__all__": [_("它统辖的站点还在开放，请先调整它们的上级站点。")]})
    _nothing_to_come(s, ended)
    span.ended = s.matter.closed_on = ended
    act.change(span)
    for row in s.postings.all():
        if row.ended is None or row.ended > ended:
            row.ended = max(ended, row.began)
            act.change(row)


@station.step(S.CLOSED, to=S.OPEN, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("恢复站点"))
def reopen(s: Station, act: Act, *, day: given.PastDay = None) -> None:
    """It is there again, by the same code."""
    began = day or act.day
    last = max((row.ended for row in s.spans.all() if row.ended), default=began)
    if began < last:
        raise Invalid({"day": [_("恢复日期不能早于撤销日期（%s）。") % last]})
    if _known(act).titles.get(s.matter.title, s.pk) != s.pk:
        raise Refused(_("已有一个名为“%s”的站点在开放，请先给它换个名称。") % s.matter.title)
    s.matter.closed_on = None
    act.add(Span(station=s, began=began))


# what the steps write


def what(s: Station, act: Act, kind: str, standing: str) -> Kind:
    """Its kind, with what facts need of it, and its standing by code or name. Raises Invalid."""
    found = next((row for row in given.kind_rows(act.scope()) if row.code == kind), None)
    if found is None:
        raise Invalid({"kind": [_("没有这个站点类别，请从列表中选择。")]})
    s.kind, s.measure, s.standing = found.code, found.measure, _standing(found, standing)
    return found


def _standing(kind: Kind, said: str) -> str:
    for code, name in kind.results:
        if said in (code, name):
            return code
    if not said:
        return ""
    if not kind.results:
        raise Invalid({"standing": [_("这个类别没有等次，“等次”请留空。")]})
    offered = language.listed(name for _code, name in kind.results)
    raise Invalid({"standing": [_("等次请填：%s。") % offered]})


@dataclass
class Taken:
    """Names of the organ's open stations and codes of all: read once for a batch, and kept up with it."""

    titles: dict[str, int | None]
    codes: set[str]
    count: int

    @classmethod
    def of(cls, organ: Organ) -> Taken:
        """Whoever names a station waits for who is just naming another."""
        Organ.objects.select_for_update(no_key=True).get(pk=organ.pk)
        rows = Station.objects.filter(matter__organ=organ)
        open_ones = rows.filter(matter__state=S.OPEN).values_list("matter__title", "pk")
        titles: dict[str, int | None] = {title: key for title, key in open_ones}
        return cls(titles, set(Station.objects.values_list("code", flat=True)), rows.count())


def _known(act: Act) -> Taken:
    return act.scope().once("stations named", lambda: Taken.of(act.organ))


def called(s: Station, act: Act, title: str) -> None:
    """Its name, which no other open station of the organ has: residents could not tell them apart. Raises Invalid."""
    if title == s.matter.title:
        return
    known = _known(act)
    if title in known.titles and known.titles[title] != (s.pk or 0):
        raise Invalid({"title": [_("已有一个名为“%s”的站点，请换一个名称，或者加上地点。") % title]})
    known.titles[title] = s.pk
    s.matter.title = title


def where(s: Station, area: str, address: str, latitude: Decimal | None, longitude: Decimal | None, phone: str) -> None:
    """Where it is. Raises Invalid for half a point."""
    if (latitude is None) != (longitude is None):
        raise Invalid({"latitude": [_("经度、纬度要么都填，要么都不填。")]})
    s.area, s.address, s.latitude, s.longitude, s.phone = area, address, latitude, longitude, phone


def how(s: Station, opening: str, online: bool, video: str, introduction: str) -> None:
    """When it is open and how it is reached from afar. Raises Invalid."""
    if video and not online:
        raise Invalid({"video": [_("填写了视频接待地址的站点，请同时勾选“开通在线接待”。")]})
    s.opening, s.online, s.video, s.introduction = opening, online, video, introduction


def paired(s: Station, partner: str, unit: Unit | None) -> None:
    """With whom its deputies are paired; a mediation room is nothing without. Raises Invalid."""
    if s.kind == given.MEDIATION and not (partner and unit):
        raise Invalid({"partner": [_("调解室由一名法官和一名代表（委员）结对，请填写对口单位和对口人员的职务。")]})
    s.partner, s.partner_unit = partner, unit


def under(s: Station, upper: Station | None) -> None:
    """Under which it stands. Raises Invalid where that would close a ring."""
    above, seen = upper, {s.pk} if s.pk else set()
    while above is not None:
        if above.pk in seen:
            raise Invalid({"upper": [_("上级站点不能是它自己或者它统辖的站点。")]})
        seen.add(above.pk)
        above = above.upper
    s.upper = upper


def _code(s: Station, act: Act, said: str) -> None:
    """The code said, or the organ's next; it leads to one station of all organs of the house. Raises Invalid."""
    known = _known(act)
    if said in known.codes:
        raise Invalid({"code": [_("站点码“%s”已经有站点在用，请换一个。") % said]})
    code = said
    while not code or code in known.codes:
        known.count += 1
        code = f"{act.organ.pk:02d}-{known.count:04d}"
    known.codes.add(code)
    s.code = code


def _nothing_to_come(s: Station, day: dt.date) -> None:
    """Residents who booked and deputies on the roster would find a closed door. Raises Invalid."""
    duties = s.duties.filter(matter__state="planned", day__gte=day).count()
    receptions = s.receptions.filter(matter__state="announced", day__gte=day).count()
    if duties or receptions:
        said = {"duties": duties, "receptions": receptions}
        raise Invalid(
            {"day": [_("这一天起还有 %(duties)d 次值班、%(receptions)d 个接待日没有取消，请先取消。") % said]}
        )
