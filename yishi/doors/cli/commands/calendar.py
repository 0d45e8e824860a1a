"""`yishi calendar load FILE --by USER`: a year's days off and make-up workdays; then provisional days are set right."""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.foundation import clock
from yishi.foundation.clocks.recompute import Moved, recompute
from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.people.models import Account, CalendarDay, CalendarYear
from yishi.foundation.sheets import Column, Kind, read

SCHEMA = (
    Column("day", ("日期", "日子"), required=True, kind=Kind.DAY),
    Column("working", ("上班或放假", "类型", "安排"), required=True, kind=Kind.CHOICE, choices={
        "1": ("上班", "调休上班", "补班", "班"), "0": ("放假", "休息", "休", "假"),
    }),
    Column("name", ("名称", "节日"), max_length=40),
)  # fmt: skip
LEAST = 7
"""A year's arrangement names at least so many days; a shorter table is a part of one."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Load a table, or only set right what is provisional."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="load|recompute")
    load = things.add_parser("load", help=_("载入一年的放假和调休上班日（xlsx 或 csv，列：日期、上班或放假、名称）"))
    load.add_argument("file", type=Path, metavar="FILE")
    load.add_argument("--by", required=True, metavar="USERNAME", help=_("由谁载入"))
    load.add_argument("--source", default="", metavar="TEXT", help=_("依据，如：国办发明电〔2026〕×号"))
    load.add_argument("--part", action="store_true", help=_("只是改动几天，不作为全年安排"))
    things.add_parser("recompute", help=_("只重算暂定期限"))


def run(options: argparse.Namespace) -> int:
    """Load all rows or none, then recompute; both in one transaction."""
    if options.thing == "recompute":
        print(_told(recompute(why=str(_("放假安排已经公布")))))
        return 0
    account = Account.objects.filter(username=options.by, is_active=True).select_related("home").first()
    if account is None:
        raise Wrong(_("没有用户名为 %(name)s 的账号。") % {"name": options.by}, 2)
    days = rows(options.file)
    year = _year(days, part=options.part)
    with transaction.atomic():
        _keep(days, options.source or options.file.name)
        if year:
            CalendarYear.objects.update_or_create(
                year=year,
                defaults={
                    "source": options.source or options.file.name,
                    "loaded_by": account,
                    "loaded_at": clock.now(),
                },
            )
        why = _("载入%(year)s年放假安排") % {"year": year} if year else _("改动放假安排")
        moved = recompute(why=why, actor=_actor(account))
    print(_("已载入 %(count)d 天。") % {"count": len(days)})
    print(_told(moved))
    return 0


def rows(file: Path) -> dict[dt.date, tuple[bool, str]]:
    """The file's days: worked or not, and what they are called. Raises Wrong naming every row that does not fit."""
    try:
        sheet = read(file.read_bytes(), SCHEMA)
    except OSError as error:
        raise Wrong(_("读不了文件 %(file)s：%(error)s") % {"file": file, "error": error}, 2) from error
    problems = list(sheet.errors)
    for row in sheet.rows:
        said = [
            *row.errors,
            *([] if row.errors or (row.values["day"] and row.values["working"]) else [_("日期和安排都要填写。")]),
        ]
        problems += [_("第 %(line)d 行：%(what)s") % {"line": row.line_number, "what": what} for what in said]
    for day, times in Counter(row.values["day"] for row in sheet.rows if row.values.get("day")).items():
        if times > 1:
            problems.append(_("%(day)s 出现了 %(times)d 次。") % {"day": day, "times": times})
    if problems:
        raise Wrong("\n".join([*problems, _("没有载入任何一天。")]))
    return {row.values["day"]: (row.values["working"] == "1", row.values.get("name") or "") for row in sheet.rows}


def _year(days: dict[dt.date, tuple[bool, str]], *, part: bool) -> int | None:
    """The year that the table arranges in full; make-up workdays and days off may lie in the weeks beside it."""
    if part:
        return None
    year, count = Counter(day.year for day in days).most_common(1)[0]
    if count < LEAST:
        raise Wrong(_("只有 %(count)d 天，不像一年的完整安排。只改动几天的，请加 --part。") % {"count": count})
    far = [day for day in days if abs((day - dt.date(year, 7, 1)).days) > 200]
    if far:
        raise Wrong(_("%(day)s 不属于%(year)d年的安排，请每年一份表格。") % {"day": far[0], "year": year})
    return year


def _keep(days: dict[dt.date, tuple[bool, str]], source: str) -> None:
    for day, (working, name) in days.items():
        CalendarDay.objects.update_or_create(day=day, defaults={"working": working, "name": name, "source": source})


def _actor(account: Account) -> Actor | None:
    return actor_of(account, account.home, clock.today()) if account.home else None


def _told(moved: dict[int, list[Moved]]) -> str:
    return _("暂定期限已重算 %(count)d 个，涉及 %(organs)d 个机关，均已记入日志。") % {
        "count": sum(map(len, moved.values())),
        "organs": len(moved),
    }
