"""Which seat, and which person, a row speaks of. What cannot be told apart is said, never guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yishi.foundation.people.imports.registry import Registry
from yishi.foundation.people.models import Mandate, Person, Term


class Unclear(ValueError):
    """The row may mean several; the message says what to add."""


@dataclass(frozen=True)
class Said:
    """What a row says of who it means."""

    kind: str
    term: Term | None
    name: str
    number: str | None
    born: dt.date | None


def find_seat(registry: Registry, said: Said, warnings: list[str]) -> Mandate | None:
    """The seat meant: by number, else by name with day of birth, else by a name that only one bears.

    None for a seat not yet on the roll. Raises Unclear."""
    if said.number and (held := registry.numbered(said.kind, said.term, said.number)):
        return _by_number(held, said, registry.day)
    alike = registry.alike(said.kind, said.term, said.name)
    if said.born:
        same = [mandate for mandate in alike if mandate.person.born == said.born]
        if len(same) == 1:
            return same[0]
        others = [mandate for mandate in alike if mandate.person.born not in (None, said.born)]
        if others and len(others) == len(alike):
            warnings.append(_("名册中有同名者，出生日期不同，按另一人新增。"))
        alike = same or [mandate for mandate in alike if mandate.person.born is None]
    return _only_one(alike, said)


def _by_number(held: Mandate, said: Said, day: dt.date) -> Mandate:
    words = {"n": said.number, "name": held.person.name, "day": held.ended}
    renamed = said.born is not None and held.person.born == said.born
    if held.person.name != said.name and not renamed:
        raise Unclear(_("证号 %(n)s 已属于%(name)s。请核对证号；如是改名，请填出生日期。") % words)
    if held.ended and held.ended < day:
        raise Unclear(_("%(name)s（证号 %(n)s）的资格已于 %(day)s 终止。") % words)
    return held


def _only_one(alike: list[Mandate], said: Said) -> Mandate | None:
    if not alike:
        return None
    words = {"n": len(alike), "name": said.name}
    if len(alike) > 1:
        raise Unclear(_("名册里有 %(n)d 位“%(name)s”，请填写证号或出生日期以便区分。") % words)
    found = alike[0]
    if said.number and found.number and found.number != said.number:
        words |= {"old": found.number, "new": said.number}
        raise Unclear(_("名册中“%(name)s”的证号是 %(old)s，与本行 %(new)s 不同，请填出生日期以便区分。") % words)
    return found


def find_person(registry: Registry, said: Said, warnings: list[str]) -> Person | None:
    """The person for a new seat, where he is on record: in this organ, or elsewhere by name and birth.

    None for someone new. Raises Unclear."""
    here = registry.persons.get(said.name, [])
    if said.born:
        same = [person for person in here if person.born == said.born]
        same = same or registry.elsewhere.get((said.name, said.born), [])
        if len(same) == 1:
            return same[0]
    maybe = [person for person in here if said.born is None or person.born is None]
    if len(maybe) > 1:
        words = {"n": len(maybe), "name": said.name}
        raise Unclear(_("本机关有 %(n)d 位“%(name)s”，请填出生日期以便区分。") % words)
    if maybe:
        warnings.append(_("按本机关已登记的%(name)s本人处理，如是另一人请填出生日期。") % {"name": said.name})
        return maybe[0]
    return None
