"""The demo's people: deputies or members, officers of every role, and the accounts they sign in with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.cast.names import names
from yishi.doors.cli.demo.days import DAY, Days
from yishi.foundation.people.models import (
    Account,
    Belonging,
    Grouping,
    Mandate,
    Organ,
    Person,
    Role,
    RoleCode,
    Term,
    Unit,
)

PASSWORD = "yunxi-demo"
"""Everybody in the demo signs in with it. It is printed, so a database with a demo in it holds nothing else."""
INFORMANTS = 3
WORKS = (
    "云溪机械厂",
    "溪口茶业合作社",
    "区第三小学",
    "听泉社区",
    "区中医院",
    "柳湾果业公司",
    "云谷律师事务所",
    "青禾农机队",
    "松坪物业公司",
    "物流园运输队",
)
JOBS = ("职工", "负责人", "教师", "社区工作者", "医师", "技术员", "经理", "班组长")


@dataclass(frozen=True)
class Seat:
    """One account to be made: the key by which the story calls it, and the role it holds."""

    key: str
    username: str
    name: str
    code: RoleCode
    unit: Unit | None = None
    grouping: Grouping | None = None
    mandate: Mandate | None = None


def settle(house: House, days: Days, members: int, rng: random.Random) -> None:
    """Fill the organ with people. `members` are seated in its delegations or sectors in turn, the first of each its head."""
    called = names(house.organ.profile)
    _members(house, days, [next(called) for _ in range(members)], rng)
    seats = [*_officers(house, called), *_unit_people(house, called), *_member_seats(house)]
    seats.append(Seat("keeper", f"{house.organ.profile}-keeper", next(called), RoleCode.STATION_KEEPER))
    seats += [
        Seat(f"informant/{at}", f"{house.organ.profile}-informant{at}", next(called), RoleCode.INFORMANT)
        for at in range(1, INFORMANTS + 1)
    ]
    _accounts(house, seats, days)


def _members(house: House, days: Days, called: list[str], rng: random.Random) -> None:
    organ, term = house.organ, Term.objects.get(organ=house.organ)
    npc = organ.profile == Organ.Profile.NPC
    persons = Person.objects.bulk_create(_person(name, days, rng) for name in called)
    house.mandates = Mandate.objects.bulk_create(
        Mandate(
            organ=organ, person=person, term=term, number=f"{number:04d}", began=days.term_began,
            kind=Mandate.Kind.DEPUTY if npc else Mandate.Kind.MEMBER,
            begun_by=Mandate.Begun.ELECTED if npc else Mandate.Begun.INVITED,
            re_elected=rng.random() < 0.3, grass_roots=rng.random() < 0.45, non_party=rng.random() < (0.35 if npc else 0.6),
        )
        for number, person in enumerate(persons, 1)
    )  # fmt: skip
    keys = list(house.groups)
    for at, mandate in enumerate(house.mandates):
        house.groups[keys[at % len(keys)]].append(mandate)
    Belonging.objects.bulk_create(
        Belonging(mandate=mandate, grouping_id=key, heads=mandate is found[0], began=days.term_began)
        for key, found in house.groups.items()
        for mandate in found
    )


def _person(name: str, days: Days, rng: random.Random) -> Person:
    born = days.opens.replace(year=days.year - rng.randint(28, 64), day=1) + DAY * rng.randint(0, 300)
    degree = rng.choices(Person.Degree.values, weights=(10, 22, 45, 19, 4))[0]
    work = f"{rng.choice(WORKS)}{rng.choice(JOBS)}"
    return Person(name=name, sex=rng.choices(("m", "f"), weights=(62, 38))[0], born=born, degree=degree, work=work)


def _officers(house: House, called: Iterator[str]) -> Iterator[Seat]:
    prefix = house.organ.profile
    for key, code in (
        ("office", RoleCode.OFFICE), ("office2", RoleCode.OFFICE), ("secretariat", RoleCode.SECRETARIAT), ("leader", RoleCode.LEADER),
        ("leader2", RoleCode.LEADER), ("supervisor", RoleCode.SUPERVISOR), ("auditor", RoleCode.AUDITOR), ("admin", RoleCode.ADMINISTRATOR),
    ):  # fmt: skip
        yield Seat(key, f"{prefix}-{key}", next(called), code)
    for number, committee in enumerate(house.committees.values(), 1):
        yield Seat(
            f"committee/{committee.pk}",
            f"{prefix}-committee{number}",
            next(called),
            RoleCode.COMMITTEE,
            grouping=committee,
        )


def _unit_people(house: House, called: Iterator[str]) -> Iterator[Seat]:
    prefix = house.organ.profile
    offices = {Unit.Side.GOVERNMENT: RoleCode.GOVERNMENT_OFFICE, Unit.Side.PARTY: RoleCode.PARTY_OFFICE}
    for unit in house.units:
        if unit.coordinates:
            code = offices[Unit.Side(unit.side)]
            yield Seat(str(code), f"{prefix}-{unit.side}", next(called), code, unit=unit)
        short = unit.code.lower()
        yield Seat(f"liaison/{unit.pk}", f"{prefix}-{short}", next(called), RoleCode.LIAISON, unit=unit)
        yield Seat(f"head/{unit.pk}", f"{prefix}-{short}-head", next(called), RoleCode.HEAD, unit=unit)


def _member_seats(house: House) -> Iterator[Seat]:
    for number, mandate in enumerate(house.mandates, 1):
        name = f"{house.organ.profile}-member{number}"
        yield Seat(f"member/{mandate.pk}", name, mandate.person.name, RoleCode.MEMBER, mandate=mandate)


def _accounts(house: House, seats: list[Seat], days: Days) -> None:
    hashed = make_password(PASSWORD)  # once: hashing it five hundred times would take longer than the whole year
    made = Account.objects.bulk_create(
        Account(
            username=seat.username, name=seat.name, home=house.organ, password=hashed,
            person_id=seat.mandate.person_id if seat.mandate else None, phone=seat.unit.phone if seat.unit else "",
        )
        for seat in seats
    )  # fmt: skip
    Role.objects.bulk_create(
        Role(
            account=account, organ=house.organ, code=seat.code, unit=seat.unit, grouping=seat.grouping, mandate=seat.mandate,
            began=days.term_began,
        )
        for account, seat in zip(made, seats, strict=True)
    )  # fmt: skip
    house.accounts = {seat.key: account for account, seat in zip(made, seats, strict=True)}
