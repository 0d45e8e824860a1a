"""What rows may name, read once: ten thousand rows are matched without asking the database again."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import clock
from yishi.foundation.loops.act import Work
from yishi.foundation.loops.importing import of_the_day
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.matching import Unclear
from yishi.foundation.people.models import Grouping, Mandate, Organ, Session, Unit
from yishi.rooms.suggestions.models import Suggestion, Topic

T = TypeVar("T")


@dataclass
class Registry:
    """An organ's deputies or members, units, topics, groups, sessions and numbers in use."""

    organ: Organ
    today: dt.date
    work: Work
    """Gives the rule pack and the calendar of a day, as the steps will have them."""
    mandates: dict[str, list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, Unit] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    groupings: dict[str, list[Grouping]] = field(default_factory=lambda: defaultdict(list))
    sessions: list[Session] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    known: dict[tuple[str, int | None, dt.date], str] = field(default_factory=dict)

    @classmethod
    def load(cls, actor: Actor) -> Registry:
        """Eight queries, whatever the number of rows."""
        organ, today = actor.organ, clock.today()
        made = cls(organ, today, Work(actor, today))
        kinds = [Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER]
        rows = Mandate.objects.filter(organ=organ, kind__in=kinds).select_related("person", "term").order_by("-began")
        for mandate in rows:
            made.mandates[mandate.person.name].append(mandate)
        for unit in Unit.objects.filter(organ=organ).order_by("-ended"):
            made.units |= {name: unit for name in (unit.short, unit.name) if name}
        for topic in Topic.objects.filter(organ=organ).select_related("committee"):
            made.topics |= {topic.code: topic, topic.name: topic}
        for grouping in Grouping.objects.filter(organ=organ).select_related("term"):
            made.groupings[grouping.name].append(grouping)
        made.sessions = list(Session.objects.filter(term__organ=organ).select_related("term"))
        numbers = Matter.objects.filter(organ=organ, kind="suggestion").exclude(number="")
        made.numbers = set(numbers.values_list("number", flat=True))
        said = Suggestion.objects.filter(matter__organ=organ, submitted_on__isnull=False)
        for title, lead, day, number in said.values_list("matter__title", "lead", "submitted_on", "matter__number"):
            if day is not None:
                made.known[title, lead, day] = number
        return made

    def member(self, name: str, day: dt.date, number: str = "") -> Mandate:
        """The deputy or member of that name who held a mandate on `day`. Raises Unclear."""
        alike = self.mandates.get(name, [])
        if not alike:
            raise Unclear(self._unknown(_("名册里没有“%(name)s”"), name, self.mandates, _("请先导入名册")))
        held = [row for row in alike if row.began <= day and (row.ended is None or row.ended >= day)]
        if number:
            held = [row for row in held if row.number == number]
            if not held:
                raise Unclear(
                    _("“%(name)s”的证号不是 %(number)s，或者当时不在任期内，请核对。")
                    % {"name": name, "number": number}
                )
        if not held:
            raise Unclear(_("“%(name)s”在 %(day)s 不在任期内，请核对姓名和日期。") % {"name": name, "day": day})
        if len({row.person_id for row in held}) > 1:
            raise Unclear(_("名册里有 %(n)d 位“%(name)s”，请填写证号以便区分。") % {"n": len(held), "name": name})
        return held[0]

    def unit(self, name: str) -> Unit:
        """The unit of that full or short name. Raises Unclear."""
        return self._named(name, self.units, lazy("没有名为“%(name)s”的承办单位"), lazy("请先登记该单位"))

    def topic(self, name: str) -> Topic:
        """The topic of that name or code. Raises Unclear."""
        return self._named(name, self.topics, lazy("没有名为“%(name)s”的类别"), lazy("请先登记该类别"))

    def grouping(self, name: str, day: dt.date) -> Grouping:
        """The delegation, sector or group of that name, that of the term of `day` first. Raises Unclear."""
        found = self.groupings.get(name, [])
        if not found:
            raise Unclear(
                self._unknown(_("没有名为“%(name)s”的代表团、界别或团体"), name, self.groupings, _("请先登记"))
            )
        return of_the_day(found, day)

    def session_on(self, day: dt.date) -> Session | None:
        """The session that sat on `day`."""
        return next((row for row in self.sessions if row.opens <= day <= row.closes), None)

    def session_of(self, term: int, number: int) -> Session | None:
        """The session of that term and number."""
        return next((row for row in self.sessions if (row.term.number, row.number) == (term, number)), None)

    def _named(self, name: str, rows: dict[str, T], sentence: Any, then: Any) -> T:
        if name not in rows:
            raise Unclear(self._unknown(sentence, name, rows, then))
        return rows[name]

    def _unknown(self, sentence: Any, name: str, known: Iterable[str], then: Any) -> str:
        near = difflib.get_close_matches(name, list(known)[:2000], 1, 0.6)
        said = sentence % {"name": name}
        return (
            _("%(said)s，是否“%(near)s”？") % {"said": said, "near": near[0]}
            if near
            else _("%(said)s，%(then)s。") % {"said": said, "then": then}
        )
