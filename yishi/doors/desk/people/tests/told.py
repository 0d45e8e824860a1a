"""What the journal was told last."""

from __future__ import annotations

from typing import Any

from yishi.foundation.journal.models import Entry


def last() -> Entry:
    return Entry.objects.select_related("body").order_by("-pk").first()


def recorded(step: str, **said: Any) -> None:
    entry = last()
    assert (entry.room, entry.step) == ("people", step)
    told = entry.body.content["said"]
    assert {name: told.get(name) for name in said} == said
