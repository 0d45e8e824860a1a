"""A form of the report, what it does, and its page. The reading's own functions write the journal, so nothing is written
here; the api carries out the same acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from yishi.doors.look.responses import done, form_page
from yishi.doors.parts.taking import version_of
from yishi.doors.parts.who import Request
from yishi.foundation.loops.refusals import Invalid, Refused


@dataclass(frozen=True)
class Act:
    """A form and what it does; `do` takes its cleaned values and gives the sentence that tells what was done."""

    form: forms.BaseForm
    do: Callable[[dict[str, Any]], str]
    title: str
    back: str
    lead: str = ""
    submit: str = ""
    template: str = "look/form.html"
    more: Mapping[str, Any] = field(default_factory=dict)


def version(request: Request) -> int:
    """The version that the page saw; none is as one that never was."""
    return version_of(request) or 0


def act_page(request: Request, act: Act) -> HttpResponse:
    """Draw the form; posted, do what it asks and go back. What is refused stands on the form with what was typed."""
    posted = request.method == "POST"
    if posted and act.form.is_valid():
        told = attempt(act)
        if told is not None:
            messages.success(request, told)
            return done(request, act.back)
    context = {
        "form": act.form, "title": act.title, "lead": act.lead, "submit": act.submit or act.title, "back_url": act.back,
        **act.more,
    }  # fmt: skip
    return form_page(request, act.template, context, wrong=posted)


def attempt(act: Act) -> str | None:
    """Do it; None where it was refused, and the form says why."""
    try:
        return act.do(act.form.cleaned_data)
    except Invalid as invalid:
        for name, sentences in invalid.errors.items():
            act.form.add_error(name if name in act.form.fields else None, sentences)
    except Refused as refused:
        act.form.add_error(None, refused.sentence)
    return None
