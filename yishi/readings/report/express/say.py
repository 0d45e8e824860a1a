"""The inverse: the clause by which a report tells a figure, and other clauses that mean the same.

    say(expression, "npc").text("5")            '开展执法检查5项'
    for said in ways(expression, "npc"):        '组织执法检查5次', ...
        express(said.text("5"), *said.place("5"), "npc").expression == expression

Every clause is read back as the expression that it tells. What no clause can tell (an office's own tags, sums of unlike
things) is `None`: such figures are told by their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yishi.readings.figures.expression import Compound, Count, Expression, Window
from yishi.readings.report.express import whose
from yishi.readings.report.express.around import happenings
from yishi.readings.report.express.lexicon import lexicon
from yishi.readings.report.express.reading import with_window
from yishi.readings.report.express.sayings import RATES, SEATS, SUGGESTIONS, key
from yishi.readings.report.express.words import STARTS
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind, Output

PREFIXES = {"term": "五年来，", "plan": "计划", "year": "每年"}
MANY = 24
"""How many ways are told at most."""


@dataclass(frozen=True)
class Said:
    """A clause before and behind its number; `unit` is its counting word, part of `after`."""

    before: str
    after: str
    unit: str

    def text(self, number: str) -> str:
        """The clause with the number in it."""
        return f"{self.before}{number}{self.after}"

    def place(self, number: str) -> tuple[int, int]:
        """Where the number stands in it."""
        return len(self.before), len(self.before) + len(number)


def say(expression: Expression, profile: str, catalogue: Catalogue | None = None) -> Said | None:
    """The usual clause, or nothing."""
    return next(ways(expression, profile, catalogue), None)


def ways(expression: Expression, profile: str, catalogue: Catalogue | None = None) -> Iterator[Said]:
    """Clauses that tell it, the usual one first, no more than `MANY`; none where no clause can."""
    seen: set[Said] = set()
    window = expression.window if isinstance(expression, Count) else Window()
    plain = with_window(expression, Window())
    for said in _ways(plain, profile, catalogue or kinds.load()):
        if len(seen) < MANY and said not in seen:
            seen.add(said)
            yield Said(PREFIXES.get(window.name, "") + said.before, said.after, said.unit)


def _ways(expression: Expression, profile: str, catalogue: Catalogue) -> Iterator[Said]:
    if isinstance(expression, Compound):
        for before in RATES.get((profile, key(expression)), ()):
            yield Said(before, "%", "%")
        return
    if told := SEATS.get(key(expression)) or SUGGESTIONS.get((profile, key(expression))):
        for before, unit in told:
            yield Said(before.format(who="委员" if profile == "cppcc" else "代表"), unit, unit)
        return
    yield from _counted(expression, profile, catalogue)


def _counted(count: Count, profile: str, catalogue: Catalogue) -> Iterator[Said]:
    of = {name: values[0] for name, values in count.of if len(values) == 1}
    if len(of) < len(count.of) or set(of) - {"kind", "source", "role"} or "kind" not in of or count.cohort:
        return
    kind, output = catalogue.kind_by_code.get(of["kind"]), catalogue.output_by_code.get(of["kind"])
    if output and count.what == "sum" and "role" not in of:
        source = catalogue.kind_by_code.get(of.get("source", ""))
        yield from _output(output, source, profile, catalogue)
    elif kind and count.what in ("times", "stock") and set(of) == {"kind"}:
        yield from _kind(kind, profile, count.what, catalogue)
    elif kind and count.what in ("people", "person_times") and "source" not in of:
        yield from _who(kind, of.get("role", ""), count.what, profile, catalogue)


def _kind(kind: Kind, profile: str, what: str, catalogue: Catalogue) -> Iterator[Said]:
    if kind.form == "stock" and what == "times":
        if kind.measure == "元":
            return
        for name in _names(kind, profile, catalogue):
            yield Said(f"新增{name}", kind.measure, kind.measure)
        return
    lead = ("现有", *kind.verbs) if kind.form == "stock" else kind.verbs
    for measure in (kind.measure, *kind.measures[:1]):
        for index, name in enumerate(_names(kind, profile, catalogue)):
            verbs = ("",) if name.startswith(STARTS) else lead[:1] if index else lead
            for verb in verbs:
                yield Said(f"{verb}{name}", measure, measure)


def _names(kind: Kind, profile: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What it is called; names that also tell one of its results, for whom it was, or only some of it are left out."""
    words = lexicon(catalogue, profile)
    others = (
        name
        for name in kind.aliases
        if not any(result in name for _code, result in kind.results)
        and not any(part in name for part in kind.parts)
        and not whose.tells(kind, name, words)
    )
    return tuple(dict.fromkeys((kind.name_in(profile), *others)))


def _output(output: Output, source: Kind | None, profile: str, catalogue: Catalogue) -> Iterator[Said]:
    of = f"{source.name_in(profile)}中" if source else ""
    for measure in (output.measure, *output.measures[:1]):
        for index, name in enumerate((output.name, *output.aliases)):
            verbs = ("",) if name.startswith(tuple(output.verbs)) else output.verbs[:1] if index else output.verbs
            for verb in verbs:
                if source or not index or not _names_a_kind(f"{verb}{name}", profile, catalogue):
                    yield Said(f"{of}{verb}{name}", measure, measure)


def _names_a_kind(words: str, profile: str, catalogue: Catalogue) -> bool:
    """Would the words also tell in which activity it came about: 走访企业, 捐赠图书?"""
    return bool(happenings(words, lexicon(catalogue, profile)))


def _who(kind: Kind, role: str, what: str, profile: str, catalogue: Catalogue) -> Iterator[Said]:
    unit = "人" if what == "people" else "人次"
    who = catalogue.role_by_code[role].name if role else ""
    for name in _names(kind, profile, catalogue)[:3]:
        yield Said(f"{who}参加{name}", unit, unit)
        if who:
            yield Said(f"组织{who}参加{name}", unit, unit)
