"""Reaching the one who sent a message: name and phone are shown one at a time, to who has to reach him, and each time the
journal keeps who looked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import clock
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.people.actors import Actor
from yishi.rooms.voice import lists
from yishi.rooms.voice.models import Message, Sender
from yishi.rooms.voice.words import REACHING

SEEN = "sender.see"
STEPS: Mapping[str, Any] = {SEEN: lazy("查看反映人的联系方式")}
"""What the entry is called."""


def has_way(m: Message) -> bool:
    """Whether he left anything by which he is reached; one query where the sender was not read along."""
    row = getattr(m, "sender", None)
    return bool(row is not None and (row.name or row.phone))


def see(actor: Actor, m: Message) -> Sender:
    """The sender, and the entry that he was looked at. Raises NotAllowed, and `Sender.DoesNotExist` where nobody is kept."""
    if not lists.sees_sender(actor, m):
        raise NotAllowed(
            _("反映人的联系方式只给需要联系他的人看：工作机构、登记人、站点、收到的代表和正在办理的单位。")
        )
    with transaction.atomic():
        row = Sender.objects.get(message=m)
        write([
            NewEntry(
                organ_id=m.matter.organ_id, actor=actor, day=clock.today(), matter_id=m.pk, room="voice", step=SEEN,
                law=REACHING, before=m.matter.state, after=m.matter.state,
            )
        ])  # fmt: skip
    return row
