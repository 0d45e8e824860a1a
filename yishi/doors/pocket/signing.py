"""Signing in (签到) with one's own phone: the page that the code of an activity leads to. One button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yishi.doors.look.wording import day_words
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotAllowed, NotFound, Refused
from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.people.models import Account
from yishi.rooms.activities import lists, signing
from yishi.rooms.activities.loop.taking_part import window
from yishi.rooms.activities.models import Activity, Participant

S = Activity.State


def actor_for(request: Request, a: Activity) -> Actor:
    """The caller in the organ that holds the activity, where he has a role there: whoever sits in several organs need
    not change over first."""
    here, account = request.actor, request.user
    if here.organ.pk == a.matter.organ_id or not isinstance(account, Account):
        return here
    if a.matter.organ_id not in {organ.pk for organ in request.organs}:
        return here
    return actor_of(account, a.matter.organ, clock.today())


def found(request: Request, token: str) -> tuple[Activity, Actor]:
    """The activity whose code it is, and who signs in. Raises NotFound for what was not signed here, and for whoever
    may not see it."""
    key = signing.read(token)
    a = Activity.objects.filter(pk=key).select_related("matter__organ").first() if key else None
    if a is None:
        raise NotFound()
    actor = actor_for(request, a)
    if not lists.ours(actor).filter(pk=a.pk).exists():
        raise NotFound()
    return a, actor


def standing(a: Activity, actor: Actor) -> dict[str, Any]:
    """Whether he signed in, and if not, whether he can now or why he cannot."""
    mine = Participant.objects.filter(activity=a, mandate__in=actor.mandates).exclude(signed_at=None).first()
    return {"mine": mine, "why_not": "" if mine else why_not(a, actor)}


def why_not(a: Activity, actor: Actor) -> str:
    """The sentence that stands in the button's place."""
    if not actor.sitting:
        return _("您目前没有在任的代表（委员）资格，请到签到处登记。")
    if a.stock or a.matter.state not in (S.PLANNED, S.RECORDED):
        return _("这次活动已取消或者不需要签到，请向工作人员核对。")
    begins, ends = window(a)
    if clock.now() < begins:
        return _("还没有到签到时间，%s 起可以签到。") % day_words(begins, weekday=False)
    return "" if clock.now() < ends else _("签到已经结束。如确已参加，请联系工作人员补登记。")


@login_required
def sign_in(request: Request, token: str) -> HttpResponse:
    """GET shows the activity and one button, POST signs in; twice is once."""
    a, actor = found(request, token)
    refusal = ""
    if request.method == "POST":
        try:
            signing.signed_in(actor, token)
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("签到成功。"))
            return redirect("pocket:sign_in", token=token)
    context = {"a": a, "token": token, "refusal": refusal} | standing(a, actor)
    return render(request, "pocket/sign_in.html", context, status=409 if refusal else 200)
