"""What another system sends by a key (other 311 services, apps): taken in as if its resident had sent it here."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import codes
from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import Text
from yishi.foundation.loops.steps import NEW
from yishi.rooms.voice import guarding, roles
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.loop.message import C, S, message, sent_by, taken_in, write
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.words import HEARD


@message.step(
    NEW, to=(S.RECEIVED, S.CHECKING), by=(roles.OFFICE, roles.INFORMANT), law=HEARD, title=lazy("接收其他系统的意见")
)
def take_over(
    m: Message, act: Act, *, text: given.Words, title: given.Title = "", place: given.Place = "", area: given.Area = "",
    latitude: given.Latitude = None, longitude: given.Longitude = None, topic: given.Topic = "", name: given.Name = "",
    phone: given.Phone = "", may_publish: given.MayPublish = False,
    nonce: Annotated[str, given.Private(lazy("表单号"), required=False, longest=40, rows=1)] = "",
    enclosed: Annotated[str, Text(lazy("附图地址"), lazy("只作为文字保存，不打开"), required=False, longest=400, rows=1)] = "",
) -> str:  # fmt: skip
    """Take in what another system sends. Whoever holds its key reads again what it sent, and nothing else by it; an address
    of a picture is kept as words and never fetched, for it may lead anywhere."""
    m.channel, m.arrived_at, m.topic, m.may_publish = C.SERVICE, act.work.at, topic, may_publish
    m.recorded_by, m.held_for = act.actor.account, guarding.suspicion(text)
    write(m, act, title, f"{text}\n\n{enclosed}" if enclosed else text, place, area, latitude, longitude)
    sent_by(m, act, name, phone, codes.who(codes.tail(phone) and phone), nonce=nonce)
    act.number(f"M{act.day.year}")
    return taken_in(m, act)
