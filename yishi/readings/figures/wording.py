"""What an expression counts, and what it leaves out, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import language
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.engine.atoms import Cohort, Frame
from yishi.readings.figures.engine.evaluations import asks_of
from yishi.readings.figures.engine.names import CARRIED
from yishi.readings.figures.engine.questions import BECAME, NO_HEADS, NotCounted
from yishi.readings.figures.expression import Compound, Count, Expression
from yishi.readings.figures.windows import EVER
from yishi.rooms.activities.catalogue.kinds import Catalogue

SAID: Mapping[str, Any] = {
    "times": lazy("次数（一条记录代表几次的，按几次计）"), "matters": lazy("不同事项的件数"),
    "people": lazy("不同人员的人数（几次参加的计一人）"), "person_times": lazy("人次（每参加一次计一人次）"),
    "sum": lazy("数量合计"), "median": lazy("数量的中位数"), "units": lazy("不同单位的个数"), "places": lazy("不同地点的个数"),
    "organs": lazy("主办、联办机关的个数"), "groups": lazy("代表团、界别、小组的个数"),
    "names": lazy("记有名称的事物的个数（同名的计一个）"), "stock": lazy("期末现有的个数"), "days": lazy("所用天数合计"),
    "streak": lazy("连续有记录的年数"), "seats": lazy("期末在任的席位数"),
}  # fmt: skip
FACETS: Mapping[str, Any] = {
    "line": lazy("条线"), "kind": lazy("种类"), "source": lazy("来源"), "outcome": lazy("结果"), "topic": lazy("主题"),
    "tag": lazy("标记"), "place": lazy("地点"), "unit": lazy("单位"), "group": lazy("代表团、界别、小组"), "role": lazy("身份"),
    "measure": lazy("量词"), "person.kind": lazy("席位种类"), "person.sex": lazy("性别"), "person.sector": lazy("界别"),
    "person.grass_roots": lazy("基层一线"), "person.non_party": lazy("非中共"), "person.re_elected": lazy("连任"),
    "person.degree": lazy("学历"),
}  # fmt: skip
TAGS: Mapping[str, Any] = {
    "on_time": lazy("按期"), "late": lazy("逾期"), "became:solved": lazy("期末已解决"), "became:promise_kept": lazy("期末已兑现"),
}  # fmt: skip
"""Tags in words; others are what was written."""
COMPOUND: Mapping[str, Any] = {
    "rate": lazy("%(first)s 占 %(second)s 的百分比"), "coverage": lazy("%(first)s 占 %(second)s 的百分比（覆盖面）"),
    "mean": lazy("%(first)s ÷ %(second)s"), "minus": lazy("%(first)s 减去 %(second)s"),
    "change": lazy("%(first)s 比上年同期的增减"), "growth": lazy("%(first)s 比上年同期增长的百分比"),
}  # fmt: skip


def explain(counter: Counter, expression: Expression) -> str:
    """A sentence that says what is counted, of whom, over which days, and what is left out."""
    if isinstance(expression, Count):
        said = _("%(what)s。") % {"what": "".join(_what(counter, expression, whole=True))}
        return language.following([said, *left_out(counter, expression)])
    return _("%(what)s。") % {"what": _compound(counter, expression, explain)}


def brief(counter: Counter, expression: Expression) -> str:
    """The same where the page says beside it whose and over which days, and what is left out."""
    if isinstance(expression, Count):
        return _("%(what)s。") % {"what": "".join(_what(counter, expression, whole=False))}
    return _("%(what)s。") % {"what": _compound(counter, expression, brief)}


def _compound(counter: Counter, found: Compound, each: Callable[[Counter, Expression], str]) -> str:
    said = [_("（%(part)s）") % {"part": each(counter, part).rstrip("。.")} for part in found.parts]
    if found.how == "plus":
        return _(" 加上 ").join(said)
    return str(COMPOUND[found.how]) % {"first": said[0], "second": said[-1]}


def _what(counter: Counter, count: Count, *, whole: bool) -> Iterator[str]:
    """What is counted; its organs and days where they are not those that are asked, or the sentence is to be `whole`."""
    yield _("统计%(what)s") % {"what": SAID[count.what]}
    facets = [language.pair(FACETS[name], _values(counter, name, values)) for name, values in count.of]
    if facets:
        yield _("，限于%(facets)s") % {"facets": language.clauses(facets)}
    organ = counter.reader.organ.short
    if whole or count.tree:
        yield _("；%(organ)s及所属各级") % {"organ": organ} if count.tree else _("；%(organ)s本级") % {"organ": organ}
    if whole or count.window.name != "asked":
        yield _("，%(days)s") % {"days": days(counter, count)}


def _values(counter: Counter, name: str, values: tuple[str, ...]) -> str:
    catalogue = counter.names.catalogue
    if name in ("kind", "source"):
        return counter.names.called(sorted(counter.names.included(values)))
    if name == "line":
        profile = counter.reader.organ.profile
        return language.listed(
            catalogue.line_by_code[code].called(profile) if code in catalogue.line_by_code else code for code in values
        )
    if name == "role":
        return language.listed(
            catalogue.role_by_code[code].called if code in catalogue.role_by_code else code for code in values
        )
    called = (
        _codes(catalogue)
        if name == "outcome"
        else {code: str(word) for code, word in TAGS.items()}
        if name == "tag"
        else {}
    )
    return language.listed(called.get(value) or value or _("未填") for value in values)


def _codes(catalogue: Catalogue) -> dict[str, str]:
    """Results and levels by their codes."""
    found = {code: word for kind in catalogue.kinds for code, word in kind.results}
    return found | {level.code: level.called for level in catalogue.levels}


def days(counter: Counter, count: Count, back: int = 0) -> str:
    """The days of a count in words, or why it has none."""
    try:
        frame = counter.frame(count, back)
    except NotCounted as reason:
        return str(reason).rstrip("。.")
    if frame.mode == "stock" or count.what == "seats":
        return _("截至 %(day)s") % {"day": frame.span.until}
    if frame.span.since == EVER:
        said = _("截至 %(day)s 的全部记录") % {"day": frame.span.until}
    else:
        said = _("%(since)s 至 %(until)s") % {"since": frame.span.since, "until": frame.span.until}
    return language.aside(said, _cohort(frame))


def _cohort(frame: Frame) -> str:
    if frame.cohort is None:
        return ""
    words = COHORTS[frame.cohort.of]
    return str(words) % {"since": frame.cohort.days.since, "until": frame.cohort.days.until}


COHORTS: Mapping[Cohort.Of, Any] = {
    Cohort.Of.YEAR: lazy("只计 %(since)s 至 %(until)s 提出的"),
    Cohort.Of.SESSION: lazy("只计 %(since)s 至 %(until)s 在会议上提出的"),
    Cohort.Of.SINCE_SESSION: lazy("只计 %(since)s 会议开幕以来提出的，含闭会期间提出的"),
}


def left_out(counter: Counter, count: Count) -> list[str]:
    """What a count does not hold and why, a sentence each."""
    if count.what == "seats":
        own = () if "person.kind" in count.facets else (_("常委会组成人员的席位另计。"),)
        return [_("暂停履职的计入。"), *own]
    if asks_of(count):
        return [_("评价是密封的：同一答复评价几次的计最后一次，未满规定件数的不列出。")]
    found = [said(count) for applies, said in _RULES if applies(count)]
    found.append(_("系统外机关报送的总数不计入。") if not count.outside else _("只计系统外机关报送的总数。"))
    found.append(_("几个机关联合主办的计一次。") if count.tree else _("与其他机关联合主办的也计入。"))
    return found


def _asks_persons(count: Count) -> bool:
    return any(name.startswith("person.") for name in count.facets)


def _loses_heads(count: Count) -> bool:
    return count.what == "person_times" and (_asks_persons(count) or any(name in count.facets for name in NO_HEADS))


_RULES: tuple[tuple[Callable[[Count], bool], Callable[[Count], str]], ...] = (
    (lambda count: "kind" not in count.facets, lambda count: _("密封的评价不计入。")),
    (lambda count: count.what == "times" and "kind" not in count.facets, lambda count: _("活动的成果、人数、天数不算活动。")),
    (lambda count: count.what == "people", lambda count: _("只记人数、没有姓名的不计。")),
    (_loses_heads, lambda count: _("只记人数的分不出来，不计入。")),
    (lambda count: count.what == "stock", lambda count: _("到期末已经终止的不计。")),
    (lambda count: bool(CARRIED & set(count.facets.get("kind", ()))), lambda count: _("几次转入的计一件。")),
    (
        lambda count: any(tag.startswith(BECAME) for tag in count.facets.get("tag", ())),
        lambda count: _("期末之后才达到的不计。"),
    ),
)  # fmt: skip
"""Which counts leave something out, and the sentence that says it."""
