"""What a step may be given. One declaration beside the parameter makes the form of the page, the schema of the
API, the column of an import and the check that all of them pass:

    def assign(s: Suggestion, act: Act, *, lead: Annotated[Unit, One("主办单位", units)]) -> None: ...
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from yishi.foundation.loops.rowfields import LARGEST_KEY as LARGEST_KEY  # whoever names a row knows how far keys go
from yishi.foundation.loops.rowfields import Offering, RowField, RowsField

if TYPE_CHECKING:
    from yishi.foundation.loops.act import Scope

SURROGATE = re.compile(r"[\ud800-\udfff]")
CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")

Choices = Sequence[tuple[str, Any]]
LONG = 20
"""Choices from which on nobody looks through a list."""


def clean_text(value: str) -> str:
    """Drop control characters that no keyboard types; refuse halves of characters, which cannot be stored."""
    if SURROGATE.search(value):
        raise ValidationError(_("文字中有无法保存的残缺字符（半个表情或乱码），请删除后重新填写。"), code="surrogate")
    return CONTROL.sub("", value).replace("\r\n", "\n")


class CleanCharField(forms.CharField):
    """Text as Django takes it, less what no database keeps; `one_line` text has no line breaks in it."""

    def __init__(self, *, one_line: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.one_line = one_line

    def to_python(self, value: Any) -> str:
        """Strip, then clean."""
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int | float)):
            raise ValidationError(_("这里应填写文字。"), code="text")
        found = clean_text(super().to_python(value) or "")
        return BREAKS.sub(" ", found) if self.one_line else found


@dataclass(frozen=True)
class Input:
    """One thing a step is given. `label` and `help` are what people read."""

    label: Any
    help: Any = ""
    required: bool = True

    json: Any = str
    """Type in the API's schema."""

    fixed: ClassVar[bool] = False
    """Whether its field is the same for every actor, matter and day."""

    def field(self, scope: Scope) -> forms.Field:
        """The form field that checks it for this actor and matter."""
        raise TypeError(f"{type(self).__name__} is no kind of input")

    def checking(self, scope: Scope) -> forms.Field:
        """The same field where it only checks and nobody changes it, so that it need not be made each time."""
        return self._fixed if self.fixed else self.field(scope)

    @cached_property
    def _fixed(self) -> forms.Field:
        return self.field(None)  # type: ignore[arg-type]  # it asks nothing of whom or what

    def common(self) -> dict[str, Any]:
        """What every field is made with."""
        return {"label": self.label, "help_text": self.help, "required": self.required}

    def said(self, value: Any, scope: Scope) -> Any:
        """The value as the journal keeps it: in words, since codes and rows may change their names."""
        return value


@dataclass(frozen=True)
class Text(Input):
    """Words: `longest` characters, `rows` lines on the page (1 is a single line)."""

    longest: int = 4000
    rows: int = 4

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """A line or a text area."""
        widget = forms.TextInput() if self.rows == 1 else forms.Textarea(attrs={"rows": self.rows})
        return CleanCharField(max_length=self.longest, widget=widget, one_line=self.rows == 1, **self.common())


@dataclass(frozen=True)
class Day(Input):
    """A day; `future` says whether one after today makes sense, `past` one before today."""

    future: bool = False
    past: bool = True
    json: Any = dt.date

    def field(self, scope: Scope) -> forms.Field:
        """A date field that knows today."""
        return _DayField(
            self, scope.day, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **self.common()
        )

    def said(self, value: dt.date | None, scope: Scope) -> str | None:
        """ISO."""
        return value.isoformat() if value else None


