"""Good handling (优秀办理件): what a unit did well with one suggestion, chosen with its reason (CQ 37, ZJ 30)."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Text
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import roles
from yishi.rooms.suggestions.loop.handling import handling
from yishi.rooms.suggestions.models import Handling

H = Handling.State


def _may_be_chosen(h: Handling, scope: Scope) -> str | None:
    if h.good_on:
        return _("本件已于%s评为优秀办理件。") % h.good_on
    if not h.answers:
        return _("优秀办理件在主办、分办单位中评选；会办单位的工作在主办单位的材料中反映。")
    return None


@handling.step(
    H.ANSWERED, H.EVALUATED, H.CLOSED, by=(roles.OFFICE,), law="重庆条例 第三十七条第二款", title=lazy("评为优秀办理件"),
    when=(_may_be_chosen,),
)  # fmt: skip
def choose_good(
    h: Handling, act: Act, *,
    why: Annotated[str, Text(lazy("评选理由"), lazy("办得好在哪里：沟通、措施、落实、效果"), longest=400, rows=3)],
) -> None:  # fmt: skip
    """Choose the handling for commendation, with the reason."""
    h.good_on, h.good_why = act.day, why
    told = _("你单位办理的“%(title)s”被评为优秀办理件：%(why)s") % {"title": h.matter.title, "why": why}
    act.tell("good_handling", told, To((RoleCode.LIAISON, RoleCode.HEAD), (h.unit_id,)))
