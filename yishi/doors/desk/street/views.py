"""The way of one message; and messages of a list taken across into a suggestion, with a preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yishi.crossings.street import passing
from yishi.doors.look.responses import done
from yishi.doors.look.tables import BulkPreview, PreviewRow
from yishi.doors.parts import crossing
from yishi.doors.parts.taking import say
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.refusals import NotAllowed, NotFound, Refused
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice import lists
from yishi.rooms.voice.models import Message

desk = door(*DESK)
SHOWN = 30
LIST = "desk:messages"


def list_url() -> str:
    """The list of messages."""
    try:
        return reverse(LIST)
    except NoReverseMatch:
        return reverse("desk:home")


@desk
@require_GET
def way(request: Request, pk: int) -> HttpResponse:
    """From the street to what came of it."""
    found = (
        lists.visible(request.actor).filter(pk=pk).select_related("matter__organ", "station", "deputy__person").first()
    )
    if found is None:
        raise NotFound()
    context = {"message": found, "back_url": list_url(), "back_label": _("群众意见")}
    return render(request, "parts/street.html", context)


@dataclass(frozen=True)
class Into:
    """One way into a suggestion: its button, its form, and what does it."""

    code: str
    label: str
    lead: str
    confirm: str
    form: Callable[[bool], BaseForm]
    do: Callable[[Sequence[int]], Matter | None]
    """Answers what the office may read of what was made: a deputy's draft is his own."""


def _ways(request: Request, goes: Sequence[Message]) -> list[Into]:
    actor, words = request.actor, passing.words_of(request.actor)
    return [
        Into(
            "draft_for", _("请%(maker)s起草") % words, _("草稿只有这位%(maker)s看得到，由他修改后提出。") % words, _("请他起草"),
            lambda check: crossing.write_form(crossing.DRAFT_FOR, actor, goes, request.POST, check=check),
            lambda keys: _hidden(passing.draft_for(actor, keys, request.POST)),
        ),
        Into(
            "register", _("代为登记"), _("%(maker)s已书面或者当面提出的，由工作机构录入并登记编号。") % words, _("登记"),
            lambda check: crossing.write_form(crossing.REGISTER, actor, goes, request.POST, check=check),
            lambda keys: passing.register_from(actor, keys, request.POST),
        ),
        Into(
            "join", _("归入已有的"), _("已有%(matter)s反映同一件事的，归入一并办理，答复同样告诉反映人。") % words, _("归入"),
            lambda check: crossing.join_form(actor, request.POST if check else None), lambda keys: _joined(request, keys),
        ),
        Into(
            "pass_on", _("转请上级、列为议题"), _("请上级%(maker)s反映，或者列入监督议题。办理在本系统以外，有进展请告知反映人。") % words, _("转出"),
            lambda check: crossing.pass_form(actor, goes, request.POST if check else None),
            lambda keys: passing.pass_on(actor, keys, request.POST),
        ),
    ]  # fmt: skip


def _hidden(made: Matter) -> None:
    """A draft that its author alone reads."""


def _joined(request: Request, keys: Sequence[int]) -> Matter:
    form = crossing.join_form(request.actor, request.POST)
    if not form.is_valid():
        raise Refused(_("请选择归入哪一件。"))
    return passing.join(request.actor, keys, form.cleaned_data["into"].pk)


@desk
@require_POST
def cross(request: Request) -> HttpResponse:
    """Choose how, see what will happen, then do it. All or nothing of those that can go."""
    if not request.actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("只有工作机构可以办理“转为%(matter)s”。") % passing.words_of(request.actor))
    keys = [int(value) for value in request.POST.getlist("row") if value.isdecimal() and len(value) < 19]
    if not keys:
        raise Refused(_("没有选中任何一件。请先在列表左侧勾选。"))
    if len(keys) > passing.MOST:
        raise Refused(_("一次最多转化 %(most)d 件，请缩小范围。") % {"most": passing.MOST})
    goes, refused = crossing.sorted_out(request.actor, crossing.chosen(request.actor, keys))
    ways = _ways(request, goes)
    chosen = next((way for way in ways if way.code == request.POST.get("way")), ways[0])
    if not request.POST.get("confirm") or not goes:
        return _preview(request, ways, chosen, goes, refused)
    try:
        matter = chosen.do([m.pk for m in goes])
    except Refused as wrong:
        return _preview(request, ways, chosen, goes, refused, wrong)
    messages.success(request, _("%d 条意见已转化，反映人都已告知。") % len(goes))
    return done(request, reverse("desk:suggestion", args=[matter.pk]) if matter else list_url())


def _preview(
    request: Request, ways: Sequence[Into], chosen: Into, goes: Sequence[Message], refused: Sequence[tuple[Message, str]],
    wrong: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    form = chosen.form(wrong is not None) if goes else None
    if wrong is not None and form is not None:
        say(form, wrong)
    count = {"goes": len(goes), "refused": len(refused)}
    preview = BulkPreview(
        title=passing.turning(request.actor),
        sentence=_("确认后转化 %(goes)d 条，跳过 %(refused)d 条。现在还什么都没有改动。") % count,
        url=reverse("desk:street_cross"), confirm_label=chosen.confirm,
        goes=[PreviewRow(str(m.matter), outcome=str(Message.State.CONVERTED.label)) for m in goes[:SHOWN]],
        refused=[PreviewRow(str(m.matter), reason=why) for m, why in refused[:SHOWN]],
        sent=[("row", str(m.pk)) for m in goes], form=form, back_url=list_url(), more=max(0, len(goes) - SHOWN),
    )  # fmt: skip
    status = 200 if wrong is None else 422
    return render(
        request, "desk/street/cross.html", {"preview": preview, "ways": ways, "chosen": chosen}, status=status
    )
