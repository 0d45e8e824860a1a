"""What helps the one who sorts: the one place that knows where suggestions come from.

Each is a suggestion with its reason: a button that fills the form, and nothing that is done by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.parts.voice.marking import Place
from yishi.foundation import language
from yishi.foundation.people.models import Organ
from yishi.readings.search.alike import Alike, alike
from yishi.rooms.voice import private
from yishi.rooms.voice.catalogue.topics import topics
from yishi.rooms.voice.models import Message

MOST = 5


@dataclass(frozen=True)
class Hint:
    """One suggestion: `value` goes into the form, `label` is what people read, `why` the reason, `url` more on it."""

    value: str
    label: str
    why: str
    url: str = ""


@dataclass(frozen=True)
class Help:
    """All suggestions on one message: its class, who may handle it, messages that say the same, what is missing, and the
    places of its text that press or that are private."""

    topics: tuple[Hint, ...] = ()
    units: tuple[Hint, ...] = ()
    similar: tuple[Hint, ...] = ()
    missing: tuple[Hint, ...] = ()
    places: tuple[Place, ...] = ()
    urgent: str = ""


def help_for(organ: Organ, m: Message) -> Help:
    """The suggestions on one message."""
    return Help(topics=_named(m), similar=_alike(organ, m), missing=_missing(m), places=private_places(m.text))


def private_places(text: str) -> tuple[Place, ...]:
    """Where private details stand in a text."""
    return tuple(Place(start, end, "private", _("疑似电话或者证件号码")) for start, end in private.spans(text))


def _named(m: Message) -> tuple[Hint, ...]:
    """Classes whose name or other name stands in the text."""
    found = []
    for topic in topics():
        word = next((word for word in (topic.name, *topic.aliases) if word in m.text), "")
        if word:
            found.append(Hint(topic.code, topic.called, _("文中写到“%s”") % word))
    return tuple(found[:3])


def _alike(organ: Organ, m: Message) -> tuple[Hint, ...]:
    """Messages with a title like this one's into which it may be merged."""
    over = (Message.State.MERGED, Message.State.WITHDRAWN, Message.State.BLOCKED)
    rows = Message.objects.filter(matter__organ=organ).exclude(matter__state__in=over).exclude(pk=m.pk)
    found = alike(f"{m.matter.title}\n{m.text}", rows.select_related("matter"), MOST)
    return tuple(_like(one) for one in found)


def _like(one: Alike[Message]) -> Hint:
    why = {"share": one.percent, "words": language.listed(one.phrases[:3])}
    url = reverse("desk:message", args=[one.record.pk])
    return Hint(str(one.record.pk), str(one.record.matter), _("相近 %(share)d%%，都有“%(words)s”") % why, url)


def _missing(m: Message) -> tuple[Hint, ...]:
    if m.place or m.area or m.latitude is not None:
        return ()
    return (Hint(_("请写明在什么地方：哪个小区、哪条路、几号。"), _("没有写地点"), _("办理的人要知道去哪里看")),)
