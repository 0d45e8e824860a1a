"""From a count of the grammar to the atoms whose numbers, added up, are its answer; or the sentence why it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from yishi.foundation.people.models import Organ
from yishi.readings.figures import windows
from yishi.readings.figures.engine.atoms import ATTENDANCE, DURATION, Atom, Cohort, Distinct, Frame, Middle, Sum, Where
from yishi.readings.figures.engine.filters import FLAGS, NO, YES
from yishi.readings.figures.engine.names import CARRIED, Names, Unknown
from yishi.readings.figures.expression import Count
from yishi.readings.figures.windows import NoWindow, Span

BECAME = "became:"
"""Begins a tag that asks what came of it: "became:solved" keeps what was solved by the end of the window."""
COLUMNS = ("line", "source", "outcome", "place", "measure")
SEALED = frozenset({"evaluated"})
"""Kinds whose facts are sealed: `evaluations.py` alone answers for them."""
MOST_WORDS = 300
"""Values of all facets of one count."""
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
NO_HEADS = ("outcome", "source", "measure")
"""Asked of a happening, these say nothing of its head counts."""


class NotCounted(ValueError):
    """It cannot be counted; the message says why, and what to ask instead."""


def frame_of(count: Count, asked: Span, organ: Organ, back: int = 0) -> Frame:
    """The days and organs of a count, `back` years earlier. Raises `NotCounted`."""
    try:
        span = windows.resolve(count.window, asked.before(back), organ)
        if not count.window.name:
            span = span.before(back)
        cohort = _cohort(count, span, asked, organ, back)
    except NoWindow as none:
        raise NotCounted(str(none)) from None
    mode = {"stock": "stock", "streak": "ever"}.get(count.what, "in")
    return Frame(span, count.tree, count.outside, cohort, mode)


def _cohort(count: Count, span: Span, asked: Span, organ: Organ, back: int) -> Cohort | None:
    if count.cohort is None:
        return None
    name, number = count.cohort
    if not 0 < number - back < 3000:
        raise NotCounted(_("批次的年份或者次数超出范围。"))
    if name == "year":
        return Cohort(windows.of_year(number - back), Cohort.Of.YEAR)
    session = windows.session(number, asked, organ, back)
    if name == "since_session":
        return Cohort(Span(session.since, span.until), Cohort.Of.SINCE_SESSION)
    return Cohort(session, Cohort.Of.SESSION)


def where_of(count: Count, names: Names) -> Where:
    """The facets of a count as conditions. Raises `NotCounted`."""
    facets = count.facets
    columns: dict[str, frozenset[str | int]] = {name: frozenset(facets[name]) for name in COLUMNS if name in facets}
    if "kind" in facets:
        columns["kind"] = frozenset(names.included(facets["kind"]))
    if "source" in facets:
        columns["source"] = frozenset(names.included(facets["source"]))
    try:
        if "unit" in facets:
            columns["unit"] = frozenset(names.keys("unit", facets["unit"]))
        groups = names.keys("group", facets["group"]) if "group" in facets else frozenset()
    except Unknown as unknown:
        raise NotCounted(str(unknown)) from None
    tags = frozenset(facets.get("tag", ()))
    became = frozenset(tag.removeprefix(BECAME) for tag in tags if tag.startswith(BECAME))
    return Where(
        columns=tuple(sorted(columns.items())), topics=frozenset(facets.get("topic", ())), groups=groups, became=became,
        tags=frozenset(tag for tag in tags if not tag.startswith(BECAME)), roles=frozenset(facets.get("role", ())),
        person=persons_of(count),
    )  # fmt: skip


def persons_of(count: Count) -> tuple[tuple[str, frozenset[str]], ...]:
    """What is asked of persons, by attribute. Raises `NotCounted`."""
    found = {
        name.removeprefix("person."): frozenset(values)
        for name, values in count.facets.items()
        if name.startswith("person.")
    }
    for name, values in found.items():
        if name in FLAGS and values - {YES, NO}:
            raise NotCounted(_("条件“person.%(name)s”的值应当是 yes 或者 no。") % {"name": name})
    return tuple(sorted(found.items()))


def atoms_of(count: Count, frame: Frame, names: Names) -> tuple[Atom, ...]:
    """What is to be added up. Raises `NotCounted` with the reason."""
    check(count, names)
    return _WAYS.get(count.what, _distinct)(count.what, frame, where_of(count, names), names)


def check(count: Count, names: Names) -> None:
    """Does the count mean something? Raises `NotCounted` where it does not."""
    if not writable(count):
        raise NotCounted(_("筛选条件过多（最多 %(most)d 个值），或者有不能识别的字符。") % {"most": MOST_WORDS})
    kinds = count.facets.get("kind", ())
    became = [tag for tag in count.facets.get("tag", ()) if tag.startswith(BECAME)]
    if SEALED & {*kinds, *(tag.removeprefix(BECAME) for tag in became)}:
        raise NotCounted(_("评价是密封的，只能按问题、等次和承办单位汇总，不能与其他条件合并统计。"))
    if became and count.what != "matters" and (count.what != "times" or len(names.included(kinds)) != 1):
        raise NotCounted(_("“%(tag)s”只能用于件数，或者用于一种事实的次数。") % {"tag": became[0]})
    checked = {"times": _no_outputs, "days": _whole_days, "streak": _no_outputs, "stock": _stocks, "sum": _one_measure,
               "median": _one_sort}  # fmt: skip
    if count.what in checked:
        checked[count.what](count, kinds, names)


def writable(count: Count) -> bool:
    """Can a database be asked for its words? None holds half a character, nor is any asked for thousands."""
    words = [value for values in count.facets.values() for value in values]
    return len(words) <= MOST_WORDS and not any(UNWRITABLE.search(word) for word in words)


def _no_outputs(count: Count, kinds: tuple[str, ...], names: Names) -> None:
    if wrong := [kind for kind in kinds if kind in names.apart]:
        raise NotCounted(_("“%(names)s”不是活动，请改用数量合计（sum）。") % {"names": names.called(wrong)})


def _whole_days(count: Count, kinds: tuple[str, ...], names: Names) -> None:
    _no_outputs(count, kinds, names)
    if not kinds or names.stocks & names.included(kinds):
        raise NotCounted(_("天数要指明活动的种类；存量没有天数。"))
    if wrong := [name for name in count.facets if name in (*NO_HEADS, "role") or name.startswith("person.")]:
        raise NotCounted(_("天数不能按“%(name)s”细分。") % {"name": wrong[0]})


def _stocks(count: Count, kinds: tuple[str, ...], names: Names) -> None:
    if wrong := [kind for kind in kinds if kind in names.events]:
        raise NotCounted(_("“%(names)s”不是存量，没有“现有几个”可统计。") % {"names": names.called(wrong)})


def _one_measure(count: Count, kinds: tuple[str, ...], names: Names) -> None:
    if not kinds and "measure" not in count.facets:
        raise NotCounted(_("数量合计要指明种类（kind）或者量词（measure），不同的量不能相加。"))


def _one_sort(count: Count, kinds: tuple[str, ...], names: Names) -> None:
    if not kinds and "measure" not in count.facets:
        raise NotCounted(_("中位数要指明种类（kind）或者量词（measure），不同的量不能放在一起。"))


# how each is put together


def _times(what: str, frame: Frame, where: Where, names: Names) -> tuple[Atom, ...]:
    return _by_topic(frame, replace(where, happening=True, heads=True))


def _sum(what: str, frame: Frame, where: Where, names: Names) -> tuple[Atom, ...]:
    return _by_topic(frame, where)


def _median(what: str, frame: Frame, where: Where, names: Names) -> tuple[Atom, ...]:
    return (Middle(frame, where),)


def _by_topic(frame: Frame, where: Where) -> tuple[Atom, ...]:
    """A topic stands on the fact or, where it has several, among its tags; either way it counts once."""
    if len(where.topics) != 1 or where.tags:
        return (Sum(frame, where),)
    plain = replace(where, topics=frozenset())
    return Sum(frame, plain.having(topic=frozenset(where.topics))), Sum(
        frame, replace(plain, tags=where.topics, off_topic=True)
    )


def _person_times(what: str, frame: Frame, where: Where, names: Names) -> tuple[Atom, ...]:
    named = Sum(frame, where, named=True)
    if where.person or any(name in where.by_column for name in NO_HEADS):
        return (named,)
    return named, *_by_topic(frame, _of_happening(ATTENDANCE, where))


def _of_happening(kind: str, where: Where) -> Where:
    """The facts of that kind which say something of these happenings: they name the happening's kind as their source."""
    held = where.by_column
    made = where.without("kind").having(kind=frozenset({kind}))
    if "kind" in held:
        made = made.having(source=held["kind"])
    if where.roles:
        made = replace(made, roles=frozenset()).having(outcome=frozenset(where.roles))
    return replace(made, happening=False)


