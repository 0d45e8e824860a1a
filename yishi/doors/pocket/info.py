"""Information items on the phone: writing one, and what became of those one wrote."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from yishi.doors.look.tables import Empty
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.voice.info import lines, page_of, state_of
from yishi.doors.parts.who import FIELD, POCKET, Request, door
from yishi.foundation import language
from yishi.readings.search.find import Search
from yishi.rooms.voice import informed
from yishi.rooms.voice.loop import information
from yishi.rooms.voice.models import InfoItem

field = door(*POCKET, *FIELD)
S = InfoItem.State
TABS = (
    Tab("all", lazy("全部"), Q()),
    Tab("returned", lazy("已退回"), Q(matter__state=S.RETURNED)),
    Tab("edit", lazy("待编辑"), Q(matter__state=S.SUBMITTED)),
    Tab("edited", lazy("已编发"), Q(matter__state=S.EDITED)),
)


def writes(request: Request) -> bool:
    """Whether he may write one."""
    return information["write_item"].allows(request.actor, InfoItem())


def listing(request: Request) -> Listing:
    """What he wrote."""
    at = linked("pocket:info_item")
    new = (reverse("pocket:new", args=["info_item", "write_item"]), _("写一篇")) if writes(request) else ("", "")
    return Listing(
        id="my_info", caption=_("社情民意信息"), url=reverse("pocket:info_items"), rows=informed.mine(request.actor),
        columns=[
            Col("title", _("标题"), lambda line: line.title, ("matter__title",), primary=True),
            Col("state", _("状态"), lambda line: None, ("matter__state",)),
            Col("written", _("提交日期"), lambda line: line.written_on, ("written_on",)),
            Col("came", _("结果"), lambda line: language.listed(line.came)),
            Col("number", _("编号"), lambda line: line.number, ("matter__number",)),
        ],
        empty=Empty(_("还没有写过社情民意信息"), _("您写的会列在这里：编发没有、谁作了批示、转到哪里、哪级采用。"), *new), link=lambda line: at(line.pk),
        state=state_of, tabs=TABS, search=Search, find_in=_("标题、内容、编号"), order="-written", lines=lines, counted="rows",
        choose_columns=False,
    )  # fmt: skip


@field
@require_GET
def info_items(request: Request) -> HttpResponse:
    """Mine."""
    found = listing(request)
    seen = Seen(request, found)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {"listing": found, "table": seen.table(), "writes": writes(request)}
    return render(request, "pocket/info_items.html", context)


@field
@require_GET
def info_item(request: Request, pk: int) -> HttpResponse:
    """One of mine."""
    return render(request, "pocket/info_item.html", {"page": page_of(request, pk)})
