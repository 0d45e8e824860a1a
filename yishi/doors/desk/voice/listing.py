"""The list of messages: its views, filters and columns."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.crossings.street.passing import turning
from yishi.doors.look.tables import BulkAction, Empty
from yishi.doors.parts.listing import Listing, linked
from yishi.doors.parts.voice.columns import COLUMNS, TO_SORT, tabs
from yishi.doors.parts.voice.filters import Filters
from yishi.doors.parts.voice.lines import lines, state_of
from yishi.doors.parts.voice.standing import standing
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.people.models import RoleCode
from yishi.readings.search.find import Search
from yishi.rooms.voice import lists
from yishi.rooms.voice.models import Message

S = Message.State
OF_THE_OFFICE = ("all", "sort", "hand", "answered", "late", "solved", "passed", "petitions", "checking", "blocked")
OF_READERS = OF_THE_OFFICE[:-2]
"""Views of those who read everything but what waits to be looked at."""
BULK = (
    BulkAction("message.assign", lazy("交办"), True), BulkAction("message.classify", lazy("补正登记")), BulkAction("message.settle", lazy("即时答复")),
    BulkAction("message.merge", lazy("并入")), BulkAction("message.close", lazy("办结")), BulkAction("message.urge", lazy("催办")),
    BulkAction("message.decline", lazy("不予受理")), BulkAction("message.pass_check", lazy("审核通过")), BulkAction("message.block", lazy("屏蔽")),
)  # fmt: skip
URGE = tuple(action for action in BULK if action.step == "message.urge")


def tallies(request: Request) -> Mapping[str, int]:
    """Rows of each view, for those who see the organ whole; a test holds them equal to what the views list."""
    here = standing(request)
    found = {
        "all": here.every, "sort": here.of(*TO_SORT), "hand": here.of(S.ASSIGNED), "answered": here.of(S.ANSWERED), "late": here.late,
        "solved": here.of(S.SOLVED), "passed": here.of(S.CONVERTED), "petitions": here.petitions, "checking": here.of(S.CHECKING),
        "blocked": here.of(S.BLOCKED),
    }  # fmt: skip
    return found


def messages(request: Request) -> Listing:
    """Every message that the reader may see."""
    actor, at = request.actor, linked("desk:message")
    office = actor.has(RoleCode.OFFICE)
    across = BulkAction("message.convert", turning(actor))
    bulk = (*BULK, across) if office else URGE if actor.has(RoleCode.SUPERVISOR) else ()
    return Listing(
        id="messages", caption=_("群众意见"), url=reverse("desk:messages"), rows=lists.visible(actor), columns=COLUMNS, empty=_empty(office),
        link=lambda line: at(line.pk), state=state_of, tabs=tabs(clock.today(), *(OF_THE_OFFICE if office else OF_READERS)), filters=Filters,
        search=Search, find_in=_("标题、内容、编号、地点、单位"), order="-arrived", lines=lines, tallies=(lambda: tallies(request)) if office else None,
        counted="rows", bulk=bulk, bulk_url=reverse("desk:bulk", args=["message"]),
    )  # fmt: skip


def _empty(office: bool) -> Empty:
    hint = _("居民扫码、留言的，来电、来信、接待日和走访时登记的，热线导入的，都会列在这里。")
    if not office:
        return Empty(_("还没有群众意见"), hint)
    return Empty(_("还没有群众意见"), hint, reverse("desk:message_new"), _("登记第一条"))
