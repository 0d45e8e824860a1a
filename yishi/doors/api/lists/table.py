"""Every list that a door's page shows."""

from __future__ import annotations

from typing import Any

from ninja import Router

from yishi.doors.api.lists.listing import Row, add
from yishi.doors.desk import ledgers
from yishi.doors.desk import lists as desk
from yishi.doors.desk.activities import beside
from yishi.doors.desk.activities import listing as activities
from yishi.doors.desk.people import accounts, contacts, posts, roll, statistics, units
from yishi.doors.desk.people import organs as tree
from yishi.doors.desk.people.access import administrator, read
from yishi.doors.desk.record import views as record
from yishi.doors.desk.stations import duties
from yishi.doors.desk.stations import listing as stations
from yishi.doors.desk.voice import info, surveys
from yishi.doors.desk.voice import listing as heard
from yishi.doors.desk.voice_topics import asking
from yishi.doors.desk.voice_topics import listing as hot_topics
from yishi.doors.desk.voice_topics.access import read as topics_read
from yishi.doors.desk.work import figures, kept, reports
from yishi.doors.desk.work.forms import year_asked
from yishi.doors.parts.listing import Listing
from yishi.doors.parts.voice.filters import Filters as MessageFilters
from yishi.doors.parts.who import DESK, FIELD, POCKET, UNIT, door
from yishi.doors.pocket import activities as my_activities
from yishi.doors.pocket import info as my_info
from yishi.doors.pocket import messages as my_messages
from yishi.doors.pocket import mine
from yishi.doors.public import filters as public_filters
from yishi.doors.public import lists as public
from yishi.doors.public import organs
from yishi.doors.public.stations import listing as public_stations
from yishi.doors.public.voice import published
from yishi.doors.unit import lists as unit
from yishi.doors.unit import messages as our_messages
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import Organ, RoleCode
from yishi.readings.topics import office as topics
from yishi.rooms.suggestions.lists import promises as promises_of

OFFICE, UNITS, OWN = door(*DESK), door(*UNIT), door(*POCKET)
RECORDERS, HEARERS = door(*DESK, RoleCode.STATION_KEEPER), door(*POCKET, *FIELD)


def _promises(request: Any) -> Listing:
    return ledgers.promises(request, promises_of(request.actor))


def _hot_topics(request: Any) -> Listing:
    asked = asking.asked(request)
    return hot_topics.listing(request, asked, topics.reading(request.actor.organ, asked.window))


def _behind(request: Any, figure: str) -> tuple[Listing, int]:
    found = figures.behind(request, figure, year_asked(request.GET))
    return found.listing, found.hidden


def _structure(request: Any, figure: str) -> Listing:
    return statistics.behind(request, statistics.Asked(request), figure)[1]


def _published(find: Any) -> Any:
    def listing(request: Any, code: str) -> Listing:
        organ = Organ.objects.filter(code=code).first()
        if organ is None:
            raise NotFound()
        made: Listing = find(organs.enter(request, organ))
        return made

    return listing


