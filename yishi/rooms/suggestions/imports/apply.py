"""The preview of a sheet, and its import through the steps."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.loops.importing import Told, take_rows
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.papers import chinese_date
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.plans import Applied, Preview, may_apply, refuse_together, remarks
from yishi.foundation.people.models import Organ
from yishi.foundation.people.refusals import Refused as RollRefused
from yishi.foundation.sheets import Sheet, read
from yishi.foundation.sheets import template as empty_sheet
from yishi.rooms.suggestions.imports.columns import columns
from yishi.rooms.suggestions.imports.matching import SuggestionPlan, match, pack_of
from yishi.rooms.suggestions.imports.registry import Registry
from yishi.rooms.suggestions.loop.history import import_one
from yishi.rooms.suggestions.models import Suggestion


def template(profile: str) -> bytes:
    """An empty sheet to fill in."""
    return empty_sheet(columns(profile), _("提案") if profile == "cppcc" else _("代表建议"))


def preview(actor: Actor, data: bytes) -> Preview[SuggestionPlan]:
    """What the file would do, row by row; changes nothing. Raises NotAllowed for whoever may not import."""
    _may(actor)
    return _plan(actor, read(data, columns(actor.organ.profile)))


def apply(given: Preview[SuggestionPlan], actor: Actor, *, skip_bad: bool = False, told: Told | None = None) -> Applied:
    """Do what the preview said, in one transaction: every row, or with `skip_bad` the good ones.

    Raises a `Refused` with its sentence, having changed nothing: for whoever may not, when a row is bad and may
    not be skipped, when the register has changed since the preview."""
    _may(actor)
    try:
        with transaction.atomic():
            Organ.objects.select_for_update(no_key=True).get(pk=actor.organ.pk)
            now = _plan(actor, given.source)
            may_apply(given, now, skip_bad)
            take_rows(import_one, actor, now.good, told, [row.day for row in now.good])
    except RollRefused as refusal:
        raise Refused(str(refusal)) from refusal
    except IntegrityError as error:
        raise Refused(_("导入的同时有人登记了相同的编号，一行也没有导入。请重新预览后再导入。")) from error
    if actor.account is None:
        raise NotAllowed(_("只有登录的工作人员可以导入。"))
    return Applied(actor.account, now.counts)


def _may(actor: Actor) -> None:
    if actor.account is None or not import_one.allows(actor, Suggestion()):
        raise NotAllowed(_("您的角色不能导入。如确需办理，请联系本机关的系统管理员。"))


def _plan(actor: Actor, source: Sheet) -> Preview[SuggestionPlan]:
    registry = Registry.load(actor)
    made: Preview[SuggestionPlan] = Preview(actor.organ, registry.today, source, errors=list(source.errors))
    if made.errors:
        return made
    made.rows = [match(row, registry) for row in source.rows]
    fit = [row for row in made.rows if row.given]
    refuse_together(fit, lambda row: row.given["number"] or None, _("编号 %(key)s 与%(others)s重复。"))
    fit = [row for row in fit if not row.errors]
    refuse_together(fit, _same, _("与%(others)s重复：同一人同日提出的“%(key)s”。"))
    for row in made.good:
        row.happens = _happens(row, registry)
    made.notes = remarks(source)
    return made


def _same(row: SuggestionPlan) -> tuple[object, ...]:
    lead, grouping = row.given["lead"], row.given["grouping"]
    return (lead and lead.pk, grouping and grouping.pk, row.given["submitted_on"], row.given["title"])


def _happens(row: SuggestionPlan, registry: Registry) -> str:
    """What the import makes of the row, in a sentence."""
    values = row.given
    number = values["number"] or _("（系统编号）")
    state = Suggestion.State(values["state"])
    if state == Suggestion.State.REGISTERED:
        return _("登记为 %s，待交办。") % number
    units = language.listed(str(unit) for unit in ([values["unit"]] if values["unit"] else values["separate"]))
    said = {"number": number, "units": units, "state": state.label, "due": _clock(row, registry)}
    return _("登记为 %(number)s，%(units)s承办，%(state)s；%(due)s。") % said


def _clock(row: SuggestionPlan, registry: Registry) -> str:
    """The day by which the answer is or was due, or that no rule covers the day of handing over."""
    values = row.given
    pack = pack_of(values, registry)
    rule = pack.rule("reply_hard" if values["hard"] else "reply") if pack else None
    key = ("reply due", rule.id if rule else "", pack.ref if pack else "", values["handed_on"])
    if rule is None:
        return _("当时没有适用的期限规则，不起算期限")
    found = registry.work.found
    if key not in found:
        due = rule.due(values["handed_on"], registry.work.calendar)
        found[key] = chinese_date(due.day) if due else ""
    return _("答复期限 %s") % found[key] if found[key] else _("不计答复期限")
