"""An organ's own rules edited: first what would change and who would have been late, then switched on as a new version."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.doors.desk.people.acting import attempt, sent
from yishi.doors.desk.people.fields import DayField
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.rules.differences import differences, trials
from yishi.doors.desk.rules.own_form import OwnRules
from yishi.doors.desk.rules.packs import Version, versions
from yishi.doors.look.responses import done, form_page
from yishi.doors.parts.who import Request, door
from yishi.foundation import clock, language
from yishi.foundation.law.pack import Pack, PackError
from yishi.foundation.loops.refusals import Refused as StepRefused
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, OwnPack, RoleCode
from yishi.foundation.people.refusals import Refused

ROOM = "rules"
SWITCH_ON = "rules.switch_on"


class SwitchOn(forms.Form):
    """From which day on."""

    in_force_from = DayField(
        label=gettext_lazy("施行日"), help_text=gettext_lazy("这一天起新开始的按新规则，正在办理的仍按各自开始时的规则")
    )

    def __init__(self, *args: Any, after: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.after = after
        self.fields["in_force_from"].initial = max(clock.today(), after + dt.timedelta(days=1))

    def clean_in_force_from(self) -> dt.date:
        """Not before today, and after the version before."""
        day: dt.date = self.cleaned_data["in_force_from"]
        if day < clock.today():
            raise forms.ValidationError(_("施行日不能早于今天。"))
        if day <= self.after:
            raise forms.ValidationError(_("施行日应晚于上一版本的施行日 %(day)s。") % {"day": self.after})
        return day


editors = door(RoleCode.OFFICE)


@editors
def edit(request: Request) -> HttpResponse:
    """The form; posted, the preview; confirmed, the new version."""
    organ = request.actor.organ
    base = latest(organ)
    form = OwnRules(sent(request), pack=base.pack)
    made = changed_pack(organ, base, form) if request.method == "POST" else None
    if made is None:
        return _form(request, base, form)
    if request.POST.get("back"):
        return form_page(request, "desk/rules/edit.html", {"form": form, "base": base}, wrong=False)
    return _confirm(request, base, form, made)


def changed_pack(organ: Organ, base: Version, form: OwnRules) -> Pack | None:
    """The pack with what the form changes; None where the form now says what is wrong."""
    if not form.is_valid():
        return None
    changes = form.changes()
    if not changes:
        form.add_error(None, _("没有改动任何一项。"))
        return None
    try:
        return base.pack.with_changes(changes, version=next_version(organ, base.pack))
    except PackError as refusal:
        form.add_error(None, str(refusal))
        return None


def latest(organ: Organ) -> Version:
    """The last version, in force or still to come: what the next one is made from. Refused where statutes rule all."""
    found = versions(organ)
    if not found or not (found[0].pack.own or found[0].pack.assumed()):
        raise StepRefused(_("本机关的期限和办法由法律法规规定，不能自行修改。可在“规则与期限”中查看依据。"))
    return found[0]


def next_version(organ: Organ, base: Pack) -> str:
    """One more than the versions there are; the built-in pack is the first. Of a pack made from statutes, the statute's
    version goes on: 2025-03-11+1."""
    if not base.own:
        return f"{base.version.partition('+')[0]}+{OwnPack.objects.filter(organ=organ).count() + 1}"
    numbers = [
        int(version)
        for version in OwnPack.objects.filter(organ=organ).values_list("version", flat=True)
        if version.isdecimal()
    ]
    return str(max([1, *numbers]) + 1)


def _form(request: Request, base: Version, form: OwnRules) -> HttpResponse:
    return form_page(request, "desk/rules/edit.html", {"form": form, "base": base}, wrong=request.method == "POST")


def _confirm(request: Request, base: Version, form: OwnRules, made: Pack) -> HttpResponse:
    changed = differences(base.pack, made)
    confirmed = bool(request.POST.get("confirm"))
    start = SwitchOn(request.POST if confirmed else None, after=base.began)
    if confirmed and start.is_valid():
        if request.POST.get("base") != base.pack.ref:
            start.add_error(None, _("您打开页面之后，规则已有新的版本。请返回修改，按新版本重新核对。"))
        else:
            note = attempt(
                request, start, lambda data: switch_on(request.actor, base.pack, made, data["in_force_from"])
            )
            if note is not None:
                messages.success(request, note.told)
                return done(request, note.url)
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name.startswith(("number_", "unit_", "off_", "choice_"))
        for value in values
    ]
    context = {
        "base": base, "made": made, "changes": changed, "trials": trials(request.actor.organ, base.pack, made), "start": start, "kept": kept,
        "last_year": clock.today() - dt.timedelta(days=365),
    }  # fmt: skip
    return form_page(request, "desk/rules/confirm.html", context, wrong=bool(start.errors))


def switch_on(actor: Actor, before: Pack, made: Pack, day: dt.date) -> Note:
    """The pack holds from the day on; within a transaction."""
    organ = Organ.objects.select_for_update().get(pk=actor.organ.pk)
    version = next_version(organ, made)
    if version != made.version:
        raise Refused(_("刚才有人启用了另一个版本，请返回核对后再提交。"))
    content = made.to_dict() | {"in_force_from": day.isoformat()}
    Pack.from_dict(content)
    account = actor.account
    assert account is not None  # the door lets nobody else in
    OwnPack.objects.create(
        organ=organ, version=version, in_force_from=day, content=content, made_by=account, made_at=clock.now()
    )
    with language.of_records():
        changes = [f"{change.title}：{change.before} → {change.after}" for change in differences(before, made)]
    said = {
        "版本": version,
        "施行日": day,
        "改动": changes,
    }
    told = _("第 %(version)s 版自 %(day)s 起施行。正在办理的仍按原规则。") % {"version": version, "day": day}
    return Note(
        step=SWITCH_ON, told=told, said=said, day=day, room=ROOM, url=reverse("desk:rules_pack", args=[made.ref])
    )
