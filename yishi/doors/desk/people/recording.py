"""What is done to the registers, as the journal names it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yishi.foundation import clock, language
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.people.actors import Actor

ROOM = "people"

STEPS: Mapping[str, Any] = {
    "seat.begin": _("登记任职"),
    "seat.correct": _("更正名册"),
    "seat.end": _("终止资格"),
    "seat.suspend": _("暂停履职"),
    "seat.resume": _("恢复履职"),
    "seat.report": _("资格审查报告"),
    "seat.announce": _("公告终止"),
    "seat.erase": _("删除联系信息"),
    "seat.replace": _("补选、增补"),
    "grouping.join": _("编入"),
    "grouping.leave": _("离开"),
    "grouping.make": _("新建代表团、小组"),
    "grouping.edit": _("修改代表团、小组"),
    "term.make": _("新建届次"),
    "term.edit": _("修改届次"),
    "term.close": _("任期届满"),
    "session.make": _("新建会议"),
    "session.edit": _("修改会议"),
    "contact.begin": _("建立联系"),
    "contact.end": _("结束联系"),
    "contact.visit": _("记录走访"),
    "post.begin": _("聘任"),
    "post.edit": _("更正聘任"),
    "post.end": _("解聘"),
    "unit.make": _("新建单位"),
    "unit.edit": _("修改单位"),
    "unit.appoint": _("确定联络员、负责人"),
    "unit.dismiss": _("免去联络员、负责人"),
    "roll.import": _("导入名册"),
    "units.import": _("导入单位"),
    "organ.make": _("新建机关"),
    "organ.edit": _("修改机关"),
    "account.make": _("开通账号"),
    "account.reset": _("重置密码"),
    "account.second_off": _("关闭登录验证码"),
    "account.close": _("停用账号"),
    "account.give_role": _("授予角色"),
    "account.take_role": _("收回角色"),
    "handover.keep": _("登记交办会"),
    "hint.keep": _("发布选题"),
    "hint.end": _("撤下选题"),
    "topic.keep": _("设定类别"),
    "bulletin.keep": _("编写简报"),
    "report.keep": _("登记办理情况报告"),
    "scores.publish": _("公布计分办法"),
}
"""Step -> what people call it."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """What was done: `said` goes to the journal (its words are in Chinese and can be erased), `told` to the reader.

    Choices and rows are given as they are: they are put into words in the language of records.
    `law` is the article it rests on, `before` and `after` a state where there is one; none of these three may hold
    personal data. `day` is when it takes effect (today unless said), `url` where the reader goes on from here,
    `row` the key of what was made."""

    step: str
    told: str
    said: Mapping[Any, Any] = field(default_factory=dict)
    law: str = ""
    before: str = ""
    after: str = ""
    day: dt.date | None = None
    url: str = ""
    room: str = ROOM
    row: int | None = None


def record(actor: Actor, note: Note) -> Entry:
    """Write the note to the journal of the actor's organ; inside the transaction of what it tells, and last in it."""
    entry = NewEntry(
        organ_id=actor.organ.pk, actor=actor, day=note.day or clock.today(), room=note.room, step=note.step,
        law=note.law, before=note.before, after=note.after,
        said=_kept(note.said),
    )  # fmt: skip
    return write([entry])[0]


@language.in_that_of_records()
def _kept(said: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _plain(value) for name, value in said.items() if value not in (None, "", [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Model | Promise) else value
