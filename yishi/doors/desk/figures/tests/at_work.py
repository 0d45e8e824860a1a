"""An organ with a year behind it: activities of two kinds in two years, a suggestion, an organ below that did one more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from yishi.doors.desk.figures import compare, counted
from yishi.rooms.activities.tests.office import Office

KIND = "law_inspection"
DAY = dt.date(2026, 3, 16)


@dataclass
class AtWork:
    """Three inspections this year with opinions, one last year, and one by the organ below."""

    office: Office = field(default_factory=lambda: Office(day=DAY))
    below: Office = field(init=False)

    def __post_init__(self) -> None:
        counted.forget()
        compare.forget()
        for day, area in (
            ("2026-01-20", "东街"),
            ("2026-02-03", "西街"),
            ("2026-02-25", "西街"),
            ("2025-02-10", "东街"),
        ):
            self.inspected(self.office, day, area)
        self.below = Office(day=DAY, parent=self.office.organ)
        self.inspected(self.below, "2026-03-02", "南街")

    @staticmethod
    def inspected(office: Office, day: str, area: str) -> Any:
        """An inspection with four opinions."""
        opinions = [{"code": "opinion", "quantity": "4", "name": ""}]
        return office.recorded(kind=KIND, day=day, area=area, outputs=opinions)

    def client(self, who: str = "office") -> Client:
        """Somebody of the upper organ, signed in."""
        made = Client()
        made.force_login(self.office.people[who].account)
        return made
