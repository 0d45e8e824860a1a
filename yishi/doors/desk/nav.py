"""The desk's left navigation: the rooms in the order of the year, with what wants doing in each."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi import rooms
from yishi.doors.desk.figures.access import reads as reads_figures
from yishi.doors.desk.people.access import at_desk
from yishi.doors.desk.report.access import reads as reads_report
from yishi.doors.desk.stations.access import only_keeps
from yishi.doors.desk.voice_topics.access import reads as reads_topics
from yishi.doors.look.nav import NavGroup, NavItem
from yishi.doors.parts.shell import counts, shell
from yishi.doors.parts.who import door_of
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ, RoleCode
from yishi.rooms.activities.lists import PEOPLE
from yishi.rooms.voice import lists as voice

READERS_OF_THE_JOURNAL = (RoleCode.OFFICE, RoleCode.LEADER, RoleCode.AUDITOR, RoleCode.ADMINISTRATOR)


def nav(request: HttpRequest) -> dict[str, object]:
    """`nav` for pages of the desk; no query of its own."""
    if door_of(request) != "desk" or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    actor = request.actor  # type: ignore[attr-defined]  # put there by `Who`
    organ = actor.organ
    waiting = counts(request)
    here = request.path

    def item(label: str, url: str, icon: str = "", count: int = 0, late: int = 0) -> NavItem:
        exact = url == reverse("desk:home")
        return NavItem(label, url, count, late, here == url if exact else here.startswith(url.partition("?")[0]), icon)

    words = {room.name: room.title[organ.profile] for room in rooms.YEAR}
    groups = [
        NavGroup("", [item(_("今天"), reverse("desk:home"), "home")]),
        NavGroup(
            _("全年工作"),
            [
                item(
                    words["suggestions"],
                    reverse("desk:suggestions"),
                    "file-text",
                    waiting.get("mine", 0),
                    waiting.get("late", 0),
                ),
                item(_("承诺事项台账"), reverse("desk:promises"), "checklist"),
                item(_("交办会"), reverse("desk:handovers"), "send"),
                item(_("参考选题"), reverse("desk:hints"), "bulb"),
                item(_("办理数据"), reverse("desk:figures"), "chart-bar"),
                item(_("办理情况报告"), reverse("desk:reports"), "file-certificate"),
                item(_("承办单位计分"), reverse("desk:scores"), "award"),
                item(_("简报"), reverse("desk:bulletins"), "news"),
                *([item(_("指标"), reverse("desk:figures_home"), "chart-infographic")] if reads_figures(actor) else []),
                *([item(_("年度工作报告"), reverse("desk:annual_home"), "report")] if reads_report(actor) else []),
            ],
        ),
        *_voice(request, words["voice"]),
        *_stations(request, words["stations"]),
        *_activities(request, words["activities"]),
        NavGroup(
            _("名录"),
            [item(_("承办单位"), reverse("desk:units"), "building"), item(_("类别"), reverse("desk:topics"), "tags")],
        ),
    ]
    registers = _registers(actor, here)
    if at_desk(actor):
        return {"nav": [*groups, *registers]}
    if only_keeps(actor):  # comes for his stations alone
        start = reverse("desk:stations")
        mine = _stations(request, words["stations"])
        return {"nav": mine, "shell": replace(shell(request)["shell"], home_url=start, search_url=start, inbox_url="")}
    # The administrator keeps accounts and registers and has no way to suggestions.
    start = reverse("desk:people_home")
    return {"nav": registers, "shell": replace(shell(request)["shell"], home_url=start, search_url=start, inbox_url="")}


def _voice(request: HttpRequest, title: str) -> list[NavGroup]:
    """What residents say, for those who read it."""
    if not request.actor.has(*voice.ALL_SEEING):  # type: ignore[attr-defined]  # put there by `Who`
        return []
    waiting, office = counts(request), request.actor.has(RoleCode.OFFICE)  # type: ignore[attr-defined]  # the same
    places = [
        (_("群众意见"), reverse("desk:messages"), "messages", waiting.get("heard", 0), waiting.get("heard_late", 0)),
        *([(_("逐件分办"), reverse("desk:message_bench"), "arrows-split-2", 0, 0)] if office else []),
        *([(_("热点"), reverse("desk:hot_topics"), "flame", 0, 0)] if reads_topics(request.actor) else []),  # type: ignore[attr-defined]
        (_("办理漏斗"), reverse("desk:message_funnel"), "filter-cog", 0, 0),
        (_("答复情况"), reverse("desk:voice_figures"), "chart-bar", 0, 0),
        (_("社情民意信息"), reverse("desk:info_items"), "writing", 0, 0),
        (_("问卷"), reverse("desk:surveys"), "forms", 0, 0),
        *([(_("导入"), reverse("desk:voice_import"), "upload", 0, 0)] if office else []),
    ]
    here = request.path
    nearest = max((url for _label, url, *_rest in places if here.startswith(url)), key=len, default="")
    return [
        NavGroup(title, [NavItem(label, url, n, late, url == nearest, icon) for label, url, icon, n, late in places])
    ]


def _activities(request: HttpRequest, title: str) -> list[NavGroup]:
    """What was done, the year's plan, and what stands beside; for the organ's own people."""
    if not request.actor.has(*PEOPLE):  # type: ignore[attr-defined]  # put there by `Who`
        return []
    waiting = counts(request)
    places = [
        (_("活动登记"), reverse("desk:activities"), "calendar-event", waiting.get("reported", 0)),
        (_("年度计划"), reverse("desk:targets"), "target", 0),
        (_("外报数"), reverse("desk:outside_totals"), "building-broadcast-tower", 0),
        (_("自设种类"), reverse("desk:own_kinds"), "category-plus", 0),
    ]
    here = request.path
    nearest = max((url for _label, url, _icon, _count in places if here.startswith(url)), key=len, default="")
    items = [NavItem(label, url, count, current=url == nearest, icon=icon) for label, url, icon, count in places]
    return [NavGroup(title, items)]


def _stations(request: HttpRequest, title: str) -> list[NavGroup]:
    """Stations, as a list, as a tree, and what each did; whoever is at the desk may look."""
    places = [
        (_("站点"), reverse("desk:stations"), "home-2"),
        (_("站点看板"), reverse("desk:stations_board"), "chart-bar"),
        (_("星级评定"), reverse("desk:stations_rating"), "star"),
    ]
    here = request.path
    nearest = max((url for _label, url, _icon in places if here.startswith(url)), key=len, default="")
    return [NavGroup(title, [NavItem(label, url, current=url == nearest, icon=icon) for label, url, icon in places])]


def _registers(actor: Actor, here: str) -> list[NavGroup]:
    """People, units and rules for everybody here; accounts and the journal for those who keep or prove them."""
    npc = actor.organ.profile == Organ.Profile.NPC
    people = [
        (_("代表名册") if npc else _("委员名册"), reverse("desk:people_home"), "users"),
        (_("单位名录"), reverse("desk:people_units"), "address-book"),
        (_("聘任人员"), reverse("desk:people_posts"), "user-star"),
        (_("联系走访"), reverse("desk:people_contacts"), "route"),
        (_("机关"), reverse("desk:people_organs"), "sitemap"),
    ]
    house = [
        (_("规则与期限"), reverse("desk:rules_home"), "scale"),
        (_("工作日历"), reverse("desk:rules_calendar"), "calendar"),
    ]
    if actor.has(*READERS_OF_THE_JOURNAL):
        house.append((_("办理日志"), reverse("desk:record_home"), "book-2"))
    if actor.has(RoleCode.ADMINISTRATOR):
        house.append((_("账号"), reverse("desk:people_accounts"), "key"))
    nearest = max((url for _label, url, _icon in [*people, *house] if here.startswith(url)), key=len, default="")
    return [
        NavGroup(title, [NavItem(label, url, current=url == nearest, icon=icon) for label, url, icon in places])
        for title, places in ((_("人员与单位"), people), (_("规则与记录"), house))
    ]
