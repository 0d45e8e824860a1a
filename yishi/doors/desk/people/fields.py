"""Fields that the registers' forms share: forgiving to fingers, closed to what no database takes."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.loops.inputs import CleanCharField

FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
DIGITS = 18


class DayField(forms.DateField):
    """A day between 1900 and 2100, in full-width digits too; `future=False` none after today."""

    def __init__(self, *, future: bool = True, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
        self.future = future

    def to_python(self, value: Any) -> dt.date | None:
        """The day meant."""
        found: dt.date | None = super().to_python(
            unicodedata.normalize("NFKC", value) if isinstance(value, str) else value
        )
        return found

    def clean(self, value: Any) -> dt.date | None:
        """Within reason."""
        found: dt.date | None = super().clean(value)
        if found is not None and not FIRST <= found <= LAST:
            raise ValidationError(_("请填写 1900 年至 2100 年之间的日期。"), code="range")
        if found is not None and not self.future and found > clock.today():
            raise ValidationError(_("日期不能晚于今天。"), code="future")
        return found


class Many(forms.ModelMultipleChoiceField):
    """Several of a list; a forged key that fits no column is no choice."""

    def clean(self, value: Any) -> Any:
        """The rows chosen."""
        if any(len(str(key)) > DIGITS for key in value or ()):
            raise ValidationError(_("请从列表里重新选择，原来选的已经不能用。"), code="invalid_choice")
        return super().clean(value)


def line(label: Any, longest: int, **kwargs: Any) -> CleanCharField:
    """One line of text."""
    return CleanCharField(label=label, max_length=longest, one_line=True, **kwargs)


def lines(label: Any, longest: int = 4000, rows: int = 4, **kwargs: Any) -> CleanCharField:
    """Several lines of text."""
    return CleanCharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def _searched(label: Any) -> dict[str, Any]:
    """Typed in with scripts; the name stays on the list itself, whose label the combobox takes over."""
    return {"data-search": "", "aria-label": label}


def pick(label: Any, rows: QuerySet[Any], **kwargs: Any) -> forms.ModelChoiceField:
    """One of a list that can be typed in."""
    return forms.ModelChoiceField(label=label, queryset=rows, widget=forms.Select(attrs=_searched(label)), **kwargs)


def picks(label: Any, rows: QuerySet[Any], **kwargs: Any) -> Many:
    """Several of a list that can be typed in."""
    return Many(label=label, queryset=rows, widget=forms.SelectMultiple(attrs=_searched(label)), **kwargs)


def choose(label: Any, choices: Iterable[tuple[str, Any]], *, blank: str = "", **kwargs: Any) -> forms.ChoiceField:
    """One of a few; with `blank` the first line says what no choice means."""
    made = [("", blank), *choices] if blank else list(choices)
    return forms.ChoiceField(label=label, choices=made, **kwargs)


def flag(label: Any, **kwargs: Any) -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(label=label, required=False, **kwargs)


def asked_day(request: Any, name: str = "on") -> dt.date:
    """The day that the address asks for; today where it asks for none or for nonsense."""
    try:
        found = dt.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return clock.today()
    return found if FIRST <= found <= LAST else clock.today()