class _DayField(forms.DateField):
    def __init__(self, day: Day, today: dt.date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._day, self._today = day, today

    def to_python(self, value: Any) -> dt.date | None:
        """Full-width digits are read as digits; what is neither text nor a day (a number of JSON) is refused."""
        if value is not None and not isinstance(value, str | dt.date):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        found: dt.date | None = super().to_python(
            unicodedata.normalize("NFKC", value) if isinstance(value, str) else value
        )
        return found

    def clean(self, value: Any) -> dt.date | None:
        found: dt.date | None = super().clean(value)
        if found is None:
            return None
        if found > self._today and not self._day.future:
            raise ValidationError(_("日期不能晚于今天。"), code="future")
        if found < self._today and not self._day.past:
            raise ValidationError(_("日期不能早于今天。"), code="past")
        return found


@dataclass(frozen=True)
class Number(Input):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 1_000_000
    json: Any = int

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """An integer field."""
        return _WholeField(min_value=self.least, max_value=self.most, **self.common())


class _WholeField(forms.IntegerField):
    def to_python(self, value: Any) -> int | None:
        """Full-width digits are read as digits; true and false are no numbers."""
        if isinstance(value, bool):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        found: int | None = super().to_python(unicodedata.normalize("NFKC", value) if isinstance(value, str) else value)
        return found


@dataclass(frozen=True)
class Flag(Input):
    """Yes or no; not given is no."""

    required: bool = False
    json: Any = bool

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """A check box."""
        return forms.BooleanField(**self.common())


@dataclass(frozen=True)
class Pick(Input):
    """One of a few, or of many that one types for; `choices` may depend on the matter's rule pack."""

    choices: Choices | Callable[[Scope], Choices] = ()

    def field(self, scope: Scope) -> forms.Field:
        """Radio buttons to five, a list beyond, of which nothing is chosen yet; one that is long can be typed in."""
        choices = list(self.choices(scope) if callable(self.choices) else self.choices)
        few = len(choices) <= 5
        if not self.required:
            choices = [("", _("（不选）")), *choices]
        elif not few:
            choices = [*BLANK_CHOICE_DASH, *choices]
        listed = forms.Select(attrs={"data-search": "1"} if len(choices) > LONG else {})
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect() if few else listed, **self.common())

    def said(self, value: Any, scope: Scope) -> Any:
        """The words of the choice."""
        choices = self.choices(scope) if callable(self.choices) else self.choices
        return next((str(words) for code, words in choices if code == value), value)


Rows = Callable[["Scope"], "QuerySet[Any]"]


def _nothing(scope: Scope) -> QuerySet[Any]:
    raise TypeError("One and Many need the rows to choose from")


@dataclass(frozen=True)
class One(Input):
    """One row of those that `rows` gives this actor. Where these may be thousands, the page lists those of `offered` alone; any of
    them is taken."""

    rows: Rows = _nothing
    json: Any = int
    offered: Rows | None = None

    def field(self, scope: Scope) -> forms.Field:
        """A list; the page turns it into one that can be typed in."""
        return self._among(self.rows(scope), scope)

    def checking(self, scope: Scope) -> forms.Field:
        """One for all matters of a batch that choose from the same rows."""
        return _shared(self, self.rows(scope), scope, self._among)

    def _among(self, rows: QuerySet[Any], scope: Scope) -> forms.Field:
        widget = Offering if self.offered else forms.Select
        made = RowField(rows, widget=widget(attrs={"data-search": "1"}), **self.common())
        made.found, made.asked = scope.found, rows
        if self.offered:
            made.offer(self.offered(scope))
        return made

    def said(self, value: Model | None, scope: Scope) -> str | None:
        """Its words."""
        return str(value) if value is not None else None


@dataclass(frozen=True)
class Many(Input):
    """Several rows of those that `rows` gives this actor."""

    rows: Rows = _nothing
    json: Any = list[int]

    def field(self, scope: Scope) -> forms.Field:
        """A list that can be typed in."""
        return self._among(self.rows(scope), scope)

    def checking(self, scope: Scope) -> forms.Field:
        """One for all matters of a batch that choose from the same rows."""
        return _shared(self, self.rows(scope), scope, self._among)

    def _among(self, rows: QuerySet[Any], scope: Scope) -> forms.Field:
        widget = forms.SelectMultiple(attrs={"data-search": "1"})
        made = RowsField(rows, widget=widget, **self.common())
        made.found, made.asked = scope.found, rows
        return made

    def said(self, value: Sequence[Model], scope: Scope) -> list[str]:
        """Their words."""
        return [str(row) for row in value]


def _shared(
    given: Input, rows: QuerySet[Any], scope: Scope, make: Callable[[QuerySet[Any], Scope], forms.Field]
) -> forms.Field:
    place = ("field", id(given), id(rows))  # the field keeps the rows, so that their `id` is nobody else's
    if place not in scope.found:
        scope.found[place] = make(rows, scope)
    found: forms.Field = scope.found[place]
    return found
