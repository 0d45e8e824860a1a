"""The roll as it stands, loaded once: ten thousand rows are matched without asking the database again."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from yishi.foundation.law.numerals import to_int
from yishi.foundation.people.mandates import term_on
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, Person, Term

AT_ONCE = 5000
_TERM = re.compile(r"第?(.+?)届?")


@dataclass
class Registry:
    """Seats, persons, groupings and terms of one organ, found by what a row says of them."""

    organ: Organ
    day: dt.date
    terms: dict[int, Term] = field(default_factory=dict)
    current: Term | None = None
    by_number: dict[tuple[str, int | None, str], Mandate] = field(default_factory=dict)
    by_name: dict[tuple[str, int | None, str], list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    elsewhere: dict[tuple[str, dt.date | None], list[Person]] = field(default_factory=lambda: defaultdict(list))
    belongings: dict[int, list[Belonging]] = field(default_factory=lambda: defaultdict(list))
    groupings: dict[tuple[str, str], list[Grouping]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls, organ: Organ, day: dt.date, names: Collection[str]) -> Registry:
        """Six queries, and one more for every five thousand names."""
        made = cls(organ, day, {term.number: term for term in organ.terms.all()}, term_on(organ, day))
        for mandate in Mandate.objects.filter(organ=organ).select_related("person").order_by("pk"):
            made._keep(mandate)
        running = Q(ended=None) | Q(ended__gte=day)
        for belonging in Belonging.objects.filter(running, grouping__organ=organ).select_related("grouping"):
            made.belongings[belonging.mandate_id].append(belonging)
        for grouping in Grouping.objects.filter(organ=organ):
            made.groupings[grouping.kind, grouping.name].append(grouping)
        for some in _chunks(sorted(names)):
            for person in Person.objects.filter(name__in=some, born__isnull=False).order_by("pk"):
                made.elsewhere[person.name, person.born].append(person)
        return made

    def _keep(self, mandate: Mandate) -> None:
        alike = self.persons[mandate.person.name]
        if mandate.person in alike:
            mandate.person = alike[alike.index(mandate.person)]
        else:
            alike.append(mandate.person)
        if mandate.number:
            self.by_number[mandate.kind, mandate.term_id, mandate.number] = mandate
        self.by_name[mandate.kind, mandate.term_id, mandate.person.name].append(mandate)

    def term(self, said: str | None) -> Term | None:
        """The term that a cell names ("第十八届", "18"); the running one where it says nothing."""
        if not said:
            return self.current
        found = _TERM.fullmatch(said)
        try:
            return self.terms.get(to_int(found[1])) if found else None
        except ValueError:
            return None

    def alike(self, kind: str, term: Term | None, name: str) -> list[Mandate]:
        """Seats of that kind and term held by someone of that name that have not ended before the day."""
        found = self.by_name.get((kind, term.pk if term else None, name), [])
        return [mandate for mandate in found if mandate.ended is None or mandate.ended >= self.day]

    def numbered(self, kind: str, term: Term | None, number: str) -> Mandate | None:
        """The seat of that kind and term with that number."""
        return self.by_number.get((kind, term.pk if term else None, number))

    def grouping(self, kind: str, name: str, term: Term | None) -> Grouping | None:
        """The grouping of that name: the term's own, else one that belongs to no term."""
        found = self.groupings.get((kind, name), [])
        own = [grouping for grouping in found if term and grouping.term_id == term.pk]
        return next(iter(own or [grouping for grouping in found if grouping.term_id is None]), None)

    def unknown(self, kind: str, name: str) -> str:
        """The sentence for a grouping that is not there, with the name that was perhaps meant."""
        known = [other for of_kind, other in self.groupings if of_kind == kind]
        near = difflib.get_close_matches(name, known, 1, 0.6)
        said = {"kind": Grouping.Kind(kind).label, "name": name, "near": near[0] if near else ""}
        if near:
            return _("没有名为“%(name)s”的%(kind)s，是否“%(near)s”？") % said
        return _("没有名为“%(name)s”的%(kind)s。请先建立，或选择“一并新建”。") % said


def _chunks(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), AT_ONCE):
        yield names[start : start + AT_ONCE]
