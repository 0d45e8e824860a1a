"""`{% load street %}`: the way of a message, and the messages behind a suggestion, on any page of any door."""

from __future__ import annotations

from typing import Any

from django import template

from yishi.crossings.street.behind import behind
from yishi.doors.parts import street
from yishi.doors.parts.who import door_of
from yishi.foundation.clock import CHINA
from yishi.rooms.voice.models import Message

register = template.Library()


@register.inclusion_tag("parts/street_way.html", takes_context=True)
def street_way(context: dict[str, Any], message: Message, public: bool = False) -> dict[str, Any]:
    """`{% street_way message %}`: from the street to what came of it, with the days between, as this reader may see it;
    `public=True` as its sender and everybody do, whoever looks."""
    request = context["request"]
    actor = None if public else street.reader(getattr(request, "actor", None))
    return {"way": street.way_of(message, actor), "request": request}


STREETS = ("desk", "pocket")
"""Doors that show the way of a message."""


@register.inclusion_tag("parts/street_behind.html", takes_context=True)
def street_behind(context: dict[str, Any], suggestion: int) -> dict[str, Any]:
    """`{% street_behind s.pk %}`: the messages that a suggestion was made from, those that this reader may read, of the others
    the number; nothing where it was made from none."""
    request = context["request"]
    found, door = behind(request.actor, suggestion), door_of(request)
    rows = [(m, m.arrived_at.astimezone(CHINA).date()) for m in found.shown]
    page = f"{door}:street" if door in STREETS else ""
    return {"behind": found, "rows": rows, "count": len(rows) + found.others, "street_page": page}
