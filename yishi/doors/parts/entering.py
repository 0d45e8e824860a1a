"""The form by which an activity is entered: the step's own form, its kinds found by name or alias with the most used on
top, and a line of its own for everybody who usually takes part in that kind and for what usually comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext as _

from yishi.doors.parts.taking import say
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import Invalid, NotAllowed, NotFound, Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Outcome
from yishi.foundation.people.actors import Actor
from yishi.rooms.activities import lists
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind
from yishi.rooms.activities.loop import given
from yishi.rooms.activities.loop.amounts import AmountField
from yishi.rooms.activities.models.parts import MOST_HEADS

HEADS, OUTPUT = "heads-of-", "output-of-"
"""How the fields of usual participants and usual results begin."""
LATELY = dt.timedelta(days=400)
"""As used counts what was recorded in about a year."""
MOST_USED = 10
OF_EVENTS = ("last_day", "starts", "times", "persons", "groups")
"""What is not asked of something that is in being from day to day."""


class KindSelect(forms.Select):
    """Kinds in groups; each carries its other names, so that it is found by them too (`look/js/pick.js`)."""

    def __init__(self, also: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.also = also

    def create_option(self, name: Any, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With its aliases."""
        option = super().create_option(name, value, *args, **kwargs)
        if aliases := self.also.get(str(value)):
            option["attrs"]["data-also"] = aliases
        return option


def form_for(step: Step, scope: Scope, kind: Kind | None, data: QueryDict | None, **kwargs: Any) -> forms.Form:
    """The form of a step that enters an activity, unfolded for its kind."""
    form = form_of(step, scope, data, **kwargs)
    fields = form.fields
    fields["kind"] = kind_field(scope, fields["kind"])
    known = given.known(scope)
    _result(fields, kind)
    if kind is not None and kind.form == "stock":
        for name in OF_EVENTS:
            fields.pop(name, None)
    if kind is None:
        return form
    if "heads" in fields:
        for role in (known.role_by_code[code] for code in kind.roles if code in known.role_by_code):
            fields[f"{HEADS}{role.code}"] = forms.IntegerField(
                label=_("%s人次") % role.called, required=False, min_value=1, max_value=MOST_HEADS
            )
    if "outputs" in fields:
        for output in (known.output_by_code[code] for code in kind.outputs if code in known.output_by_code):
            words = {"name": output.called, "measure": output.measure}
            fields[f"{OUTPUT}{output.code}"] = AmountField(
                label=_("%(name)s（%(measure)s）") % words, required=False, max_length=40, one_line=True
            )
    return form


def _result(fields: dict[str, forms.Field], kind: Kind | None) -> None:
    """A kind's results to choose from; no field where it has none."""
    if "result" not in fields:
        return
    if kind is None or not kind.results:
        del fields["result"]
        return
    choices = [("", _("（不选）")), *kind.results]
    fields["result"] = forms.ChoiceField(label=fields["result"].label, required=False, choices=choices)


def kind_field(scope: Scope, plain: forms.Field) -> forms.ChoiceField:
    """Kinds, the most used first, then by line of work."""
    offered, profile = given.offered(scope), scope.organ.profile
    by_code = {kind.code: kind for kind in offered}
    used = [by_code[code] for code in most_used(scope.actor) if code in by_code]
    groups = [(_("常用"), _named(used, profile))] if used else []
    for line in given.known(scope).lines:
        if mine := _named((kind for kind in offered if kind.line == line.code), profile):
            groups.append((line.called(profile), mine))
    also = {kind.code: " ".join((kind.name, *kind.aliases)) for kind in offered}
    choices: list[Any] = [("", _("请选择，或者打字查找")), *groups]
    return forms.ChoiceField(
        label=plain.label, choices=choices, widget=KindSelect(also, attrs={"data-search": "1"}),
        help_text=_("打名称或者别称就能找到，如“视察”“走访”"),
    )  # fmt: skip


def _named(found: Iterable[Kind], profile: str) -> list[tuple[str, str]]:
    return [(kind.code, kind.called(profile)) for kind in found]


def most_used(actor: Actor, most: int = MOST_USED) -> list[str]:
    """Codes of the kinds that were recorded most in the last year of what the actor may read; one query."""
    newest = lists.ours(actor).order_by("-day").values_list("day", flat=True).first()
    if newest is None:
        return []
    rows = lists.ours(actor).filter(day__gt=newest - LATELY).order_by().values("kind").annotate(n=Count("pk"))
    return list(rows.order_by("-n", "kind").values_list("kind", flat=True)[:most])


def kind_of(known: Catalogue, code: str) -> Kind | None:
    """The kind that was typed, if there is one."""
    return known.kind_by_code.get(code)


def sent(form: forms.Form, data: QueryDict) -> QueryDict:
    """What the step is given: the lines of usual participants and results join the others."""
    made = data.copy()
    made._mutable = True
    for prefix, name, column, count in ((HEADS, "heads", "role", "heads"), (OUTPUT, "outputs", "code", "quantity")):
        if name not in form.fields:
            continue
        rows = form.fields[name].widget.value_from_datadict(data, {}, name)
        usual = [
            {column: field.removeprefix(prefix), count: data.get(field)}
            for field in form.fields
            if field.startswith(prefix) and data.get(field, "").strip()
        ]
        made[name] = [*usual, *rows]  # type: ignore[assignment]  # as JSON would give it
    return made


def taken(form: forms.Form, scope: Scope, act: Callable[[], Outcome]) -> Outcome | None:
    """What came of the step; None where the form says what to mend. Raises NotAllowed and NotFound: no form mends those."""
    if not form.is_valid():
        return None
    try:
        return act()
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        say(form, _placed(form, scope, refusal) if isinstance(refusal, Invalid) else refusal)
    return None


def _placed(form: forms.Form, scope: Scope, refusal: Invalid) -> Invalid:
    """The refusal with sentences on usual results beside the result that they name."""
    names = {f"{OUTPUT}{row.code}": row.name for row in given.known(scope).outputs}
    shown = {field: names[field] for field in form.fields if field in names}
    errors: dict[str, list[str]] = {}
    for name, sentences in refusal.errors.items():
        for sentence in sentences:
            beside = (
                next((field for field, words in shown.items() if words in str(sentence)), "")
                if name == "outputs"
                else ""
            )
            errors.setdefault(beside or name, []).append(sentence)
    return Invalid(errors)


def spread(form: forms.Form) -> None:
    """Let what is known beforehand stand on the line of its own, where there is one: a number of a usual role, a usual
    result without a name."""
    for prefix, name, column, count in ((HEADS, "heads", "role", "heads"), (OUTPUT, "outputs", "code", "quantity")):
        left = []
        for row in form.initial.get(name, ()):
            field = f"{prefix}{row[column]}"
            if field in form.fields and not row.get("name") and field not in form.initial:
                form.initial[field] = row[count]
            else:
                left.append(row)
        if name in form.initial:
            form.initial[name] = left


def bound(form: forms.Form, names: Sequence[str]) -> list[Any]:
    """These fields as they are drawn, those that the form has."""
    return [form[name] for name in names if name in form.fields]


def beginning(form: forms.Form, prefix: str) -> list[Any]:
    """Those whose name begins so."""
    return [form[name] for name in form.fields if name.startswith(prefix)]
