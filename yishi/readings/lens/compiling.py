"""From atoms to Ibis: what of many figures can be read off in one pass becomes one question.

Sums that differ only in the values of columns are read off one grouping by these columns, and so are distinct things
where each asks for one value of every column; those that take several values together are counted in one pass, each under
its own condition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import reduce
from operator import and_
from typing import Any

from yishi.readings.figures.engine.atoms import Atom, Distinct, Frame, Middle, Sum, Where
from yishi.readings.lens.narrowing import Organs, facts, table

Rows = Sequence[Sequence[Any]]
Made = tuple[Any, Callable[[Rows], Mapping[Atom, Decimal | None]]]
"""An Ibis expression, and how the numbers of atoms are read off its rows."""
CUBED = ("line", "kind", "source", "outcome", "measure")
"""Columns of which few combinations occur: all sums of a frame share them."""


@dataclass(frozen=True)
class Question:
    """SQL, and how the numbers of atoms are read off its rows."""

    sql: str
    read: Callable[[Rows], Mapping[Atom, Decimal | None]]


def compile(atoms: Iterable[Atom], organs: Organs, apart: frozenset[str]) -> list[Question]:
    """The questions that answer all of them. `apart` are the kinds of facts that are no happenings."""
    import ibis

    groups: dict[Any, list[Any]] = defaultdict(list)
    for atom in dict.fromkeys(atoms):
        groups[_group(atom)].append(atom)
    made = [_WAYS[way](signature, some, organs, apart) for (way, *signature), some in groups.items()]
    return [Question(ibis.to_sql(expression, dialect="duckdb"), read) for expression, read in made]


def _group(atom: Atom) -> tuple[Any, ...]:
    """How it is answered, and what it must have in common with others to be answered together with them."""
    if isinstance(atom, Sum):
        return "summed", *_cube(atom)
    if isinstance(atom, Middle):
        return "middled", atom.frame, _rest(atom.where)
    rest = _rest(atom.where)
    shared = (atom.what, atom.frame, replace(rest, roles=frozenset()) if atom.what == "people" else rest)
    held = _held(atom)
    if atom.what in ("streak", "organs") or atom.where.happening or any(len(values) > 1 for values in held.values()):
        return "listed" if atom.what == "streak" else "counted", *shared
    return "grouped", *shared, tuple(sorted(held))


# --- sums ------------------------------------------------------------------------------------------------


def _cube(atom: Sum) -> tuple[Frame, str, frozenset[str], Where]:
    """What sums must have in common: the frame, a bridge, columns beyond those that all share, conditions."""
    where, root = atom.where, ""
    if atom.named:
        root, where = "role", replace(where, roles=frozenset())
    elif len(where.tags) == 1:
        root, where = "tag", replace(where, tags=frozenset())
    elif len(where.groups) == 1:
        root, where = "grouping", replace(where, groups=frozenset())
    return atom.frame, root, frozenset(where.by_column) - set(CUBED), _rest(where)


def _rest(where: Where) -> Where:
    """What is asked of the facts themselves; the values of columns are read off, save where a kind decides what became."""
    if where.became and where.happening:
        return replace(where, columns=tuple(each for each in where.columns if each[0] == "kind"))
    return replace(where, columns=(), happening=False)


def _summed(signature: Sequence[Any], atoms: Sequence[Sum], organs: Organs, apart: frozenset[str]) -> Made:
    frame, root, further, rest = signature
    rows = facts(frame, rest, organs, apart, root)
    columns = [*CUBED, *sorted(further), *([root] if root else [])]

    def read(found: Rows) -> Mapping[Atom, Decimal | None]:
        by_kind: dict[Any, list[Any]] = defaultdict(list)
        for row in found:
            by_kind[row[columns.index("kind")]].append(row)
        return {
            atom: _added(_values(atom, root), columns, by_kind, apart if atom.where.happening else ()) for atom in atoms
        }

    return rows.group_by(columns).aggregate(total=rows.quantity.sum()), read


def _values(atom: Sum, root: str) -> dict[str, frozenset[Any]]:
    """The values that a sum takes, by column."""
    where = atom.where
    of_root = {"tag": where.tags, "grouping": where.groups, "role": where.roles}.get(root)
    return dict(where.by_column) | ({root: of_root} if of_root else {})


def _added(
    held: Mapping[str, frozenset[Any]], columns: Sequence[str], by_kind: Mapping[Any, Rows], left_out: Collection[str]
) -> Decimal:
    tests = [(columns.index(name), values) for name, values in held.items() if name != "kind"]
    return sum(
        (
            row[-1]
            for kind in held.get("kind", by_kind.keys())
            if kind not in left_out
            for row in by_kind.get(kind, ())
            if all(row[at] in values for at, values in tests)
        ),
        Decimal(0),
    )


# --- distinct things ---------------------------------------------------------------------------------------


def _grouped(signature: Sequence[Any], atoms: Sequence[Distinct], organs: Organs, apart: frozenset[str]) -> Made:
    """One value of every column: a grouping by these columns has them all."""
    what, frame, rest, columns = signature
    rows = _things(what, frame, rest, organs, apart)
    cells = {atom: tuple(value for name in columns for value in _held(atom)[name]) for atom in atoms}
    for name in columns:
        rows = rows.filter(rows[name].isin(sorted({cell[columns.index(name)] for cell in cells.values()})))

    def read(found: Rows) -> Mapping[Atom, Decimal | None]:
        numbers = {tuple(cell): number for *cell, number in found}
        return {atom: Decimal(numbers.get(cell, 0)) for atom, cell in cells.items()}

    number = rows.thing.nunique()
    return rows.group_by(list(columns)).aggregate(number=number) if columns else rows.aggregate(number=number), read


def _counted(signature: Sequence[Any], atoms: Sequence[Distinct], organs: Organs, apart: frozenset[str]) -> Made:
    """Several values together: one pass, in which each counts what fits it."""
    what, frame, rest = signature
    rows = _things(what, frame, rest, organs, apart)
    counts = {f"n{at}": rows.thing.nunique(where=_fitting(rows, atom, apart)) for at, atom in enumerate(atoms)}

    def read(found: Rows) -> Mapping[Atom, Decimal | None]:
        return {atom: Decimal(number) for atom, number in zip(atoms, found[0], strict=True)}

    return rows.aggregate(**counts), read


def _middled(signature: Sequence[Any], atoms: Sequence[Middle], organs: Organs, apart: frozenset[str]) -> Made:
    """Medians: one pass, in which each takes the quantities that fit it."""
    frame, rest = signature
    rows = facts(frame, rest, organs, apart, "")
    medians = {f"n{at}": rows.quantity.median(where=_fitting(rows, atom, apart)) for at, atom in enumerate(atoms)}

    def read(found: Rows) -> Mapping[Atom, Decimal | None]:
        return {atom: _cents(number) for atom, number in zip(atoms, found[0], strict=True)}

    return rows.aggregate(**medians), read


def _cents(number: Any) -> Decimal | None:
    return None if number is None else Decimal(str(number)).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def _listed(signature: Sequence[Any], atoms: Sequence[Distinct], organs: Organs, apart: frozenset[str]) -> Made:
    """The years in which each fits, as a list: how many without a gap there are, is counted back from the last."""
    what, frame, rest = signature
    rows, last = _things(what, frame, rest, organs, apart), frame.span.until.year
    lists = {
        f"n{at}": rows.thing.collect(where=_fitting(rows, atom, apart), distinct=True) for at, atom in enumerate(atoms)
    }

    def read(found: Rows) -> Mapping[Atom, Decimal | None]:
        return {atom: _running(last, years) for atom, years in zip(atoms, found[0], strict=True)}

    return rows.aggregate(**lists), read


_WAYS: Mapping[str, Callable[..., Made]] = {
    "summed": _summed, "grouped": _grouped, "counted": _counted, "listed": _listed,
    "middled": _middled,
}  # fmt: skip


def _running(last: int, years: Iterable[int] | None) -> Decimal:
    held, count = set(years or ()), 0
    while last - count in held:
        count += 1
    return Decimal(count)


def _held(atom: Distinct | Middle) -> dict[str, frozenset[Any]]:
    """The values that it takes, by column. Of people, roles are a column of the row itself."""
    held: dict[str, frozenset[Any]] = dict(atom.where.by_column)
    of_people = isinstance(atom, Distinct) and atom.what == "people"
    return held | {"role": atom.where.roles} if of_people and atom.where.roles else held


def _fitting(rows: Any, atom: Distinct | Middle, apart: frozenset[str]) -> Any:
    import ibis

    tests = [rows[name].isin(sorted(values)) for name, values in _held(atom).items()]
    if atom.where.happening:
        tests.append(rows.kind.notin(sorted(apart)))
    return reduce(and_, tests, ibis.literal(True))


def _things(what: str, frame: Frame, rest: Where, organs: Organs, apart: frozenset[str]) -> Any:
    """The facts, each with the thing that is counted; more than one row where it has several."""
    root = {"people": "role", "groups": "grouping", "names": "tag"}.get(what, "")
    rows = facts(frame, rest, organs, apart, root)
    if what == "names":
        rows = rows.filter(rows.tag.startswith("name:") | rows.tag.startswith("law:"))
    if what == "places":
        rows = rows.filter(rows.place != "")
    if what == "organs":
        hosts = table("hosts")
        own = rows.mutate(thing=rows.organ)
        others = rows.join(hosts, rows.id == hosts.fact).select(*rows.columns, thing=hosts.host)
        return own.union(others)
    return rows.mutate(thing=_thing(what, rows))


def _thing(what: str, rows: Any) -> Any:
    ways: Mapping[str, Callable[[], Any]] = {
        "matters": lambda: rows.matter, "units": lambda: rows.unit, "places": lambda: rows.place, "people": lambda: rows.person,
        "groups": lambda: rows.grouping, "names": lambda: rows.tag, "streak": lambda: rows.day.year(),
        "carried": lambda: rows.matter.cast("string") + ":" + rows.key.re_replace("/[^/]*$", ""),
    }  # fmt: skip
    return ways[what]()
