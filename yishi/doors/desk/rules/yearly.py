"""A whole year's days off and make-up days from a spreadsheet: what it says, what is wrong with it, what it changes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.law.calendars import statutory_holidays
from yishi.foundation.people.models import CalendarDay
from yishi.foundation.sheets import Column, Kind, read
from yishi.foundation.sheets import template as empty_sheet

FEWEST = 11
"""Days off that every year has by statute, counted without the weekends around them; fewer cannot be a whole year."""

COLUMNS = (
    Column("day", ("日期", "日子"), required=True, kind=Kind.DAY),
    Column("working", ("放假或上班", "安排", "类型", "是否上班"), required=True, kind=Kind.CHOICE,
           choices={"off": ("放假", "休", "休息", "否"), "on": ("上班", "班", "调休上班", "是")}),
    Column("name", ("名称", "节日", "节假日"), max_length=40, note="放的是哪个节，或为哪个节调休"),
)  # fmt: skip


@dataclass(frozen=True)
class DayRow:
    """One day as the file has it."""

    line: int
    day: dt.date
    working: bool
    name: str


@dataclass(frozen=True)
class Change:
    """What becomes of a day in the table."""

    day: dt.date
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.day} {self.before}→{self.after}"


@dataclass
class Plan:
    """What loading the file would do. With `errors` nothing is loaded; `warnings` are worth a look."""

    year: int
    days: list[DayRow] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def fit(self) -> bool:
        """Can it be loaded?"""
        return not self.errors and bool(self.days)

    @property
    def fingerprint(self) -> str:
        """The same for two plans that say the same."""
        said = repr((self.year, self.days, self.errors, self.changes))
        return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


def template(year: int) -> bytes:
    """An empty table with what the columns mean."""
    return empty_sheet(COLUMNS, _("%(year)d年放假安排") % {"year": year})


def plan(year: int, data: bytes) -> Plan:
    """What the file says of the year; changes nothing."""
    sheet = read(data, COLUMNS)
    made = Plan(year, errors=list(sheet.errors))
    for row in sheet.rows:
        place = _("第 %(line)d 行") % {"line": row.line_number}
        if row.errors:
            made.errors += [language.pair(place, error) for error in row.errors]
            continue
        day = row.values["day"]
        if day.year != year:
            made.errors.append(_("%(place)s：%(day)s 不在 %(year)d 年。") % {"place": place, "day": day, "year": year})
            continue
        made.days.append(DayRow(row.line_number, day, row.values["working"] == "on", row.values.get("name") or ""))
    twice = [day for day, times in Counter(row.day for row in made.days).items() if times > 1]
    made.errors += [_("%(day)s 出现了两次，请只留一行。") % {"day": day} for day in sorted(twice)]
    made.days.sort(key=lambda row: row.day)
    if not made.errors:
        _whole(made)
        _compare(made)
    return made


def _whole(made: Plan) -> None:
    off = {row.day for row in made.days if not row.working}
    if len(off) < FEWEST:
        made.errors.append(
            _("只有 %(n)d 天放假，不像一整年的安排（法定节假日就有 %(least)d 天以上）。请补全。")
            % {"n": len(off), "least": FEWEST}
        )
    missing = [
        f"{day.month}月{day.day}日{name}"
        for day, name in sorted(statutory_holidays(made.year).items())
        if day not in off
    ]
    if missing:
        made.warnings.append(_("法定节假日没有列为放假：%(days)s，请核对。") % {"days": language.listed(missing)})
    idle = [row for row in made.days if row.working and row.day.weekday() < 5]
    if idle:
        made.warnings.append(_("平日列为上班的 %(n)d 天本来就上班，载入也无妨。") % {"n": len(idle)})


def _compare(made: Plan) -> None:
    before = {row.day: row for row in CalendarDay.objects.filter(day__year=made.year)}
    after = {row.day: row for row in made.days}
    for day in sorted(before.keys() | after.keys()):
        was, now = _words(before.get(day)), _words(after.get(day))
        if was != now:
            made.changes.append(Change(day, was, now))


def _words(row: CalendarDay | DayRow | None) -> str:
    if row is None:
        return _("未列")
    return language.aside(_("上班") if row.working else _("放假"), row.name)
