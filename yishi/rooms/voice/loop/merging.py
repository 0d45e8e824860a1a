"""Merging (并入): several residents say the same; one message leads and the others are answered with it."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act
from yishi.foundation.loops.inputs import One
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.matters.models import Link, Matter
from yishi.rooms.voice import roles
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.loop.message import S, message, taken_in
from yishi.rooms.voice.loop.words import tell
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.words import OWN_RULES


@message.step(S.RECEIVED, S.ASKED, to=S.MERGED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("并入"), batch=True)
def merge(
    m: Message, act: Act, *,
    into: Annotated[Matter, One(lazy("并入哪一件"), lazy("同一件事，一并办理、分别告知"), rows=given.leading, offered=given.latest)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
) -> None:  # fmt: skip
    """It says what another says: dealt with together, and each sender told."""
    if into.pk == m.pk:
        raise Invalid({"into": [_("不能并入自己，请选择另一件。")]})
    if act.work.state_of(into) == S.MERGED:
        raise Invalid({"into": [_("“%s”已并入别的一件，请选择那一件。") % into.title]})
    if Link.objects.filter(target=m.matter, kind=Link.Kind.MERGED, origin__state=S.MERGED).exists():
        raise Invalid({"into": [_("已有别的意见并入本件，请把本件留作主件，或者先取消并入。")]})
    act.link(m.matter, into, Link.Kind.MERGED)
    act.stop_all(_("并入"))
    tell(m, act, "merged", _("与其他人反映的是同一件事，一并办理；进展在这里可以看到。"))


@message.step(S.MERGED, to=S.RECEIVED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("取消并入"))
def unmerge(m: Message, act: Act) -> None:
    """It was another matter after all. That it was merged stays in the journal."""
    Link.objects.filter(origin=m.matter, kind=Link.Kind.MERGED).delete()
    tell(m, act, "unmerged", _("经核对是另一件事，单独办理。"))
    taken_in(m, act)
