"""What became of promises: reported in the last quarter, kept, failed, evaluated a second time, met upon."""

from __future__ import annotations

import datetime as dt

from yishi.doors.cli.demo.story.case import Case, turn
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.story.parts import answered, closed, evaluated, handed_over, registered
from yishi.doors.cli.demo.writing import letters
from yishi.foundation.people.models import Unit


def quarter(c: Case, unit: Unit) -> dt.date:
    """The day in the fourth quarter on which a unit reports on its promises."""
    return c.days.on(dt.date(c.days.year, 10, 9) + dt.timedelta(days=turn(unit) % 40))


def followed(c: Case, unit: Unit, pk: int, at: int = 0) -> Story:
    """A promise of an ordinary answer: kept before its day, or reported on as going."""
    if c.rng.random() < 0.45:
        yield from kept(c, unit, pk, c.days.after(c.day, 30 + 8 * (turn(unit) % 6) + 5 * at))
        yield from judged(c, pk, "satisfied" if c.rng.random() < 0.85 else "basically")
        yield c.do("promise.close", "office", on=pk, day=c.days.every_other_friday(c.days.after(c.day, 1)))
    elif c.rng.random() < 0.75:
        yield going(c, unit, pk, quarter(c, unit))


def going(c: Case, unit: Unit, pk: int, day: dt.date) -> Story:
    """The yearly report while it still runs."""
    text = letters.PROGRESS[turn(unit) % len(letters.PROGRESS)].replace("{3-7}", str(3 + turn(unit) % 5))
    yield c.do("promise.report_progress", c.liaison(unit), on=pk, day=day, text=text)


def kept(c: Case, unit: Unit, pk: int, day: dt.date) -> Story:
    """Done, and the deputy told so."""
    text = c.clerk.say(letters.KEPT, c.place)
    day = max(c.days.on(day), c.day)
    yield c.do("promise.report_kept", c.liaison(unit), on=pk, day=day, text=text, done_on=c.day if day < c.day else day)


def judged(c: Case, pk: int, grade: str, later: int | None = None) -> Story:
    """The second evaluation."""
    opinion = c.clerk.say(letters.BAD if grade == "dissatisfied" else letters.GOOD, c.place)
    grades = c.grades(grade, promise=True)
    yield c.do("promise.evaluate", c.writer, on=pk, later=later or c.rng.randint(2, 12), grades=grades, opinion=opinion)


def promised(c: Case, *due: dt.date) -> Story:
    """An answer that promises, evaluated and closed; the promises live on."""
    yield from registered(c)
    yield from handed_over(c)
    yield from answered(c, c.lead, "solving", c.days.after(c.day, 22), list(due))
    yield from evaluated(c, c.lead, "satisfied", 3)
    yield from closed(c)


def made_good(c: Case) -> Story:
    """Two promises: both kept, evaluated, taken off the ledger; the matter is solved with the second."""
    yield from promised(c, c.days.today, c.days.today)
    for grade, pk in zip(("satisfied", "basically"), c.promises(c.lead), strict=False):
        yield from kept(c, c.lead, pk, c.days.after(c.day, 8))
        yield from judged(c, pk, grade, 4)
        yield c.do("promise.close", "office", on=pk, later=3, opinion="已现场核实。")


def failed(c: Case) -> Story:
    """One cannot be done as promised; the head signs the reason, the deputy accepts it, it is closed as failed."""
    yield from promised(c, c.days.today)
    (pk,) = c.promises(c.lead)
    yield c.do("promise.report_failed", c.head(c.lead), on=pk, later=25, text=letters.FAILED)
    yield from judged(c, pk, "basically", 6)
    yield c.do("promise.close", "office", on=pk, later=5)


def met_anew(c: Case) -> Story:
    """Reported as kept, the deputy is not satisfied: the meeting sets a new day, and then it is kept."""
    yield from promised(c, c.days.today)
    (pk,) = c.promises(c.lead)
    yield from kept(c, c.lead, pk, c.days.after(c.day, 12))
    yield from judged(c, pk, "dissatisfied", 4)
    yield c.do("promise.call_meeting", "office", on=pk, later=3)
    due = (c.days.today + dt.timedelta(days=60)).isoformat()
    yield c.do(
        "promise.settle_anew",
        "office",
        on=pk,
        later=5,
        present=letters.PRESENT,
        opinion="限期补齐未完成部分。",
        due=due,
    )
    yield from kept(c, c.lead, pk, c.days.after(c.day, 25))
    yield from judged(c, pk, "satisfied", 3)
    yield c.do("promise.close", "office", on=pk, later=4)


def met_and_closed(c: Case) -> Story:
    """Failed, the deputy is not satisfied, the meeting explains, and it is closed as failed."""
    yield from promised(c, c.days.today)
    (pk,) = c.promises(c.lead)
    yield c.do("promise.report_failed", c.head(c.lead), on=pk, later=20, text=letters.FAILED)
    yield from judged(c, pk, "dissatisfied", 5)
    yield c.do("promise.call_meeting", "office", on=pk, later=3)
    yield c.do("promise.close", "office", on=pk, later=6, opinion=letters.SETTLED[1])


# still running today


def due_soon(c: Case) -> Story:
    """Its day is near, and it has been reported on once."""
    yield from promised(c, c.days.today + dt.timedelta(days=6))
    (pk,) = c.promises(c.lead)
    yield from going(c, c.lead, pk, c.days.ago(12))


def past_its_day(c: Case) -> Story:
    """Its day has passed."""
    yield from promised(c, c.days.today - dt.timedelta(days=10))


def awaits_evaluation(c: Case) -> Story:
    """Reported as kept; the deputy has not yet said."""
    yield from promised(c, c.days.today)
    (pk,) = c.promises(c.lead)
    yield from kept(c, c.lead, pk, c.days.ago(5))


def awaits_closing(c: Case) -> Story:
    """Evaluated, and not yet off the ledger."""
    yield from promised(c, c.days.today)
    (pk,) = c.promises(c.lead)
    yield from kept(c, c.lead, pk, c.days.ago(15))
    yield from judged(c, pk, "satisfied", 3)


def awaits_meeting(c: Case) -> Story:
    """Not satisfied; the meeting is called."""
    yield from promised(c, c.days.today)
    (pk,) = c.promises(c.lead)
    yield from kept(c, c.lead, pk, c.days.ago(20))
    yield from judged(c, pk, "dissatisfied", 4)
    yield c.do("promise.call_meeting", "office", on=pk, later=2)
