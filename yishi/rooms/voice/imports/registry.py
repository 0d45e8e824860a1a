"""What rows may name, read once: a hundred thousand rows are matched without asking the database again."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.law.pack import Pack
from yishi.foundation.loops.act import Work
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.matching import Unclear
from yishi.foundation.people.models import Mandate, Unit
from yishi.rooms.stations.models import Station
from yishi.rooms.voice.models import Message

SEEN_FOR_NEAR = 4000
"""Names among which one that is like a wrong one is looked for."""


@dataclass
class Registry:
    """An organ's units, deputies, stations, and the numbers that are taken."""

    actor: Actor
    work: Work
    units: dict[str, Unit] = field(default_factory=dict)
    mandates: dict[str, list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    stations: dict[str, Matter] = field(default_factory=dict)
    numbers: dict[str, tuple[dt.datetime, bool]] = field(default_factory=dict)
    """Numbers of messages -> when the message arrived, and whether it is answered."""
    _likely: dict[tuple[str, ...], Unit | None] = field(default_factory=dict)

    @classmethod
    def load(cls, actor: Actor) -> Registry:
        """Four queries, whatever the number of rows."""
        organ = actor.organ
        made = cls(actor, Work(actor, clock.today()))
        for unit in Unit.objects.filter(organ=organ).order_by("-ended"):
            made.units |= {name: unit for name in (unit.short, unit.name) if name}
        seats = (Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER)
        for mandate in Mandate.objects.filter(organ=organ, kind__in=seats).select_related("person").order_by("-began"):
            made.mandates[mandate.person.name].append(mandate)
        for station in Station.objects.filter(matter__organ=organ).select_related("matter"):
            made.stations |= {station.code: station.matter, station.matter.title: station.matter}
        rows = Message.objects.filter(matter__organ=organ).exclude(matter__number="")
        found = rows.values_list("matter__number", "arrived_at", "answered_at")
        made.numbers = {number: (arrived, answered is not None) for number, arrived, answered in found.iterator()}
        return made

    def unit(self, name: str) -> Unit:
        """The unit of that full or short name, dissolved ones too. Raises Unclear."""
        if name not in self.units:
            raise Unclear(near(_("没有名为“%(name)s”的办理单位"), name, self.units))
        return self.units[name]

    def unit_of(self, words: tuple[str, ...]) -> Unit | None:
        """The unit of the first of these names, or whose name has it; None where no unit of the organ is like that."""
        if words not in self._likely:
            self._likely[words] = self._unit_of(words)
        return self._likely[words]

    def _unit_of(self, words: Sequence[str]) -> Unit | None:
        for word in words:
            if word in self.units:
                return self.units[word]
            alike = [unit for name, unit in self.units.items() if word in name and unit.ended is None]
            if alike:
                return alike[0]
        return None

    def station(self, name: str) -> Matter:
        """The station of that name or code. Raises Unclear."""
        if name not in self.stations:
            raise Unclear(near(_("没有名为“%(name)s”的站点"), name, self.stations))
        return self.stations[name]

    def member(self, name: str, day: dt.date) -> Mandate:
        """Who sat under that name on the day. Raises Unclear."""
        rows = self.mandates.get(name, [])
        held = [row for row in rows if row.began <= day and (row.ended is None or row.ended >= day)]
        if len(held) == 1:
            return held[0]
        if held:
            raise Unclear(_("有几位“%s”在任，请不填这一位，导入后在该件上写明。") % name)
        if rows:
            raise Unclear(_("“%(name)s”在 %(day)s 不在任，请核对。") % {"name": name, "day": day})
        raise Unclear(near(_("名册里没有“%(name)s”"), name, self.mandates))

    def pack_on(self, moment: dt.datetime) -> Pack | None:
        """The rules under which what arrived then is dealt with."""
        return self.work.pack_on(moment.astimezone(CHINA).date())


def near(sentence: str, name: str, known: Iterable[str]) -> str:
    """The sentence, and the word that may have been meant."""
    close = difflib.get_close_matches(name, list(known)[:SEEN_FOR_NEAR], 1, 0.6)
    said = sentence % {"name": name}
    return _("%(said)s，是否“%(near)s”？") % {"said": said, "near": close[0]} if close else _("%s。") % said
