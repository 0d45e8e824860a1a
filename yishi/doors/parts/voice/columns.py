"""Columns and views that lists of messages share. None shows who sent a message, so that no export can."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.look.states import Kind
from yishi.doors.look.tables import Cell, CellValue
from yishi.doors.look.wording import left_words
from yishi.doors.parts.listing import Col, Tab
from yishi.doors.parts.matter import kind_of_day
from yishi.doors.parts.voice.lines import Line
from yishi.foundation import language
from yishi.foundation.clock import CHINA
from yishi.rooms.voice import lists
from yishi.rooms.voice.catalogue.topics import name_of
from yishi.rooms.voice.models import Message

S = Message.State
CHANNEL, LAYER = dict(Message.Channel.choices), dict(Message.Layer.choices)
OUTCOME, PUBLICITY = dict(Message.Outcome.choices), dict(Message.Publicity.choices)
SHORT = 24
TO_SORT, GONE = (S.RECEIVED, S.ASKED), (S.CHECKING, S.BLOCKED)


def _title(line: Line) -> CellValue:
    said = [_("急")] if line.urgent else []
    said += [_("信访")] if line.petition else []
    said += [_("%d 人") % line.heads] if line.heads > 1 else []
    said += [_("附议 %d") % line.supports] if line.supports else []
    said += [_("第 %d 次办理") % (line.reopened + 1)] if line.reopened else []
    said += [line.held_for] if line.held_for and line.state in GONE else []
    return Cell(line.title, language.listed(said)) if said else line.title


def _topic(line: Line) -> CellValue:
    name = name_of(line.topic) if line.topic else ""
    return Cell(name, _("推测")) if line.topic_guessed else name


def _where(line: Line) -> CellValue:
    place = short(line.place)
    if line.area and line.area in line.place:
        return place
    return Cell(line.area, place) if line.area and place else line.area or place


def short(place: str) -> str:
    """As much of a place as stands in a line."""
    return place if len(place) <= SHORT else f"{place[: SHORT - 1]}…"


def _due(line: Line) -> CellValue:
    if line.due is None:
        return None
    far = kind_of_day(line.due) is Kind.ON_TIME
    return Cell(line.due, "" if far else left_words(line.due), provisional=line.provisional)


def _day(at: dt.datetime | None) -> dt.date | None:
    return at.astimezone(CHINA).date() if at else None


COLUMNS = (
    Col("number", lazy("编号"), lambda line: line.number, ("matter__number",), on=False),
    Col("title", lazy("标题"), _title, ("matter__title",), primary=True),
    Col("state", lazy("状态"), lambda line: None, ("matter__state",)),
    Col("due", lazy("最近到期"), _due),
    Col("arrived", lazy("收到"), lambda line: _day(line.arrived_at), ("matter__opened_on",)),
    Col("topic", lazy("类别"), _topic, ("topic",)),
    Col("where", lazy("地点"), _where, ("area",)),
    Col("unit", lazy("办理单位"), lambda line: line.unit, ("unit__short",)),
    Col("channel", lazy("渠道"), lambda line: str(CHANNEL[line.channel]), ("channel",), on=False),
    Col("station", lazy("站点"), lambda line: line.station or "", ("station__title",), on=False),
    Col("deputy", lazy("代表（委员）"), lambda line: line.deputy or "", ("deputy__person__name",), on=False),
    Col("recorder", lazy("登记人"), lambda line: line.recorder or "", ("recorded_by__name",), on=False),
    Col("layer", lazy("处理方式"), lambda line: str(LAYER[line.layer]) if line.layer else "", ("layer",), on=False),
    Col("outcome", lazy("结果"), lambda line: str(OUTCOME[line.outcome]) if line.outcome else "", ("outcome",), on=False),
    Col("assigned", lazy("交办日期"), lambda line: line.assigned_on, ("assigned_on",), on=False),
    Col("answered", lazy("答复日期"), lambda line: _day(line.answered_at), ("answered_at",), on=False),
    Col("solved", lazy("解决日期"), lambda line: line.solved_on, ("solved_on",), on=False),
    Col("publicity", lazy("公开"), lambda line: str(PUBLICITY[line.publicity]), ("publicity",), on=False),
    Col("heads", lazy("人次"), lambda line: line.heads, ("heads",), numeric=True, on=False),
    Col("supports", lazy("附议数"), lambda line: line.supports, ("supports",), numeric=True, on=False),
)  # fmt: skip


def columns(*keys: str) -> list[Col]:
    """Those of these keys, all of them on."""
    by_key = {column.key: column for column in COLUMNS}
    return [by_key[key] for key in keys]


def tabs(today: dt.date, *keys: str) -> list[Tab]:
    """The views of these keys."""
    found = {
        "all": Tab("all", lazy("全部"), ~Q(matter__state__in=GONE)),
        "checking": Tab("checking", lazy("待审核"), Q(matter__state=S.CHECKING)),
        "sort": Tab("sort", lazy("待分办"), Q(matter__state__in=TO_SORT)),
        "hand": Tab("hand", lazy("办理中"), Q(matter__state=S.ASSIGNED)),
        "answered": Tab("answered", lazy("已答复待核实"), Q(matter__state=S.ANSWERED)),
        "late": Tab("late", lazy("已超期"), lists.late_q(today), late=True),
        "solved": Tab("solved", lazy("已解决"), Q(matter__state=S.SOLVED)),
        "closed": Tab("closed", lazy("已办结"), Q(matter__state=S.CLOSED)),
        "passed": Tab("passed", lazy("已转化"), Q(matter__state=S.CONVERTED)),
        "petitions": Tab("petitions", lazy("信访事项"), Q(petition=True)),
        "blocked": Tab("blocked", lazy("已屏蔽"), Q(matter__state=S.BLOCKED)),
    }
    return [found[key] for key in keys]
