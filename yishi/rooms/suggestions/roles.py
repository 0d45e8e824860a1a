"""Who may: the parts that people play towards a suggestion, its handlings and promises.

`tests/who_may.csv` says by hand, from the articles, what each may do in each state; the tests hold the code to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from yishi.foundation.loops.steps import SYSTEM, Who
from yishi.foundation.matters.models import Link
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode, Unit
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion

Record = Suggestion | Handling | Promise


def suggestion_of(record: Record) -> Suggestion:
    """The suggestion that a record is, or is a part of."""
    return record if isinstance(record, Suggestion) else record.suggestion


def _unit_of(record: Record) -> int | None:
    if isinstance(record, Handling):
        return record.unit_id
    return record.handling.unit_id if isinstance(record, Promise) else None


def _office(actor: Actor, record: Record) -> bool:
    return actor.has(RoleCode.OFFICE)


def _secretariat(actor: Actor, record: Record) -> bool:
    """Towards what was put forward at its session; what it registers itself is not there yet."""
    mine = record.pk is None or suggestion_of(record).when == Suggestion.When.SESSION
    return mine and actor.has(RoleCode.SECRETARIAT)


def _government_office(actor: Actor, record: Record) -> bool:
    return actor.has(RoleCode.GOVERNMENT_OFFICE) and _side(record) == Unit.Side.GOVERNMENT


def _party_office(actor: Actor, record: Record) -> bool:
    return actor.has(RoleCode.PARTY_OFFICE) and _side(record) == Unit.Side.PARTY


def _side(record: Record) -> str:
    return suggestion_of(record).side


def _author(actor: Actor, record: Record) -> bool:
    return suggestion_of(record).lead_id in actor.mandates


def _drafter(actor: Actor, record: Record) -> bool:
    """The author while his mandate lasts; for a suggestion not yet begun, any sitting member."""
    if record.pk is None:
        return bool(actor.sitting)
    return suggestion_of(record).lead_id in actor.sitting


def _signer(actor: Actor, record: Record) -> bool:
    return any(
        signer.mandate_id in actor.mandates
        for signer in suggestion_of(record).signers.all()
        if signer.confirmed_on is not None
    )


def _invited(actor: Actor, record: Record) -> bool:
    return any(
        signer.mandate_id in actor.sitting
        for signer in suggestion_of(record).signers.all()
        if signer.confirmed_on is None and signer.declined_on is None
    )


def merged_into(s: Suggestion) -> Iterator[Suggestion]:
    """The suggestions that were merged into this one, and those merged into them before (CQ 13, ZJ 18)."""
    for link in s.matter.links_in.all():
        if link.kind == Link.Kind.MERGED:
            yield link.origin.suggestion
            yield from merged_into(link.origin.suggestion)


def _joined(actor: Actor, record: Record) -> bool:
    for s in merged_into(suggestion_of(record)) if actor.mandates else ():
        if s.lead_id in actor.mandates or _signer(actor, s):
            return True
    return False


def _group_head(actor: Actor, record: Record) -> bool:
    """The head of the grouping in whose name it was put forward; before that, of any."""
    if record.pk is None:
        return bool(actor.leads)
    grouping = suggestion_of(record).grouping_id
    return grouping is not None and grouping in actor.leads


def _liaison(actor: Actor, record: Record) -> bool:
    return _unit_of(record) in actor.units(RoleCode.LIAISON)


def _head(actor: Actor, record: Record) -> bool:
    return _unit_of(record) in actor.units(RoleCode.HEAD)


def _lead_liaison(actor: Actor, record: Record) -> bool:
    """The liaison officer of the suggestion's lead unit, towards the co-handlers."""
    mine = actor.units(RoleCode.LIAISON)
    return any(
        part.part == Handling.Part.LEAD and not part.superseded and part.unit_id in mine
        for part in suggestion_of(record).handlings.all()
    )


def _committee(actor: Actor, record: Record) -> bool:
    field = suggestion_of(record).committee_id
    return field is not None and field in actor.groupings(RoleCode.COMMITTEE)


def _supervisor(actor: Actor, record: Record) -> bool:
    return actor.has(RoleCode.SUPERVISOR)


OFFICE = Who("office", _("代表（提案）工作机构"), _office)
SECRETARIAT = Who("secretariat", _("大会秘书处"), _secretariat)
GOVERNMENT_OFFICE = Who("government_office", _("政府办"), _government_office)
PARTY_OFFICE = Who("party_office", _("党委办"), _party_office)
AUTHOR = Who("author", _("领衔人"), _author)
DRAFTER = Who("drafter", _("提出人（任期内）"), _drafter)
SIGNER = Who("signer", _("联名人"), _signer)
JOINED = Who("joined", _("并入一件的提出人"), _joined)
INVITED = Who("invited", _("受邀联名人"), _invited)
GROUP_HEAD = Who("group_head", _("代表团团长（界别召集人）"), _group_head)
LIAISON = Who("liaison", _("承办单位联络员"), _liaison)
HEAD = Who("head", _("承办单位负责人"), _head)
LEAD_LIAISON = Who("lead_liaison", _("主办单位联络员"), _lead_liaison)
COMMITTEE = Who("committee", _("对口专委会"), _committee)
SUPERVISOR = Who("supervisor", _("督办员"), _supervisor)

RECEIVERS = (OFFICE, SECRETARIAT)
"""Who receives: the session's secretariat what was put forward at the session, the office everything (CQ 4, SH 11)."""
COORDINATORS = (GOVERNMENT_OFFICE, PARTY_OFFICE)
"""Who distributes within a system of units (政府办、党委办)."""
OVERSEERS = (OFFICE, COMMITTEE, SUPERVISOR)
"""Who checks (代表法 52)."""
URGERS = (*OVERSEERS, *COORDINATORS)
"""Who urges the units; the coordinating offices those of their system (代表法 52, CQ 30)."""

__all__ = ["SYSTEM", "Record", "suggestion_of"]
