"""Inputs for those who come without an account: private words, of which the journal keeps only that they were left, and
the point where something is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from yishi.foundation.loops.inputs import Text
from yishi.foundation.loops.scope import Scope

LEFT = "（已留）"
"""What the journal keeps of a name and a phone: that they were left."""


@dataclass(frozen=True)
class Private(Text):
    """A name or phone of somebody who has no account: the journal keeps that it was left and not what."""

    def said(self, value: Any, scope: Scope) -> Any:
        """That it was left."""
        return LEFT if value else value


@dataclass(frozen=True)
class Hidden(Private):
    """What a form or a program brings along and nobody types."""

    rows: int = 1

    def field(self, scope: Scope) -> forms.Field:
        """A hidden field."""
        made = super().field(scope)
        made.widget = forms.HiddenInput()
        return made


@dataclass(frozen=True)
class Coordinate(Text):
    """A latitude or longitude in degrees (WGS 84, or what the office's map uses), to six places."""

    longest: int = 24
    rows: int = 1
    most: int = 90

    fixed: ClassVar[bool] = True

    def field(self, scope: Scope) -> forms.Field:
        """A decimal field; more places than six are rounded away, for no street needs them."""
        return _Degrees(min_value=-self.most, max_value=self.most, **self.common())

    def said(self, value: Any, scope: Scope) -> Any:
        """As digits."""
        return None if value is None else str(value)


class _Degrees(forms.DecimalField):
    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say whole numbers
        found: Decimal | None = super().to_python(value)
        if found is None or not found.is_finite():
            return None
        # What lies far beyond the earth is refused by its bounds; it has too many digits to be rounded.
        return found.quantize(Decimal("0.000001")) if abs(found) < 1000 else found
