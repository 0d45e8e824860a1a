"""What rows may name, read once: ten thousand rows are matched without asking the database again."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.loops.act import Work
from yishi.foundation.loops.importing import of_the_day
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.matching import Unclear
from yishi.foundation.people.models import Grouping, Mandate, Organ, Unit
from yishi.rooms.activities import own
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind
from yishi.rooms.activities.models import Activity

Same = tuple[str, dt.date, str, str]
"""What tells two activities apart: kind, day, place, name."""


@dataclass
class Registry:
    """An organ's catalogue, roll, units, groups, organs of its tree, and what is recorded already."""

    actor: Actor
    work: Work
    catalogue: Catalogue
    kinds: dict[str, Kind] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    mandates: dict[str, list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, Unit] = field(default_factory=dict)
    organs: dict[str, Organ] = field(default_factory=dict)
    groups: dict[str, list[Grouping]] = field(default_factory=lambda: defaultdict(list))
    known: set[Same] = field(default_factory=set)

    @classmethod
    def load(cls, actor: Actor) -> Registry:
        """Seven queries, whatever the number of rows."""
        organ = actor.organ
        made = cls(actor, Work(actor, clock.today()), own.catalogue(organ))
        made._words(own.ended(organ))
        rows = Mandate.objects.filter(organ=organ).select_related("person").order_by("-began")
        for mandate in rows:
            made.mandates[mandate.person.name].append(mandate)
        for unit in Unit.objects.filter(organ=organ).order_by("-ended"):
            made.units |= {name: unit for name in (unit.short, unit.name) if name}
        root = organ.path.partition("/")[0]
        for other in Organ.objects.filter(path__startswith=f"{root}/").exclude(pk=organ.pk):
            made.organs |= {other.short: other, other.name: other}
        for grouping in Grouping.objects.filter(organ=organ).select_related("term"):
            made.groups[grouping.name].append(grouping)
        standing = Activity.objects.filter(matter__organ=organ).exclude(matter__state__in=("struck", "cancelled"))
        made.known = set(standing.values_list("kind", "day", "place", "matter__title"))
        return made

    def _words(self, over: frozenset[str]) -> None:
        """Names before aliases, so that what one kind is called is never taken for another's alias."""
        offered = [kind for kind in self.catalogue.kinds if kind.code not in over]
        for kind in offered:
            for alias in kind.aliases:
                self.kinds.setdefault(alias, kind)
        for kind in offered:
            self.kinds |= {kind.code: kind, kind.name: kind, kind.name_in(self.actor.organ.profile): kind}
        for row in self.catalogue.roles:
            self.roles |= {word: row.code for word in row.aliases} | {row.code: row.code, row.name: row.code}
        for each in self.catalogue.outputs:
            self.outputs |= {word: each.code for word in each.aliases if word not in self.outputs}
        self.outputs |= {word: each.code for each in self.catalogue.outputs for word in (each.code, each.name)}

    def kind(self, name: str) -> Kind:
        """The kind of that name, alias or code. Raises Unclear."""
        if name not in self.kinds:
            raise Unclear(near(_("目录里没有“%(name)s”这个活动种类"), name, self.kinds))
        return self.kinds[name]

    def member(self, name: str, day: dt.date) -> Mandate:
        """Who was in office on the day under that name. Raises Unclear."""
        rows = self.mandates.get(name, [])
        held = [row for row in rows if row.began <= day and (row.ended is None or row.ended >= day)]
        seats = [row for row in held if row.kind in (Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER)] or held
        if len(seats) == 1:
            return seats[0]
        if seats:
            raise Unclear(_("有几位“%s”在任，请不填这一位，导入后用“登记参加人”补上。") % name)
        if rows:
            raise Unclear(_("“%(name)s”在 %(day)s 不在任，请核对。") % {"name": name, "day": day})
        raise Unclear(near(_("名册里没有“%(name)s”"), name, self.mandates))

    def grouping(self, name: str, day: dt.date) -> Grouping:
        """The delegation, sector, group or committee of that name, that of the day's term first. Raises Unclear."""
        found = self.groups.get(name, [])
        if not found:
            raise Unclear(near(_("没有名为“%(name)s”的代表团、界别、小组或者委室"), name, self.groups))
        return of_the_day(found, day)


def near(sentence: str, name: str, known: Iterable[str]) -> str:
    """The sentence, and the word that may have been meant."""
    close = difflib.get_close_matches(name, list(known)[:4000], 1, 0.6)
    said = sentence % {"name": name}
    return _("%(said)s，是否“%(near)s”？") % {"said": said, "near": close[0]} if close else _("%s。") % said
