"""Every address of the house, found by walking the resolver, so that a new page cannot be forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    """One address: its name, and its route with the names of what stands in it."""

    name: str
    route: str
    parts: tuple[str, ...]

    def path(self, values: dict[str, Any]) -> str:
        """The address for these values."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), self.route)


def every() -> list[Address]:
    """All addresses that have a name, in the order of their names; several may share one (steps of the api)."""
    return sorted(_walk(get_resolver().url_patterns, (), ""), key=lambda address: (address.name, address.route))


def _walk(patterns: Any, spaces: tuple[str, ...], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from _walk(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces, route)
        elif pattern.name:
            plain = re.sub(r"\\Z|[\^$\\]", "", re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", route))
            yield Address(":".join([*spaces, pattern.name]), plain, tuple(re.findall(r"<(?:\w+:)?(\w+)>", plain)))
