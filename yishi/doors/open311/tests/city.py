"""An organ whose service is asked, its keys, and messages in every condition."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from yishi.doors.api import tokens
from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.loops.take import create, take
from yishi.foundation.people.actors import Actor, stranger
from yishi.foundation.people.models import Organ, RoleCode
from yishi.foundation.people.tests.factories import UnitFactory, actor, make_organ
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

BASE = "/open311/v2"
SAID = "试验区东门路夜里没有路灯，老人回家看不清路，请装路灯。"
PRIVATE = "我叫试居民，住三号楼，电话13912345678。"
PUBLIC = {"title": "东门路照明", "text": "东门路夜间照明不足，希望安装路灯。", "answer": "已安装路灯二十盏。"}
SENT = {"service_code": "transport", "description": SAID, "address_string": "东门路12号"}


class City:
    """Who is there, and what they say."""

    def __init__(self, code: str = "shiyan") -> None:
        self.organ: Organ = make_organ(code=code)
        self.today = clock.today()
        self.office = actor(self.organ, RoleCode.OFFICE, day=self.today)
        self.unit = UnitFactory(organ=self.organ)
        self.informant, self.key = self.keyed(RoleCode.INFORMANT)

    def keyed(self, code: RoleCode) -> tuple[Actor, str]:
        """Somebody with a key."""
        found = actor(self.organ, code, day=self.today)
        assert found.account is not None
        return found, tokens.make(found.account, self.organ, "其他系统")[1]

    def message(self, text: str = SAID, **given: Any) -> Message:
        """A resident's message, sent here."""
        given = {"text": text + PRIVATE, "place": "东门路12号三号楼", "topic": "transport", "name": "试居民", "phone": "13912345678",
                 "latitude": "29.5", "longitude": "106.5", "may_publish": "on"} | given  # fmt: skip
        return Message.objects.select_related("matter").get(
            pk=create(message["submit"], stranger(self.organ), given).pk
        )

    def settled(self, **given: Any) -> Message:
        """Explained at once."""
        m = self.message(**given)
        take(message["settle"], m.pk, self.office, {"layer": "explained", "text": "已转告。"})
        return m

    def published(self, **given: Any) -> Message:
        """Made public in words that somebody looked over."""
        m = self.settled(**given)
        take(message["publish"], m.pk, self.office, PUBLIC)
        return m

    def back(self, m: Message, days: int) -> None:
        """Let it have arrived so many days ago."""
        at = dt.datetime.combine(self.today, dt.time(9), CHINA) - dt.timedelta(days=days)
        Message.objects.filter(pk=m.pk).update(arrived_at=at)

    # asking

    def get(self, path: str, format: str = "json", expect: int = 200, **query: Any) -> Any:
        """An answer as its reader has it: JSON, or the root element of XML."""
        response = Client().get(f"{BASE}/{path}.{format}", query)
        assert response.status_code == expect, response.content.decode()
        return read(response, format)

    def post(self, expect: int = 200, format: str = "json", **form: Any) -> Any:
        """A form that is sent."""
        response = Client(enforce_csrf_checks=True).post(
            f"{BASE}/requests.{format}", SENT | {"api_key": self.key} | form
        )
        assert response.status_code == expect, response.content.decode()
        return read(response, format)

    def numbers(self, **query: Any) -> list[str]:
        """Numbers of the requests that are told."""
        return [row["service_request_id"] for row in self.get("requests", **query)]


def read(response: Any, format: str) -> Any:
    """The answer, its type proved."""
    if format == "json":
        assert response["Content-Type"] == "application/json; charset=utf-8"
        return json.loads(response.content)
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    return ElementTree.fromstring(response.content)
