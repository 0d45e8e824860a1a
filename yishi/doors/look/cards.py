"""Shapes that the components draw. Views fill them; none knows a model or asks the database.

Everything is plain text: templates escape it. Days are `datetime.date`, moments aware datetimes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yishi.doors.look.states import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a loop: `past` has its day and name, `now` is here, `next` is what may follow."""

    label: str
    when: Literal["past", "now", "next"]
    day: dt.date | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to fetch; `size` in words, e.g. 「1.2 MB」."""

    label: str
    url: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class ThreadItem:
    """What somebody said (`said`), decided (`decided`), or what the house noted by itself (`noted`).

    `who` is shown first, `role` beside it; `sealed` tells why the reader sees no text.
    """

    who: str
    day: dt.date | dt.datetime
    verb: str
    text: str = ""
    role: str = ""
    kind: Literal["said", "decided", "noted"] = "said"
    article: str = ""
    attachments: Sequence[Attachment] = ()
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of 「为什么是这一天」; `counts` False draws a day that was skipped."""

    text: str
    day: dt.date | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class ClockCard:
    """A duty with its day. `state` is decided in foundation/clocks, never here.

    `working_days` as in `wording.left_words`; `provisional` is said wherever the day is shown.
    """

    owed: str
    by: str
    due: dt.date
    state: Kind | str
    started: dt.date
    rule: str
    article: str = ""
    wording: str = ""
    working_days: int | None = None
    provisional: bool = False
    paused: dt.date | None = None
    met: dt.date | None = None
    why: Sequence[Reason] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that wants doing: a line on Today, a card on the phone."""

    title: str
    url: str
    word: str
    kind: Kind | str
    number: str = ""
    who: str = ""
    due: dt.date | None = None
    working_days: int | None = None
    provisional: bool = False
    action: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A number that opens to the rows behind it."""

    label: str
    value: int | str
    url: str = ""
    unit: str = ""
    kind: Kind | str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The table under a chart: its first column names the row, the others are numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Job:
    """Long work that can be left and found again. `url` answers with the same part until it has ended.

    `state`: waiting, running, done, failed. `total` 0 means not yet known. `error` is a sentence.
    """

    label: str
    url: str
    state: Literal["waiting", "running", "done", "failed"]
    done: int = 0
    total: int = 0
    result_url: str = ""
    result_label: str = ""
    error: str = ""

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to ask for."""
        return self.state in ("done", "failed")
