"""Co-handlers' opinions (会办意见) to the lead unit, which may ask for them again before it answers (CQ 20, ZJ 18, SH 17)."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Text
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import deadlines, roles
from yishi.rooms.suggestions.loop.handling import handling
from yishi.rooms.suggestions.models import Handling, Opinion

H = Handling.State


@handling.step(
    H.HANDLING, H.OPINION_GIVEN, to=H.OPINION_GIVEN, by=(roles.LIAISON,), law="co_opinion", title=lazy("报送会办意见"),
    when=(lambda h, scope: None if h.part == Handling.Part.CO else _("本单位不是会办单位，请直接拟写答复。"),),
)  # fmt: skip
def give_opinion(
    h: Handling, act: Act, *, text: Annotated[str, Text(lazy("会办意见"), longest=20_000, rows=8)]
) -> None:
    """The co-handler's opinion to the lead unit."""
    act.add(Opinion(handling=h, given_on=act.day, text=text))
    act.meet("co_opinion")
    lead = [
        other.unit_id
        for other in h.suggestion.handlings.all()
        if other.part == Handling.Part.LEAD and not other.superseded
    ]
    act.tell(
        "opinion",
        _("%(unit)s已报送“%(title)s”的会办意见。") % {"unit": h.unit, "title": h.matter.title},
        To((RoleCode.LIAISON,), tuple(lead)),
    )


def _lead_has_not_answered(h: Handling, scope: Scope) -> str | None:
    """Who has answered for all needs no opinion any more; handled again, he does."""
    for other in h.suggestion.handlings.all():
        if other.part == Handling.Part.LEAD and not other.superseded and other.answered_on:
            return _("主办单位已经答复，不再要求重新提出会办意见。需要再次办理的，待重新办理时再提要求。")
    return None


@handling.step(
    H.OPINION_GIVEN, to=H.HANDLING, by=(roles.LEAD_LIAISON,), law="co_opinion_again", title=lazy("要求重新提出意见"),
    when=(_lead_has_not_answered,),
)  # fmt: skip
def ask_again(
    h: Handling,
    act: Act,
    *,
    why: Annotated[str, Text(lazy("原因"), lazy("如：无实质内容、未说明相关情况"), longest=2000)],
) -> None:
    """The lead unit asks for an opinion with substance."""
    for opinion in h.opinions.all():
        if opinion.asked_again_on is None:
            opinion.asked_again_on, opinion.asked_again_why = act.day, why
            act.change(opinion)
    deadlines.opinion_asked_again(h, act)
    act.tell(
        "opinion_again",
        _("请重新提出“%(title)s”的会办意见：%(why)s") % {"title": h.matter.title, "why": why},
        To((RoleCode.LIAISON,), (h.unit_id,)),
    )
