"""A tree of 120 organs below the house of the measurements, and five years of activities in it, up to so many facts.

Rooms' rows are written in bulk as steps would leave them; the facts come of them by the rebuild that an office would run. What is
not as after years lived through: activities have no journal entries, no notices, no photos; people of towns have no accounts.
Everything follows from one seed.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from bench.data import tables
from bench.data.people import BEGAN, CODE, FIRST_YEAR, person_name, spelt
from yishi.doors.cli import nightly
from yishi.foundation import clock
from yishi.foundation.facts import rebuilding
from yishi.foundation.facts.bulk import pour
from yishi.foundation.facts.models import Fact
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, Person, Session, Term, Unit
from yishi.rooms import loops
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind
from yishi.rooms.activities.models import Activity, Host, Joined, Output, Participant

ORGANS, ZONES = 120, 17
"""All of them with the root; zones stand between it and the towns."""
PEOPLE, GROUPS, SECTORS = 30, 3, 5
"""Of each town."""
TOPICS = ("教育", "卫生", "交通", "住房", "养老", "环保", "农业", "文化", "法治", "科技", "就业", "安全")
LAWS = ("甲法", "乙法", "丙条例", "丁条例", "戊办法")
AREAS = tuple(f"片区{spelt(at, 2)}" for at in range(40))
LAST = dt.date(2026, 11, 20)
HELPING = 5_000
"""Activities written at once."""
ROOTS = 10
"""One in so many activities is the root's own."""


@dataclass
class Place:
    """An organ with those who take part in what it does."""

    organ: Organ
    mandates: Sequence[int]
    groups: Sequence[int]
    units: Sequence[int]


@dataclass
class Rows:
    """Rows waiting to be written, by model, and the next key of each."""

    keys: dict[type[Model], int]
    held: dict[type[Model], list[tuple[Any, ...]]] = field(default_factory=dict)

    def add(self, model: type[Model], *values: Any) -> int:
        """Another row; gives its key."""
        key = self.keys[model]
        self.keys[model] = key + 1
        self.held.setdefault(model, []).append((key, *values))
        return key

    def write(self) -> None:
        """All of them, parents first."""
        for model, names in COLUMNS.items():
            pour(model, names, self.held.pop(model, []))


ACTIVITY = (
    "kind", "line", "measure", "stock", "day", "last_day", "ended_on", "place", "area", "topics", "laws", "times", "result",
    "summary",
)  # fmt: skip
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Matter: (
        "id", "organ_id", "room", "kind", "number", "title", "state", "version", "pack", "opened_on", "closed_on", "touched_at",
    ),
    Activity: ("matter_id", *ACTIVITY),
    Participant: ("id", "activity_id", "role", "mandate_id", "heads"),
    Host: ("id", "activity_id", "organ_id", "name"),
    Joined: ("id", "activity_id", "grouping_id"),
    Output: (
        "id", "activity_id", "code", "quantity", "measure", "name", "unit_id", "level", "by_whom", "note", "day",
    ),
}  # fmt: skip


def grow(facts: int) -> None:
    """Let there be about so many facts in all, of a tree of 120 organs."""
    with clock.at(LAST), transaction.atomic():
        places = plant()
        wanted = facts - Fact.objects.count()
        _activities(places, wanted)
    nightly.weigh_tables()
    with clock.at(LAST):
        derive()
    nightly.weigh_tables()


def derive() -> None:
    """The facts of all matters, by the rebuild itself."""
    derived = {kind: loop.facts for kind, loop in loops().items() if loop.facts is not None}
    for _ in rebuilding.rebuild(derived, afresh=True):
        pass


# --- organs and people ------------------------------------------------------------------------------------------


