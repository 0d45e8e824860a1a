"""办理情况报告: the yearly report on handling, every figure of it counted from facts.

代表法 51 asks for it and makes it public; CQ 34 names who reports (council of chairpersons, government, court,
procuratorate) and what must be in it: this year's handling, at the session and between sessions, and what became of
the promises of this year and the last. CQ 29 leaves what was never evaluated out of the rates, and has it counted.

What the writer must say himself stands as a paragraph in brackets: no report writes its own excuses.
"""

from __future__ import annotations

import datetime as dt

from yishi.foundation import clock, language
from yishi.foundation.papers import PaperRefused
from yishi.foundation.papers import forms as paper
from yishi.foundation.people import actors
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions import tallies
from yishi.rooms.suggestions.papers import chapters, late
from yishi.rooms.suggestions.papers.names import place_of, words_of
from yishi.rooms.suggestions.papers.reporters import REPORTERS, Reporter, by_reporter

WRITER = "（请撰写人补充：{what}。）"


@language.in_that_of_records(PaperRefused)
def handling_report(
    organ: Organ, year: int, *, part: str = "", until: dt.date | None = None, inner: bool = False
) -> bytes:
    """The report of one year as a Word file, up to `until` (the year's end, or today while it runs).

    `part` names one reporter of `reporters.REPORTERS` (government, court …) whose own report it is. As the paper
    is made public, evaluations stand in it by the rule of `seal.py`; the office's working draft, with `inner`, has
    them exact and says on its face that it is not for publication. Raises KeyError for an unknown `part`."""
    end = min(until or dt.date(year, 12, 31), clock.today())
    reader = actors.system(organ) if inner else actors.stranger(organ)
    tally = tallies.for_reader(reader, dt.date(year, 1, 1), max(end, dt.date(year, 1, 1)))
    words, reporters = words_of(organ), [REPORTERS[part]] if part else list(REPORTERS.values())
    return paper.yearly_report(
        paper.YearlyReport(
            title=_title(organ, year, REPORTERS[part] if part else None),
            subtitle="（内部工作稿，含未达汇总件数的评价，不得公开）" if inner else "",
            opening=f"现将{year}年{words.maker}{words.matter}办理情况报告如下（数据截至{end.year}年{end.month}月{end.day}日）。",
            chapters=_chapters(tally, year, reporters, whole=not part),
            closing="以上报告，请予审议。",
        )
    )  # fmt: skip


def _title(organ: Organ, year: int, reporter: Reporter | None) -> str:
    kind = "提案" if organ.profile == Organ.Profile.CPPCC else "代表建议、批评和意见"
    who = f"{place_of(organ.short, organ.profile)}{reporter.name}" if reporter else ""
    return f"{who}关于{year}年{kind}办理情况的报告"


def _chapters(tally: tallies.Tally, year: int, reporters: list[Reporter], *, whole: bool) -> list[paper.Chapter]:
    parts = by_reporter(tally)
    made = [chapters.overall(tally)] if whole else []
    handled = [chapters.handled(tally, reporter, parts[reporter.code]) for reporter in reporters]
    made.append(paper.Chapter(title="各方面办理情况", parts=handled))
    sides = None if whole else reporters[0].sides
    made.append(chapters.promises(tally, year, sides))
    if whole:
        made += [chapters.evaluation(tally), chapters.supervision(tally)]
    shortcomings = WRITER.format(what="存在的不足及其原因，下列逾期件应当逐件说明")
    made.append(paper.Chapter(title="存在的不足", parts=[shortcomings, *late.listed(tally, sides)]))
    made.append(paper.Chapter(title="下一步工作打算", parts=[WRITER.format(what="下一步工作打算")]))
    return made
