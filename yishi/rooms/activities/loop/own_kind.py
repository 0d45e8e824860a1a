"""Kinds of an office's own (自设种类): added beside the catalogue, renamed, ended. Never deleted: records name them."""

from __future__ import annotations

import hashlib
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.people.models import Organ
from yishi.rooms.activities import own, roles
from yishi.rooms.activities.loop import given, writing
from yishi.rooms.activities.models import OwnKind
from yishi.rooms.activities.words import OWN_RULES

S = OwnKind.State
FORMS = (("event", lazy("一次性的活动")), ("stock", lazy("设立后一直存续，如站点、小组、制度")))

own_kind = Loop(
    room="activities", kind="own_kind", title=lazy("自设活动种类"), model=OwnKind, states=S, select=("matter",)
)  # fmt: skip


def _broader(scope: Scope) -> list[tuple[str, str]]:
    kinds = given.known(scope).kinds
    return [
        (kind.code, kind.called(scope.organ.profile))
        for kind in kinds
        if kind.code != getattr(scope.record, "code", "")
    ]


Name = Annotated[str, Text(lazy("名称"), longest=40, rows=1)]
Definition = Annotated[str, Text(lazy("计数口径"), lazy("怎样算一次，哪些不算"), longest=400, rows=2)]
Aliases = Annotated[str, Text(lazy("别称"), lazy("报告里的其他叫法，用顿号分开"), required=False, longest=200, rows=1)]
Verbs = Annotated[str, Text(lazy("常用动词"), lazy("如开展、组织，用顿号分开"), required=False, longest=60, rows=1)]
Broader = Annotated[
    str, Pick(lazy("归入的种类"), lazy("其数字一并计入所归入的种类"), required=False, choices=_broader)
]  # fmt: skip


@own_kind.step(NEW, to=S.IN_USE, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("增设种类"))
def add(
    k: OwnKind, act: Act, *, name: Name, line: Annotated[str, Pick(lazy("工作条线"), choices=given.lines)],
    measure: Annotated[str, Text(lazy("量词"), lazy("如次、场、件"), longest=4, rows=1)], definition: Definition,
    form: Annotated[str, Pick(lazy("形态"), required=False, choices=FORMS)] = "event", broader: Broader = "",
    aliases: Aliases = "", verbs: Verbs = "",
) -> None:  # fmt: skip
    """Add what the catalogue does not have; the organs below are offered it too."""
    _one_of_its_name(act, name)
    code = f"{own.PREFIX}{hashlib.sha256(f'{act.organ.code}/{name}'.encode()).hexdigest()[:12]}"
    if OwnKind.objects.filter(code=code).exists():
        raise Invalid({"name": [_("这个名称曾经用过，请换一个名称。")]})
    k.code, k.line, k.measure, k.form = code, line, measure, form
    _written(k, act, name, definition, broader, aliases, verbs)


@own_kind.step(S.IN_USE, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("修改种类"))
def rename(
    k: OwnKind, act: Act, *, name: Name, definition: Definition, broader: Broader = "", aliases: Aliases = "", verbs: Verbs = "",
) -> None:  # fmt: skip
    """Call it otherwise or define it better; line, measure and form stay, since records were counted by them."""
    if name != k.matter.title:
        _one_of_its_name(act, name)
    _written(k, act, name, definition, broader, aliases, verbs)


@own_kind.step(S.IN_USE, to=S.ENDED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("停用种类"), danger=True)
def end_kind(k: OwnKind, act: Act, *, why: given.Why) -> None:
    """Offer it no more; what was recorded of it is still counted."""
    k.matter.closed_on = act.day


def _written(k: OwnKind, act: Act, name: str, definition: str, broader: str, aliases: str, verbs: str) -> None:
    k.matter.title, k.definition, k.broader = name, definition, broader
    k.aliases, k.verbs = writing.names("aliases", aliases, 40), writing.names("verbs", verbs, 8)
    if broader and k.code in _above(act, broader):
        raise Invalid({"broader": [_("归入的种类已经归入本种类，不能互相归入。")]})
    known = given.known(act.scope()).kind_by_code.get(broader)
    if known is not None and known.form != k.form:
        raise Invalid({"broader": [_("一次性的活动和一直存续的不能互相归入。")]})


def _above(act: Act, code: str) -> list[str]:
    """The kind and those that include it, one after another."""
    kinds, found = given.known(act.scope()).kind_by_code, [code]
    while (kind := kinds.get(found[-1])) is not None and kind.broader and kind.broader not in found:
        found.append(kind.broader)
    return found


def _one_of_its_name(act: Act, name: str) -> None:
    """Two of one name could not be told apart; whoever adds one waits for who is just adding another."""
    Organ.objects.select_for_update(no_key=True).get(pk=act.organ.pk)
    over = own.ended(act.organ)
    for kind in own.catalogue(act.organ).kinds:
        if kind.code not in over and name in (kind.name_in(act.organ.profile), *kind.aliases):
            said = {"name": name, "line": given.known(act.scope()).line_by_code[kind.line].name_in(act.organ.profile)}
            raise Invalid({"name": [_("目录里已有“%(name)s”（%(line)s），请直接使用。") % said]})
