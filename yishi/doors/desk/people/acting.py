"""One form, one change, one journal entry, in one transaction; what was typed stays when it is refused.

An act is found before it is shown, so that the page and the api do the very same: the page draws the form and carries it
out when it is posted, the api carries it out with what a program sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from yishi.doors.desk.people.recording import Note, record
from yishi.doors.desk.people.slips import slips_page
from yishi.doors.look.responses import done, form_page
from yishi.doors.parts.who import Door, Request
from yishi.foundation.law.pack import PackError
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.accounts import FirstPassword
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.refusals import Refused

Do = Callable[[dict[str, Any]], Note]
"""What a form does with its cleaned values; raises `Refused` with a sentence."""


@dataclass(frozen=True)
class Act:
    """A form, what it does, and how its page is headed. `slips` are first passwords, there once it was done."""

    form: forms.BaseForm
    do: Do
    title: object
    back: str
    lead: object = ""
    submit: object = ""
    template: str = "look/form.html"
    slips: Sequence[FirstPassword] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


class ActPage:
    """The page of an act behind its door; `find` gives the act itself, `door` who may."""

    def __init__(self, door: Door, find: Callable[..., Act]) -> None:
        self.door, self.find = door, find
        self._view = door(lambda request, *args, **named: _shown(request, find(request, *args, **named)))
        update_wrapper(self, find)

    def __call__(self, request: Request, *args: Any, **named: Any) -> HttpResponseBase:
        """The page."""
        return self._view(request, *args, **named)


def acts(door: Door) -> Callable[[Callable[..., Act]], ActPage]:
    """The page of the act that a function finds, for those to whom the door opens."""
    return lambda find: ActPage(door, find)


def _shown(request: Request, act: Act) -> HttpResponse:
    """Draw the form; posted, do what it asks, write the journal, and go on to `back` or where the note says."""
    posted = request.method == "POST"
    if posted and act.form.is_valid():
        note = attempt(request, act.form, act.do)
        if note is not None and act.slips:
            return slips_page(request, act.slips, note.told, act.back)
        if note is not None:
            messages.success(request, note.told)
            return done(request, note.url or act.back)
    context = {
        "form": act.form, "title": act.title, "lead": act.lead, "submit": act.submit or act.title, "back_url": act.back, **act.more,
    }  # fmt: skip
    return form_page(request, act.template, context, wrong=posted)


def carried_out(actor: Actor, form: forms.BaseForm, do: Do) -> Note:
    """The change and its entry, or neither; raises `Refused` or `PackError` with the sentence."""
    try:
        with transaction.atomic():
            note = do(form.cleaned_data)
            record(actor, note)
            return note
    except IntegrityError as clash:
        raise Refused(_("刚才有人登记了相同或相抵触的内容，请返回核对后再提交。")) from clash


def attempt(request: Request, form: forms.BaseForm, do: Do) -> Note | None:
    """The same for a page: where it is refused the form says why and the answer is None."""
    try:
        return carried_out(request.actor, form, do)
    except (Refused, PackError) as refusal:
        form.add_error(None, str(refusal))
    return None


def sent(request: Request) -> QueryDict | None:
    """What was posted, an empty form too; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def own(rows: QuerySet[Any], pk: int) -> Any:
    """The row of that key, or NotFound; what is another organ's is as if it were not there."""
    found: Model | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found