FIGURE, CODE = (("figure", str),), (("code", str),)
ROWS = [
    Row("/lists/suggestions", "suggestions", "建议（提案）台账", desk.suggestions, OFFICE, desk.Filters),
    Row("/lists/promises", "promises", "承诺事项台账", _promises, OFFICE),
    Row("/lists/unit-ledger", "unit_ledger", "承办单位台账", ledgers.units, OFFICE),
    Row("/lists/our-parts", "our_parts", "交办给本单位的", unit.handlings, UNITS, unit.Filters, "unit"),
    Row("/lists/our-promises", "our_promises", "本单位的承诺", unit.promises, UNITS, None, "unit"),
    Row("/lists/mine", "mine", "我提出的", mine.listing, OWN, mine.Filters, "pocket"),
    Row("/lists/handovers", "handovers", "交办会", kept.handovers_listing, OFFICE),
    Row("/lists/hints", "hints", "参考选题", kept.hints_listing, OFFICE, kept.HintFilters),
    Row("/lists/topics", "topics", "类别", kept.topics_listing, OFFICE),
    Row("/lists/reports", "reports", "办理情况报告", reports.reports_listing, OFFICE),
    Row("/lists/bulletins", "bulletins", "简报", kept.bulletins_listing, OFFICE),
    Row("/lists/activities", "activities", "工作活动", activities.activities, RECORDERS, activities.Filters),
    Row("/lists/stations", "stations", "站点", stations.stations, RECORDERS, stations.Filters),
    Row("/lists/duties", "duties", "值班", duties.listing, RECORDERS, duties.Filters),
    Row("/lists/messages", "messages", "群众意见", heard.messages, OFFICE, MessageFilters),
    Row("/lists/our-messages", "our_messages", "交办给本单位的群众意见", our_messages.listing, UNITS, None, "unit"),
    Row("/lists/my-messages", "my_messages", "向我反映的、我登记的群众意见", my_messages.listing, HEARERS, None, "pocket"),
    Row("/lists/info-items", "info_items", "社情民意信息", info.items, OFFICE, info.Filters),
    Row("/lists/my-info-items", "my_info_items", "我写的社情民意信息", my_info.listing, HEARERS, None, "pocket"),
    Row("/lists/surveys", "surveys", "问卷", surveys.listing, OFFICE),
    Row("/lists/hot-topics", "hot_topics", "热点", _hot_topics, topics_read, hot_topics.Filters, "desk", (), ("since", "until")),
    Row("/lists/outside-totals", "outside_totals", "外报数", beside.outside_listing, RECORDERS),
    Row("/lists/own-kinds", "own_kinds", "自设活动种类", beside.own_kinds_listing, RECORDERS),
    Row("/lists/my-activities", "my_activities", "我的履职活动", my_activities.listing, OWN, None, "pocket"),
    Row("/lists/figures/{figure}", "figure", "一个数字背后的各条", _behind, OFFICE, None, "desk", FIGURE, ("year",)),
    Row("/lists/roll", "roll", "代表、委员名册", roll.listing, read, roll.Filters),
    Row("/lists/structure/{figure}", "structure", "结构统计中一个数字背后的各席", _structure, read, None, "desk", FIGURE, ("term", "on", "kind")),
    Row("/lists/contacts", "contacts", "联系矩阵", contacts.matrix, read, contacts.OfKeepers),
    Row("/lists/links", "links", "联系关系", contacts.links, read, contacts.OfLinks),
    Row("/lists/visits", "visits", "走访谈话记录", contacts.log, read, contacts.OfVisits),
    Row("/lists/organs", "organs", "机关", tree.listing, read),
    Row("/lists/posts", "posts", "聘任人员", posts.listing, read, posts.Filters),
    Row("/lists/units", "directory", "单位名录", units.listing, read),
    Row("/lists/accounts", "accounts", "账号", accounts.listing, administrator, accounts.Filters),
    Row("/lists/journal", "journal", "办理日志", record.listing, record.read, record.Filters),
    Row("/lists/public/{code}/suggestions", "published", "公开的件", _published(public.suggestions), None, public_filters.SuggestionFilters, "public", CODE),
    Row("/lists/public/{code}/answers", "published_answers", "公开的答复", _published(public.answers), None, public_filters.AnswerFilters, "public", CODE),
    Row("/lists/public/{code}/deputies", "published_roll", "公开的名册", _published(public.deputies), None, public_filters.DeputyFilters, "public", CODE),
    Row("/lists/public/{code}/messages", "public_messages", "大家反映的事", _published(published.listing), None, published.MessageFilters, "public", CODE),
    Row("/lists/public/{code}/stations", "public_stations", "附近的站点", _published(public_stations.stations), None, public_stations.Filters, "public", CODE),
]  # fmt: skip


def router() -> Router:
    """All of them."""
    made = Router(tags=["lists"])
    for row in ROWS:
        add(made, row)
    return made
