"""Organs, people and accounts for tests, with names plainly invented. Every room's tests may use them."""

from __future__ import annotations

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from yishi.foundation.people import actors
from yishi.foundation.people.models import (
    Account,
    Belonging,
    Grouping,
    Mandate,
    Organ,
    Person,
    Post,
    Role,
    RoleCode,
    Session,
    Suspension,
    Term,
    Unit,
)

PASSWORD = "zhuangqianyi-2026"
"""What every account made here signs in with."""

TERM_BEGAN = dt.date(2022, 1, 5)
UNIT_ROLES = {RoleCode.LIAISON, RoleCode.HEAD, RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE}
GIVEN = "甲乙丙丁戊己庚辛壬癸"


def invented_name(number: int) -> str:
    """A name nobody bears: 试 and ordinals of the heavenly stems ("试甲乙丙")."""
    digits = ""
    while True:
        number, rest = divmod(number, len(GIVEN))
        digits = GIVEN[rest] + digits
        if not number:
            return f"试{digits}"


class OrganFactory(DjangoModelFactory):
    """A district's congress standing committee; `profile="cppcc"` makes it a CPPCC committee."""

    class Meta:
        model = Organ
        django_get_or_create = ("code",)

    profile = Organ.Profile.NPC
    place = "50"
    level = Organ.Level.DISTRICT
    parent = None
    letterhead = "试办"
    code = factory.Sequence(lambda n: f"organ-{n}")
    short = factory.LazyAttribute(lambda o: "试验区政协" if o.profile == Organ.Profile.CPPCC else "试验区人大常委会")
    name = factory.LazyAttribute(lambda o: f"未有市{o.short}")


class TermFactory(DjangoModelFactory):
    """第十八届, begun on 2022-01-05 and still running. The same organ and number give the same term."""

    class Meta:
        model = Term
        django_get_or_create = ("organ", "number")

    organ = factory.SubFactory(OrganFactory)
    number = 18
    began = TERM_BEGAN
    ended = None


class SessionFactory(DjangoModelFactory):
    """The session of January 2026: 12th to 15th."""

    class Meta:
        model = Session
        django_get_or_create = ("term", "number")

    term = factory.SubFactory(TermFactory)
    number = 5
    opens = dt.date(2026, 1, 12)
    closes = dt.date(2026, 1, 15)


class PersonFactory(DjangoModelFactory):
    """Someone on the roll."""

    class Meta:
        model = Person

    name = factory.Sequence(invented_name)
    sex = factory.Iterator(["m", "f"])
    born = dt.date(1975, 6, 1)
    degree = Person.Degree.BACHELOR
    work = "未有公司职员"
    phone = ""


class MandateFactory(DjangoModelFactory):
    """A seat in the organ's running term: a deputy's, or a member's in a CPPCC committee."""

    class Meta:
        model = Mandate

    organ = factory.SubFactory(OrganFactory)
    person = factory.SubFactory(PersonFactory)
    term = factory.LazyAttribute(lambda o: TermFactory(organ=o.organ))
    kind = factory.LazyAttribute(
        lambda o: Mandate.Kind.MEMBER if o.organ.profile == Organ.Profile.CPPCC else Mandate.Kind.DEPUTY
    )
    number = factory.Sequence(lambda n: f"{n:04d}")
    began = TERM_BEGAN
    begun_by = factory.LazyAttribute(
        lambda o: Mandate.Begun.INVITED if o.organ.profile == Organ.Profile.CPPCC else Mandate.Begun.ELECTED
    )


class GroupingFactory(DjangoModelFactory):
    """A delegation of the running term (a sector in a CPPCC committee) unless `kind` says otherwise."""

    class Meta:
        model = Grouping

    organ = factory.SubFactory(OrganFactory)
    term = factory.LazyAttribute(lambda o: TermFactory(organ=o.organ))
    kind = factory.LazyAttribute(
        lambda o: Grouping.Kind.SECTOR if o.organ.profile == Organ.Profile.CPPCC else Grouping.Kind.DELEGATION
    )
    name = factory.Sequence(lambda n: f"第{n}试验组")


class BelongingFactory(DjangoModelFactory):
    """A mandate's place in a grouping of its organ, from the mandate's first day."""

    class Meta:
        model = Belonging

    mandate = factory.SubFactory(MandateFactory)
    grouping = factory.LazyAttribute(lambda o: GroupingFactory(organ=o.mandate.organ))
    began = factory.LazyAttribute(lambda o: o.mandate.began)


