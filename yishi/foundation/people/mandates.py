"""Seats: how they begin, are suspended, end and are filled again. Roles and groupings follow the seat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.people import grounds, organs
from yishi.foundation.people.groupings import close, groupings_on, join
from yishi.foundation.people.models import (
    Account,
    Belonging,
    Contact,
    Grouping,
    Mandate,
    Organ,
    Person,
    Role,
    RoleCode,
    Term,
    in_force,
)
from yishi.foundation.people.refusals import Refused
from yishi.foundation.people.suspensions import resume, standing_on, suspend

__all__ = [
    "announce", "begin", "end", "grant_member_role", "replace", "report", "resume", "roll", "suspend", "term_on",
    "vacated_seats",
]  # fmt: skip

SEATED_IN = (Grouping.Kind.DELEGATION, Grouping.Kind.CONSTITUENCY, Grouping.Kind.SECTOR)
"""What whoever fills a vacancy takes over from the one before."""


def term_on(organ: Organ, day: dt.date) -> Term | None:
    """The term that runs on `day`; the last one begun where none does."""
    running = organ.terms.filter(in_force(day)).order_by("-number").first()
    return running or organ.terms.filter(began__lte=day).order_by("-number").first()


def roll(organ: Organ, day: dt.date, kind: str | None = None) -> QuerySet[Mandate]:
    """Everyone who holds a seat on `day`, the suspended too (they hold it, and may not act), by name.

    Groupings of that day hang on each row as `belongings_then`."""
    then = Belonging.objects.filter(in_force(day)).select_related("grouping")
    found = Mandate.objects.filter(in_force(day), organ=organ).select_related("person", "term")
    if kind:
        found = found.filter(kind=kind)
    return found.prefetch_related(Prefetch("belongings", then, to_attr="belongings_then")).order_by(
        "kind", "person__name", "pk"
    )


@transaction.atomic
def begin(
    organ: Organ,
    person: Person,
    kind: str,
    began: dt.date,
    begun_by: str,
    *,
    term: Term | None = None,
    number: str = "",
    office: str = "",
    groupings: Iterable[Grouping] = (),
    replaces: Mandate | None = None,
    **marks: bool,
) -> Mandate:
    """Take a seat from `began` on. `marks` are `re_elected`, `grass_roots`, `non_party`.

    An account that the person has gets the member's role with it. Raises Refused."""
    Organ.objects.select_for_update().get(pk=organ.pk)
    term = term or term_on(organ, began)
    may_begin(organ, kind, began, begun_by, term)
    _not_twice(organ, person, kind, began, term, number)
    mandate = Mandate.objects.create(
        organ=organ, person=person, kind=kind, began=began, begun_by=begun_by, term=term, number=number,
        office=office, replaces=replaces, **marks,
    )  # fmt: skip
    for grouping in groupings:
        join(mandate, grouping, began)
    if kind in grounds.ACTING:
        for account in Account.objects.filter(person=person):
            grant_member_role(account, mandate)
    return mandate


def may_begin(organ: Organ, kind: str, began: dt.date, begun_by: str, term: Term | None) -> None:
    if not organs.holds_sessions(organ):
        raise Refused(_("%(organ)s是工作机构，没有代表、委员席位（组织法 59）。") % {"organ": organ.short})
    if kind not in grounds.kinds(organ):
        raise Refused(_("%(organ)s没有这种身份。") % {"organ": organ.short})
    allowed = grounds.begins(organ, kind)
    if begun_by not in allowed:
        words = language.listed(str(Mandate.Begun(way).label) for way in allowed)
        raise Refused(_("这种身份的产生方式只能是：%(words)s。") % {"words": words})
    if term is None and kind != Mandate.Kind.OFFICIAL:
        raise Refused(_("请先建立届次。"))
    if term and (began < term.began or (term.ended and began > term.ended)):
        raise Refused(_("开始日期不在%(term)s任期内。") % {"term": term})


def _not_twice(organ: Organ, person: Person, kind: str, began: dt.date, term: Term | None, number: str) -> None:
    later = Q(ended=None) | Q(ended__gte=began)
    same = Mandate.objects.filter(later, organ=organ, kind=kind)
    if kind != Mandate.Kind.OFFICIAL and same.filter(person=person).exists():
        said = {"name": person.name, "kind": Mandate.Kind(kind).label, "day": began}
        raise Refused(_("%(name)s在 %(day)s 已是%(kind)s，不能重复登记。") % said)
    if not number:
        return
    holder = Mandate.objects.filter(organ=organ, kind=kind, term=term, number=number).first()
    if holder:
        raise Refused(_("证号 %(n)s 已属于%(name)s。") % {"n": number, "name": holder.person.name})


@transaction.atomic
def end(mandate: Mandate, day: dt.date, ground: str) -> Mandate:
    """The seat ends; `day` is its last day. Belongings, contacts, suspensions and roles end with it.

    A standing committee's member is a deputy (member) first: that seat ends with this one. On death the
    account is closed. Raises Refused when the ground is none of this kind of seat's (代表法 62)."""
    mandate = Mandate.objects.select_for_update().select_related("organ", "person").get(pk=mandate.pk)
    _may_end(mandate, day, ground)
    for seat in [mandate, *standing_on(mandate, day)]:
        Mandate.objects.filter(pk=seat.pk).update(ended=day, ended_by=ground)
        _end_what_hangs_on(seat, day)
    if ground == Mandate.Over.DIED:
        Account.objects.filter(person=mandate.person).update(is_active=False)
    mandate.refresh_from_db(fields=["ended", "ended_by"])
    return mandate


