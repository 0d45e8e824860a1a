"""每周社情 as a Word file after GB/T 9704: the week in numbers, by class and area, hot topics with growth, selected messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from yishi.foundation import language
from yishi.foundation.papers import Cover, Kind, Paper, PaperRefused
from yishi.foundation.people.models import Organ
from yishi.readings.topics.weekly import Grown, Item, Shares, Week

MASTHEAD = "每周社情"
UNSAID = "未注明"
AREAS = 15


@language.in_that_of_records(PaperRefused)
def bulletin(organ: Organ, week: Week, items: Sequence[Item], day: dt.date) -> bytes:
    """The issue of a week, issued on `day`."""
    paper = Paper(
        Cover(
            kind=Kind.BULLETIN, mark=MASTHEAD, issuers=(organ.name,), number=f"{week.sunday.year}年第{week.issue}期",
            title=f"{_days(week)}群众意见情况", date=day, printer=organ.name, printed_on=day,
        )
    )  # fmt: skip
    paper.heading(1, "总体情况").para(_summary(week))
    if week.received:
        _shared(paper, "类别", week.by_class)
        _shared(paper, "镇街（片区）", week.by_area)
    paper.heading(1, "热点")
    _topics(paper, week.grown)
    if items:
        paper.heading(1, "选登")
        for item in items:
            paper.para(_item(item))
    return paper.save()


def _days(week: Week) -> str:
    first, last = week.monday, week.sunday
    ends = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else f"{last.month}月{last.day}日"
    return f"{first.year}年{first.month}月{first.day}日至{ends}"


def _summary(week: Week) -> str:
    change = week.received - week.before
    than = f"比上周{'增加' if change > 0 else '减少'}{abs(change)}条" if change else "与上周持平"
    return (
        f"本周收到群众意见{week.received}条，{than}；答复{week.answered}件，确认解决{week.solved}件。"
        f"截至{week.as_of.month}月{week.as_of.day}日，超期未办的{week.late}件。"
    )


def _shared(paper: Paper, what: str, shares: Shares) -> None:
    """A table of shares; the areas beyond the first are summed."""
    if not any(name for name, _number in shares):
        return
    whole = sum(number for _name, number in shares)
    shown, rest = shares[:AREAS], sum(number for _name, number in shares[AREAS:])
    rows = [[name or UNSAID, str(number), f"{100 * number / whole:.1f}%"] for name, number in shown]
    if rest:
        rows.append(["其他", str(rest), f"{100 * rest / whole:.1f}%"])
    paper.table([what, "条数", "占比"], rows, [3, 1, 1], caption=f"按{what}")


def _topics(paper: Paper, grown: Sequence[Grown]) -> None:
    if not grown:
        paper.para("本周没有形成热点。")
        return
    rows = [
        [
            str(one.topic),
            str(one.now),
            str(one.before),
            str(one.topic.messages),
            str(one.topic.people),
            str(one.topic.heat),
        ]
        for one in grown
    ]
    paper.table(["热点", "本周", "上周", "累计", "人数", "热度"], rows, [6, 1, 1, 1, 1, 1.2], fine=True)
    paper.note("热度＝条数＋2×人数＋3×log2(1＋附议数)－log2(1＋反对数)＋2×最近28天的条数。")


def _item(item: Item) -> str:
    said = "、".join(part for part in (item.about, item.area, item.state) if part)
    backed = f"，附议{item.supports}" if item.supports else ""
    return f"{item.title}（{item.number}，{said}{backed}）"
