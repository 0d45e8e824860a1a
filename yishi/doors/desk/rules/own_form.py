"""The form of an organ's own rules: one field for each period and each choice that may differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from yishi.doors.desk.people.fields import choose, flag, lines
from yishi.doors.desk.rules import words
from yishi.foundation.law.choices import Follow, HardMode, Listed, Said, UnitSees
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.periods import Period
from yishi.foundation.law.rules import Rule

LONGEST = 400
LEAST_AGGREGATE, MOST_AGGREGATE = 5, 100
ENUMS: Mapping[str, type[StrEnum]] = {
    "hard_mode": HardMode, "unit_sees": UnitSees, "unsatisfied_answer": Follow, "unsatisfied_again": Follow, "unsatisfied_promise": Follow,
}  # fmt: skip
LISTS = ("review_stages", "inadmissible")
"""Lists to which lines may be added and from which they may go."""
LABELS = ("exits", "answer_classes", "questions", "promise_questions", "scale")
"""Lists whose meaning the loops rest on: their words may change, their number and order not."""


@dataclass(frozen=True)
class RuleFields:
    """The fields of one rule, side by side."""

    title: str
    number: BoundField
    unit: BoundField
    off: BoundField | None


class OwnRules(forms.Form):
    """Periods and choices of the pack as they are to be."""

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack = pack
        self.extended = {rule.extends for rule in pack.rules.values()}
        for rule in self._editable():
            if rule.period:
                self._period(rule.id, rule.shown, rule.period)
        for name, title in words.CHOICES.items() if pack.own else ():
            said = getattr(pack.choices, name)
            made = self._choice(name, str(title), said.value) if said is not None else None
            if made is not None:
                self.fields[f"choice_{name}"] = made

    def _editable(self) -> list[Rule]:
        """Rules that may differ: all of the organ's own; beside statutes those that are only assumed."""
        return list(self.pack.rules.values()) if self.pack.own else self.pack.assumed()

    def _period(self, key: str, title: str, period: Period) -> None:
        rule = self.pack.rules[key]
        about = f"{words.runs_from(rule)} · {words.owner(rule)}"
        self.fields[f"number_{key}"] = forms.IntegerField(
            label=title, help_text=about, min_value=1, max_value=LONGEST, initial=period.number
        )
        self.fields[f"unit_{key}"] = choose(_("单位"), words.UNITS.items(), initial=period.unit)
        if self.pack.own and key not in self.extended:
            self.fields[f"off_{key}"] = flag(_("不设此期限"))

    def _choice(self, name: str, title: str, value: Any) -> forms.Field | None:
        if isinstance(value, bool):
            return flag(title, initial=value)
        if name == "aggregate_at_least":
            least = _("不得少于 5，少了可以推知单件评价")
            return forms.IntegerField(
                label=title, min_value=LEAST_AGGREGATE, max_value=MOST_AGGREGATE, initial=value, help_text=least
            )
        if name in ENUMS:
            return choose(title, [(item.value, words.ENUMS[item]) for item in ENUMS[name]], initial=value)
        if name in LISTS:
            return lines(
                title,
                2000,
                len(value) + 2,
                initial="\n".join(item.label for item in value),
                help_text=_("一行一项，可以增减"),
            )
        if name in LABELS and value:
            return lines(
                title,
                1000,
                len(value) + 1,
                initial="\n".join(item.label for item in value),
                help_text=_("一行一项，只改文字，不增减、不换次序"),
            )
        return None

    def rules(self) -> Iterator[RuleFields]:
        """Periods as the page lays them out."""
        for rule in self._editable():
            if rule.period:
                off = self[f"off_{rule.id}"] if f"off_{rule.id}" in self.fields else None
                yield RuleFields(rule.shown, self[f"number_{rule.id}"], self[f"unit_{rule.id}"], off)

    def choices(self) -> Iterator[BoundField]:
        """Choices as the page lays them out."""
        return (self[name] for name in self.fields if name.startswith("choice_"))

    def clean(self) -> dict[str, Any]:
        """Lists keep their number where the loops rest on it, and are not empty."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in (*LISTS, *LABELS):
            key = f"choice_{name}"
            if not data.get(key):
                continue
            given = split(data[key])
            before = getattr(self.pack.choices, name).value
            if name in LABELS and len(given) != len(before):
                self.add_error(key, _("应有 %(n)d 行，现在是 %(m)d 行。") % {"n": len(before), "m": len(given)})
            if len(set(given)) != len(given):
                self.add_error(key, _("有重复的行。"))
            if any(len(one) > 100 for one in given):
                self.add_error(key, _("每行最多 100 个字。"))
        return data

    def changes(self) -> dict[str, Any]:
        """What differs from the pack, in the shape that `Pack.with_changes` takes."""
        data = self.cleaned_data
        rules: dict[str, dict[str, Any] | None] = {}
        kept = self.pack.to_dict()
        for rule in self._editable():
            if not rule.period:
                continue
            if data.get(f"off_{rule.id}"):
                rules[rule.id] = None
                continue
            after = {"number": data[f"number_{rule.id}"], "unit": data[f"unit_{rule.id}"]}
            if after != {"number": rule.period.number, "unit": rule.period.unit.value}:
                rules[rule.id] = {"when": kept["rules"][rule.id]["when"] | after}
        choices = {name: {"value": value} for name, value in self._changed(kept["choices"])}
        return {key: made for key, made in (("rules", rules), ("choices", choices)) if made}

    def _changed(self, kept: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name in words.CHOICES:
            key = f"choice_{name}"
            if key not in self.fields:
                continue
            said: Said[Any] = getattr(self.pack.choices, name)
            after = self._value(name, said.value, kept[name]["value"])
            if after != kept[name]["value"]:
                yield name, after

    def _value(self, name: str, before: Any, dumped: Any) -> Any:
        given = self.cleaned_data[f"choice_{name}"]
        if name in LISTS:
            return _listed(split(given), before)
        if name in LABELS:
            return [item | {"label": label} for item, label in zip(dumped, split(given), strict=True)]
        return given


def split(text: str) -> list[str]:
    """The lines that say something."""
    return [one for one in (line.strip() for line in text.splitlines()) if one]


def _listed(labels: list[str], before: tuple[Listed, ...]) -> list[dict[str, Any]]:
    """A line whose words are known keeps its code; a new one gets the next free."""
    codes = {item.label: item.code for item in before}
    taken, made, at = set(codes.values()), [], 0
    for label in labels:
        code = codes.get(label)
        while code is None:
            at += 1
            code = f"own_{at}" if f"own_{at}" not in taken else None
        taken.add(code)
        made.append({"code": code, "label": label, "citation": None})
    return made
