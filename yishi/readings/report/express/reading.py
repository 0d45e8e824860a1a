"""What one number is read as, and what the numbers after it may take over from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from yishi.readings.figures.expression import Compound, Count, Expression, Window


@dataclass(frozen=True)
class Reading:
    """One way to read a number. `kind` is the kind of activity it speaks of, whether or not it counts that."""

    expression: Expression
    name: str
    score: float
    kind: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    suggestion: bool = False
    output: str = ""
    role: str = ""
    verb: str = ""


MEANS = frozenset(
    {"questionnaires", "copies", "streets", "villages", "regions", "enterprises", "places", "units_heard"}
)
"""Outputs by which an activity is carried on: what is told next came of it too."""


@dataclass
class Memory:
    """What a sentence has spoken of so far."""

    kind: tuple[str, ...] = ()
    last: Reading | None = None
    kinds: list[str] = field(default_factory=list)
    told: list[tuple[str, Reading]] = field(default_factory=list)
    """Every number and what it was read as."""
    level: int = 3
    """The organ's own, as `phrases.ORDER` numbers them."""
    goes_on: str = ""
    """The measure of the suggestions of which the sentences before it in the paragraph tell; it may go on without naming
    them."""
    cohort: Count | None = None
    """The suggestions told last, where they are those of a session: what follows tells what became of them."""
    run: list[str] = field(default_factory=list)
    """Kinds of the happenings told one after the other, of all of which may have come what is told next."""
    ended: bool = False
    """Has something been told that came of them? Then the next happening begins anew."""

    def part(self) -> None:
        """Before the first number behind a semicolon, where other work is told of."""
        self.run, self.ended = [], False

    def keep(self, number: str, reading: Reading | None) -> None:
        """After a number was read."""
        if reading is None:
            return
        self.last = reading
        self.told.append((number, reading))
        if reading.suggestion and isinstance(reading.expression, Count):
            self._keep_cohort(reading.expression)
        self._go_on(reading)
        if reading.kind and not (reading.output and self.kind and set(self.kind) < set(reading.kind)):
            self.kind = reading.kind
            self.kinds += [code for code in reading.kind if code not in self.kinds]

    def _go_on(self, reading: Reading) -> None:
        if reading.output and reading.output not in MEANS:
            self.ended = True
        elif reading.kind:
            kept = [] if self.ended and not reading.output else self.run
            self.run = [*kept, *(code for code in reading.kind if code not in kept)]
            self.ended = False

    def _keep_cohort(self, told: Count) -> None:
        if told.cohort:
            self.cohort = told
        elif "between" in told.facets.get("source", ()):
            self.cohort = None


def of_cohort(found: Expression, like: Count) -> Expression:
    """The same of the matters to which `like` keeps, in its window."""
    if isinstance(found, Compound):
        return Compound(found.how, tuple(of_cohort(part, like) for part in found.parts))
    return replace(found, cohort=like.cohort, window=like.window)


def count(what: str, **facets: str | tuple[str, ...]) -> Count:
    """A count by facets; those that are empty are left out. `person_sex` stands for the facet `person.sex`."""
    of = []
    for name, values in sorted(facets.items()):
        held = (values,) if isinstance(values, str) else values
        if held and held != ("",):
            of.append((name.replace("person_", "person."), tuple(held)))
    return Count(what, tuple(of))


def narrowed(found: Count, name: str, values: tuple[str, ...]) -> Count:
    """The same count of those of which the facet holds."""
    others = [(key, held) for key, held in found.of if key != name]
    return replace(found, of=tuple(sorted([*others, (name, values)])))


def with_facet(found: Expression, name: str, *values: str) -> Expression:
    """The same of those of which the facet holds, in every part."""
    if isinstance(found, Count):
        return narrowed(found, name, values)
    return Compound(found.how, tuple(with_facet(part, name, *values) for part in found.parts))


def with_window(found: Expression, window: Window) -> Expression:
    """The same in another window."""
    if isinstance(found, Compound):
        return Compound(found.how, tuple(with_window(part, window) for part in found.parts))
    return replace(found, window=window)
