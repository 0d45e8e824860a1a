"""Reporting a duty of one's own in three touches: what it was, on which day, a few words and a picture. What comes after
is folded away and wants nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.responses import done
from yishi.doors.parts import entering, files
from yishi.doors.parts.taking import scope_of, version_of
from yishi.doors.parts.who import POCKET, Request, door
from yishi.foundation import clock
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import NotAllowed, NotFound
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create, take
from yishi.rooms.activities import lists
from yishi.rooms.activities.loop import activity, given
from yishi.rooms.activities.models import Activity

pocket = door(*POCKET)
UNFOLD = "unfold"
BIG = 6
"""Kinds that have a button of their own."""
USUAL = {
    "npc": ("deputy_reception", "contact_visit", "station_duty", "group_activity", "mass_preach", "volunteer", "research", "trial_attended"),
    "cppcc": ("sector_activity", "contact_visit", "member_research", "reading_activity", "volunteer", "public_benefit", "group_activity"),
}  # fmt: skip
"""What deputies and members do most, offered before one has reported anything."""
OWN = ("deputy", "member", "standing")
"""As which he took part himself: of the others there, only the number is asked."""
MORE = ("title", "place", "area", "topics", "last_day")


@pocket
def report(request: Request) -> HttpResponse:
    """Report one."""
    step, blank = activity["report"], Activity()
    if not step.allows(request.actor, blank):
        raise NotAllowed(_("您目前没有在任的代表（委员）资格，不能再报告履职活动。"))
    scope = scope_of(request, blank)
    if request.method != "POST":
        return _drawn(request, step, scope, _form(scope, step, request.GET, None))
    post = _posted(request.POST)
    form = _form(scope, step, post, post)
    token = files.token_of(request)
    box = files.hold(request, token) if files.sends(request) else None
    if UNFOLD in post or (box is not None and (box.refused or files.only(request))):
        form._errors = ErrorDict()  # so that nothing is validated
        return _drawn(request, step, scope, form, box=box)
    outcome = entering.taken(form, scope, lambda: create(step, request.actor, entering.sent(form, post)))
    if outcome is None:
        _unchosen_first(form)
        return _drawn(request, step, scope, form, wrong=True)
    files.attach_held(request, token, outcome.pk)
    messages.success(request, _("已报告，工作机构确认后计入您的履职。"))
    return done(request, reverse("pocket:activities"))


@pocket
def again(request: Request, pk: int) -> HttpResponse:
    """Mend one that was turned back, or that waits, and report it as it should read."""
    step = activity["report_again"]
    rows = lists.ours(request.actor).filter(pk=pk).select_related("matter__parent", *activity.select)
    a = rows.prefetch_related(*activity.prefetch).first()
    if a is None:
        raise NotFound()
    if a.matter.state not in step.sources or not step.allows(request.actor, a):
        raise NotAllowed(_("只有报告人可以在确认以前修改。"))
    scope = scope_of(request, a)
    if request.method != "POST":
        return _drawn(request, step, scope, _form(scope, step, QueryDict(f"kind={a.kind}"), None, _standing(a)))
    post = _posted(request.POST)
    form = _form(scope, step, post, post)
    box = files.posted(request, pk, inside=True) if files.sends(request) else None
    if UNFOLD in post or (box is not None and (box.refused or files.only(request))):
        form._errors = ErrorDict()  # so that nothing is validated
        return _drawn(request, step, scope, form, box=box)
    seen = version_of(request)
    outcome = entering.taken(
        form, scope, lambda: take(step, pk, request.actor, entering.sent(form, post), version=seen)
    )
    if outcome is None:
        _unchosen_first(form)
        return _drawn(request, step, scope, form, wrong=True)
    messages.success(request, _("已改好再报，等工作机构确认。"))
    return done(request, reverse("pocket:activity", args=[pk]))


def _posted(post: QueryDict) -> QueryDict:
    """A big button is a kind like one of the list; the button wins, for it is touched last."""
    made = post.copy()
    if made.get("quick"):
        made["kind"] = str(made["quick"])
    return made


def _standing(a: Activity) -> dict[str, Any]:
    """What the report says now."""
    found: dict[str, Any] = {
        name: getattr(a, name) for name in ("kind", "day", "last_day", "place", "area", "topics", "summary")
    }
    return found | {
        "title": a.matter.title,
        "heads": [{"role": row.role, "heads": row.heads} for row in a.participants.all() if row.heads is not None],
        "outputs": [
            {"code": row.code, "quantity": f"{row.quantity.normalize():f}", "name": row.name} for row in a.outputs.all() if row.struck_on is None
        ],
    }  # fmt: skip


def _form(
    scope: Scope, step: Step, typed: QueryDict, data: QueryDict | None, initial: dict[str, Any] | None = None
) -> Any:
    kind = entering.kind_of(given.known(scope), typed.get("kind", ""))
    asked = {"kind": typed["kind"]} if typed.get("kind") else {}
    form = entering.form_for(step, scope, kind, data, initial={"day": clock.today()} | asked | (initial or {}))
    for role in OWN:
        form.fields.pop(f"{entering.HEADS}{role}", None)
    entering.spread(form)
    offered = {row.code: row.called(scope.organ.profile) for row in given.offered(scope)}
    quick = [(code, offered[code]) for code in _quick(scope) if code in offered][:BIG]
    form.fields["quick"] = forms.ChoiceField(
        label=_("做了什么"), choices=quick, required=False, widget=forms.RadioSelect()
    )
    chosen = asked.get("kind", str((initial or {}).get("kind", "")))
    form.initial["quick"] = chosen if chosen in dict(quick) else ""
    form.fields["kind"].label = _("其他活动")
    form.fields["kind"].error_messages["required"] = _("请点一个常做的，或者在“其他活动”里选。")
    return form


def _quick(scope: Scope) -> list[str]:
    """What he reported himself most, then what is usual."""
    mine = (
        lists.ours(scope.actor).filter(reporter__in=scope.actor.mandates).order_by("-pk").values_list("kind", flat=True)
    )
    return list(dict.fromkeys([*mine[:50], *USUAL[scope.organ.profile]]))


def _unchosen_first(form: Any) -> None:
    """That no kind was chosen stands beside the buttons for the usual ones, where one looks first."""
    if "kind" in form.errors and not form.data.get("kind"):
        form.errors["quick"] = form.errors.pop("kind")


def _drawn(
    request: Request, step: Step, scope: Scope, form: Any, *, wrong: bool = False, box: files.Box | None = None
) -> HttpResponse:
    record = scope.record
    form.fields["quick"].required = True  # to look at: a kind of the list will do
    kind = entering.kind_of(given.known(scope), str(form["kind"].value() or ""))
    more = [
        *entering.bound(form, MORE),
        *entering.beginning(form, entering.HEADS),
        *entering.beginning(form, entering.OUTPUT),
    ]
    more += [
        row
        for row in entering.bound(form, ("heads", "outputs"))
        if row.errors or any(any(line.values()) for line in row.value() or ())
    ]
    made = box or (
        files.box(request, record.pk, inside=True) if record.pk else files.held(request, files.token_of(request))
    )
    context = {
        "step": step, "form": form, "kind": kind, "kind_name": kind.called(scope.organ.profile) if kind else "", "more": more,
        "more_open": any(field.errors for field in more) or (bool(record.pk) and request.method != "POST"),
        "box": made, "version": request.POST.get("version") or (record.matter.version if record.pk else ""),
        "back_url": reverse("pocket:activity", args=[record.pk]) if record.pk else reverse("pocket:activities"),
        "draft": f"{step.code}-{record.pk or 'new'}",
    }  # fmt: skip
    refused = wrong or bool(box is not None and box.refused)
    return render(request, "pocket/report_duty.html", context, status=422 if refused else 200)
