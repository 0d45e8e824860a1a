"""A small tree of organs with people, units, groups and matters, and facts put on it row by row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from yishi.foundation import clock
from yishi.foundation.facts.models import Fact, FactGroup, FactOrgan, FactPerson, FactTag
from yishi.foundation.matters.models import Matter
from yishi.foundation.people import actors
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, Unit
from yishi.foundation.people.tests.factories import (
    BelongingFactory,
    GroupingFactory,
    MandateFactory,
    PersonFactory,
    SessionFactory,
    TermFactory,
    UnitFactory,
    make_organ,
)
from yishi.readings.figures import counting
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.windows import Span, of_year
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind, Level, Line, Output, Role
from yishi.rooms.activities.models import Activity

YEAR = of_year(2026)
CATALOGUE = Catalogue(
    (Line("duty", "代表履职", "委员履职", "Duty", 1), Line("stations", "联络站", "工作室", "Stations", 2)),
    (
        Kind("visit", "duty", "走访", "visit", "次", "一次走访计一次。", outputs=("opinion",), roles=("deputy", "resident")),
        Kind("night_visit", "duty", "夜访", "night visit", "次", "晚间的走访。", broader="visit"),
        Kind("forum", "duty", "座谈", "forum", "场", "一场计一场。", results=(("agreed", "达成一致"),)),
        Kind("house", "stations", "联络站点", "station", "个", "挂牌的站点。", form="stock"),
    ),
    (Output("opinion", "意见建议", "opinions", "条", "一条计一条。"), Output("firms", "企业", "firms", "家", "一家计一家。", of="bodies", levels=True)),
    (Role("deputy", "代表", "deputies", named=True), Role("resident", "群众", "residents")),
    (Level("province", "省级", "province"), Level("city", "市级", "city")),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A fact in words: places in the ground's lists instead of keys."""

    day: dt.date = dt.date(2026, 5, 6)
    kind: str = "visit"
    organ: int = 0
    matter: int = 0
    line: str = "duty"
    source: str = ""
    outcome: str = ""
    topic: str = ""
    place: str = ""
    unit: int | None = None
    quantity: Decimal = Decimal(1)
    measure: str = "次"
    until: dt.date | None = None
    sealed: bool = False
    outside: bool = False
    persons: frozenset[tuple[int, str]] = frozenset()
    hosts: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    key: str = ""


@dataclass
class Ground:
    """Root, two organs below it, and one apart. Each has two matters."""

    organs: list[Organ] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    groups: list[Grouping] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)

    def __post_init__(self) -> None:
        root = make_organ()
        self.organs = [root, *(self._organ(root, code) for code in ("ground-a", "ground-b")), self._organ(None, "far")]
        for organ in self.organs:
            for at in range(2):
                self.matters.append(self._matter(organ, at))
        self.units = [UnitFactory(organ=root, name=f"试验{n}局", short=f"{n}局") for n in "甲乙"]
        self.groups = [GroupingFactory(organ=root, name=f"第{n}组") for n in "甲乙"]
        self._people(root)

    def _organ(self, parent: Organ | None, code: str) -> Organ:
        made = Organ(
            code=code,
            name=f"未有{code}",
            short=code,
            profile="npc",
            level="town",
            place="50",
            parent=parent,
            working=False,
        )
        made.save()
        return made

    def _matter(self, organ: Organ, at: int) -> Matter:
        made = Matter.objects.create(
            organ=organ, room="activities", kind="activity", title=f"走访{at}", state="recorded", opened_on=dt.date(2024, 1, 1),
            touched_at=clock.now(),
        )  # fmt: skip
        Activity.objects.create(matter=made, kind="visit", line="duty", measure="次", day=dt.date(2024, 1, 1))
        return made

    def _people(self, root: Organ) -> None:
        """Three persons; the first has two mandates. The sector of the first changes in the middle of 2026."""
        one, two, three = (
            PersonFactory(sex=sex, degree=degree) for sex, degree in (("f", "master"), ("m", ""), ("f", ""))
        )
        make = MandateFactory
        self.mandates = [
            make(organ=root, person=one, grass_roots=True), make(organ=root, person=one, kind="standing", non_party=True),
            make(organ=root, person=two, re_elected=True), make(organ=self.organs[1], person=three),
        ]  # fmt: skip
        sectors = [GroupingFactory(organ=root, kind=Grouping.Kind.SECTOR, name=name) for name in ("教育界", "科技界")]
        turn = dt.date(2026, 6, 30)
        BelongingFactory(mandate=self.mandates[0], grouping=sectors[0], ended=turn)
        BelongingFactory(mandate=self.mandates[0], grouping=sectors[1], began=turn + dt.timedelta(days=1))
        BelongingFactory(mandate=self.mandates[2], grouping=sectors[0], second=True)
        BelongingFactory(mandate=self.mandates[3], grouping=sectors[1])
        SessionFactory(term=TermFactory(organ=root))

    def sector(self, mandate: Mandate, day: dt.date) -> set[str]:
        """First sectors of a mandate on a day."""
        rows = Belonging.objects.filter(mandate=mandate, second=False).select_related("grouping")
        return {
            row.grouping.name
            for row in rows
            if row.grouping.kind == "sector" and row.began <= day and (row.ended is None or row.ended >= day)
        }

    def put(self, rows: list[Row]) -> None:
        """Let these be all the facts there are."""
        Fact.objects.all().delete()
        for at, row in enumerate(rows):
            self._put(at, row)

    def _put(self, at: int, row: Row) -> None:
        matter = self.matters[row.organ * 2 + row.matter]
        columns = {
            name: getattr(row, name)
            for name in (
                "day", "kind", "line", "source", "outcome", "topic", "place", "quantity", "measure", "until", "sealed", "outside",
            )
        }  # fmt: skip
        fact = Fact.objects.create(
            organ=self.organs[row.organ], organ_path=self.organs[row.organ].path, matter=matter, key=row.key or f"{row.kind}/{at}",
            unit=None if row.unit is None else self.units[row.unit], **columns,
        )  # fmt: skip
        FactPerson.objects.bulk_create(
            FactPerson(fact=fact, mandate=self.mandates[who], role=role) for who, role in row.persons
        )
        FactOrgan.objects.bulk_create(FactOrgan(fact=fact, organ=self.organs[host]) for host in row.hosts)
        FactGroup.objects.bulk_create(FactGroup(fact=fact, grouping=self.groups[group]) for group in row.groups)
        FactTag.objects.bulk_create(FactTag(fact=fact, tag=tag) for tag in row.tags)

    def counter(self, organ: int = 0, asked: Span = YEAR, reader: Actor | None = None) -> Counter:
        """A counter of the system's or somebody's, in one of the organs."""
        made = Counter(reader or actors.system(self.organs[organ]), asked)
        made.names = counting.Names(made.scope, CATALOGUE)
        return made
