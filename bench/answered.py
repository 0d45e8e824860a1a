"""The figures of a file of answered messages, from the file alone: Yishi's are held against these.

Nothing of Yishi is imported here but the folder's place. A message counts where its number is its own, it has words and an answer,
and its answer is no earlier than itself. Days are calendar days; an answer is late after the fifteenth working day from the
day on which the message came, by the calendar of the package `chinese_calendar`.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import chinese_calendar

RULED = dt.date(2015, 8, 29)
"""From this day on there are rules, and so a day by which an answer is due."""
WORKING_DAYS = 15
WITHIN = (10, 20, 30)


@dataclass(frozen=True)
class Row:
    """A message as the file has it."""

    number: str
    came: dt.date
    answered: dt.date

    @property
    def days(self) -> int:
        """From its day to its answer's."""
        return (self.answered - self.came).days

    @property
    def late(self) -> bool:
        """Answered after its day, where it has one."""
        return self.came >= RULED and self.answered > _due(self.came)


@dataclass
class Told:
    """What is to be the same."""

    days: list[int] = field(default_factory=list)
    late: int = 0

    def figures(self) -> dict[str, object]:
        """By name; mean and median to two digits."""
        if not self.days:
            return {"answered": 0}
        found: dict[str, object] = {"answered": len(self.days), "late": self.late}
        found |= {f"within_{most}": sum(1 for days in self.days if days <= most) for most in WITHIN}
        return found | {"mean": round(sum(self.days) / len(self.days), 2), "median": round(float(median(self.days)), 2)}


def folder() -> Path:
    """Where the real messages are."""
    return Path(os.environ.get("YISHI_MESSAGES") or Path(__file__).parents[2] / "shared" / "messages")


def rows(path: Path) -> list[Row]:
    """The messages that count."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    often = Counter(row["留言编号"] for row in found)
    return [made for row in found if often[row["留言编号"]] == 1 and (made := _row(row)) is not None]


def _row(row: dict[str, str]) -> Row | None:
    if not (row["留言详情"].strip() and row["答复意见"].strip() and row["答复时间"].strip()):
        return None
    came, answered = _moment(row["留言时间"]), _moment(row["答复时间"])
    return Row(row["留言编号"].strip(), came.date(), answered.date()) if came <= answered else None


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.strip().replace("/", "-"))


def _due(came: dt.date) -> dt.date:
    day, left = came, WORKING_DAYS
    while left:
        day += dt.timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


def told(found: Iterable[Row], group: Callable[[Row], Iterable[str]] = lambda row: ()) -> dict[str, dict[str, object]]:
    """The figures of all of them ("") and of each group that `group` puts a row in."""
    made: dict[str, Told] = defaultdict(Told)
    for row in found:
        for name in _names(row, group):
            made[name].days.append(row.days)
            made[name].late += row.late
    return {name: each.figures() for name, each in made.items()}


def _names(row: Row, group: Callable[[Row], Iterable[str]]) -> Iterator[str]:
    yield ""
    yield from group(row)


def main() -> None:
    """Print them for replied.csv."""
    print(told(rows(folder() / "replied.csv"))[""])


if __name__ == "__main__":
    main()
