"""Tags that pages of all doors share."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from yishi import rooms
from yishi.doors.parts.places import page_or_none
from yishi.doors.parts.who import door_of
from yishi.foundation.matters.models import Matter

register = template.Library()


@register.simple_tag(takes_context=True)
def matter_link(context: dict[str, Any], matter: Matter | None) -> str:
    """The page of a matter's family in the door that the reader stands in; nothing without a matter."""
    return page_or_none(door_of(context["request"]), matter) or "#"


@register.simple_tag(takes_context=True)
def paper_link(context: dict[str, Any], name: str, pk: int) -> str:
    """The address of a paper in the reader's door; nothing where that door prints none."""
    try:
        return reverse(f"{door_of(context['request'])}:{name}", args=[pk])
    except NoReverseMatch:
        return ""


@register.filter
def size(count: int) -> str:
    """Bytes in words."""
    return f"{count / 1024 / 1024:.1f} MB" if count > 1024 * 1024 else f"{max(1, round(count / 1024))} KB"


@register.filter
def state_word(state: str, kind: str) -> str:
    """The word of a state of a loop."""
    loop = rooms.loops().get(kind)
    return str(loop.states(state).label) if loop and state in loop.states.values else state


@register.simple_tag
def box_at(boxes: dict[int, Any], key: int) -> Any:
    """The attachments of one matter; nothing where the reader sees and adds none."""
    return boxes.get(key)
