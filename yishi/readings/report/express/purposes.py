"""What tells persons of one kind apart, counted one by one: for what staff were sent, to which office somebody was by-elected."""

from __future__ import annotations

import re
from dataclasses import replace

from yishi.readings.figures.expression import Count
from yishi.readings.report.express import topics
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.reading import Reading, narrowed

_SENT_FOR = re.compile(r"(?:开展|参与|做好|支援|助力|投身|驰援|从事)([^，、的]{2,8}?)(?:工作|一线|任务|行动|服务)?$")
_OFFICE = re.compile(r"常委会(?:组成人员|委员|副?主任)|副?[区市县镇乡州]长|(?:法院)?院长|(?:检察院)?检察长|监委主任")


def told_apart(reading: Reading, spot: Spot) -> Reading:
    """The same reading with its purpose or office as theme, where the clause tells it."""
    expression = reading.expression
    if not isinstance(expression, Count) or expression.what != "times":
        return reading
    theme = ""
    if reading.kind == ("staff_posted",):
        found = _SENT_FOR.search(spot.after)
        theme = topics.cleaned(found.group(1)) if found else ""
    elif reading.kind == ("election_posts",) and "outcome" in expression.facets:
        found = _OFFICE.search(f"{spot.bare_near}#{spot.after}")
        theme = found.group(0) if found else ""
    if not theme:
        return reading
    return replace(
        reading, expression=narrowed(expression, "topic", (theme,)), facets=(*reading.facets, ("主题", theme))
    )
