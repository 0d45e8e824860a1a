"""The whole way of one message, from the street to what came of it: what happened on which day, by whom, and how many days lay
between. Every reader gets the days; words and links only of what he may read anyway.

Its sender, and anybody to whom it was made public, reads what was told in plain words and no suggestion's title before that was
published; an actor reads by his own rights (`lists.visible` of both rooms).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from yishi.crossings.street.behind import MADE_FROM
from yishi.foundation import language
from yishi.foundation.clock import CHINA
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.people.actors import Actor
from yishi.rooms.suggestions import lists as suggestions
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.suggestions.models import Answer, Handling, Promise, Suggestion
from yishi.rooms.voice.models import Message, Rating

P = Promise.State
SAID, STATION, HANDED, ANSWERED, BECAME, COURSE, RESULT, RATED = (
    "said", "station", "handed", "answered", "became", "course", "result", "rated",
)  # fmt: skip
"""Sorts of stops, for a page to draw."""


@dataclass(frozen=True)
class Stop:
    """One stop of the way. `after` is days since the stop before (None at the first), `matter` what it leads to where this
    reader may go there."""

    kind: str
    day: dt.date
    what: str
    who: str = ""
    text: str = ""
    after: int | None = None
    matter: Matter | None = None


def thread_of(m: Message, actor: Actor | None = None) -> list[Stop]:
    """The stops in the order of their days; without an actor as its sender and the public read them. A dozen queries at most."""
    stops = [*_heard(m), *_worked(m)]
    for link in Link.objects.filter(target=m.pk, kind=MADE_FROM).select_related("origin__organ").order_by("pk"):
        if link.origin.kind == "suggestion":
            stops += _became(link, actor)
        else:
            stops.append(Stop(BECAME, link.made_on, _("转为另一事项"), matter=link.origin if actor else None))
    # That it is solved the message has from the suggestion: it is told once.
    known = {(stop.what, stop.day) for stop in stops if stop.kind == RESULT}
    stops += [stop for stop in _came_of_it(m) if (stop.what, stop.day) not in known]
    return _with_days(sorted(stops, key=lambda stop: stop.day))


def _with_days(stops: list[Stop]) -> list[Stop]:
    """A sort by days is stable, so what happened on one day stays in its order."""
    days = [stop.day for stop in stops]
    return [replace(stop, after=(stop.day - days[at - 1]).days if at else None) for at, stop in enumerate(stops)]


def _heard(m: Message) -> Iterator[Stop]:
    day = _day(m.arrived_at)
    yield Stop(SAID, day, _("群众反映"), m.get_channel_display())
    if m.station is not None:
        yield Stop(STATION, day, _("站点收到"), m.station.title)
    elif m.deputy is not None:
        maker = WORDS[m.matter.organ.profile]["maker"]
        yield Stop(STATION, day, _("%(maker)s收到") % {"maker": maker}, str(m.deputy))


def _worked(m: Message) -> Iterator[Stop]:
    """What was tried before it became something else."""
    for row in m.assignments.select_related("unit").order_by("round"):
        who = str(row.unit) if row.unit else row.get_layer_display()
        yield Stop(HANDED, row.assigned_on, _("交办"), who)
        if row.answered_at is not None:
            yield Stop(ANSWERED, _day(row.answered_at), _("答复"), who, row.get_outcome_display())


def _became(link: Link, actor: Actor | None) -> list[Stop]:
    """The suggestion's own way."""
    matter = link.origin
    rows = Suggestion.objects.filter(pk=matter.pk).select_related("matter__organ", "lead__person")
    s = rows.get()
    published = s.publicity == Suggestion.Publicity.PUBLISHED
    reads = published or (actor is not None and suggestions.visible(actor).filter(pk=s.pk).exists())
    words = WORDS[matter.organ.profile]
    who, title = (str(s.lead or ""), matter.title) if reads else ("", "")
    goes = matter if reads and actor is not None else None
    stops = [Stop(BECAME, link.made_on, _("转为%(matter)s") % words, who, title, matter=goes)]
    if s.submitted_on:
        stops.append(Stop(COURSE, s.submitted_on, _("提出%(matter)s") % words, str(words["maker"])))
    if s.registered_on:
        number = _("编号 %s") % matter.number
        stops.append(Stop(COURSE, s.registered_on, _("审查登记"), matter.organ.short, number))
    stops += _handled(s)
    stops += _answers(s, actor, reads=reads)
    if matter.closed_on and matter.state != Suggestion.State.DRAFT:
        stops.append(Stop(COURSE, matter.closed_on, str(Suggestion.State(matter.state).label), matter.organ.short))
    # What it had behind it when this message joined it stands on its own page.
    return [stop for stop in stops if stop.day >= link.made_on]


def _handled(s: Suggestion) -> Iterator[Stop]:
    days: dict[dt.date, list[str]] = {}
    for h in Handling.objects.filter(suggestion=s, superseded=False).select_related("unit").order_by("pk"):
        days.setdefault(h.handed_on, []).append(h.unit.name)
    for day, units in days.items():
        yield Stop(COURSE, day, _("交办"), language.listed(units))


def _answers(s: Suggestion, actor: Actor | None, *, reads: bool) -> Iterator[Stop]:
    """Answers that were sent: their words to whoever reads the suggestion, to the public as far as they were published."""
    rows = Answer.objects.filter(handling__suggestion=s, handling__superseded=False, sent_on__isnull=False)
    inside = actor is not None and reads
    for row in rows.select_related("handling__unit").order_by("sent_on", "pk"):
        shown = reads and (row.may_publish or (inside and not _only_published(s, actor)))
        yield Stop(
            COURSE, row.sent_on or s.matter.opened_on, _("答复"), row.handling.unit.name, row.text if shown else ""
        )
    for p in Promise.objects.filter(suggestion=s, matter__state=P.KEPT).select_related("matter", "handling__unit"):
        if p.matter.closed_on:
            yield Stop(
                RESULT, p.matter.closed_on, _("承诺已落实"), p.handling.unit.name, p.matter.title if reads else ""
            )
    if s.solved_on:
        yield Stop(RESULT, s.solved_on, _("问题解决"))


def _only_published(s: Suggestion, actor: Any) -> bool:
    """Whether he reads it only because everybody may: then the answers alone that everybody may."""
    return not Suggestion.objects.filter(suggestions.concerning(actor), pk=s.pk).exists()


def _came_of_it(m: Message) -> Iterator[Stop]:
    if m.solved_on:
        yield Stop(RESULT, m.solved_on, _("问题解决"))
    if m.matter.state == Message.State.CLOSED and m.matter.closed_on:
        yield Stop(
            RESULT, m.matter.closed_on, _("答复反映人并办结"), str(m.matter.organ.short), m.get_outcome_display()
        )
    for row in m.ratings.order_by("round"):
        said = row.get_content_display() if row.content else ""
        yield Stop(RATED, row.day, _("反映人评价"), "", language.aside(Rating.Solved(row.solved).label, said))


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(CHINA).date()
