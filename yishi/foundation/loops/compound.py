"""Inputs of several parts: lines of a list (promises with their days), and grades for each question of an evaluation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yishi.foundation import language
from yishi.foundation.loops.inputs import Choices, Input

if TYPE_CHECKING:
    from yishi.foundation.loops.act import Scope


@dataclass(frozen=True)
class Lines(Input):
    """A list of lines, each with inputs of its own (promises: what, by when)."""

    columns: tuple[tuple[str, Input], ...] = ()
    most: int = 30
    json: Any = list[dict[str, Any]]

    def field(self, scope: Scope) -> forms.Field:
        """Rows of fields; empty rows are left out."""
        fields = {name: _unchosen(column.field(scope)) for name, column in self.columns}
        return LinesField(fields, self.most, **self.common())

    def said(self, value: Sequence[Mapping[str, Any]], scope: Scope) -> list[dict[str, Any]]:
        """Each line under the words of its columns."""
        return [{str(column.label): column.said(line[name], scope) for name, column in self.columns} for line in value]


def _unchosen(field: forms.Field) -> forms.Field:
    """A list to choose from begins with nothing chosen, so that a row in which nobody chose is an empty one."""
    if type(field) is forms.ChoiceField and type(field.widget) is forms.Select:
        choices: Any = field.choices
        field.choices = [("", "—"), *(choice for choice in choices if choice[0] != "")]
    return field


class LinesWidget(forms.Widget):
    """Rows named `field-0-column`; three empty ones follow those that were filled, so it works without scripts."""

    template_name = "loops/lines.html"

    def __init__(self, fields: Mapping[str, forms.Field]) -> None:
        super().__init__()
        self.fields = fields

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Rows of a posted form, or the list that JSON gave."""
        if name in data and not isinstance(data.get(name), str):
            return data[name]
        found = sorted(
            {int(key.split("-")[1]) for key in data if re.fullmatch(rf"{re.escape(name)}-\d{{1,3}}-\w+", key)}
        )
        return [
            {
                column: field.widget.value_from_datadict(data, files, f"{name}-{at}-{column}")
                for column, field in self.fields.items()
            }
            for at in found
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Never wholly left out."""
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Rows of rendered inputs."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        lines = [line for line in (value or []) if isinstance(line, Mapping)]
        context["columns"] = [field.label for field in self.fields.values()]
        # Long texts do not fit beside one another: each then stands under its own label.
        context["tall"] = any(int(field.widget.attrs.get("rows", 1)) > 1 for field in self.fields.values())
        context["lines"] = [
            [
                (
                    field.label,
                    field.widget.render(f"{name}-{at}-{column}", line.get(column), {"aria-label": str(field.label)}),
                )
                for column, field in self.fields.items()
            ]
            for at, line in enumerate([*lines, {}, {}, {}])
        ]
        return context


class LinesField(forms.Field):
    """Checks every line with the fields of its columns and says in which line something is wrong."""

    widget: LinesWidget

    def __init__(self, fields: Mapping[str, forms.Field], most: int, **kwargs: Any) -> None:
        super().__init__(widget=LinesWidget(fields), **kwargs)
        self.fields, self.most = fields, most

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The filled lines, cleaned."""
        if value and not (isinstance(value, list | tuple) and all(isinstance(line, Mapping) for line in value)):
            raise ValidationError(_("这里应是若干行内容。"), code="lines")
        filled = [line for line in value or [] if any(line.get(name) not in (None, "") for name in self.fields)]
        if len(filled) > self.most:
            raise ValidationError(_("最多填写 %(most)d 行。"), params={"most": self.most}, code="most")
        if self.required and not filled:
            raise ValidationError(self.error_messages["required"], code="required")
        return [self._line(at, line) for at, line in enumerate(filled, 1)]

    def _line(self, at: int, line: Mapping[str, Any]) -> dict[str, Any]:
        cleaned = {}
        for name, field in self.fields.items():
            try:
                cleaned[name] = field.clean(line.get(name))
            except ValidationError as error:
                words = "".join(error.messages)
                raise ValidationError(
                    _("第 %(at)d 行“%(label)s”：%(words)s"),
                    params={"at": at, "label": field.label, "words": words},
                    code="line",
                ) from error
        return cleaned


@dataclass(frozen=True)
class Grades(Input):
    """One grade for each question; both lists come from the matter's rule pack. Gives {question: grade}."""

    questions: Callable[[Scope], Choices] = lambda scope: ()
    grades: Callable[[Scope], Choices] = lambda scope: ()
    json: Any = dict[str, str]

    def field(self, scope: Scope) -> forms.Field:
        """A row of big buttons for each question."""
        return GradesField(list(self.questions(scope)), list(self.grades(scope)), **self.common())

    def said(self, value: Mapping[str, str], scope: Scope) -> dict[str, str]:
        """Questions and grades in the words of the rule pack."""
        questions, grades = dict(self.questions(scope)), dict(self.grades(scope))
        return {
            str(questions.get(question, question)): str(grades.get(grade, grade)) for question, grade in value.items()
        }


class GradesWidget(forms.Widget):
    """Radio buttons named `field-question`."""

    template_name = "loops/grades.html"

    def __init__(self, questions: Choices, grades: Choices) -> None:
        super().__init__()
        self.questions, self.grades = questions, grades

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The posted buttons, or the object that JSON gave."""
        if isinstance(data.get(name), Mapping):
            return data[name]
        return {code: data[f"{name}-{code}"] for code, _label in self.questions if f"{name}-{code}" in data}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Never wholly left out."""
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Questions with their buttons."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        chosen = value if isinstance(value, Mapping) else {}
        context["questions"] = [
            {
                "name": f"{name}-{code}",
                "label": label,
                "choices": [(grade, words, chosen.get(code) == grade) for grade, words in self.grades],
            }
            for code, label in self.questions
        ]
        return context


class GradesField(forms.Field):
    """Every question answered with a grade of the scale."""

    widget: GradesWidget

    def __init__(self, questions: Choices, grades: Choices, **kwargs: Any) -> None:
        super().__init__(widget=GradesWidget(questions, grades), **kwargs)
        self.questions, self.grades = questions, {code for code, _label in grades}

    def clean(self, value: Any) -> dict[str, str]:
        """{question: grade}."""
        given = value if isinstance(value, Mapping) else {}
        missing = [str(label) for code, label in self.questions if str(given.get(code)) not in self.grades]
        if missing:
            raise ValidationError(
                _("请对“%(missing)s”作出评价。"), params={"missing": language.listed(missing)}, code="required"
            )
        return {code: str(given[code]) for code, _label in self.questions}
