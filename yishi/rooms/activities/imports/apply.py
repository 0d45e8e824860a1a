"""The preview of a sheet, and its import through the step."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation.loops.importing import Told, take_rows
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.plans import Applied, Preview, may_apply, refuse_together, remarks
from yishi.foundation.people.models import Account, Organ
from yishi.foundation.people.refusals import Refused as RollRefused
from yishi.foundation.sheets import Sheet, read
from yishi.foundation.sheets import template as empty_sheet
from yishi.rooms.activities.imports.columns import columns
from yishi.rooms.activities.imports.matching import ActivityPlan, match
from yishi.rooms.activities.imports.registry import Registry
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity


def template(profile: str) -> bytes:
    """An empty sheet to fill in."""
    return empty_sheet(columns(profile), _("活动"))


def preview(actor: Actor, data: bytes) -> Preview[ActivityPlan]:
    """What the file would do, row by row; changes nothing. Raises NotAllowed for whoever may not record."""
    _may(actor)
    return _plan(actor, read(data, columns(actor.organ.profile)))


def apply(given: Preview[ActivityPlan], actor: Actor, *, skip_bad: bool = False, told: Told | None = None) -> Applied:
    """Do what the preview said, in one transaction: every row, or with `skip_bad` the good ones.

    Raises a `Refused` with its sentence, having changed nothing: for whoever may not, when a row is bad and may not be
    skipped, when the roll or the records have changed since the preview."""
    account = _may(actor)
    try:
        with transaction.atomic():
            Organ.objects.select_for_update(no_key=True).get(pk=actor.organ.pk)
            now = _plan(actor, given.source)
            may_apply(given, now, skip_bad)
            take_rows(activity["record"], actor, now.good, told)
    except RollRefused as refusal:
        raise Refused(str(refusal)) from refusal
    return Applied(account, now.counts)


def _may(actor: Actor) -> Account:
    if actor.account is None or not activity["record"].allows(actor, Activity()):
        raise NotAllowed(_("您的角色不能导入。如确需办理，请联系本机关的系统管理员。"))
    return actor.account


def _plan(actor: Actor, source: Sheet) -> Preview[ActivityPlan]:
    registry = Registry.load(actor)
    made: Preview[ActivityPlan] = Preview(actor.organ, registry.work.day, source, errors=list(source.errors))
    if made.errors:
        return made
    made.rows = [match(row, registry) for row in source.rows]
    fit = [row for row in made.rows if not row.errors]
    refuse_together(fit, lambda row: row.same, _("与%(others)s重复：同种类同日同地的“%(key)s”。"))
    made.notes = remarks(source)
    return made
