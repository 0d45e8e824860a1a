"""What stands around the demo's seats: named posts that are no mandates, contact chains, and the year's visits on them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.cast.names import names
from yishi.doors.cli.demo.days import DAY, Days
from yishi.foundation.people.models import Contact, Person, Post, Visit

KINDS = (
    (Post.Kind.FEELING_LIAISON, 18), (Post.Kind.INFORMANT, 6), (Post.Kind.SPECIAL_SUPERVISOR, 8), (Post.Kind.DUTY_SUPERVISOR, 4),
    (Post.Kind.HANDLING_SUPERVISOR, 6), (Post.Kind.HEARING_OFFICER, 3), (Post.Kind.OBSERVER, 5),
)  # fmt: skip
"""Posts by kind, as many as a district has for each few of its seats."""
AFTER_THE_SEATS = 700
"""Names from here on: nobody else of the demo is called so."""
KEPT = 3
"""Whom the head of a group keeps in touch with."""
HOW = ("入户走访", "座谈", "电话", "接待日见面", "到单位看望")
NOTES = (
    "听取对小区停车和充电的意见，已请社区先行协调。", "反映学校门口上下学拥堵，拟再实地看一次。", "了解企业用工情况，暂无需要转办的事项。",
    "说到背街路灯不亮，当场联系了街道。", "交流履职情况，约定下月一起走访。", "",
)  # fmt: skip


def surround(house: House, days: Days, rng: random.Random) -> None:
    """Fill in posts, chains and visits; in a handful of writes."""
    _posts(house, days, rng)
    chains = Contact.objects.bulk_create(_chains(house, days))
    Visit.objects.bulk_create(_visits(chains, days, rng))


def _posts(house: House, days: Days, rng: random.Random) -> None:
    called = names(house.organ.profile)
    for _ in range(AFTER_THE_SEATS):
        next(called)
    kinds = [kind for kind, count in KINDS for _ in range(count)]
    people = Person.objects.bulk_create(Person(name=next(called), sex=rng.choice("mf")) for _ in kinds)
    units, groups = [unit for unit in house.units if not unit.coordinates], list(house.groups)
    Post.objects.bulk_create(
        Post(
            organ=house.organ, person=person, kind=kind, began=days.term_began,
            unit=units[at % len(units)] if kind == Post.Kind.SPECIAL_SUPERVISOR else None,
            grouping_id=groups[at % len(groups)] if kind == Post.Kind.FEELING_LIAISON else None,
        )
        for at, (person, kind) in enumerate(zip(people, kinds, strict=True))
    )  # fmt: skip


def _chains(house: House, days: Days) -> Iterator[Contact]:
    """The head of each group with some of its people; each of these with the people of their group."""
    for key, found in house.groups.items():
        head, others = found[0], found[1 : KEPT + 1]
        for other in others:
            yield Contact(chain=Contact.Chain.MEMBERS, keeper=head, kept=other, began=days.term_began)
        for mandate in (head, *others):
            yield Contact(chain=Contact.Chain.PUBLIC, keeper=mandate, people_of_id=key, began=days.term_began)


def _visits(chains: list[Contact], days: Days, rng: random.Random) -> Iterator[Visit]:
    """Some in most months since the session opened, none after yesterday; a few links are never visited."""
    last = days.ago(1)
    for link in chains:
        day = days.opens + DAY * rng.randint(0, 60)
        while day <= last and rng.random() < 0.9:
            met = rng.randint(2, 30) if link.people_of_id else None
            yield Visit(contact=link, day=_worked(day), how=rng.choice(HOW), met=met, note=rng.choice(NOTES))
            day += DAY * rng.randint(25, 90)


def _worked(day: dt.date) -> dt.date:
    """The Friday before, where it is a weekend."""
    return day - DAY * max(0, day.weekday() - 4)
