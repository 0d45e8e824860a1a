"""The organ of the measurements: a district with 300 deputies, 80 units, and everybody's account."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.people.models import (
    Account,
    Belonging,
    Grouping,
    Mandate,
    Organ,
    Person,
    Role,
    RoleCode,
    Session,
    Term,
    Unit,
)
from yishi.rooms.suggestions.models import Topic

CODE = "bench"
DEPUTIES, UNITS, DELEGATIONS = 300, 80, 20
FIRST_YEAR = 2022
BEGAN = dt.date(FIRST_YEAR, 1, 5)
STEMS = "甲乙丙丁戊己庚辛壬癸"
TOPICS = ("教育", "卫生", "交通", "住房", "养老", "环保", "农业", "文化")
R = RoleCode


def spelt(number: int, width: int) -> str:
    """A number in heavenly stems, always as wide, so that no name is part of another."""
    return "".join(STEMS[int(digit)] for digit in f"{number:0{width}d}")


def person_name(at: int) -> str:
    """Nobody's name."""
    return f"试{spelt(at, 3)}"


def unit_short(at: int) -> str:
    """A unit's short name; its long name and its people's names begin or end with it."""
    return f"第{at:02d}局"


@dataclass
class House:
    """The organ with its people, in the order in which clones turn them."""

    organ: Organ
    mandates: list[int]
    members: list[int]
    units: list[int]
    liaisons: list[int]
    heads: list[int]
    topics: list[int]
    accounts: dict[str, Account] = field(default_factory=dict)
    _actors: dict[tuple[str, dt.date], Actor] = field(default_factory=dict)

    def actor(self, key: str, day: dt.date) -> Actor:
        """Who acts: "office", "government_office", "member/3", "liaison/0", "head/0"."""
        if (key, day) not in self._actors:
            self._actors[key, day] = actor_of(self.account(key), self.organ, day)
        return self._actors[key, day]

    def account(self, key: str) -> Account:
        """The account behind such a key."""
        if key not in self.accounts:
            self.accounts[key] = Account.objects.get(username=f"{CODE}-{key.replace('/', '-')}")
        return self.accounts[key]


def house() -> House:
    """The house as it stands in the database. Raises Organ.DoesNotExist before `settle`."""
    organ = Organ.objects.get(code=CODE)

    def accounts(kind: str) -> list[int]:
        rows = Account.objects.filter(username__startswith=f"{CODE}-{kind}-").order_by("pk")
        return list(rows.values_list("pk", flat=True))

    return House(
        organ=organ,
        mandates=list(Mandate.objects.filter(organ=organ).order_by("pk").values_list("pk", flat=True)),
        members=accounts("member"),
        units=list(Unit.objects.filter(organ=organ, coordinates=False).order_by("pk").values_list("pk", flat=True)),
        liaisons=accounts("liaison"),
        heads=accounts("head"),
        topics=list(Topic.objects.filter(organ=organ).order_by("pk").values_list("pk", flat=True)),
    )


def settle() -> House:
    """Make the organ and everybody in it."""
    organ = Organ(
        code=CODE, name="未有市试验区人民代表大会常务委员会", short="试验区人大常委会", profile="npc", level="district",
        place="50", letterhead="试办",
    )  # fmt: skip
    organ.save()
    term = Term.objects.create(organ=organ, number=18, began=BEGAN)
    Session.objects.bulk_create(
        Session(term=term, number=at + 1, opens=dt.date(FIRST_YEAR + at, 1, 12), closes=dt.date(FIRST_YEAR + at, 1, 15))
        for at in range(6)
    )
    committee = Grouping.objects.create(organ=organ, kind=Grouping.Kind.COMMITTEE, name="试验委员会")
    Topic.objects.bulk_create(
        Topic(organ=organ, code=f"t{at}", name=name, committee=committee) for at, name in enumerate(TOPICS)
    )
    _deputies(organ, term)
    _units(organ)
    _account(organ, "office", "试办公室", R.OFFICE)
    _account(organ, "supervisor", "试督办", R.SUPERVISOR)
    return house()


def _deputies(organ: Organ, term: Term) -> None:
    groups = Grouping.objects.bulk_create(
        Grouping(organ=organ, term=term, kind=Grouping.Kind.DELEGATION, name=f"第{at:02d}代表团")
        for at in range(DELEGATIONS)
    )
    people = Person.objects.bulk_create(Person(name=person_name(at)) for at in range(DEPUTIES))
    mandates = Mandate.objects.bulk_create(
        Mandate(
            organ=organ, person=person, term=term, kind=Mandate.Kind.DEPUTY, number=f"{at:04d}", began=BEGAN,
            begun_by=Mandate.Begun.ELECTED,
        )
        for at, person in enumerate(people)
    )  # fmt: skip
    Belonging.objects.bulk_create(
        Belonging(mandate=mandate, grouping=groups[at % DELEGATIONS], began=BEGAN, heads=at < DELEGATIONS)
        for at, mandate in enumerate(mandates)
    )
    accounts = Account.objects.bulk_create(
        Account(username=f"{CODE}-member-{at}", name=person.name, person=person, home=organ, password="!")
        for at, person in enumerate(people)
    )
    Role.objects.bulk_create(
        Role(account=account, organ=organ, code=R.MEMBER, mandate=mandate, began=BEGAN)
        for account, mandate in zip(accounts, mandates, strict=True)
    )


def _units(organ: Organ) -> None:
    units = Unit.objects.bulk_create(
        Unit(organ=organ, code=f"D{at:03d}", name=f"试验区{unit_short(at)}", short=unit_short(at))
        for at in range(UNITS)
    )
    for kind, code in (("liaison", R.LIAISON), ("head", R.HEAD)):
        accounts = Account.objects.bulk_create(
            Account(username=f"{CODE}-{kind}-{at}", name=f"{unit}{code.label[-3:]}", home=organ, password="!")
            for at, unit in enumerate(units)
        )
        Role.objects.bulk_create(
            Role(account=account, organ=organ, code=code, unit=unit, began=BEGAN)
            for account, unit in zip(accounts, units, strict=True)
        )
    office = Unit.objects.create(organ=organ, code="0", name="试验区政府办", short="政府办", coordinates=True)
    _account(organ, "government_office", "试分办", R.GOVERNMENT_OFFICE, unit=office)


def _account(organ: Organ, key: str, name: str, code: RoleCode, **role: object) -> None:
    account = Account.objects.create(username=f"{CODE}-{key}", name=name, home=organ, password="!")
    Role.objects.create(account=account, organ=organ, code=code, began=BEGAN, **role)