class SuspensionFactory(DjangoModelFactory):
    """A pause in a deputy's duties, still running."""

    class Meta:
        model = Suspension

    mandate = factory.SubFactory(MandateFactory)
    began = dt.date(2026, 3, 1)
    ground = "因刑事案件被羁押正在受侦查（虚构）"


class UnitFactory(DjangoModelFactory):
    """A department of the government."""

    class Meta:
        model = Unit

    organ = factory.SubFactory(OrganFactory)
    code = factory.Sequence(lambda n: f"D{n:03d}")
    name = factory.Sequence(lambda n: f"试验区第{n}局")
    short = factory.Sequence(lambda n: f"第{n}局")
    side = Unit.Side.GOVERNMENT


class PostFactory(DjangoModelFactory):
    """A people's-feeling liaison officer."""

    class Meta:
        model = Post

    organ = factory.SubFactory(OrganFactory)
    person = factory.SubFactory(PersonFactory)
    kind = Post.Kind.FEELING_LIAISON
    began = TERM_BEGAN


class AccountFactory(DjangoModelFactory):
    """Someone who can sign in with `PASSWORD`."""

    class Meta:
        model = Account
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"shiyan{n}")
    name = factory.Sequence(invented_name)
    password = factory.django.Password(PASSWORD)


class RoleFactory(DjangoModelFactory):
    """A role in an organ, with the unit, committee or mandate that such a role must name."""

    class Meta:
        model = Role

    organ = factory.SubFactory(OrganFactory)
    account = factory.LazyAttribute(lambda o: AccountFactory(home=o.organ))
    code = RoleCode.OFFICE
    unit = factory.LazyAttribute(lambda o: UnitFactory(organ=o.organ) if o.code in UNIT_ROLES else None)
    grouping = factory.LazyAttribute(
        lambda o: (
            GroupingFactory(organ=o.organ, kind=Grouping.Kind.COMMITTEE, term=None)
            if o.code == RoleCode.COMMITTEE
            else None
        )
    )
    mandate = factory.LazyAttribute(lambda o: MandateFactory(organ=o.organ) if o.code == RoleCode.MEMBER else None)
    began = TERM_BEGAN


def make_organ(profile: str = "npc", place: str = "50", **kwargs: object) -> Organ:
    """An organ with its running term, the session of January 2026, and the two coordinating offices."""
    organ = OrganFactory(profile=profile, place=place, **kwargs)
    SessionFactory(term=TermFactory(organ=organ))
    for side, word in ((Unit.Side.GOVERNMENT, "政府办"), (Unit.Side.PARTY, "党委办")):
        UnitFactory(organ=organ, code=f"0-{side}", name=f"试验区{word}", short=word, side=side, coordinates=True)
    return organ


def coordinator(organ: Organ, side: str = Unit.Side.GOVERNMENT) -> Unit:
    """The unit that coordinates `side` in an organ of `make_organ`."""
    return Unit.objects.get(organ=organ, side=side, coordinates=True)


def actor(organ: Organ, code: RoleCode, *, day: dt.date | None = None, **role: object) -> actors.Actor:
    """A fresh account that holds `code` in `organ`, as it acts on `day` (15 March 2026 unless said).

    Further words go to the role: `unit`, `grouping`, `mandate`, `account`, `began`, `ended`. A government or
    Party office role stands on the organ's own coordinating unit where there is one; a member's account is
    the person of his mandate.
    """
    sides = {RoleCode.GOVERNMENT_OFFICE: Unit.Side.GOVERNMENT, RoleCode.PARTY_OFFICE: Unit.Side.PARTY}
    if code in sides and "unit" not in role:
        found = Unit.objects.filter(organ=organ, side=sides[code], coordinates=True).first()
        role |= {"unit": found} if found else {}
    if code == RoleCode.MEMBER:
        mandate = role.setdefault("mandate", None) or MandateFactory(organ=organ)
        role["mandate"] = mandate
        role.setdefault("account", _account_of(mandate))
    made = RoleFactory(organ=organ, code=code, **role)
    return actors.actor_of(made.account, organ, day or dt.date(2026, 3, 15))


def _account_of(mandate: Mandate) -> Account:
    found = Account.objects.filter(person=mandate.person).first()
    return found or AccountFactory(person=mandate.person, name=mandate.person.name, home=mandate.organ)