def plant() -> list[Place]:
    """The tree: zones below the root, towns below zones; the root first, then the rest in the order of paths."""
    root = Organ.objects.get(code=CODE)
    zones = [_organ(root, f"zone{spelt_code(at)}", "zone") for at in range(ZONES)]
    towns = [_organ(zones[at % ZONES], f"town{spelt_code(at)}", "town") for at in range(ORGANS - ZONES - 1)]
    units = list(Unit.objects.filter(organ=root).values_list("pk", flat=True))
    groups = Grouping.objects.filter(organ=root, kind=Grouping.Kind.DELEGATION).values_list("pk", flat=True)
    mandates = list(Mandate.objects.filter(organ=root).values_list("pk", flat=True))
    places = [Place(root, mandates, list(groups), units)]
    places += [Place(zone, [], [], []) for zone in zones]
    return places + [_town(town, at) for at, town in enumerate(towns)]


def spelt_code(at: int) -> str:
    """Always as wide."""
    return f"{at:03d}"


def _organ(parent: Organ, code: str, level: str) -> Organ:
    made = Organ(
        code=f"{CODE}-{code}", name=f"未有试验{code}", short=code, profile="npc", level=level, place=parent.place, parent=parent,
        working=level == "zone",
    )  # fmt: skip
    made.save()
    return made


def _town(organ: Organ, at: int) -> Place:
    term = Term.objects.create(organ=organ, number=5, began=BEGAN)
    Session.objects.bulk_create(
        Session(term=term, number=n + 1, opens=dt.date(FIRST_YEAR + n, 1, 5), closes=dt.date(FIRST_YEAR + n, 1, 7))
        for n in range(5)
    )
    kinds_of = [Grouping.Kind.DEPUTIES] * GROUPS + [Grouping.Kind.SECTOR] * SECTORS
    groups = Grouping.objects.bulk_create(
        Grouping(organ=organ, term=term, kind=kind, name=f"第{n}组") for n, kind in enumerate(kinds_of)
    )
    people = Person.objects.bulk_create(
        Person(name=f"{person_name(n)}{spelt(at, 3)}", sex="mf"[n % 2]) for n in range(PEOPLE)
    )
    mandates = Mandate.objects.bulk_create(
        Mandate(
            organ=organ, person=person, term=term, kind=Mandate.Kind.DEPUTY, number=f"{n:03d}", began=BEGAN,
            begun_by=Mandate.Begun.ELECTED, grass_roots=n % 3 == 0,
        )
        for n, person in enumerate(people)
    )  # fmt: skip
    Belonging.objects.bulk_create(
        Belonging(mandate=mandate, grouping=groups[which], began=BEGAN)
        for n, mandate in enumerate(mandates)
        for which in (n % GROUPS, GROUPS + n % SECTORS)
    )
    return Place(organ, [each.pk for each in mandates], [each.pk for each in groups[:GROUPS]], [])


# --- what they did ------------------------------------------------------------------------------------------------


def _activities(places: Sequence[Place], facts: int) -> None:
    """As many as give so many facts; those of one day may be of any organ."""
    catalogue, dice = kinds.load(), random.Random(2026)
    offered = [kind for kind in catalogue.of_profile("npc") if kind.code in used(catalogue)]
    rows = Rows({model: tables.next_key(model) for model in COLUMNS if model is not Activity})
    made = at = 0
    while made < facts:
        place = places[0] if at % ROOTS == 0 else dice.choice(places[1:])
        made += _activity(rows, place, places, dice.choice(offered), catalogue, dice)
        at += 1
        if at % HELPING == 0:
            rows.write()
    rows.write()
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [model for model in COLUMNS if model is not Activity]):
            cursor.execute(sql)


def used(catalogue: Catalogue) -> frozenset[str]:
    """Every third kind: an organ does not do all that there is."""
    codes = [kind.code for kind in catalogue.of_profile("npc") if kind.line != "suggestions"]
    return frozenset(codes[::3])


