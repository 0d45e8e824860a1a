"""The yearly plan's numbers (年度计划指标): set, changed, dropped, each with its entry; what was done is a figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import Number, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.people.models import Organ
from yishi.rooms.activities import roles
from yishi.rooms.activities.catalogue.kinds import Kind, Output
from yishi.rooms.activities.loop import given, writing
from yishi.rooms.activities.loop.amounts import Amount, Quantity
from yishi.rooms.activities.models import Target
from yishi.rooms.activities.words import OWN_RULES, PERSON_TIMES

S, C = Target.State, Target.Counted

target = Loop(room="activities", kind="target", title=lazy("年度计划指标"), model=Target, states=S, select=("matter",))

How = Annotated[Quantity, Amount(lazy("目标值"), lazy("如 6、300人次、50万元"))]
Note = Annotated[str, Text(lazy("说明"), required=False, longest=400, rows=2)]


@target.step(NEW, to=S.SET, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("下达指标"))
def set_target(
    t: Target, act: Act, *, year: Annotated[int, Number(lazy("年度"), least=2000, most=2100)],
    code: Annotated[str, Pick(lazy("种类或者成果"), choices=given.counted)], number: How,
    counted: Annotated[str, Pick(lazy("计什么"), lazy("不选则计次数或者数量"), required=False, choices=C.choices)] = "",
    result: Annotated[
        str, Text(lazy("结果"), lazy("只对其中一种结果下达的填，如：继续审议"), required=False, longest=40, rows=1)
    ] = "",
    note: Note = "",
) -> None:  # fmt: skip
    """Set how much of a kind or an output the year shall see, or of a kind's one result."""
    known = given.known(act.scope())
    found: Kind | Output | None = known.kind_by_code.get(code) or known.output_by_code.get(code)
    if found is None:
        raise Invalid({"code": [_("没有这个种类或者成果，请从列表中选择。")]})
    t.organ, t.year, t.code, t.counted = act.organ, year, code, counted or _usual(found)
    _fits(found, t.counted)
    t.result = _result(found, t.counted, result)
    _only_one(t, act)
    _written(t, found, number, note)
    said = {"year": year, "name": name_of(found, t.result, act.organ.profile), "counted": C(t.counted).label}
    t.matter.title = _("%(year)d年%(name)s（%(counted)s）") % said


@target.step(S.SET, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("调整指标"))
def change_target(t: Target, act: Act, *, number: How, note: Note = "", why: given.Why) -> None:
    """Change the number, saying why; what it was stays in the journal."""
    known = given.known(act.scope())
    found: Kind | Output | None = known.kind_by_code.get(t.code) or known.output_by_code.get(t.code)
    act.note(**{_("原目标值"): f"{t.number.normalize():f}{t.measure}"})
    _written(t, found, number, note)


@target.step(S.SET, to=S.DROPPED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("撤销指标"), danger=True)
def drop_target(t: Target, act: Act, *, why: given.Why) -> None:
    """Hold the year to it no more."""
    t.dropped, t.matter.closed_on = True, act.day


def _usual(found: Kind | Output) -> str:
    if isinstance(found, Output):
        return C.SUM
    return C.STOCK if found.form == "stock" else C.TIMES


def _fits(found: Kind | Output, counted: str) -> None:
    if isinstance(found, Output) and counted != C.SUM:
        raise Invalid({"counted": [_("成果只计数量合计。")]})
    if isinstance(found, Kind) and counted == C.SUM:
        raise Invalid({"counted": [_("活动种类请计次数、人数、人次或者存量。")]})
    if counted == C.STOCK and isinstance(found, Kind) and found.form != "stock":
        raise Invalid({"counted": [_("只有一直存续的种类计年末存量。")]})


def _result(found: Kind | Output, counted: str, said: str) -> str:
    """The code of the result to which the number keeps. Raises Invalid."""
    if said and (isinstance(found, Output) or counted != C.TIMES):
        raise Invalid({"result": [_("只有计次数的活动种类可以按结果下达。")]})
    return writing.result_of(found, said) if isinstance(found, Kind) else ""


def name_of(found: Kind | Output, result: str, profile: str) -> str:
    """What a target is about, in the words of the organ's profile."""
    if isinstance(found, Output):
        return found.name
    return with_result(found, result, found.name_in(profile))


def with_result(kind: Kind, result: str, name: str) -> str:
    """The name by which a kind is called, and of which result where the target is of one."""
    if not result:
        return name
    return _("%(kind)s：%(result)s") % {"kind": name, "result": dict(kind.results).get(result, result)}


def _only_one(t: Target, act: Act) -> None:
    """One number for one thing; whoever sets it waits for who is just setting another."""
    Organ.objects.select_for_update(no_key=True).get(pk=act.organ.pk)
    same = Target.objects.filter(
        organ=act.organ, year=t.year, code=t.code, counted=t.counted, result=t.result, dropped=False
    )
    if same.exists():
        raise Invalid({"code": [_("该年度已有同一指标，请用“调整指标”修改。")]})


def _written(t: Target, found: Kind | Output | None, number: Quantity, note: str) -> None:
    t.note = note
    if t.counted in (C.PEOPLE, C.PERSON_TIMES):
        t.number, t.measure = _whole(number), PERSON_TIMES if t.counted == C.PERSON_TIMES else PERSON_TIMES[0]
    elif found is not None:
        t.number, t.measure = writing.in_measure(found, number, "number"), found.measure


def _whole(number: Quantity) -> Decimal:
    if number[0] != number[0].to_integral_value() or number[1] not in ("", *PERSON_TIMES[:1], PERSON_TIMES):
        raise Invalid({"number": [_("人数和人次应当填整数。")]})
    return number[0]
