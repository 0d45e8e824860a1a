"""Writing an activity down: what its form says, checked against the organ's catalogue, its terms and its roll."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.loops.act import Act
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.people.models import Grouping, Mandate, Organ, Suspension, Term, Unit
from yishi.rooms.activities.catalogue.kinds import Kind
from yishi.rooms.activities.catalogue.kinds import Output as OutputKind
from yishi.rooms.activities.loop import given
from yishi.rooms.activities.loop.amounts import Quantity
from yishi.rooms.activities.models import Activity, Host, Joined, Output, Participant
from yishi.rooms.activities.models.activity import listed

LONGEST = 366
"""Days that one event may take."""
NAMES = 30
"""Bodies, topics or laws in one line."""


def what(a: Activity, act: Act, kind: str, result: str) -> Kind:
    """Its kind, with what facts need of it. Raises Invalid."""
    offered = {code for code, _name in given.kinds(act.scope())}
    found = given.known(act.scope()).kind_by_code.get(kind)
    if found is None or (kind != a.kind and kind not in offered):
        raise Invalid({"kind": [_("没有这个活动种类，请从列表中选择。")]})
    a.kind, a.line, a.measure, a.stock = found.code, found.line, found.measure, found.form == "stock"
    a.result = result_of(found, result)
    return found


def result_of(kind: Kind, said: str) -> str:
    """The code of a result, said by code or name. Raises Invalid."""
    if not said:
        return ""
    for code, name in kind.results:
        if said in (code, name):
            return code
    if not kind.results:
        raise Invalid({"result": [_("这个种类没有结果分类，“结果”请留空。")]})
    offered = language.listed(name for _code, name in kind.results)
    raise Invalid(
        {"result": [_("结果“%(said)s”不在可选范围内，请填：%(offered)s。") % {"said": said, "offered": offered}]}
    )


def when(
    a: Activity, act: Act, day: dt.date, last_day: dt.date | None, starts: dt.time | None, *, planned: bool
) -> None:
    """On which days. Raises Invalid for days that cannot be."""
    last_day = None if last_day == day else last_day
    wrong = _span(a, day, last_day) or ({} if planned else _not_yet(act, day, last_day)) or _too_early(a, act, day)
    if wrong:
        raise Invalid({name: [sentence] for name, sentence in wrong.items()})
    a.day, a.last_day, a.starts = day, last_day, starts
    a.matter.opened_on = day


def _span(a: Activity, day: dt.date, last_day: dt.date | None) -> dict[str, str]:
    if last_day is None:
        return {}
    if a.stock:
        return {"last_day": _("这个种类从设立起一直存续，不填最后一天；不再存续时用“终止”登记。")}
    if last_day < day:
        return {"last_day": _("最后一天不能早于开始日期。")}
    if (last_day - day).days >= LONGEST:
        return {"last_day": _("一次活动最长一年，请核对日期，或者分次登记。")}
    return {}


def _not_yet(act: Act, day: dt.date, last_day: dt.date | None) -> dict[str, str]:
    if day > act.work.day:
        return {"day": _("已举办的活动，日期不能晚于今天；还没有举办的请列入计划。")}
    if last_day and last_day > act.work.day:
        return {"last_day": _("活动还没有结束，最后一天不能晚于今天；请先列入计划，结束后再登记举办。")}
    return {}


def _too_early(a: Activity, act: Act, day: dt.date) -> dict[str, str]:
    """Nothing happens before the organ's first term; what is in being may have been set up long before."""
    first = act.scope().once("first term", lambda: _first_term(act.organ))
    if a.stock or first is None or day >= first:
        return {}
    return {"day": _("日期早于本机关最早一届的开始日期（%s），请核对年份，或者先登记该届。") % first}


def _first_term(organ: Organ) -> dt.date | None:
    found = Term.objects.filter(organ=organ).order_by("began").first()
    return found.began if found else None


def called(a: Activity, act: Act, kind: Kind, title: str) -> None:
    """Its name, or one made of kind and day."""
    a.matter.title = title or name_of(a, act, kind)


def name_of(a: Activity, act: Act, kind: Kind) -> str:
    """What it is called where nobody gave it a name."""
    return _("%(kind)s（%(day)s）") % {"kind": kind.name_in(act.organ.profile), "day": a.day.isoformat()}


def names(field: str, text: str, longest: int) -> str:
    """A line of names as it is kept. Raises Invalid where one is too long or there are too many."""
    found = listed(text)
    if len(found) > NAMES or any(len(name) > longest for name in found):
        said = {"most": NAMES, "longest": longest}
        raise Invalid({field: [_("最多写 %(most)d 个，每个不超过 %(longest)d 个字，用顿号分开。") % said]})
    return "、".join(found)


def where(a: Activity, place: str, area: str, topics: str, laws: str, times: int, summary: str) -> None:
    """Where it was and what it was about. Raises Invalid."""
    a.place, a.area, a.times, a.summary = place, area, times, summary
    a.topics, a.laws = names("topics", topics, 24), names("laws", laws, 60)


def with_whom(
    a: Activity,
    act: Act,
    co_organs: Sequence[Organ],
    co_units: Sequence[Unit],
    co_bodies: str,
    groups: Sequence[Grouping],
) -> None:
    """Who held it too, and which groups did it; rows that stand and are named again stay."""
    others = names("co_bodies", co_bodies, 60)
    wanted: dict[Any, dict[str, Any]] = {("organ", row.pk): {"organ": row} for row in co_organs}
    wanted |= {("unit", row.pk): {"unit": row} for row in co_units}
    wanted |= {("name", name): {"name": name} for name in listed(others)}
    hosts = a.hosts.all() if a.pk else ()
    _settle(act, {_host_key(row): row for row in hosts}, wanted, lambda **who: Host(activity=a, **who))
    joined = a.joined.all() if a.pk else ()
    _settle(
        act, {row.grouping_id: row for row in joined}, {row.pk: {"grouping": row} for row in groups},
        lambda **who: Joined(activity=a, **who),
    )  # fmt: skip


