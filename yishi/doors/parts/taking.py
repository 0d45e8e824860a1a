"""Taking steps from pages: the form of any step of any loop beside the page it was opened from, one or many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi import rooms
from yishi.doors.look.responses import done, form_page
from yishi.doors.parts import files, places
from yishi.doors.parts.who import Request, door_of
from yishi.foundation import clock
from yishi.foundation.clocks.packs import pack_for, pack_of
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.inputs import One
from yishi.foundation.loops.refusals import Invalid, NotAllowed, NotFound, Refused
from yishi.foundation.loops.steps import SYSTEM, Loop, Step
from yishi.foundation.loops.take import create, offered, take
from yishi.foundation.people.actors import Actor
from yishi.rooms.activities import lists as activities
from yishi.rooms.stations import lists as stations
from yishi.rooms.suggestions import lists
from yishi.rooms.voice import informed, surveying
from yishi.rooms.voice import lists as voice


def _nothing(scope: Scope) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Dress:
    """How a door dresses the page of a step: its own template, what that needs besides the form, what stands in the
    form before anything was typed, and where to go once the step is taken (else the matter's page)."""

    template: str = "parts/step.html"
    more: Callable[[Scope], Mapping[str, Any]] = _nothing
    initial: Callable[[Scope], Mapping[str, Any]] = _nothing
    then: str = ""


PLAIN = Dress()
FILED = {
    "suggestion.revise", "handling.draft_answer", "handling.give_opinion", "promise.report_progress", "promise.report_kept",
    "promise.report_failed", "activity.report_again",
    "message.answer", "message.confirm_solved",
}  # fmt: skip
"""Steps on whose page files can be added to the matter."""
ANEW = {
    "message.answer", "message.settle", "message.decline", "message.conclude", "info_item.instruct", "info_item.forward",
    "info_item.feed_back",
}  # fmt: skip
"""Steps that ask for words of their own under the name under which the record keeps others: their form begins empty."""
SHOWN = {"handling.evaluate", "promise.evaluate"}
"""Steps on whose page they are read."""
FILED_NEW = {
    "suggestion.draft", "suggestion.submit_for_group", "activity.record", "activity.plan", "activity.report", "message.record",
}  # fmt: skip
"""Steps that open a matter, on whose page files can be chosen for it."""
VISIBLE: dict[str, Callable[[Actor], QuerySet[Any]]] = {
    "suggestion": lists.visible,
    "handling": lists.handlings,
    "promise": lists.promises,
    "message": voice.visible,
    "station": stations.visible,
    "duty": stations.visible_duties,
    "reception": stations.visible_receptions,
    "presence": stations.visible_presences,
    "station_rule": stations.visible_rules,
    "ground": stations.visible_grounds,
    "info_item": informed.visible,
    "survey": surveying.visible,
    "activity": activities.ours,
    "outside_total": activities.outside_totals,
    "own_kind": activities.visible_kinds,
    "target": activities.visible_targets,
}
"""Which matters of each kind an actor finds, on pages and by the API. A kind that is missing here is found by nobody; a test
says so."""


def step_of(kind: str, name: str) -> Step:
    """A step that people take, by its name; raises Http404."""
    loop = rooms.loops().get(kind)
    step = loop.steps.get(name) if loop else None
    if step is None or step.by == (SYSTEM,):
        raise Http404(_("没有这个步骤。"))
    return step


def record_of(request: Request, step: Step, pk: int) -> Any:
    """The record if it is of this organ and the actor may take the step on it or read it; else NotFound."""
    loop = step.loop
    rows = loop.model._default_manager.filter(pk=pk, matter__organ=request.actor.organ)
    found = rows.select_related("matter__parent", *loop.select).prefetch_related(*loop.prefetch).first()
    if found is None or not (step.allows(request.actor, found) or _reads(request.actor, loop, pk)):
        raise NotFound()
    return found


def _reads(actor: Actor, loop: Loop, pk: int) -> bool:
    return VISIBLE[loop.kind](actor).filter(pk=pk).exists()


def scope_of(request: Request, record: Any) -> Scope:
    """What guards and inputs may ask, for a page."""
    actor, today = request.actor, clock.today()
    pack = pack_of(actor.organ, record.matter.pack) if record.pk else pack_for(actor.organ, today)
    return Scope(actor, today, record, pack)


def take_step(request: Request, kind: str, pk: int, name: str, dress: Dress = PLAIN) -> HttpResponse:
    """GET draws the step's form, POST takes the step; what was typed stays when it is refused."""
    step = step_of(kind, name)
    record = record_of(request, step, pk)
    scope = scope_of(request, record)
    back = matter_url(request, record)
    if not step.allows(request.actor, record):
        raise NotAllowed(_("您的角色不能办理“%(step)s”。") % {"step": step.title})
    if request.method != "POST":
        sentence = offered(step, scope)
        if sentence:
            raise Refused(sentence)
        initial = _initial(request, step, record) | dict(dress.initial(scope)) | _asked(request)
        return _form(request, step, scope, back, dress, initial=initial)
    box = files.posted(request, pk, inside=True) if step.code in FILED and files.sends(request) else None
    if box is not None and (box.refused or files.only(request)):
        return _form(request, step, scope, back, dress, box=box)
    try:
        version = version_of(request)
        take(step, pk, request.actor, request.POST, version=version)
    except (NotAllowed, NotFound):
        raise  # the form names the matter, which he may not know of
    except Refused as refusal:
        return _form(request, step, scope, back, dress, refusal=refusal)
    messages.success(request, _("“%(step)s”已办理。") % {"step": step.title})
    return done(request, dress.then or back)


def open_new(request: Request, kind: str, name: str, dress: Dress = PLAIN) -> HttpResponse:
    """The same for a step that opens a new matter."""
    step = step_of(kind, name)
    if not step.opens:
        raise Http404
    blank = step.loop.model()
    scope = scope_of(request, blank)
    if not step.allows(request.actor, blank):
        raise NotAllowed(_("您的角色不能办理“%(step)s”。") % {"step": step.title})
    home = reverse(f"{door_of(request)}:home")
    if request.method != "POST":
        return _form(request, step, scope, home, dress, initial=dict(dress.initial(scope)) | _asked(request))
    token = files.token_of(request)
    box = files.hold(request, token) if step.code in FILED_NEW and files.sends(request) else None
    if box is not None and (box.refused or files.only(request)):
        return _form(request, step, scope, home, dress, box=box)
    try:
        outcome = create(step, request.actor, request.POST)
    except Refused as refusal:
        return _form(request, step, scope, home, dress, refusal=refusal)
    if step.code in FILED_NEW:
        files.attach_held(request, token, outcome.pk)
    messages.success(request, _("“%(step)s”已办理。") % {"step": step.title})
    return done(request, matter_url(request, outcome.record))


def version_of(request: HttpRequest) -> int | None:
    """The version that the page saw; None where it says none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items() if len(value) <= 200}


def _initial(request: Request, step: Step, record: Any) -> dict[str, Any]:
    """What the record already holds under the names of the step's inputs."""
    found = {}
    for name, given in step.inputs.items():
        if name == "text" and step.code in ANEW:
            continue
        value = getattr(record.matter if name == "title" else record, name, None)
        # Rows only where the input chooses among rows of that kind: a suggestion's lead is a person, a hand-over's a unit.
        if isinstance(value, Model) and not (
            isinstance(given, One) and given.rows(scope_of(request, record)).model is type(value)
        ):
            continue
        if value is not None and not callable(value) and not hasattr(value, "all"):
            found[name] = value
    return found


def _form(
    request: Request,
    step: Step,
    scope: Scope,
    back: str,
    dress: Dress,
    *,
    initial: Mapping[str, Any] | None = None,
    refusal: Refused | None = None,
    box: files.Box | None = None,
) -> HttpResponse:
    """The page of a step's form. With a `box` it was only about files: what was typed stands there, unjudged."""
    typed = refusal is not None or box is not None
    form = form_of(step, scope, request.POST if typed else None, initial=initial)
    if refusal is None and box is not None:
        form._errors = ErrorDict()  # type: ignore[attr-defined]  # so that nothing is validated
    if refusal is not None:
        say(form, refusal)
    version = scope.record.matter.version if scope.record.pk else ""
    context = {
        "title": step.title, "lead": lead(step, scope), "form": form, "submit": step.title, "back_url": back, "step": step,
        "version": (request.POST.get("version") if typed else version), "draft": f"{step.code}-{scope.record.pk or 'new'}",
        "box": box or _box(request, step, scope),
    }  # fmt: skip
    context |= dress.more(scope)
    wrong = refusal is not None or (box is not None and bool(box.refused))
    response = form_page(request, dress.template, context, wrong=wrong)
    if refusal is not None and not isinstance(refusal, Invalid):
        response.status_code = refusal.status
    return response


def _box(request: Request, step: Step, scope: Scope) -> files.Box | None:
    if step.code in FILED_NEW:
        return files.held(request, files.token_of(request))
    return files.box(request, scope.record.pk, inside=True) if step.code in FILED | SHOWN else None


def say(form: Any, refusal: Refused) -> None:
    """Sentences that the form itself did not find stand beside their input, or on top."""
    form.is_valid()
    if isinstance(refusal, Invalid):
        for name, sentences in refusal.errors.items():
            known = name if name in form.fields else None
            for sentence in sentences:
                if sentence not in form.errors.get(known or "__all__", ()):
                    form.add_error(known, sentence)
    else:
        form.add_error(None, refusal.sentence)


def lead(step: Step, scope: Scope) -> str:
    """Under which article, and on what."""
    rule = scope.pack.rule(step.law) if scope.pack else None
    cited = str(rule.citation) if rule and rule.citation else (scope.pack.title if rule and scope.pack else step.law)
    on = f"{scope.record.matter} · " if scope.record.pk else ""
    return on + _("依据：%s") % cited


def matter_url(request: HttpRequest, record: Any) -> str:
    """The page of the root of the record's family in the same door, or that door's home where it shows none."""
    door = door_of(request)
    return places.page_or_none(door, record.matter) or reverse(f"{door}:home")
