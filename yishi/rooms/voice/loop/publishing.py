"""Making public (公开): with the resident's consent, in words that somebody looked over; his own words never go out by themselves."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Text
from yishi.foundation.loops.refusals import Invalid
from yishi.rooms.voice import private, roles
from yishi.rooms.voice.loop.message import S, message
from yishi.rooms.voice.loop.words import tell
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.models.message import LONGEST
from yishi.rooms.voice.words import HEARD, OWN_RULES

P = Message.Publicity
ANSWERED = (S.ANSWERED, S.SOLVED, S.CLOSED, S.CONVERTED)


def _agreed(m: Message, scope: Scope) -> str | None:
    return None if m.may_publish else _("反映人没有同意公开，不能公开。")


@message.step(*ANSWERED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("公开"), when=(_agreed,))
def publish(
    m: Message, act: Act, *,
    title: Annotated[str, Text(lazy("公开的标题"), longest=200, rows=1)],
    text: Annotated[str, Text(lazy("公开的内容"), lazy("已隐去姓名、电话、证件号码、门牌号"), longest=LONGEST, rows=6)],
    answer: Annotated[str, Text(lazy("公开的答复"), required=False, longest=LONGEST, rows=6)] = "",
) -> None:  # fmt: skip
    """Show it and its answer to everybody, in words without private details. Numbers of phones and papers are refused."""
    for name, words in (("title", title), ("text", text), ("answer", answer)):
        if found := private.numbers(words):
            raise Invalid({name: [_("还有电话或者证件号码：%s。请隐去后再公开。") % "、".join(found)]})
    m.public_title, m.public_text, m.public_answer = title, text, answer
    m.publicity, m.publicity_ground, m.published_on = P.PUBLISHED, "", act.day
    tell(m, act, "published", _("已公开（隐去个人信息）。"))


@message.step(*ANSWERED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("不公开"))
def withhold(
    m: Message, act: Act, *, why: Annotated[str, Text(lazy("不公开的理由"), lazy("涉及国家秘密、商业秘密、个人隐私等"), longest=200, rows=2)]
) -> None:  # fmt: skip
    """Not shown, or shown no more, with the ground."""
    m.publicity, m.publicity_ground, m.published_on = P.WITHHELD, why, None


@message.step(
    S.RECEIVED, S.ASSIGNED, S.ANSWERED, S.SOLVED, S.CLOSED, S.CONVERTED, by=(roles.NEIGHBOUR,), law=HEARD,
    title=lazy("我也遇到"), quiet=True,
)  # fmt: skip
def support(m: Message, act: Act) -> None:
    """Another resident says that he knows it too. How often one may say so is the door's to count."""
    m.supports += 1
