"""`yishi voice topics FILE [--json] [--top N] [--since --until]`: the hot topics of a file of messages. No database."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.cli.calling import Wrong
from yishi.foundation import language
from yishi.readings.topics.reading import Unreadable, messages
from yishi.readings.topics.topic import Topic, topics

DOES = lazy("找出一批留言里的热点")
DAY = dt.date.fromisoformat
NAMED = 12
"""Numbers of messages that a line of text names."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the days, and how to say it."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("留言文件（csv 或 xlsx）"))
    parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    parser.add_argument("--top", type=int, metavar="N", help=_("只列最热的几个，不写则全部"))
    parser.add_argument("--since", type=DAY, metavar="YYYY-MM-DD", help=_("只看这一天起的"))
    parser.add_argument(
        "--until", type=DAY, metavar="YYYY-MM-DD", help=_("只看到这一天的；热度中的“最近”从这一天往回算")
    )


def run(options: argparse.Namespace) -> int:
    """Print the topics, the hottest first; rows that cannot be read are told on the side."""
    if options.since and options.until and options.since > options.until:
        raise Wrong(_("起始日期晚于截止日期。"), 2)
    if options.top is not None and options.top < 1:
        raise Wrong(_("--top 应当是正整数。"), 2)
    try:
        said, bad = messages(options.file)
    except Unreadable as unreadable:
        raise Wrong(str(unreadable)) from unreadable
    for line, why in bad:
        print(_("第 %(line)d 行没有读入：%(why)s") % {"line": line, "why": why}, file=sys.stderr)
    since, until = options.since or dt.date.min, options.until or dt.date.max
    within = [row for row in said if since <= row.day <= until]
    found = topics(within, last=options.until, top=options.top)
    if options.json:
        print(json.dumps([topic.as_json() for topic in found], ensure_ascii=False, indent=1))
        return 0
    for at, topic in enumerate(found, 1):
        print(_told(at, topic))
    print(_("%(messages)d 条留言，%(topics)d 个热点。") % {"messages": len(within), "topics": len(found)})
    return 0


def _told(at: int, topic: Topic) -> str:
    terms = " + ".join(f"{term.called} {term.sum} = {term.points:.1f}" for term in topic.heat.terms)
    numbers = language.listed(topic.numbers[:NAMED])
    more = _(" 等 %d 条") % len(topic.numbers) if len(topic.numbers) > NAMED else ""
    return "\n".join(
        (
            f"{at}. {topic.called.whole}",
            "   " + _("热度 %(heat)s：%(terms)s") % {"heat": topic.heat.total, "terms": terms},
            "   " + _("%(first)s 至 %(last)s；编号：%(numbers)s%(more)s")
            % {"first": topic.first, "last": topic.last, "numbers": numbers, "more": more},
        )
    )  # fmt: skip
