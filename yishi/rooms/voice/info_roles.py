"""The parts that people play towards an information item; `tests/information.csv` says by hand what each may do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yishi.foundation.loops.steps import Who
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice.models import InfoItem


def _office(actor: Actor, i: InfoItem) -> bool:
    return actor.has(RoleCode.OFFICE)


def _attender(actor: Actor, i: InfoItem) -> bool:
    """A sitting deputy or member, towards what is not there yet."""
    return i.pk is None and bool(actor.sitting)


def _informant(actor: Actor, i: InfoItem) -> bool:
    """An informant, towards what is not there yet."""
    return i.pk is None and actor.has(RoleCode.INFORMANT)


def _writer(actor: Actor, i: InfoItem) -> bool:
    """Who wrote it, after his mandate too."""
    if i.pk is None:
        return False
    mine = actor.account is not None and i.written_by_id == actor.account.pk and actor.has(RoleCode.INFORMANT)
    return mine or (i.author_id is not None and i.author_id in actor.mandates)


OFFICE = Who("office", _("代表（提案）工作机构"), _office)
ATTENDER = Who("attender", _("在任代表（委员）"), _attender)
INFORMANT = Who("informant", _("民情联络员（信息员）"), _informant)
WRITER = Who("writer", _("撰写人"), _writer)
