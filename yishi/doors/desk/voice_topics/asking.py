"""Which days a page of hot topics is about: this year, this quarter, the last four weeks, a year before, or any two days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yishi.doors.desk.people.fields import DayField
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.readings.topics.office import Window, windows

FOUR_WEEKS = dt.timedelta(days=27)
LONGEST = 5 * 366
"""Days that are looked at at most."""


class DaysForm(forms.Form):
    """Any two days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"] = DayField(label=_("起"))
        self.fields["until"] = DayField(label=_("止"))

    def clean(self) -> dict[str, Any]:
        """The first not after the last, and not too far apart."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            raise forms.ValidationError(_("起始日期晚于截止日期。"))
        if since and until and (until - since).days > LONGEST:
            raise forms.ValidationError(_("最多看五年，请把时间缩短。"))
        return found


@dataclass(frozen=True)
class Link:
    """One of the usual windows."""

    label: str
    window: Window
    current: bool

    @property
    def url(self) -> str:
        """The page of it."""
        return f"?since={self.window.since}&until={self.window.until}"


@dataclass(frozen=True)
class Asked:
    """The window of the page, and the form where it was typed."""

    window: Window
    form: DaysForm

    @property
    def query(self) -> str:
        """As an address has it."""
        return f"since={self.window.since}&until={self.window.until}"

    def links(self) -> Iterator[Link]:
        """The usual windows."""
        today = clock.today()
        year, quarter = windows(today)
        before = Window(dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31))
        for label, window in (
            (_("今年"), year), (_("本季度"), quarter), (_("近四周"), Window(today - FOUR_WEEKS, today)), (_("去年"), before),
        ):  # fmt: skip
            yield Link(label, window, window == self.window)


def asked(request: Request) -> Asked:
    """What the address or the form asks for; this year where it asks for nothing, or for what cannot be."""
    given = request.POST if request.method == "POST" else request.GET
    typed = "since" in given or "until" in given
    form = DaysForm(given if typed else None)
    if typed and form.is_valid():
        return Asked(Window(form.cleaned_data["since"], form.cleaned_data["until"]), form)
    return Asked(windows(clock.today())[0], form)
