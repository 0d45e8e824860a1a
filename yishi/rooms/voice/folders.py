"""Files of messages: who sees them, who adds and who removes. One rule for all doors.

| files | are added | are seen |
| --- | --- | --- |
| what a resident sent along | by him, as long as it can be added to | by whoever reads the message |
| what was seen on the spot, before and after | by the office, the station, the deputy, the unit that has it | by the same, and by him |

Particulars that a camera wrote into a picture, the place above all, are taken out when it is kept (`foundation/files`). Files
never become public. Who added one removes it again; the office removes any. A resident adds pictures alone, a few, and not large:
nobody knows who he is, and his phone takes nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yishi.foundation.files import kinds, names, recorded, store
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.loops.refusals import NotAllowed, NotFound
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.rooms.voice import lists, roles
from yishi.rooms.voice.models import Message

S = Message.State
OPEN_TO_SENDER = (S.CHECKING, S.RECEIVED, S.ASKED, S.ASSIGNED, S.ANSWERED)
OPEN = (S.RECEIVED, S.ASKED, S.ASSIGNED, S.ANSWERED, S.SOLVED, S.CLOSED)
MOST_OF_SENDER, LARGEST_OF_SENDER = 6, 10 * kinds.MB
"""Photographs that a resident sends along, and bytes of each."""
WORKERS = (*roles.RECEIVERS, roles.DEPUTY, roles.UNIT, roles.INFORMANT, roles.SUPERVISOR)


@dataclass(frozen=True)
class Folder:
    """The files of one message as one actor stands to them."""

    actor: Actor
    matter: Matter
    adds: bool

    def kept(self, row: Attachment) -> str:
        """Why he cannot take this file off; empty when he can."""
        account, sender = self.actor.account, self.matter.pk in self.actor.follows
        mine = (
            row.added_by_id == account.pk if account is not None else sender and self.adds and row.added_by_id is None
        )
        if mine or roles.OFFICE.test(self.actor, self.matter.message):
            return ""
        return _("只能删除自己添加的附件。")


def folder(actor: Actor, key: int) -> Folder:
    """The folder of a message; raises NotFound where the actor does not find it."""
    m = lists.visible(actor).filter(pk=key).select_related("matter").first()
    if m is None:
        raise NotFound()
    return Folder(actor, m.matter, adds=_adds(actor, m))


def _adds(actor: Actor, m: Message) -> bool:
    if roles.SENDER.test(actor, m):
        return m.matter.state in OPEN_TO_SENDER
    return m.matter.state in OPEN and any(who.test(actor, m) for who in WORKERS)


def files(found: Folder) -> list[Attachment]:
    """Its files, in the order they came."""
    return list(Attachment.objects.filter(matter=found.matter).select_related("added_by"))


def file(actor: Actor, key: int) -> tuple[Attachment, Folder]:
    """One file that the actor sees, with its folder; raises NotFound."""
    row = Attachment.objects.filter(pk=key, matter__room="voice").select_related("matter", "added_by").first()
    if row is None:
        raise NotFound()
    return row, folder(actor, row.matter_id)


def add(actor: Actor, key: int, upload: UploadedFile) -> Attachment:
    """Check a file and keep it, with its entry in the journal. Raises NotFound, NotAllowed, `FileRefused`."""
    sender = roles.SENDER.test(actor, _must_add(folder(actor, key)).matter.message)
    # Before anything is locked: it reads the whole file.
    checked = check_of_sender(upload) if sender else store.check(upload)
    with transaction.atomic():
        _lock(key)
        found = folder(actor, key)
        _must_add(found)
        if sender:
            of_sender = Attachment.objects.filter(matter=key, added_by=None)
            check_number(of_sender.exclude(sha256=checked.sha256).count())
        return recorded.add(found.matter, checked, actor)


def check_of_sender(upload: UploadedFile) -> store.Checked:
    """Prove what a resident sends along; raises `FileRefused` with a sentence that says what to mend. It is kept under a
    name of ours, for his may be somebody's, and names stand in the journal."""
    if (upload.size or 0) > LARGEST_OF_SENDER:
        said = {"name": names.clean(upload.name or ""), "most": LARGEST_OF_SENDER // kinds.MB}
        raise FileRefused("size", _("照片“%(name)s”超过 %(most)d MB，请换一张小一点的。") % said)
    checked = store.check(upload)
    if not checked.content_type.startswith("image/"):
        raise FileRefused("type", _("“%s”不是照片。这里只能添加照片（JPG、PNG、WebP）。") % checked.name)
    return replace(checked, name=_("照片") + f"-{checked.sha256[:6]}{names.suffix_of(checked.name)}")


def check_number(there: int) -> None:
    """Raises `FileRefused` where a resident has sent so many that no further one is taken."""
    if there >= MOST_OF_SENDER:
        raise FileRefused("count", _("最多添加 %d 张照片，多出来的没有添加。") % MOST_OF_SENDER)


def remove(actor: Actor, key: int) -> Attachment:
    """Take a file off its message, with its entry in the journal; answers what it was. Raises NotFound, NotAllowed."""
    with transaction.atomic():
        row, _found = file(actor, key)
        _lock(row.matter_id)
        row, found = file(actor, key)
        if why := found.kept(row):
            raise NotAllowed(why)
        was = copy(row)  # the row forgets its key
        recorded.remove(row, actor)
    return was


def holding(organ: Organ, matters: Iterable[int], words: str) -> list[Attachment]:
    """Files that may hold what is to be erased of a person: those of the messages named, and those whose name has the words."""
    meant = Q(matter__in=list(matters)) | (Q(name__contains=words) if words else Q(pk__in=()))
    rows = Attachment.objects.filter(meant, matter__organ=organ, matter__room="voice")
    return list(rows.select_related("matter").order_by("matter__number", "pk"))


def erase(actor: Actor, row: Attachment, why: str) -> None:
    """Take a file off for good by law, with its entry in the journal."""
    with transaction.atomic():
        _lock(row.matter_id)
        recorded.erase(row, actor, why)


def _must_add(found: Folder) -> Folder:
    if not found.adds:
        raise NotAllowed(_("附件只能由反映人和办理的人添加。"))
    return found


def _lock(key: int) -> None:
    """Hold the matter as steps do, so that nothing changes between the rule and the file."""
    list(Matter.objects.select_for_update(no_key=True).filter(pk=key))
