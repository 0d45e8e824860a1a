"""What an import would do, row by row."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.people.accounts import FirstPassword
from yishi.foundation.people.models import Account, Organ
from yishi.foundation.people.refusals import Refused
from yishi.foundation.sheets import Sheet


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    """One thing that the row changes, in words."""

    title: str
    before: str
    after: str


@dataclass
class RowPlan:
    """One row: where it stands in the file, what is wrong with it, and what it would change."""

    line: int
    sheet: str
    name: str
    values: Mapping[str, Any] = field(repr=False, default_factory=dict)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_new: bool = False

    @property
    def outcome(self) -> Outcome:
        """What becomes of it."""
        if self.errors:
            return Outcome.REFUSED
        if self.is_new:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    def change(self, title: object, before: object, after: object) -> None:
        """Note that something becomes something else."""
        self.changes.append(Change(str(title), words(before), words(after)))

    def place(self) -> str:
        """Where it stands, in words."""
        said = {"line": self.line, "sheet": self.sheet}
        return _("“%(sheet)s”第 %(line)d 行") % said if self.sheet else _("第 %(line)d 行") % said


Plan = TypeVar("Plan", bound=RowPlan)


@dataclass
class Preview(Generic[Plan]):
    """What an import would do. With `errors` the file cannot be used and there are no rows.

    `notes` are remarks on the file, `makes` the groupings that would be made. `fingerprint` says whether two
    previews say the same."""

    organ: Organ
    day: dt.date
    source: Sheet
    make_groupings: bool = False
    rows: list[Plan] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    makes: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows by outcome; every outcome is there."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def good(self) -> list[Plan]:
        """Rows that would be taken."""
        return [row for row in self.rows if row.outcome is not Outcome.REFUSED]

    @property
    def fingerprint(self) -> str:
        """The same for two previews that say the same of the same organ and day."""
        said = [repr((self.organ.pk, self.day, self.make_groupings, self.errors, self.makes))]
        said += [repr((r.line, r.sheet, r.name, r.outcome, r.errors, r.changes)) for r in self.rows]
        return hashlib.sha256("\n".join(said).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True)
class Applied:
    """What an import did, for the page and for the caller's journal. `passwords` are shown once."""

    by: Account
    counts: dict[Outcome, int]
    made: tuple[str, ...] = ()
    passwords: tuple[FirstPassword, ...] = ()

    @property
    def taken(self) -> int:
        """How many rows went in; those that were passed over are in `counts` too."""
        return sum(number for outcome, number in self.counts.items() if outcome is not Outcome.REFUSED)


def words(value: object) -> str:
    """A value as the preview shows it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return language.listed(sorted(map(str, value))) or "—"
    return str(value)


def remarks(source: Sheet) -> list[str]:
    """What the reader passed over or did not know."""
    said = []
    if source.columns_unknown:
        said.append(_("未使用的列：%(titles)s。") % {"titles": language.listed(source.columns_unknown)})
    if source.sheets_skipped:
        said.append(_("未读的工作表：%(names)s。") % {"names": language.listed(source.sheets_skipped)})
    for line, text in source.skipped:
        said.append(_("第 %(line)d 行“%(text)s”按合计或说明略过。") % {"line": line, "text": text[:20]})
    return said


def refuse_together(rows: Iterable[Plan], key: Callable[[Plan], Any], sentence: str) -> None:
    """Refuse every row that shares its key (None shares with nobody) with another, each naming the others.

    `sentence` has places for %(key)s and %(others)s."""
    groups: dict[Any, list[Plan]] = {}
    for row in rows:
        if (its := key(row)) is not None:
            groups.setdefault(its, []).append(row)
    for its, alike in groups.items():
        for row in alike if len(alike) > 1 else ():
            others = language.listed(other.place() for other in alike if other is not row)
            shown = its[-1] if isinstance(its, tuple) else its
            row.errors.append(sentence % {"key": shown, "others": others})


def may_apply(given: Preview[Plan], now: Preview[Plan], skip_bad: bool) -> None:
    """Raises Refused: nothing to do, a bad row that may not be skipped, or the roll changed since."""
    if given.errors:
        raise Refused("".join(given.errors))
    if given.fingerprint != now.fingerprint:
        raise Refused(_("预览之后名册有了变动，请重新预览后再导入。"))
    bad = now.counts[Outcome.REFUSED]
    if bad and not skip_bad:
        said = {"n": bad, "first": next(row for row in now.rows if row.errors).place()}
        raise Refused(_("有 %(n)d 行不能导入（%(first)s起），一行也没有导入。请改好，或选择只导入正确的行。") % said)
    if not now.good:
        raise Refused(_("没有可以导入的行。"))
