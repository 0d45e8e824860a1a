"""The page on which an answer is written, with everything it must be held against; and the head's page for signing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from yishi import rooms
from yishi.doors.parts.taking import Dress, scope_of
from yishi.doors.parts.who import Request
from yishi.doors.unit.letter import Letter, Said, letter
from yishi.foundation.law.choices import Need
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import NotFound
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Answer, Handling


def part_of(request: Request, pk: int) -> Handling:
    """A part of the reader's own units with all that a letter needs; NotFound otherwise."""
    units = request.actor.units(*lists.UNIT_ROLES)
    loop = rooms.loops()["handling"]
    rows = Handling.objects.filter(pk=pk, unit__in=units, matter__organ=request.actor.organ)
    found = rows.select_related(
        "matter__parent", "suggestion__matter__organ", "suggestion__grouping", "suggestion__topic", *loop.select
    ).prefetch_related("suggestion__handlings__opinions", *loop.prefetch)
    h = found.first()
    if h is None:
        raise NotFound()
    return h


def answer_of(h: Handling, round: int | None = None) -> Answer | None:
    """The answer of this round, as far as it is written."""
    wanted = round or h.round
    return next((answer for answer in h.replies.all() if answer.round == wanted), None)


def saved_letter(request: Request, h: Handling, round: int | None = None) -> Letter | None:
    """The letter of what is saved."""
    answer = answer_of(h, round)
    return letter(h, Said.of(answer), scope_of(request, h).pack, answer.round) if answer else None


def typed_letter(request: Request, h: Handling, data: QueryDict) -> Letter:
    """The letter of what is being typed; nothing is saved."""
    scope = scope_of(request, h)
    form = form_of(rooms.loops()["handling"]["draft_answer"], scope, data)
    return letter(h, Said.typed(form), scope.pack, h.round)


def _initial(scope: Scope) -> dict[str, Any]:
    """What was saved in this round; after an order to handle again, nothing."""
    answer = answer_of(scope.record)
    if answer is None:
        return {"may_publish": True}
    plans = [{"what": plan["what"], "due": dt.date.fromisoformat(plan["due"])} for plan in answer.plans]
    return {
        "kind": answer.kind, "text": answer.text, "reason": answer.reason, "reported": answer.reported, "plans": plans,
        "may_publish": answer.may_publish,
    }  # fmt: skip


def beside(request: Request, pk: int) -> Mapping[str, Any]:
    """What stands beside the editor: the suggestion, the talks, co-handlers' opinions, earlier rounds, the letter."""
    h = part_of(request, pk)
    pack = scope_of(request, h).pack
    cos = [other for other in h.suggestion.handlings.all() if other.part == Handling.Part.CO and not other.superseded]
    earlier = [answer for answer in h.replies.all() if answer.round < h.round]
    return {
        "h": h, "s": h.suggestion, "cos": cos, "earlier": earlier, "letter": saved_letter(request, h),
        "preview_url": reverse("unit:preview", args=[h.pk]), "needs": _needs(pack), "back": reverse("unit:suggestion", args=[h.suggestion_id]),
    }  # fmt: skip


def _needs(pack: Any) -> dict[str, str]:
    """For each class of answer, the names of the inputs that its rule asks for; the page shows those first."""
    names = {Need.PLAN_AND_DATE: "plans", Need.REASON: "reason", Need.REPORTED_UP: "reported"}
    return {found.code: " ".join(names[need] for need in found.needs if need in names) for found in given.classes(pack)}


def dress(request: Request, pk: int) -> Dress:
    """The page of the step "draft an answer"."""
    return Dress("unit/answer.html", lambda scope: beside(request, pk), _initial)
