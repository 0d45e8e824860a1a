"""The life of a message (群众意见): sent by a resident or noted down, looked at where something is odd, sorted.

How it is handed out stands in `sorting.py`, answered in `answering.py`, checked and rated in `checking.py`, merged in
`merging.py`, made public in `publishing.py`, passed on in `passing.py`; what was before Yishi in `history.py`.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import codes
from yishi.foundation.clock import CHINA
from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import Flag, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.loops.telling import To
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate, RoleCode
from yishi.foundation.prepared.objects import fresh
from yishi.rooms.stations.lists import kept
from yishi.rooms.voice import deadlines, figures, guarding, roles
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.loop.words import heading, tell
from yishi.rooms.voice.models import Message, Sender
from yishi.rooms.voice.private import masked
from yishi.rooms.voice.words import HEARD, OWN_RULES

S, C = Message.State, Message.Channel
ALIVE = (S.RECEIVED, S.ASKED, S.ASSIGNED)
"""States in which something is still to be done."""

message = Loop(
    room="voice",
    kind="message",
    title=lazy("群众意见"),
    model=Message,
    states=S,
    select=("unit", "deputy__person", "station", "recorded_by", "sender"),
    needed=("unit", "sender"),
    prefetch=("assignments__unit", "checks", "ratings", "questions"),
    facts=figures.derive,
)


def _found_by(deputy: Mandate | None, station: Matter | None) -> str:
    return C.DEPUTY_CODE if deputy else C.STATION_CODE if station else C.WEB


@message.step(NEW, to=(S.RECEIVED, S.CHECKING), by=(roles.RESIDENT,), law=HEARD, title=lazy("留言"))
def submit(
    m: Message, act: Act, *, text: given.Words, title: given.Title = "", place: given.Place = "",
    area: given.Area = "", latitude: given.Latitude = None, longitude: given.Longitude = None, station: given.At = None,
    deputy: given.To = None, name: given.Name = "", phone: given.Phone = "", wants_word: given.WantsWord = False,
    may_publish: given.MayPublish = False,
    nonce: Annotated[str, given.Private(lazy("表单号"), required=False, longest=40, rows=1)] = "",
    topic: given.Topic = "",
) -> str:  # fmt: skip
    """A resident says something, by a code that he scanned or on the web, with no account. `nonce` is the number that his
    form brought along: by it his link and code are made, so that one form sent twice is one message.

    Raises Invalid for a phone number too short to reach him by: its last digits are half of his key."""
    if phone and not codes.tail(phone):
        raise Invalid({"phone": [_("电话号码不完整，请核对；不想留的，请留空。")]})
    m.channel, m.deputy, m.station, m.may_publish = _found_by(deputy, station), deputy, station, may_publish
    m.arrived_at, m.topic = act.work.at, topic
    m.held_for = guarding.suspicion(text) or (guarding.repeated(text) if nonce else "")
    write(m, act, title, text, place, area, latitude, longitude)
    sent_by(m, act, name, phone, codes.who(codes.tail(phone) and phone), nonce=nonce, wants_word=wants_word)
    act.number(f"M{act.day.year}")
    return taken_in(m, act)


def write(
    m: Message, act: Act, title: str, text: str, place: str, area: str, latitude: Decimal | None, longitude: Decimal | None
) -> None:  # fmt: skip
    """The words and the place. Raises Invalid where half a point is given."""
    if (latitude is None) != (longitude is None):
        raise Invalid({"latitude": [_("经度、纬度要么都填，要么都不填。")]})
    m.matter.title, m.text = masked(title or heading(text)), text
    m.place, m.area, m.latitude, m.longitude = place, area, latitude, longitude


def sent_by(
    m: Message, act: Act, name: str, phone: str, who: str, *, nonce: str = "", wants_word: bool = False
) -> None:
    """Keep who sent it apart from what he said; the keys that his form's number makes are kept as digests."""
    row = fresh(Sender, name=name, phone=phone, who=who, wants_word=wants_word and bool(codes.tail(phone)))
    row.message = m
    if nonce:
        made = codes.keys(nonce)
        row.link, row.code = codes.digest("link", made.link), codes.digest("code", made.code)
        row.tail = codes.digest("tail", f"{row.code}{codes.tail(phone)}") if codes.tail(phone) else ""
    act.add(row)


def taken_in(m: Message, act: Act) -> str:
    """To the one who sorts it, or first to be looked at."""
    if m.held_for:
        tell(m, act, "held", _("已收到。内容需要先由工作人员看一下，再转给办理的人。"))
        act.tell("voice_held", _("有一件群众意见待审核：%(why)s。") % {"why": m.held_for}, To((RoleCode.OFFICE,)))
        return S.CHECKING
    deadlines.received(m, act)
    tell(m, act, "received", _("已收到，正在确定由谁办理。"))
    seats = (m.deputy_id,) if m.deputy_id else ()
    act.tell("voice_received", _("收到群众意见“%s”。") % m.matter.title, To((RoleCode.OFFICE,), mandates=seats))
    return S.RECEIVED


