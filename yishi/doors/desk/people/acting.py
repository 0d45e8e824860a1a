"""One form, one change, one journal entry, in one transaction; what was typed stays when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from yishi.doors.desk.people.recording import Note, record
from yishi.doors.look.responses import done, form_page
from yishi.doors.parts.who import Request
from yishi.foundation.law.pack import PackError
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.refusals import Refused

Do = Callable[[dict[str, Any]], Note]
"""What a form does with its cleaned values; raises `Refused` with a sentence."""


def acted(
    request: Request,
    form: forms.Form,
    do: Do,
    *,
    title: object,
    back: str,
    lead: object = "",
    submit: object = "",
    template: str = "look/form.html",
    answer: Callable[[Note], HttpResponse | None] | None = None,
    **more: Any,
) -> HttpResponse:
    """Draw the form; posted, do what it asks, write the journal, and go on to `back` or where the note says.

    `answer` may give a page of its own instead, for what is shown once."""
    posted = request.method == "POST"
    if posted and form.is_valid():
        note = attempt(request, form, do)
        if note is not None:
            shown = answer(note) if answer else None
            if shown is not None:
                return shown
            messages.success(request, note.told)
            return done(request, note.url or back)
    context = {"form": form, "title": title, "lead": lead, "submit": submit or title, "back_url": back} | more
    return form_page(request, template, context, wrong=posted)


def attempt(request: Request, form: forms.Form, do: Do) -> Note | None:
    """The change and its entry, or neither: then the form says why and the answer is None."""
    try:
        with transaction.atomic():
            note = do(form.cleaned_data)
            record(request.actor, note)
            return note
    except (Refused, PackError) as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError:
        form.add_error(None, _("刚才有人登记了相同或相抵触的内容，请返回核对后再提交。"))
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
