"""How a message, a topic and the service itself are told in the words of the standard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from yishi.doors.open311.rows import CLOSED
from yishi.foundation.clock import CHINA
from yishi.rooms.voice.catalogue.topics import Topic, name_of
from yishi.rooms.voice.models import Assignment, Hop, Message

CHANGED = dt.datetime(2026, 11, 30, tzinfo=CHINA)
"""When what stands here was last changed."""
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def moment(at: dt.datetime) -> str:
    """A W3C time in China, to the second."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")


def discovery() -> dict[str, Any]:
    """What stands here, and in which formats."""
    endpoint = {
        "specification": SPECIFICATION, "url": f"{settings.BASE_URL.rstrip('/')}/open311/v2", "changeset": moment(CHANGED),
        "type": "production", "formats": ["text/xml", "application/json"],
    }  # fmt: skip
    return {
        "changeset": moment(CHANGED),
        "contact": _("请与本机关的代表（提案）工作机构联系。"),
        "key_service": _("密钥（api_key）即接口令牌，由本机关系统管理员开设账号后在接口 /api/v1/tokens 申请。"),
        "endpoints": [endpoint],
    }


def service(topic: Topic) -> dict[str, Any]:
    """A topic as a service."""
    return {
        "service_code": topic.code, "service_name": topic.called, "description": _("反映“%s”方面的情况、意见和建议。") % topic.called,
        "metadata": True, "type": "realtime", "keywords": ",".join(topic.aliases), "group": "",
    }  # fmt: skip


def definition(topic: Topic) -> dict[str, Any]:
    """What is asked besides, of every topic alike."""
    yes, no = {"key": "yes", "name": _("同意")}, {"key": "no", "name": _("不同意")}
    asked = [
        ("title", "string", _("标题，可不填"), []),
        ("may_publish", "singlevaluelist", _("办结后是否同意公开（隐去个人信息），不填为不同意"), [yes, no]),
    ]
    attributes = [
        {
            "variable": True, "code": code, "datatype": kind, "required": False, "datatype_description": "", "order": order,
            "description": words, "values": values,
        }
        for order, (code, kind, words, values) in enumerate(asked, 1)
    ]  # fmt: skip
    return {"service_code": topic.code, "attributes": attributes}


def requests(rows: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages, each in public words or, to whoever sent it in, in its own; two queries for any number."""
    notes = _notes([m for m in rows if m.own_text])  # type: ignore[attr-defined]  # annotated in `rows`
    return [_one(m, notes.get(m.pk, "")) for m in rows]


def _one(m: Message, note: str) -> dict[str, Any]:
    own = m.own_text  # type: ignore[attr-defined]  # annotated in `rows`
    public = "\n".join(part for part in (m.public_title, m.public_text) if part)
    point = own and m.latitude is not None
    return {
        "service_request_id": m.matter.number,
        "status": "closed" if m.matter.state in CLOSED else "open",
        "status_notes": note if own else m.public_answer,
        "service_name": name_of(m.topic) if m.topic else "",
        "service_code": m.topic,
        "description": own or public,
        "agency_responsible": m.unit.name if m.unit else "",
        "service_notice": "",
        "requested_datetime": moment(m.arrived_at),
        "updated_datetime": moment(m.matter.touched_at),
        "expected_datetime": None,
        "address": (m.place or m.area) if own else m.area,
        "address_id": None,
        "zipcode": None,
        "lat": float(m.latitude) if point and m.latitude is not None else None,
        "long": float(m.longitude) if point and m.longitude is not None else None,
        "media_url": None,
    }


ANSWER = ("answered", "solved", "closed", "published")
"""What a sender may have been told last, so that the answer itself is the word for it."""


def _notes(rows: Sequence[Message]) -> Mapping[int, str]:
    """What the sender of each reads last: the answer of its round, else what he was told."""
    said, kinds = {}, {}
    hops = Hop.objects.filter(message__in=[m.pk for m in rows]).order_by("pk")
    for pk, kind, words in hops.values_list("message", "kind", "text"):
        said[pk], kinds[pk] = words, kind
    rounds = {m.pk: m.round for m in rows if kinds.get(m.pk) in ANSWER}
    answers = Assignment.objects.filter(message__in=rounds, answered_at__isnull=False)
    for pk, round, words in answers.values_list("message", "round", "answer"):
        if rounds[pk] == round and words:
            said[pk] = words
    return said
