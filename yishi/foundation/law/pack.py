"""A rule pack: the rules and choices of one place, profile and time, under an id and a version.

A pack holds what it inherits too, so that a matter that keeps the pack it began under needs no other."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from .articles import Citation
from .choices import Choices
from .rules import Rule
from .words import gettext as _

Profile = Literal["npc", "cppcc"]


class PackError(ValueError):
    """A pack that cannot be; the message says in Chinese what to mend."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules and choices in force at `place` from `in_force_from` to `in_force_until` (both included).

    `parent` is the `ref` of the pack it was derived from. `commencement` cites when it came into force,
    `below` the article by which lower levels follow it. `own` marks an organ's own rules, which rest on no
    statute and may be edited."""

    id: str
    version: str
    title: str
    place: str
    profile: Profile
    in_force_from: dt.date
    in_force_until: dt.date | None = None
    parent: str = ""
    own: bool = False
    commencement: Citation | None = None
    below: Citation | None = None
    assumption: str = ""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)

    def __post_init__(self) -> None:
        until = self.in_force_until
        if until and until < self.in_force_from:
            said = {"pack": self.ref, "until": until, "from": self.in_force_from}
            raise PackError(_("规则包 %(pack)s 的失效日 %(until)s 早于施行日 %(from)s") % said)
        for key, rule in self.rules.items():
            if key != rule.id:
                said = {"pack": self.ref, "rule": rule.shown, "key": key}
                raise PackError(_("规则包 %(pack)s 中规则“%(rule)s”的编号应为 %(key)s") % said)
            if rule.extends and rule.extends not in self.rules:
                said = {"rule": rule.shown, "extends": rule.extends, "pack": self.ref}
                raise PackError(_("规则“%(rule)s”所延长的规则 %(extends)s 不在规则包 %(pack)s 中") % said)

    def __hash__(self) -> int:
        return hash(self.ref)

    @property
    def ref(self) -> str:
        """What a matter keeps: id@version."""
        return f"{self.id}@{self.version}"

    def in_force_on(self, day: dt.date) -> bool:
        """Whether the pack is in force on `day`."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id; None where neither this pack nor its parent sets one: no clock then."""
        return self.rules.get(rule_id)

    def child(self, *, rules: Iterable[Rule], choices: Choices, without: Iterable[str] = (), **identity: Any) -> Pack:
        """A pack that sets these rules and choices and inherits the rest from this one, but for the rules `without`.

        `identity` are the other fields of the new pack; `parent` is this pack's ref."""
        return Pack(
            parent=self.ref,
            profile=self.profile,
            rules={
                **{id: rule for id, rule in self.rules.items() if id not in without},
                **{rule.id: rule for rule in rules},
            },
            choices=_over(self.choices, choices),
            **identity,
        )

    def with_changes(
        self,
        changes: Mapping[str, Any],
        *,
        version: str,
        id: str = "",
        title: str = "",
        in_force_from: dt.date | None = None,
    ) -> Pack:
        """An edited version of an organ's own pack; of one made from statutes, the periods that Yishi only assumes.

        `changes` has the shape of `to_dict`, only what changes; dicts are merged, a rule set to None is
        dropped. Raises PackError for changes of what a statute says, a version that is not new, or
        changes that make no pack."""
        if not (self.own or self._only_assumed(changes)):
            raise PackError(
                _("“%(title)s”依据法规制定，不能修改；只有本会自定的规则和本系统假定的期限可以修改")
                % {"title": self.title}
            )
        if version == self.version and (id or self.id) == self.id:
            raise PackError(_("修改后的规则包需要新的版本号，%(version)s 已被使用") % {"version": version})
        if unknown := set(changes) - {"title", "assumption", "rules", "choices", "in_force_until"}:
            raise PackError(_("不能修改的项目：%(names)s") % {"names": "、".join(sorted(unknown))})
        merged = _merge(self.to_dict(), changes)
        merged |= {"id": id or self.id, "version": version, "title": title or merged["title"]}
        merged |= {"parent": self.ref}
        if in_force_from:
            merged["in_force_from"] = in_force_from.isoformat()
        return Pack.from_dict(merged)

    def assumed(self) -> list[Rule]:
        """Rules with a period that no statute sets, in a pack made from statutes: Yishi's assumption."""
        return [] if self.own else [rule for rule in self.rules.values() if rule.period and rule.citation is None]

    def _only_assumed(self, changes: Mapping[str, Any]) -> bool:
        """Do these change nothing but how long an assumed period is?"""
        ids = {rule.id for rule in self.assumed()}
        rules = changes.get("rules") or {}
        return set(changes) == {"rules"} and all(id in ids and set(new or "-") == {"when"} for id, new in rules.items())

    def superseded(self, last_day: dt.date) -> Pack:
        """The same pack, in force until `last_day`."""
        return replace(self, in_force_until=last_day)

    def to_dict(self) -> dict[str, Any]:
        """The pack as JSON-ready data, from which `from_dict` makes an equal pack."""
        data: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Pack:
        """The pack that `to_dict` gave. Raises PackError naming each field that does not fit."""
        try:
            return _adapter().validate_json(json.dumps(data), strict=True, extra="forbid")
        except ValidationError as error:
            places = "；".join(".".join(map(str, found["loc"])) for found in error.errors())
            said = {"places": places or error.errors()[0]["msg"]}
            raise PackError(_("规则包数据有误，请检查：%(places)s") % said) from error
        except TypeError as error:
            raise PackError(_("规则包数据不是合法的 JSON：%(error)s") % {"error": error}) from error


@cache
def _adapter() -> TypeAdapter[Pack]:
    return TypeAdapter(Pack)


def _over(parent: Choices, child: Choices) -> Choices:
    """The parent's choices, with those that the child sets over them."""
    mine = {f.name: getattr(child, f.name) for f in fields(Choices)}
    return replace(parent, **{name: value for name, value in mine.items() if value is not None})


def _merge(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`changes` over `base`, dict by dict; what is changed to None among rules and choices goes."""
    merged = dict(base)
    for key, new in changes.items():
        old = merged.get(key)
        merged[key] = _merge(old, new) if isinstance(old, Mapping) and isinstance(new, Mapping) else new
    if isinstance(merged.get("rules"), Mapping):
        merged["rules"] = {key: rule for key, rule in merged["rules"].items() if rule is not None}
    return merged
