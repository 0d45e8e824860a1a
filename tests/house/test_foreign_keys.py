"""No table of one room points at a table of another, nor any of the foundation at a room's.

Rooms meet through `foundation/matters`; a foreign key by string ("suggestions.Suggestion") escapes both the
import layers and ruff, so the models themselves are asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps


def part(module: str) -> tuple[str, str]:
    """Floor and part of a module: ("rooms", "suggestions"); two empty words for what is not of the house."""
    names = module.split(".")
    return (names[1], names[2]) if names[0] == "yishi" and len(names) > 2 else ("", "")


def crossing(found: Iterable[type[models.Model]]) -> list[str]:
    """Relations that leave a room for another, or the foundation for any room."""
    broken = []
    for model in found:
        owner = part(model.__module__)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if not field.is_relation or not isinstance(field.related_model, type):
                continue
            target = part(field.related_model.__module__)
            if target[0] == "rooms" and owner != target and owner[0] in {"rooms", "foundation"}:
                broken.append(f"{model.__name__}.{field.name} -> {field.related_model.__name__}")
    return broken


def test_no_foreign_key_leaves_its_room() -> None:
    assert crossing(apps.get_models(include_auto_created=True)) == []


@isolate_apps("yishi")
def test_rule_sees_a_foreign_key_between_rooms() -> None:
    class Matter(models.Model):
        __module__ = "yishi.foundation.matters.models"

        class Meta:
            app_label = "house_matters"

    class Motion(models.Model):
        __module__ = "yishi.rooms.motions.models"
        matter = models.ForeignKey(Matter, models.PROTECT)

        class Meta:
            app_label = "house_motions"

    class Suggestion(models.Model):
        __module__ = "yishi.rooms.suggestions.models"
        matter = models.ForeignKey(Matter, models.PROTECT)
        merged_into = models.ForeignKey("self", models.PROTECT)
        motion = models.ForeignKey("house_motions.Motion", models.PROTECT)

        class Meta:
            app_label = "house_suggestions"

    class Clock(models.Model):
        __module__ = "yishi.foundation.clocks.models"
        suggestions = models.ManyToManyField(Suggestion)

        class Meta:
            app_label = "house_clocks"

    assert crossing([Matter, Motion]) == []
    assert crossing([Suggestion]) == ["Suggestion.motion -> Motion"]
    assert crossing([Clock]) == ["Clock.suggestions -> Suggestion"]