def _host_key(row: Host) -> tuple[str, Any]:
    return ("organ", row.organ_id) if row.organ_id else ("unit", row.unit_id) if row.unit_id else ("name", row.name)


def _settle(act: Act, standing: Mapping[Any, Any], wanted: Mapping[Any, Any], make: Any) -> None:
    for key, row in standing.items():
        if key not in wanted:
            row.delete()
    for key, who in wanted.items():
        if key not in standing:
            act.add(make(**who))


def role_of(act: Act, mandate: Mandate) -> str:
    """As what a seat takes part where nothing else is said."""
    usual = {Mandate.Kind.DEPUTY: "deputy", Mandate.Kind.MEMBER: "member"}
    role = usual.get(Mandate.Kind(mandate.kind), mandate.kind)
    known = given.known(act.scope()).role_by_code
    return role if role in known else ("member" if act.organ.profile == Organ.Profile.CPPCC else "deputy")


def present(a: Activity, act: Act, persons: Sequence[Mandate], role: str = "") -> list[Mandate]:
    """Note that these took part, each once in a role; answers who was not noted yet. Raises Invalid for who was not in
    office on the day."""
    away = [row.person.name for row in persons if not _serves(act, row, a.day)]
    if away:
        sentence = _("%(names)s在 %(day)s 不在任或者暂停履职，不能登记为参加人。")
        raise Invalid({"persons": [sentence % {"names": language.listed(away[:10]), "day": a.day}]})
    known = {(row.mandate_id, row.role) for row in a.participants.all()} if a.pk else set()
    new = []
    for mandate in persons:
        as_what = role or role_of(act, mandate)
        if (mandate.pk, as_what) not in known:
            known.add((mandate.pk, as_what))
            act.add(Participant(activity=a, mandate=mandate, role=as_what))
            new.append(mandate)
    return new


def _serves(act: Act, mandate: Mandate, day: dt.date) -> bool:
    paused = act.scope().once("suspended", lambda: _suspensions(act.organ))
    held = mandate.began <= day and (mandate.ended is None or mandate.ended >= day)
    return held and not any(
        began <= day and (ended is None or day <= ended) for began, ended in paused.get(mandate.pk, ())
    )


def _suspensions(organ: Organ) -> dict[int, list[tuple[dt.date, dt.date | None]]]:
    found: dict[int, list[tuple[dt.date, dt.date | None]]] = {}
    for mandate, began, ended in Suspension.objects.filter(mandate__organ=organ).values_list(
        "mandate", "began", "ended"
    ):
        found.setdefault(mandate, []).append((began, ended))
    return found


def heads(a: Activity, act: Act, rows: Iterable[Mapping[str, Any]]) -> None:
    """How many of each role took part whose names are not kept; said anew, a number stands in place of the former."""
    standing = {row.role: row for row in a.participants.all() if row.heads is not None} if a.pk else {}
    said: set[str] = set()
    for row in rows:
        role, count = row["role"], row["heads"]
        if role not in given.known(act.scope()).role_by_code:
            raise Invalid({"heads": [_("没有“%s”这个身份，请从列表中选择。") % role]})
        if role in said:
            raise Invalid({"heads": [_("同一身份的人数只填一行，请合并。")]})
        said.add(role)
        if role in standing:
            standing[role].heads = count
            act.change(standing[role])
        else:
            act.add(Participant(activity=a, role=role, heads=count))


def forget(a: Activity) -> None:
    """Head counts and outputs that are said anew."""
    a.outputs.all().delete()
    a.participants.filter(heads__isnull=False).delete()
    for name in ("outputs", "participants"):
        getattr(a, "_prefetched_objects_cache", {}).pop(name, None)


def outputs(a: Activity, act: Act, rows: Iterable[Mapping[str, Any]]) -> None:
    """What came of it. Raises Invalid for a quantity that does not fit its output."""
    for row in rows:
        act.add(output(a, act, row["code"], row["quantity"], field="outputs", name=row.get("name") or ""))


def output(a: Activity, act: Act, code: str, quantity: Quantity, *, field: str, **more: Any) -> Output:
    """One output, its quantity in the output's first measure; on the activity's last day where no other is said."""
    found = given.known(act.scope()).output_by_code.get(code)
    if found is None:
        raise Invalid({field: [_("没有这种成果，请从列表中选择。")]})
    number = in_measure(found, quantity, field)
    more["day"] = more.get("day") or a.closes
    return Output(activity=a, code=code, quantity=number, measure=found.measure, **more)


def in_measure(found: OutputKind | Kind, quantity: Quantity, field: str) -> Decimal:
    """The number, where its measure is one of the output's. Raises Invalid: another measure, or a part of what comes whole."""
    number, behind = quantity
    words = (found.measure, *found.measures)
    said = {"name": found.name, "measures": language.listed(words)}
    if behind and behind not in words:
        raise Invalid({field: [_("“%(name)s”按%(measures)s计，请核对单位。") % said]})
    if getattr(found, "of", "count") in ("count", "bodies") and number != number.to_integral_value():
        raise Invalid({field: [_("“%(name)s”应当填整数。") % said]})
    return number.quantize(Decimal("0.0001"))
