"""Who keeps a station, and which deputies or members are posted to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import language
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, Many, One
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Account, Mandate
from yishi.rooms.stations import nearness, roles
from yishi.rooms.stations.loop import given
from yishi.rooms.stations.loop.station import S, station
from yishi.rooms.stations.models import Keeper, Posting, Station
from yishi.rooms.stations.words import OWN_RULES

YESTERDAY = dt.timedelta(days=1)
Who = Annotated[Account, One(lazy("站点管理员"), lazy("先由系统管理员给账号加上“站点管理员”角色"), rows=given.keepers)]


def _keeping(scope: Scope) -> list[Keeper]:
    rows = scope.record.keepers.all() if scope.record.pk else ()
    return [row for row in rows if row.ended is None or row.ended >= scope.day]


def _kept_by(scope: Scope) -> QuerySet[Account]:
    return Account.objects.filter(pk__in=[row.account_id for row in _keeping(scope)])


Keeping = Annotated[Account, One(lazy("站点管理员"), rows=_kept_by)]


def _posted(scope: Scope) -> QuerySet[Mandate]:
    rows = scope.record.postings.all() if scope.record.pk else ()
    held = [row.mandate_id for row in rows if row.ended is None or row.ended >= scope.day]
    return Mandate.objects.filter(pk__in=held).select_related("person")


@station.step(S.OPEN, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("指定管理员"))
def name_keeper(s: Station, act: Act, *, account: Who) -> None:
    """Name who keeps it: he sees to its particulars, roster and receptions."""
    if any(row.account_id == account.pk for row in _keeping(act.scope())):
        raise Invalid({"account": [_("%s已经是这个站点的管理员。") % account]})
    act.add(Keeper(station=s, account=account, began=act.day))


@station.step(S.OPEN, S.CLOSED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("免去管理员"))
def remove_keeper(s: Station, act: Act, *, account: Keeping) -> None:
    """He keeps it no more from today on."""
    for row in _keeping(act.scope()):
        if row.account_id == account.pk:
            if row.began == act.day:
                row.delete()  # he never kept it for a day
            else:
                row.ended = act.day - YESTERDAY
                act.change(row)


@station.step(S.OPEN, by=roles.KEEPERS, law=OWN_RULES, title=lazy("安排代表（委员）进站"))
def post(
    s: Station, act: Act, *, persons: Annotated[Sequence[Mandate], Many(lazy("代表（委员）"), rows=given.members)],
    day: Annotated[dt.date | None, Day(lazy("从哪天起"), lazy("不填则为今天"), required=False, future=True)] = None,
) -> None:  # fmt: skip
    """Post deputies or members to it. How near it lies to those they stand for is worked out and kept with it."""
    since = day or act.day
    held = {row.mandate_id for row in s.postings.all() if row.ended is None or row.ended >= since}
    twice = [row.person.name for row in persons if row.pk in held]
    if twice:
        raise Invalid({"persons": [_("%s已经安排在这个站点。") % language.listed(twice[:10])]})
    reasons = nearness.reasons(s, persons, act.day)
    for mandate in persons:
        act.add(Posting(station=s, mandate=mandate, began=since, why=reasons[mandate.pk]))
    said = {"day": since, "station": s.matter.title, "address": s.address or s.area or _("地址见站点页")}
    seats = tuple(row.pk for row in persons)
    act.tell("posted", _("自 %(day)s 起安排您进驻“%(station)s”（%(address)s）。") % said, To(mandates=seats))


@station.step(S.OPEN, S.CLOSED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("撤出代表（委员）"))
def unpost(
    s: Station, act: Act, *, persons: Annotated[Sequence[Mandate], Many(lazy("代表（委员）"), rows=_posted)],
) -> None:  # fmt: skip
    """They are posted to it no more from today on; what they are on the roster for stays until it is changed."""
    gone = {row.pk for row in persons}
    for row in s.postings.all():
        if row.mandate_id in gone and (row.ended is None or row.ended >= act.day):
            if row.began >= act.day:
                row.delete()
            else:
                row.ended = act.day - YESTERDAY
                act.change(row)
    seats = tuple(row.pk for row in persons)
    act.tell("unposted", _("您不再进驻“%s”。") % s.matter.title, To(mandates=seats))
