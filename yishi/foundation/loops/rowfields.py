"""Form fields that choose among rows of a database: each looks its rows up once for all matters of a batch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import EmptyResultSet, ValidationError
from django.db.models import Model, QuerySet

from yishi.foundation.prepared.select import Compiled

LARGEST_KEY = 2**63 - 1


def _key(value: Any) -> int:
    """A row's key as a page or JSON may give it; raises ValueError for what never is one."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(value)
    key = int(value)
    if not 0 < key <= LARGEST_KEY:
        raise ValueError(value)
    return key


class Offering(forms.Select):
    """A list of some rows; one that is chosen and not among them stands there too."""

    every: QuerySet[Any] | None = None

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """As Django groups them, the chosen one last if it is another."""
        groups = super().optgroups(name, value, attrs)
        shown = {str(option["value"]) for _group, options, _index in groups for option in options}
        for row in self._others([key for key in value if key not in shown]):
            option = self.create_option(name, str(row.pk), str(row), True, len(groups), attrs=attrs)
            groups.append((None, [option], len(groups)))
        return groups

    def _others(self, keys: list[str]) -> list[Any]:
        try:
            wanted = [_key(key) for key in keys]
        except ValueError:
            return []  # the form says that it is none
        return list(self.every.filter(pk__in=wanted)) if wanted and self.every is not None else []


class RowField(forms.ModelChoiceField):
    """A row looked up once for all matters of a batch that choose from the same rows."""

    found: dict[Any, Any]
    asked: QuerySet[Any] | None = None
    """The rows as they were given: the field itself keeps a copy."""

    def offer(self, rows: QuerySet[Any]) -> None:
        """List only these."""
        self.queryset = rows
        assert isinstance(self.widget, Offering)
        self.widget.every = self.asked

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Model):
            value = value.pk
        try:
            keys = (_key(value),)
        except ValueError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": "?"}
            ) from error
        rows = _rows(self.found, self.asked, keys)
        if not rows:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": keys[0]}
            )
        return rows[0]

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)


class RowsField(forms.ModelMultipleChoiceField):
    """The same for several rows, in the order given."""

    found: dict[Any, Any]
    asked: QuerySet[Any] | None = None
    """The rows as they were given: the field itself keeps a copy."""

    def clean(self, value: Any) -> Any:
        value = self.prepare_value(value)
        if not value and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if value and not isinstance(value, list | tuple):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        try:
            keys = tuple(dict.fromkeys(_key(each) for each in value or ()))
        except ValueError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": "?"}
            ) from error
        rows = _rows(self.found, self.asked, keys)
        if len(rows) < len(keys):
            missing = min(set(keys) - {row.pk for row in rows})
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": missing}
            )
        return rows


def _rows(found: dict[Any, Any], rows: QuerySet[Any] | None, keys: tuple[int, ...]) -> list[Any]:
    """The rows of these keys among `rows`; the same question is put to the database once."""
    if rows is None or not keys:
        return []
    known = found.get((id(rows), keys))
    if known is not None:
        return list(known[1])
    try:
        question = Compiled(rows.filter(pk__in=keys).order_by())
    except EmptyResultSet:
        return []
    if question.text not in found:
        by_key = {row.pk: row for row in question.rows()}
        found[question.text] = [by_key[key] for key in keys if key in by_key]
    found[id(rows), keys] = rows, found[question.text]  # `rows` is kept, so that its `id` is nobody else's
    return list(found[question.text])