def _activity(
    rows: Rows, place: Place, places: Sequence[Place], kind: Kind, catalogue: Catalogue, dice: random.Random
) -> int:
    """One, with all that belongs to it; gives how many facts it will have."""
    day = BEGAN + dt.timedelta(days=dice.randrange((LAST - BEGAN).days))
    state = dice.choices(("recorded", "struck", "cancelled"), (96, 2, 2))[0]
    stock = kind.form == "stock"
    last = day + dt.timedelta(days=dice.randrange(1, 4)) if not stock and dice.random() < 0.1 else None
    ended = day + dt.timedelta(days=dice.randrange(200, 900)) if stock and dice.random() < 0.3 else None
    ended = ended if ended and ended <= LAST else None
    topics = "、".join(dice.sample(TOPICS, dice.choice((0, 1, 1, 1, 2))))
    laws = dice.choice(LAWS) if dice.random() < 0.05 else ""
    result = dice.choice(kind.results)[0] if kind.results else ""
    times = 1 if dice.random() < 0.95 else dice.randrange(2, 9)
    name = kind.name_in("npc")
    pk = rows.add(
        Matter, place.organ.pk, "activities", "activity", "", f"{dice.choice(TOPICS)}{name}", "ended" if ended else state, 1, "",
        day, ended, dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC),
    )  # fmt: skip
    rows.held.setdefault(Activity, []).append((
        pk, kind.code, kind.line, kind.measure, stock, day, last, ended, "", dice.choice(AREAS), topics, laws, times, result, "",
    ))  # fmt: skip
    facts = (
        1
        + (last is not None)
        + _participants(rows, pk, place, kind, dice)
        + _outputs(rows, pk, place, day, kind, catalogue, dice)
    )
    _others(rows, pk, place, places, dice)
    return facts if ended or state == "recorded" else 0


def _participants(rows: Rows, pk: int, place: Place, kind: Kind, dice: random.Random) -> int:
    """Some by name, others as heads; gives how many kinds of heads there are."""
    roles = kind.roles or ("deputy",)
    for mandate in dice.sample(place.mandates, min(len(place.mandates), dice.choice((0, 0, 2, 4, 8)))):
        rows.add(Participant, pk, roles[0], mandate, None)
    heads = roles[1:3] if dice.random() < 0.5 else ()
    for role in heads:
        rows.add(Participant, pk, role, None, dice.randrange(1, 200))
    return len(heads)


def _outputs(
    rows: Rows, pk: int, place: Place, day: dt.date, kind: Kind, catalogue: Catalogue, dice: random.Random
) -> int:
    levels = [level.code for level in catalogue.levels]
    codes = [code for code in kind.outputs if dice.random() < 0.7]
    for code in codes:
        output = catalogue.output_by_code[code]
        unit = dice.choice(place.units) if place.units and dice.random() < 0.3 else None
        rows.add(
            Output, pk, code, Decimal(dice.randrange(1, 40)), output.measure, "", unit, dice.choice(levels) if output.levels else "",
            "", "", min(LAST, day + dt.timedelta(days=dice.choice((0, 0, 30)))),
        )  # fmt: skip
    return len(codes)


def _others(rows: Rows, pk: int, place: Place, places: Sequence[Place], dice: random.Random) -> None:
    """Who held it too, and whose delegations or groups did it."""
    if dice.random() < 0.1:
        other = dice.choice(places)
        if other is not place:
            rows.add(Host, pk, other.organ.pk, "")
    if place.groups and dice.random() < 0.2:
        rows.add(Joined, pk, dice.choice(place.groups))


def leaf() -> Organ:
    """One of the towns."""
    return Organ.objects.get(code=f"{CODE}-town{spelt_code(0)}")


def root() -> Organ:
    """The organ at the top."""
    return Organ.objects.get(code=CODE)


def told() -> Iterator[str]:
    """How much there is, in words."""
    for model in (Organ, Matter, Activity, Participant, Output, Fact):
        yield f"{model.__name__} {model._default_manager.count()}"
