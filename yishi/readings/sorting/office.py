"""The same for an office and its records: what it decided is learned from at night, and suggested on the desk's page.

`suggest` asks a fixed number of queries whatever the message and however many there are, and loads no heavy part: the
model is arrays, and similar messages come from the index of search. Nothing here changes a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation.people.models import Organ, Unit
from yishi.readings.search.alike import alike
from yishi.readings.sorting import store
from yishi.readings.sorting.cold import Taught, cold
from yishi.readings.sorting.hiding import Private, private_details
from yishi.readings.sorting.missing import Missing, missing
from yishi.readings.sorting.reasons import shared
from yishi.readings.sorting.sorting import Sorter
from yishi.readings.sorting.units import by_code, kind_of
from yishi.readings.sorting.urgent import Urgent, urgent
from yishi.rooms.voice.catalogue.topics import by_code as topics_by_code
from yishi.rooms.voice.catalogue.topics import by_name
from yishi.rooms.voice.models import Message

SIMILAR = 5
NEW, GROWN = 20, 1.05
"""A model is made anew when so many more decisions stand than it was learned from, and five in a hundred more."""
UNHEARD = (Message.State.CHECKING, Message.State.BLOCKED)
"""States of messages that are not told of as similar."""
UNDECIDED = (*UNHEARD, Message.State.RECEIVED, Message.State.ASKED, Message.State.WITHDRAWN)
"""States in which the office has decided nothing: a topic may stand there that the resident chose himself."""


@dataclass(frozen=True)
class TopicGuess:
    """A suggested topic of the catalogue."""

    code: str
    name: str
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class UnitGuess:
    """A suggested kind of unit, and the organ's own units of that kind; those named in the message come first."""

    kind: str
    name: str
    units: tuple[Unit, ...]
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class SimilarGuess:
    """A message that says much the same; `percent` of 100."""

    message: Message
    percent: int
    reason: str


@dataclass(frozen=True)
class Suggestions:
    """All that is suggested for one message. `learned` is from how many messages, 0 where nothing was decided yet."""

    topic: TopicGuess | None
    units: tuple[UnitGuess, ...]
    similar: tuple[SimilarGuess, ...]
    missing: tuple[Missing, ...]
    urgent: tuple[Urgent, ...]
    private: tuple[Private, ...]
    learned: int


def suggest(organ: Organ, message: Message, among: QuerySet[Message] | None = None) -> Suggestions:
    """For one message of the organ, saved or not. `among` are the messages that the reader may see, for similar ones;
    without it all of the organ that are not held back."""
    model = store.load(organ.code) or cold()
    title = message.matter.title if message.matter_id else ""
    found = Sorter(model).sort([(title, message.text)])[0]
    topic = by_name().get(found.topic.answer) if found.topic else None
    said = f"{title}\n{message.text}\n{message.place}"
    own = units_by_kind(organ)
    kinds = by_code()
    where = message.place or message.area or message.station_id or message.latitude
    return Suggestions(
        TopicGuess(topic.code, topic.called, found.topic.words, found.topic.reason) if topic and found.topic else None,
        tuple(
            UnitGuess(each.answer, kinds[each.answer].called, _of(own.get(each.answer, []), each.answer, said), each.words, each.reason)
            for each in found.units
        ),
        tuple(_similar(organ, message, title, among)),
        tuple(missing(f"{title}\n{message.text}", str(where or ""))),
        tuple(urgent(f"{title}\n{message.text}")),
        tuple(private_details(message.text)),
        max(model.learned.values(), default=0),
    )  # fmt: skip


def guess_topics(organ: Organ, messages: Sequence[tuple[str, str]]) -> list[str]:
    """The likely topic's code for each (subject, text), "" where none; for imports, no queries, thousands a second."""
    ranked = Sorter(store.load(organ.code) or cold()).ranked("topic", messages, 1)
    found = (by_name().get(answers[0]) if answers else None for answers in ranked)
    return [topic.code if topic else "" for topic in found]


def units_by_kind(organ: Organ) -> dict[str, list[Unit]]:
    """The organ's units that stand, by the kind that their names tell. One query."""
    found: dict[str, list[Unit]] = {}
    for unit in Unit.objects.filter(organ=organ, ended=None).order_by("code"):
        if kind := kind_of(unit.name) or kind_of(unit.short):
            found.setdefault(kind, []).append(unit)
    return found


def _of(units: Sequence[Unit], kind: str, said: str) -> tuple[Unit, ...]:
    """Those named in the text first; of the many streets and towns only those."""
    named = [unit for unit in units if unit.short in said or unit.name in said]
    others = [] if kind == "town" else [unit for unit in units if unit not in named]
    return (*named, *others)


def _similar(organ: Organ, message: Message, title: str, among: QuerySet[Message] | None) -> Iterable[SimilarGuess]:
    rows = among if among is not None else Message.objects.filter(matter__organ=organ)
    rows = rows.exclude(pk=message.pk).exclude(matter__state__in=UNHEARD).select_related("matter")
    text = f"{title}\n{message.text}"
    for found in alike(text, rows, SIMILAR):
        both = found.phrases or shared(text, found.record.text)  # what is common in a small index is no phrase to it
        phrases = "".join(_("“%s”") % phrase for phrase in both[:3])
        reason = _("都写到%s") % phrases if phrases else _("用词整体相近")
        yield SimilarGuess(found.record, found.percent, reason)


def train(organ: Organ) -> int:
    """Learn from all that the organ has decided, and keep it; answers how many messages were decided."""
    from yishi.readings.sorting.learning import MOST, learn

    rows = Message.objects.filter(matter__organ=organ).exclude(matter__state__in=UNDECIDED).order_by("-pk")
    values = rows.values_list("matter__title", "text", "topic", "topic_guessed", "unit__name")[:MOST]
    known = [
        Taught(title, text, _name(topic) if not guessed else "", kind_of(unit or ""))
        for title, text, topic, guessed, unit in values
    ]
    model = learn(known[::-1], every=True)
    store.save(organ.code, model)
    return max(model.learned.values())


def _name(code: str) -> str:
    topic = topics_by_code().get(code)
    return topic.name if topic else ""


def retrain() -> int:
    """What the worker calls at night: each organ that has decided enough since; answers how many were learned anew."""
    decided = Count("pk", filter=~Q(topic="") & Q(topic_guessed=False)), Count("pk", filter=~Q(unit=None))
    counted = Message.objects.exclude(matter__state__in=UNDECIDED).values("matter__organ").order_by()
    most = {row["matter__organ"]: max(row["t"], row["u"]) for row in counted.annotate(t=decided[0], u=decided[1])}
    trained = 0
    for organ in Organ.objects.filter(pk__in=most):
        model = store.load(organ.code)
        before = max(model.learned.values(), default=0) if model else 0
        if most[organ.pk] >= max(before + NEW, before * GROWN):
            train(organ)
            trained += 1
    return trained