def _may_end(mandate: Mandate, day: dt.date, ground: str) -> None:
    said = {"name": mandate.person.name, "day": mandate.ended or mandate.began}
    if mandate.ended:
        raise Refused(_("%(name)s的资格已于 %(day)s 终止。") % said)
    if day < mandate.began:
        raise Refused(_("终止日期早于开始日期 %(day)s，请核对。") % said)
    allowed = grounds.ends(mandate.organ, mandate.kind)
    if ground not in allowed:
        words = language.listed(str(Mandate.Over(over).label) for over in allowed)
        raise Refused(_("请写明终止的情形：%(words)s。") % {"words": words})


def _end_what_hangs_on(mandate: Mandate, day: dt.date) -> None:
    running = Q(ended=None) | Q(ended__gt=day)
    for belonging in mandate.belongings.filter(running):
        close(belonging, day)
    mandate.suspensions.filter(running, began__lte=day).update(ended=day)
    mandate.roles.filter(running).update(ended=day)
    Contact.objects.filter(running, Q(keeper=mandate) | Q(kept=mandate), began__lte=day).update(ended=day)


@transaction.atomic
def report(mandate: Mandate, day: dt.date) -> Mandate:
    """The credentials committee reported the ending to the standing committee (代表法 63), which then announces it.

    Raises Refused when the seat has not ended by then, or the ending was announced before."""
    mandate = Mandate.objects.select_for_update().select_related("person").get(pk=mandate.pk)
    said = {"name": mandate.person.name, "day": mandate.announced}
    if mandate.ended is None or day < mandate.ended:
        raise Refused(_("%(name)s的资格在该日尚未终止，不能报告。") % said)
    if mandate.announced and day > mandate.announced:
        raise Refused(_("%(name)s资格的终止已于 %(day)s 公告，报告应不晚于公告。") % said)
    mandate.reported = day
    mandate.save(update_fields=["reported"])
    return mandate


@transaction.atomic
def announce(mandate: Mandate, day: dt.date) -> Mandate:
    """The ending was announced (代表法 63). Raises Refused when the seat has not ended by then."""
    mandate = Mandate.objects.select_for_update().select_related("person").get(pk=mandate.pk)
    if mandate.ended is None or day < mandate.ended:
        raise Refused(_("%(name)s的资格在该日尚未终止，不能公告。") % {"name": mandate.person.name})
    if mandate.reported and day < mandate.reported:
        said = {"name": mandate.person.name, "day": mandate.reported}
        raise Refused(_("代表资格审查委员会 %(day)s 才报告%(name)s资格的终止，公告应不早于报告。") % said)
    mandate.announced = day
    mandate.save(update_fields=["announced"])
    return mandate


def replace(vacated: Mandate, person: Person, began: dt.date, *, number: str = "", **marks: bool) -> Mandate:
    """Fill a vacancy by by-election (补选) or addition (增补): same term, constituency, delegation or sector.

    Raises Refused when the seat is still held on `began` or was filled already."""
    if vacated.ended is None or vacated.ended >= began:
        raise Refused(_("%(name)s的席位尚未空出，不能补选。") % {"name": vacated.person.name})
    if hasattr(vacated, "replaced_by"):
        raise Refused(_("这个席位已由%(name)s接替。") % {"name": vacated.replaced_by.person.name})
    seats = groupings_on(vacated, vacated.ended).filter(kind__in=SEATED_IN, belongings__second=False)
    way = grounds.LATER[vacated.organ.profile, vacated.kind]
    return begin(
        vacated.organ, person, vacated.kind, began, way,
        term=vacated.term, number=number, office=vacated.office, groupings=seats, replaces=vacated, **marks,
    )  # fmt: skip


def vacated_seats(organ: Organ, day: dt.date) -> QuerySet[Mandate]:
    """Seats of running terms that fell vacant before the term was over and stand unfilled on `day`."""
    filled = Mandate.objects.filter(began__lte=day, replaces__isnull=False).values("replaces")
    return (
        Mandate.objects.filter(in_force(day, "term__"), organ=organ, ended__lt=day)
        .exclude(ended_by=Mandate.Over.TERM)
        .exclude(pk__in=filled)
        .select_related("person", "term")
        .order_by(F("ended").desc(), "pk")
    )


def grant_member_role(account: Account, mandate: Mandate) -> Role:
    """The role by which an account acts in the name of a seat: from the seat's first day to its last.

    Raises Refused when the account is somebody else's."""
    if account.person_id != mandate.person_id:
        said = {"account": account.name, "name": mandate.person.name}
        raise Refused(_("账号“%(account)s”不是%(name)s本人的。") % said)
    role, _made = Role.objects.update_or_create(
        account=account,
        organ=mandate.organ,
        code=RoleCode.MEMBER,
        mandate=mandate,
        defaults={"began": mandate.began, "ended": mandate.ended},
    )
    return role