def _days(what: str, frame: Frame, where: Where, names: Names) -> tuple[Atom, ...]:
    lasting = _by_topic(frame, _of_happening(DURATION, where))
    return *lasting, *_by_topic(frame, replace(where, happening=True, lone=True))


def _stock(what: str, frame: Frame, where: Where, names: Names) -> tuple[Atom, ...]:
    asked = where.by_column.get("kind", names.stocks)
    carried = CARRIED & asked
    made: tuple[Atom, ...] = (Distinct("carried", frame, where.having(kind=frozenset(carried))),) if carried else ()
    standing = frozenset(asked - CARRIED)
    return made + (_by_topic(frame, where.having(kind=standing)) if standing or not carried else ())


def _streak(what: str, frame: Frame, where: Where, names: Names) -> tuple[Atom, ...]:
    return (Distinct(what, frame, replace(where, happening="kind" not in where.by_column, heads=True)),)


def _distinct(what: str, frame: Frame, where: Where, names: Names) -> tuple[Atom, ...]:
    return (Distinct(what, frame, where),)


_WAYS: Mapping[str, Callable[[str, Frame, Where, Names], tuple[Atom, ...]]] = {
    "times": _times, "sum": _sum, "person_times": _person_times, "days": _days, "stock": _stock, "streak": _streak,
    "median": _median,
}  # fmt: skip
