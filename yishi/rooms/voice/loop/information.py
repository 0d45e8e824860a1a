"""The life of an information item (社情民意信息): written by a member or informant, edited and numbered by the office; then
what came of it, one thing or several: an instruction, a unit to which it was passed, a body above that adopted it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Mandate, RoleCode, Unit
from yishi.rooms.voice import deadlines, info_figures
from yishi.rooms.voice import info_roles as roles
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.models import InfoItem, InfoOutcome
from yishi.rooms.voice.models.message import LONGEST
from yishi.rooms.voice.words import INFO_RULES

S, K, L = InfoItem.State, InfoOutcome.Kind, InfoOutcome.Level

information = Loop(
    room="voice",
    kind="info_item",
    title=lazy("社情民意信息"),
    model=InfoItem,
    states=S,
    select=("author__person", "written_by"),
    needed=("author",),
    prefetch=("outcomes__unit",),
    facts=info_figures.derive,
)

Title = Annotated[str, Text(lazy("标题"), lazy("一句话说清反映什么、建议什么"), longest=200, rows=1)]
Words = Annotated[str, Text(lazy("内容"), lazy("情况、问题和建议；不写无关人的姓名和电话"), longest=LONGEST, rows=10)]
On = Annotated[dt.date, Day(lazy("日期"))]
Level = Annotated[str, Pick(lazy("层级"), choices=L.choices)]
Why = Annotated[str, Text(lazy("理由"), longest=200, rows=2)]


def _standing(scope: Scope) -> QuerySet[InfoOutcome]:
    """Outcomes of this item that stand."""
    return InfoOutcome.objects.filter(item=scope.record.pk, struck_on=None).select_related("unit")


def _unanswered(scope: Scope) -> QuerySet[InfoOutcome]:
    """Units to which it was passed and that have not said what came of it."""
    return _standing(scope).filter(kind=K.FORWARDED, feedback_on=None)


def _has_standing(i: InfoItem, scope: Scope) -> str | None:
    return None if any(row.struck_on is None for row in i.outcomes.all()) else _("还没有登记批示、转送或者采用。")


def _has_unanswered(i: InfoItem, scope: Scope) -> str | None:
    rows: Iterable[InfoOutcome] = i.outcomes.all()
    waits = any(row.kind == K.FORWARDED and row.struck_on is None and row.feedback_on is None for row in rows)
    return None if waits else _("没有等待反馈的转送。")


@information.step(
    NEW, to=S.SUBMITTED, by=(roles.ATTENDER, roles.INFORMANT), law=INFO_RULES, title=lazy("写社情民意信息")
)
def write_item(i: InfoItem, act: Act, *, title: Title, text: Words, topic: given.Topic = "") -> None:
    """A member or informant writes one up, on the phone as well."""
    i.written_by = act.actor.account
    i.author = Mandate.objects.filter(pk__in=act.actor.sitting, organ=act.organ).order_by("pk").first()
    _written(i, act, title, text, topic)


@information.step(NEW, to=S.SUBMITTED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("登记社情民意信息"))
def enter_item(
    i: InfoItem, act: Act, *, title: Title, text: Words, topic: given.Topic = "", author: given.To = None,
    other_author: Annotated[
        str, Text(lazy("其他反映人"), lazy("党派、工商联、专委会、基层信息员等"), required=False, longest=80, rows=1)
    ] = "",
) -> None:  # fmt: skip
    """The office enters one that reached it otherwise."""
    if author is None and not other_author:
        raise Invalid({"other_author": [_("请选择代表（委员），或者写明是谁反映的。")]})
    i.author, i.other_author, i.written_by = author, other_author, act.actor.account
    _written(i, act, title, text, topic)


def _written(i: InfoItem, act: Act, title: str, text: str, topic: str) -> None:
    i.matter.title, i.text, i.topic, i.written_on, i.why = title, text, topic, act.day, ""
    deadlines.to_edit(act)
    act.tell("info_written", _("收到社情民意信息“%s”。") % title, To((RoleCode.OFFICE,)))


@information.step(S.SUBMITTED, S.RETURNED, to=S.SUBMITTED, by=(roles.WRITER,), law=INFO_RULES, title=lazy("修改再交"))
def revise_item(i: InfoItem, act: Act, *, title: Title, text: Words, topic: given.Topic = "") -> None:
    """Its writer mends it before it is edited."""
    act.stop(deadlines.EDIT, why=_("修改再交"))
    _written(i, act, title, text, topic)


@information.step(
    S.SUBMITTED, S.RETURNED, to=S.WITHDRAWN, by=(roles.WRITER,), law=INFO_RULES, title=lazy("撤回"), danger=True
)
def withdraw_item(i: InfoItem, act: Act) -> None:
    """Its writer takes it back."""
    act.stop_all(_("撤回"))
    i.matter.closed_on = act.day


@information.step(S.SUBMITTED, to=S.EDITED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("编发"))
def edit_item(
    i: InfoItem, act: Act, *, title: Title, edited: Annotated[str, Text(lazy("编发稿"), longest=LONGEST, rows=12)],
    topic: given.Topic = "",
) -> None:  # fmt: skip
    """Put it into the words in which it goes out, with the next number of the year."""
    i.matter.title, i.edited, i.topic, i.edited_on = title, edited, topic or i.topic, act.day
    act.number(f"X{act.day.year}")
    act.meet(deadlines.EDIT)
    _tell(i, act, "info_edited", _("您反映的“%s”已编发。") % title)


@information.step(S.EDITED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("修改编发稿"))
def amend_item(
    i: InfoItem, act: Act, *, title: Title, edited: Annotated[str, Text(lazy("编发稿"), longest=LONGEST, rows=12)],
    topic: given.Topic = "",
) -> None:  # fmt: skip
    """Mend what goes out; what it was stays in the journal."""
    i.matter.title, i.edited, i.topic = title, edited, topic or i.topic


@information.step(S.SUBMITTED, to=S.RETURNED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("退回修改"))
def turn_back_item(i: InfoItem, act: Act, *, why: Why) -> None:
    """Back to its writer, with what to mend; nobody owes anything until he has."""
    i.why = why
    act.stop(deadlines.EDIT, why=_("退回修改"))
    _tell(i, act, "info_back", _("“%(title)s”请修改：%(why)s") % {"title": i.matter.title, "why": why})


@information.step(S.SUBMITTED, to=S.UNUSED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("不编发，留存"), danger=True)
def set_aside(i: InfoItem, act: Act, *, why: Why) -> None:
    """Kept and not sent out, with the reason, which its writer is told."""
    i.why, i.matter.closed_on = why, act.day
    act.meet(deadlines.EDIT)
    _tell(i, act, "info_unused", _("“%(title)s”未编发，留存备查：%(why)s") % {"title": i.matter.title, "why": why})


@information.step(S.EDITED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("登记批示"))
def instruct(
    i: InfoItem, act: Act, *, by: Annotated[str, Text(lazy("批示人"), lazy("姓名和职务"), longest=80, rows=1)], level: Level,
    day: On, text: Annotated[str, Text(lazy("批示内容"), required=False, longest=1000, rows=3)] = "",
) -> None:  # fmt: skip
    """A leader wrote an instruction on it."""
    _came(i, act, day, kind=K.INSTRUCTION, level=level, by=by, text=text)
    _tell(i, act, "info_instructed", _("您反映的“%(title)s”获%(by)s批示。") % {"title": i.matter.title, "by": by})


@information.step(S.EDITED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("转送部门"))
def forward(
    i: InfoItem, act: Act, *, unit: Annotated[Unit, One(lazy("转送单位"), rows=given.units)], day: On,  # type: ignore[valid-type]  # the stubs read Annotated models their own way
    text: Annotated[str, Text(lazy("转送意见"), required=False, longest=1000, rows=2)] = "",
) -> None:  # fmt: skip
    """Passed to a department for its use or its answer."""
    _came(i, act, day, kind=K.FORWARDED, unit=unit, text=text)
    _tell(i, act, "info_forwarded", _("您反映的“%(title)s”已转送%(unit)s。") % {"title": i.matter.title, "unit": unit})


@information.step(S.EDITED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("登记办理反馈"), when=(_has_unanswered,))
def feed_back(
    i: InfoItem, act: Act, *, row: Annotated[InfoOutcome, One(lazy("哪一次转送"), rows=_unanswered)],  # type: ignore[valid-type]  # as above
    day: On, text: Annotated[str, Text(lazy("办理反馈"), longest=2000, rows=4)],
) -> None:  # fmt: skip
    """What the department says came of it."""
    if day < row.day:
        raise Invalid({"day": [_("反馈日期不能早于转送日期（%s）。") % row.day]})
    row.feedback, row.feedback_on = text, day
    act.change(row)
    _tell(i, act, "info_answered", _("您反映的“%s”有了办理反馈。") % i.matter.title)


@information.step(S.EDITED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("登记采用"))
def adopt(
    i: InfoItem, act: Act, *, level: Level, day: On,
    by: Annotated[str, Text(lazy("采用单位"), lazy("如：市政协办公厅"), required=False, longest=80, rows=1)] = "",
) -> None:  # fmt: skip
    """A body above took it up."""
    _came(i, act, day, kind=K.ADOPTED, level=level, by=by)
    _tell(
        i,
        act,
        "info_adopted",
        _("您反映的“%(title)s”被%(level)s采用。") % {"title": i.matter.title, "level": L(level).label},
    )


@information.step(
    S.EDITED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("注销登记错的"), when=(_has_standing,), danger=True
)
def strike_outcome(
    i: InfoItem, act: Act, *, row: Annotated[InfoOutcome, One(lazy("哪一项"), rows=_standing)], why: Why  # type: ignore[valid-type]  # as above
) -> None:  # fmt: skip
    """Recorded in error: it counts no more, and stays in the journal."""
    row.struck_on, row.struck_why = act.day, why
    act.change(row)


@information.step(S.EDITED, by=(roles.OFFICE,), law=INFO_RULES, title=lazy("编入每周社情"), batch=True)
def put_in_bulletin(
    i: InfoItem, act: Act, *, bulletin: Annotated[str, Text(lazy("哪一期"), lazy("如：2026年第12期"), longest=60, rows=1)], day: On
) -> None:  # fmt: skip
    """Published in the weekly bulletin."""
    i.bulletin, i.bulletin_on = bulletin, day


def _came(i: InfoItem, act: Act, day: dt.date, **said: object) -> None:
    if i.edited_on is not None and day < i.edited_on:
        raise Invalid({"day": [_("日期不能早于编发日期（%s）。") % i.edited_on]})
    act.add(InfoOutcome(item=i, day=day, **said))


def _tell(i: InfoItem, act: Act, kind: str, text: str) -> None:
    """Word to the member who wrote it; an informant reads it on his page."""
    if i.author_id:
        act.tell(kind, text, To(mandates=(i.author_id,)))
