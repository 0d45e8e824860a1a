"""Rows of the registers as schemas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from yishi.doors.api.reads.draw import named
from yishi.doors.api.reads.register_shapes import (
    AccountOut,
    BelongingOut,
    ContactOut,
    GroupingNode,
    GroupingOut,
    HeldOut,
    Move,
    Place,
    PostOut,
    SeatOut,
    SessionOut,
    Share,
    StructureOut,
    TermOut,
    UnitWhole,
    VisitOut,
)
from yishi.doors.api.reads.shapes import Named
from yishi.doors.desk.people import accounts, groupings, posts, roll, seats, statistics
from yishi.foundation.people import statistics as counted
from yishi.foundation.people.contacts import title
from yishi.foundation.people.models import Account, Belonging, Contact, Grouping, Mandate, Organ, Post, Role, Term, Unit


def seat(row: seats.Seat) -> SeatOut:
    """A seat."""
    m = row.row
    return SeatOut(
        id=m.pk, kind=str(m.get_kind_display()), term=named(m.term), state=str(row.state.word), number=m.number, office=m.office, began=m.began,
        begun_by=str(m.get_begun_by_display()), ended=m.ended, ended_by=str(m.get_ended_by_display()), ground=row.ground,
        reported=m.reported, announced=m.announced, re_elected=bool(m.re_elected), grass_roots=bool(m.grass_roots), non_party=bool(m.non_party),
        acts=[act.name for act in row.acts], belongings=[belonging(each, m.person.name) for each in m.belongings.all()],
    )  # fmt: skip


def belonging(held: Belonging, name: str) -> BelongingOut:
    """A place."""
    return BelongingOut(
        id=held.pk, mandate=held.mandate_id, grouping=Named(id=held.grouping_id, name=str(held.grouping)), name=name, began=held.began, ended=held.ended,
        heads=held.heads, second=held.second,
    )  # fmt: skip


def link(row: Contact, organ: Organ) -> ContactOut:
    """A link alone, its chain as the organ calls it."""
    return ContactOut(
        id=row.pk, chain=title(organ, row.chain), keeper=Named(id=row.keeper_id, name=row.keeper.person.name), kept=named(row.kept),
        people_of=named(row.people_of), began=row.began, ended=row.ended, visits=[],
    )  # fmt: skip


def contact(row: Contact, organ: Organ) -> ContactOut:
    """A link with its visits, the latest first."""
    visits = sorted(row.visits.all(), key=lambda visit: (visit.day, visit.pk), reverse=True)
    said = [VisitOut(day=visit.day, how=visit.how, met=visit.met, note=visit.note) for visit in visits]
    return link(row, organ).model_copy(update={"visits": said})


def node(row: groupings.Node) -> GroupingNode:
    """A grouping in the tree."""
    g = row.grouping
    return GroupingNode(
        id=g.pk, kind=g.kind, name=g.name, depth=row.depth, parent=g.parent_id, seats=g.seats, holders=row.holders, vacant=row.vacant,
        heads=[each.mandate.person.name for each in row.heads],
    )  # fmt: skip


def grouping(row: Grouping, day: dt.date) -> GroupingOut:
    """A grouping as of a day."""
    rows = list(row.belongings.select_related("mandate__person").order_by("-heads", "mandate__person__name", "began"))
    for each in rows:
        each.grouping = row
    now = [each for each in rows if each.began <= day and (each.ended is None or each.ended >= day)]
    before = [each for each in rows if each.ended and each.ended < day]
    return GroupingOut(
        id=row.pk, kind=row.kind, name=row.name, term=named(row.term), parent=named(row.parent), seats=row.seats,
        now=[belonging(each, each.mandate.person.name) for each in now],
        before=[belonging(each, each.mandate.person.name) for each in before],
    )  # fmt: skip


def term(row: Term) -> TermOut:
    """A term."""
    sessions = [SessionOut(id=s.pk, number=s.number, opens=s.opens, closes=s.closes) for s in row.sessions.all()]
    return TermOut(id=row.pk, number=row.number, began=row.began, ended=row.ended, sessions=sessions)


def post(row: Post, day: dt.date, others: Iterable[Post], seat: Mandate | None, *, calls: bool) -> PostOut:
    """A post, the others of the same person and the seat he holds or held."""
    return PostOut(
        id=row.pk, name=row.person.name, work=row.person.work, phone=row.person.phone if calls else "", kind=row.kind,
        state=str(posts.state_of(row, day).word), unit=named(row.unit), grouping=named(row.grouping), began=row.began, ended=row.ended,
        others=[Named(id=each.pk, name=str(each.get_kind_display())) for each in others], seat=named(seat),
    )  # fmt: skip


def _role(row: Role, phone: str) -> HeldOut:
    return HeldOut(
        id=row.pk, account=Named(id=row.account_id, name=row.account.name), code=row.code, name=str(row.get_code_display()), unit=named(row.unit),
        grouping=named(row.grouping), began=row.began, ended=row.ended, phone=phone,
    )  # fmt: skip


def unit(row: Unit, roles: Iterable[Role], *, calls: bool) -> UnitWhole:
    """A unit; the telephones of those who serve only for those who call them."""
    held = list(roles)
    for each in held:
        each.unit = row
    return UnitWhole(
        id=row.pk, code=row.code, name=row.name, short=row.short, side=row.side, coordinates=row.coordinates, phone=row.phone, began=row.began,
        ended=row.ended, successor=named(row.successor), roles=[_role(each, each.account.phone if calls else "") for each in held],
    )  # fmt: skip


def account(row: Account, roles: Iterable[Role]) -> AccountOut:
    """An account."""
    held = list(roles)
    for each in held:
        each.account = row
    return AccountOut(
        id=row.pk, name=row.name, username=row.username, phone=row.phone, state=str(accounts.state_of(row).word), home=named(row.home),
        last_login=row.last_login, roles=[_role(each, row.phone) for each in held],
    )  # fmt: skip


def structure(asked: statistics.Asked) -> StructureOut:
    """The structure of a term."""
    moves = [Move(**_share(f), reported=m.reported, announced=m.announced) for f, m in statistics.moves(asked)]
    places = []
    if asked.term:
        found = counted.seats_of(asked.term, asked.day, asked.kind)
        kind = roll.GROUPED_BY[Organ.Profile(asked.organ.profile)]
        places = [
            Place(grouping=Named(id=p.grouping.pk, name=str(p.grouping)), holders=p.holders, seats=p.seats, vacant=p.vacant)
            for p in counted.by_grouping(found, asked.term, kind, asked.day)
        ]  # fmt: skip
    return StructureOut(
        term=named(asked.term), day=asked.day, kind=asked.kind, figures=[Share(**_share(f)) for f in asked.figures()],
        overlaps=[Share(**_share(f)) for f in statistics.overlaps(asked)], moves=moves, places=places,
    )  # fmt: skip


def _share(f: counted.Figure) -> dict[str, Any]:
    return {
        "key": f.key, "title": str(f.title), "definition": str(f.definition), "part": f.part, "whole": f.whole, "percent": statistics.percent(f),
    }  # fmt: skip