@message.step(NEW, to=S.RECEIVED, by=roles.RECORDERS, law=HEARD, title=lazy("登记群众意见"))
def record(
    m: Message, act: Act, *, text: given.Words,
    channel: Annotated[str, Pick(lazy("渠道"), choices=given.RECORDED)],
    title: given.Title = "", day: given.PastDay = None, place: given.Place = "", area: given.Area = "",
    latitude: given.Latitude = None, longitude: given.Longitude = None, station: given.At = None,
    deputy: given.To = None, topic: given.Topic = "", heads: given.Heads = 1,
    petition: Annotated[bool, Flag(lazy("信访事项"), lazy("按信访期限办理"))] = False,
    urgent: Annotated[bool, Flag(lazy("急件"))] = False,
    name: given.Name = "", phone: given.Phone = "", may_publish: given.MayPublish = False,
    occasion: Annotated[Matter | None, One(lazy("接待、活动"), required=False, rows=given.stations)] = None,
) -> None:  # fmt: skip
    """Note down what a resident said: on a reception day, on a visit, on the phone, by letter, by an informant."""
    m.channel, m.petition, m.topic, m.heads, m.urgent = channel, petition, topic, heads or 1, urgent
    m.may_publish, m.recorded_by, m.occasion = may_publish, act.actor.account, occasion
    m.arrived_at = act.work.at if day in (None, act.day) else dt.datetime.combine(day, dt.time(9), CHINA)
    m.station, m.deputy = station, deputy
    if deputy is None and act.actor.sitting and not act.actor.has(RoleCode.OFFICE):
        m.deputy = Mandate.objects.filter(pk__in=act.actor.sitting, organ=act.organ).first()
    _within(m, act)
    write(m, act, title, text, place, area, latitude, longitude)
    sent_by(m, act, name, phone, codes.who(codes.tail(phone) and phone))
    m.matter.opened_on = day or act.day
    act.number(f"M{act.day.year}")
    with act.at(day or act.day):
        taken_in(m, act)


def _within(m: Message, act: Act) -> None:
    """A keeper who is not of the office notes down for his own stations."""
    actor = act.actor
    if actor.has(RoleCode.OFFICE) or actor.sitting or not actor.has(RoleCode.STATION_KEEPER):
        return
    mine = kept(actor)
    if m.station is None and len(mine) == 1:
        m.station_id = next(iter(mine))
    if m.station_id not in mine:
        raise Invalid({"station": [_("请选择您管理的站点。")]})


@message.step(S.CHECKING, to=S.RECEIVED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("审核通过"), batch=True)
def pass_check(m: Message, act: Act) -> None:
    """Nothing is wrong with it."""
    m.held_for = ""
    taken_in(m, act)


@message.step(
    S.CHECKING, S.RECEIVED, to=S.BLOCKED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("屏蔽"), batch=True, danger=True
)
def block(m: Message, act: Act, *, why: given.Why) -> None:
    """Advertising, abuse, or sent many times over: it is kept and not dealt with."""
    m.held_for, m.matter.closed_on = why[:120], act.day
    act.stop_all(_("屏蔽"))
    tell(m, act, "blocked", _("这条留言没有受理：%s") % why)


@message.step(S.BLOCKED, to=S.RECEIVED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("取消屏蔽"))
def unblock(m: Message, act: Act) -> None:
    """It was blocked in error."""
    m.held_for, m.matter.closed_on = "", None
    taken_in(m, act)


@message.step(
    S.RECEIVED, S.ASKED, S.ASSIGNED, S.ANSWERED, S.SOLVED, S.CLOSED, S.CONVERTED, by=roles.RECEIVERS, law=OWN_RULES,
    title=lazy("补正登记"), batch=True,
)  # fmt: skip
def classify(
    m: Message, act: Act, *, topic: given.Topic = "", area: given.Area = "", place: given.Place = "",
    urgent: Annotated[bool, Flag(lazy("急件"))] = False,
    title: Annotated[str, Text(lazy("标题"), lazy("不填则不改"), required=False, longest=200, rows=1)] = "",
) -> None:  # fmt: skip
    """Say what it is about and where; what the resident wrote stays as it is. What is left empty stays."""
    m.topic, m.topic_guessed = topic or m.topic, m.topic_guessed and not topic
    m.area, m.place, m.urgent = area or m.area, place or m.place, urgent or m.urgent
    m.matter.title = title or m.matter.title


def people(m: Message) -> tuple[int, ...]:
    """Mandates to which it was said."""
    return (m.deputy_id,) if m.deputy_id else ()


def asked_by(actor: Any) -> str:
    """Who does it, as its sender is told."""
    return _("您") if actor.follows else str(actor.organ)
