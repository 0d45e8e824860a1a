"""The form of a step for one actor and matter: the only check of what is given, for pages, API and imports alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.inputs import SURROGATE
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import Step


class StepForm(forms.Form):
    """A form of fields made for this one use: no class of its own, and nothing copied."""

    def __init__(self, fields: dict[str, forms.Field], data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields = fields


def form_of(step: Step, scope: Scope, data: Mapping[str, Any] | None = None, **kwargs: Any) -> forms.Form:
    """An ordinary form with one field for each input; `initial` and the like go to Django."""
    fields = {}
    for name, given in step.inputs.items():
        field = given.field(scope)
        if name in step.defaults and step.defaults[name] not in (None, "", (), False):
            field.initial = step.defaults[name]
        fields[name] = field
    return StepForm(fields, data, **kwargs)


def clean(step: Step, scope: Scope, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, checked; raises Invalid with the sentences of every input that does not fit."""
    cleaned: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for name, given in step.inputs.items():
        field = given.checking(scope)
        try:
            # As a form does with each of its fields; one of nothing but fields has nothing to add.
            cleaned[name] = field.clean(field.widget.value_from_datadict(data, {}, name))
        except ValidationError as error:
            wrong[name] = [_told(sentence) for sentence in error.messages]
    if wrong:
        raise Invalid(wrong)
    return _fill(step, cleaned)


def _told(sentence: Any) -> str:
    """A sentence that can be sent: those that quote what was given may hold halves of characters."""
    return SURROGATE.sub("\ufffd", str(sentence))


def _fill(step: Step, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Inputs left empty take the step's own default."""
    return {
        name: step.defaults[name] if name in step.defaults and value in (None, "") else value
        for name, value in cleaned.items()
    }
