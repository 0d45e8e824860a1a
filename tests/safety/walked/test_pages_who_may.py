"""Every address with every role, a stranger, and people of another organ; the table is written by hand."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.safety.addresses import Address, every
from tests.safety.ground import HIS, OURS, PEOPLE, Ground, Readers
from tests.safety.places import OF_A_STEP, paths, told_of
from tests.safety.reading import refused, text
from tests.safety.rows import standing
from tests.safety.sent import sent

pytestmark = pytest.mark.slow
TABLE = Path(__file__).parents[1] / "pages_who_may.csv"
ANYBODY = ("stranger", "nobody", "office", "administrator", "author", "liaison")
"""Enough to ask where everybody may."""
ELSEWHERE = ("office", "administrator", "auditor", "government_office", "author", "liaison", "head")
"""People of another organ: between them they may open every page of their own."""


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    page: str
    method: str
    what: str
    cells: dict[str, str]
    elsewhere: str

    def __str__(self) -> str:
        return f"{self.method} {self.page}{f' ({self.what})' if self.what else ''}"

    @property
    def for_all(self) -> bool:
        """May everybody?"""
        return set(self.cells.values()) == {"yes"}

    def reaches(self, address: Address) -> bool:
        """Is it about this address? In the api, what opens something new shares a name with what goes on."""
        if self.page != address.name:
            return False
        return address.name not in OF_A_STEP or self.what == told_of(address)

    def opens(self, who: str, which: str) -> bool | None:
        """What it says of this person and this row; None where another table says it."""
        cell = self.cells[who]
        if cell == "step":
            return None
        return cell == "yes" or (cell == "own" and (not self.what or HIS[who] == which))


def read() -> list[Line]:
    """The table without its remarks."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        Line(row["page"], row["method"], row["what"], {who: row[who] for who in PEOPLE}, row["elsewhere"])
        for row in csv.DictReader(lines)
    ]


LINES = read()
ADDRESSES = every()


SHARES = 3
"""Into how many tests the long walks are dealt, so that they run side by side."""
by_share = pytest.mark.parametrize("share", range(SHARES))


def asked(ground: Ground, method: str, share: int | None = None) -> Iterator[tuple[Line, str, str]]:
    """Every line of the table, or of a share of it, with each path that it is about."""
    for line in LINES if share is None else LINES[share::SHARES]:
        for address in ADDRESSES:
            if line.method == method and line.reaches(address):
                for which, path in paths(ground, address, line.what):
                    yield line, which, path


def test_the_table_names_every_page_once() -> None:
    assert {line.page for line in LINES} == {address.name for address in ADDRESSES}
    named: dict[tuple[str, str, str], int] = defaultdict(int)
    for line in LINES:
        named[line.page, line.method, line.what] += 1
        assert set(line.cells.values()) <= {"yes", "no", "own", "step"} and line.elsewhere in ("yes", "no", "none"), (
            line
        )
    assert not [key for key, count in named.items() if count > 1]
    unreached = [address for address in ADDRESSES if not any(line.reaches(address) for line in LINES)]
    assert unreached == []


@by_share
def test_what_everyone_may_open(ground: Ground, ours: Readers, share: int) -> None:
    wrong = []
    said = ground.street.messages["message"]
    titles = {
        which: (case.suggestion.matter.title, said[which].matter.title) for which, case in ground.cases["case"].items()
    }
    for line, which, path in asked(ground, "GET", share):
        for who, cell in line.cells.items():
            expected = line.opens(who, which)
            if cell == "yes" and (which == "two" or (who not in ANYBODY and line.for_all)):
                continue  # who opens all of a kind opened the first
            answer = ours.ask(who, "GET", path)
            if answer.status_code >= 500 or (expected is not None and refused(answer) is expected):
                wrong.append(f"{line} {which} {who}: {answer.status_code} {path}")
            elif cell == "own" and not line.what:
                not_his = [title for case, two in titles.items() if HIS.get(who) != case for title in two]
                wrong += [f"{line} {who}: holds {title}" for title in not_his if title in text(answer)]
    assert not wrong, "\n".join(wrong)


@by_share
def test_what_no_one_may_send(ground: Ground, ours: Readers, share: int) -> None:
    """Whoever may not is refused, and nothing is changed; what those may who may, the pages' own tests show."""
    wrong = []
    for method in ("POST", "DELETE"):
        for line, which, path in asked(ground, method, share):
            before = standing()
            for who in PEOPLE:
                if line.opens(who, which) is not False:
                    continue
                answer = ours.ask(who, method, path, given(path))
                if not refused(answer):
                    wrong.append(f"{line} {which} {who}: {answer.status_code}")
            if standing() != before:
                wrong.append(f"{line} {which}: something was changed")
    assert not wrong, "\n".join(wrong)


def given(path: str) -> Any:
    """Something that would do harm if it were taken."""
    if path.startswith("/api/"):
        return sent(path)
    if "/files/" in path:
        return {"files": SimpleUploadedFile("x.txt", b"x", "text/plain")}
    return {
        "day": "2026-03-16",
        "ground": "resigned",
        "confirm": "1",
        "end": "1",
        "title": "改了",
        "note": "改了",
        "text": "改了",
        "step": "handling.receive" if path.startswith("/unit/") else "suggestion.publish",
    }


@by_share
def test_those_who_may_send_are_not_refused(ground: Ground, ours: Readers, share: int) -> None:
    """The other half: a table that refused everyone would else pass."""
    wrong = []
    for method in ("POST", "DELETE"):
        for line, which, path in asked(ground, method, share):
            who = next((who for who in PEOPLE if line.opens(who, which)), None)
            if who is None:
                continue
            ours.sign_in(who)
            with transaction.atomic():
                answer = ours.ask(who, method, path, given(path))
                transaction.set_rollback(True)
            if refused(answer) or answer.status_code >= 500:
                wrong.append(f"{line} {which} {who}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@by_share
def test_people_of_another_organ_find_nothing_of_ours(ground: Ground, others: Readers, share: int) -> None:
    wrong = []
    for method in ("GET", "POST", "DELETE"):
        before = standing()
        for line, which, path in asked(ground, method, share):
            if line.elsewhere == "yes" or (method != "GET" and line.elsewhere == "none"):
                continue
            like_them = [who for who in ELSEWHERE if line.elsewhere == "no" or line.cells[who] != "no"]
            for who in like_them if line.elsewhere == "no" else like_them[:2]:
                answer = others.ask(who, method, path, given(path) if method != "GET" else None)
                # A body that does not fit the step is said so before the matter is looked for: that tells nothing of it.
                unread = "step" in line.cells.values() and answer.status_code == 422
                if answer.status_code >= 500 or (line.elsewhere == "no" and not refused(answer) and not unread):
                    wrong.append(f"{line} {which} {who}: {answer.status_code}")
                elif OURS in text(answer):
                    wrong.append(f"{line} {which} {who}: holds something of ours")
        if standing() != before:
            wrong.append(f"{method}: something was changed")
    assert not wrong, "\n".join(wrong)
