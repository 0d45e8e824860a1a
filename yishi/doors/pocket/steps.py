"""Steps that have a page of their own on the phone: writing, inviting, evaluating."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from yishi.doors.parts.taking import PLAIN, Dress
from yishi.doors.parts.who import Request
from yishi.doors.pocket import study
from yishi.doors.public.filters import ROLL
from yishi.foundation import clock
from yishi.foundation.loops.act import Scope
from yishi.foundation.people.models import Belonging, in_force
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Answer


def dress(request: Request, kind: str, name: str) -> Dress:
    """How the page of a step looks in the pocket; most are plain forms."""
    home = reverse("pocket:home")
    own: dict[tuple[str, str], Callable[[], Dress]] = {
        ("suggestion", "draft"): lambda: _write(request),
        ("suggestion", "revise"): lambda: _write(request),
        ("suggestion", "submit_for_group"): lambda: _write(request),
        ("suggestion", "invite"): lambda: Dress("pocket/invite.html", _invited),
        ("suggestion", "decline"): lambda: Dress(then=home),
        ("handling", "evaluate"): lambda: Dress("pocket/evaluate.html", _of_answer, then=home),
        ("promise", "evaluate"): lambda: Dress("pocket/evaluate.html", _of_promise, then=home),
    }
    return own.get((kind, name), lambda: PLAIN)()


def _write(request: Request) -> Dress:
    def more(scope: Scope) -> Mapping[str, Any]:
        return {
            "hints": study.hints(request.actor.organ)[:12],
            "alike_url": reverse("pocket:alike"),
            "not": scope.record.pk or "",
        }

    return Dress("pocket/write.html", more)


def _invited(scope: Scope) -> Mapping[str, Any]:
    """Those who may be asked to sign, with where they belong; who was asked already is not offered again."""
    asked = {signer.mandate_id for signer in scope.record.signers.all() if signer.declined_on is None}
    belongs = Belonging.objects.filter(in_force(clock.today()), grouping__kind__in=ROLL).select_related("grouping")
    rows = (
        given.others(scope)
        .exclude(pk__in=asked)
        .prefetch_related(Prefetch("belongings", belongs))
        .order_by("person__name", "pk")
    )
    return {"people": rows, "asked": [signer for signer in scope.record.signers.all() if signer.declined_on is None]}


def _worded(answer: Answer | None, scope: Scope) -> dict[str, Any]:
    found = given.answer_class(scope.pack, answer.kind) if answer else None
    return {"answer": answer, "answer_kind": found.shown if found else ""}


def _of_answer(scope: Scope) -> Mapping[str, Any]:
    """The answer that is evaluated."""
    h = scope.record
    answer = next((row for row in h.replies.all() if row.round == h.round and row.sent_on), None)
    return {"s": h.suggestion, "unit": h.unit, "what": h.matter.title} | _worded(answer, scope)


def _of_promise(scope: Scope) -> Mapping[str, Any]:
    """The promise, what was reported of it, and the answer that made it."""
    p = scope.record
    reports = list(p.reports.all())
    return {
        "s": p.suggestion,
        "unit": p.handling.unit,
        "what": p.matter.title,
        "promise": p,
        "reports": reports,
    } | _worded(p.answer, scope)
