"""The forms by which messages become a suggestion: those of the suggestion's own steps, without what is counted from the messages,
filled with what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as lazy

from yishi.crossings.street import passing, wording
from yishi.foundation import clock
from yishi.foundation.clocks.packs import pack_for, pack_of
from yishi.foundation.law.pack import Pack
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import StepForm, form_of
from yishi.foundation.loops.inputs import One
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import offered
from yishi.foundation.people.actors import Actor
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.voice import lists
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

COUNTED = ("messages", "since", "until", "channel")
"""What the crossing counts itself."""
INTO = One(lazy("归入哪一件"), lazy("正在审查或者办理、反映同一件事的"), rows=passing.suggestions_to_join)


def chosen(actor: Actor, keys: Sequence[int]) -> list[Message]:
    """The messages with these keys that he may read, in the order in which they came."""
    rows = lists.visible(actor).filter(pk__in=keys).select_related("matter__organ", "unit", "sender")
    return list(rows.order_by("arrived_at", "pk"))


def sorted_out(actor: Actor, found: Sequence[Message]) -> tuple[list[Message], list[tuple[Message, str]]]:
    """Those that can be taken across now, and the others with the sentence why not. The crossing itself checks again."""
    goes, not_now, packs = [], [], dict[str, Pack | None]()
    for m in found:
        if m.matter.pack not in packs:
            packs[m.matter.pack] = pack_of(actor.organ, m.matter.pack)
        scope = Scope(passing.behalf(actor), clock.today(), m, packs[m.matter.pack])
        sentence = offered(message["convert"], scope) or passing.not_his(actor, m)
        if sentence:
            not_now.append((m, sentence))
        else:
            goes.append(m)
    return goes, not_now


def write_form(
    step: Step, actor: Actor, found: Sequence[Message], typed: Mapping[str, Any], *, check: bool
) -> BaseForm:
    """The form of a step that opens a suggestion. What was typed stays, in a form of another step too."""
    offer = wording.offered(found)
    initial = {"title": offer.title, "situation": offer.situation, "subject": offer.subject}
    initial |= {name: value for name, value in typed.items() if name in step.inputs and value}
    form = form_of(step, _scope(actor), typed if check else None, initial=initial)
    for name in COUNTED:
        form.fields.pop(name, None)
    return form


def join_form(actor: Actor, data: Mapping[str, Any] | None = None) -> BaseForm:
    """The form that asks which suggestion they join."""
    return StepForm({"into": INTO.field(_scope(actor))}, data)


def pass_form(actor: Actor, found: Sequence[Message], data: Mapping[str, Any] | None = None) -> BaseForm:
    """The form that asks to whom they are given outside this house."""
    today = clock.today()
    return form_of(message["pass_on"], Scope(actor, today, found[0], pack_for(actor.organ, today)), data)


def _scope(actor: Actor) -> Scope:
    today = clock.today()
    return Scope(actor, today, Suggestion(), pack_for(actor.organ, today))


DRAFT, DRAFT_FOR, REGISTER = suggestion["draft"], suggestion["draft_for"], suggestion["from_messages"]
