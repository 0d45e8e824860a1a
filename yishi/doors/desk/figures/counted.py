"""All figures of an organ over some days, counted together and kept while nothing more is recorded anywhere.

A page of the list shows fifty of two thousand, but which have records and how they are ordered only all of them tell. So
all are counted once, in a number of questions that does not grow with the figures, and what was found stays for the pages,
orders and files that follow: until a journal of any organ has gone on, as a fact of one may count for another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from yishi.doors.desk.figures.asking import Asked
from yishi.doors.desk.figures.kept import Kept
from yishi.foundation.journal.models import Head
from yishi.foundation.people.actors import Actor
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Compound, Expression
from yishi.readings.figures.figure import Figure, Value
from yishi.readings.figures.windows import Span
from yishi.readings.report import fields

NOTHING = Value(None)


@dataclass(frozen=True)
class Told:
    """A figure's value, and the same on the days a year before; `before` is empty where that means nothing."""

    value: Value
    before: Value = NOTHING

    @property
    def change(self) -> Value:
        """By how much it changed."""
        if self.value.number is None or self.before.number is None:
            return NOTHING
        return Value(self.value.number - self.before.number)


def counter(actor: Actor, span: Span) -> Counter:
    """Counts for the reader."""
    return Counter(actor, span)


def asked_of(found: Expression, tree: bool) -> Expression:
    """The expression over the organs asked."""
    return fields.over(found, None, True) if tree else found


def changes(found: Expression) -> bool:
    """Whether it is itself a change, of which another is not told."""
    return isinstance(found, Compound) and found.how in ("change", "growth")


_told: Kept[Mapping[str, Told]] = Kept(64)


def head() -> int:
    """Where all journals together stand."""
    found: int | None = Head.objects.aggregate(all=Sum("seq"))["all"]
    return found or 0


def told(actor: Actor, asked: Asked, figures: Mapping[str, Figure]) -> Mapping[str, Told]:
    """Every figure's value by id; those with neither number nor note are left out. What its reader is cleared for is
    in a value, so what is kept is kept for him alone."""
    own = tuple(figure.expression for figure in figures.values() if figure.saved)
    account = actor.account.pk if actor.account else None
    key = (actor.organ.pk, account, frozenset(actor.roles), asked.span, asked.name, asked.tree, own)
    return _told.of(key, head(), lambda: count(actor, asked, figures))


def forget() -> None:
    """Count everything anew."""
    _told.forget()


def count(actor: Actor, asked: Asked, figures: Mapping[str, Figure]) -> dict[str, Told]:
    """The same, counted now."""
    expressions = [asked_of(figure.expression, asked.tree) for figure in figures.values()]
    found = told_of(counter(actor, asked.span), expressions, with_before=asked.has_year_before)
    return {
        id: told
        for id, told in zip(figures, found, strict=True)
        if told.value.number or told.value.note or told.before.number
    }


def told_of(counter: Counter, expressions: Sequence[Expression], *, with_before: bool) -> list[Told]:
    """Each with its year before, asked together."""
    earlier = [Compound("change", (one,)) for one in expressions if with_before and not changes(one)]
    values = counter.values([*expressions, *earlier])
    before = dict(zip((one.parts[0] for one in earlier), values[len(expressions) :], strict=True))
    return [Told(value, _before(before.get(one))) for one, value in zip(expressions, values, strict=False)]


def _before(change: Value | None) -> Value:
    return Value(change.parts[1]) if change is not None and len(change.parts) > 1 else NOTHING
