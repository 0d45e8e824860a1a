"""What the bodies of acts are made of. A name with its limits here, what makes sense together the page's form says."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StrictBool, StrictInt, create_model

from yishi.doors.api.types import Day, Given, Key

LEFT = "不填的，按网页上预填的值"
MOST = 500


def _maybe(kind: Any, title: str, required: bool, **limits: Any) -> tuple[Any, Any]:
    if required:
        return Annotated[kind, Field(**limits)], Field(..., title=title)
    return Annotated[kind, Field(**limits)] | None, Field(None, title=title, description=LEFT)


def text(title: str, longest: int, *, required: bool = False) -> tuple[Any, Any]:
    """A text."""
    return _maybe(str, title, required, max_length=longest, **({"min_length": 1} if required else {}))


def day(title: str, *, required: bool = False) -> tuple[Any, Any]:
    """A day; most pages have today's in it already."""
    return _maybe(Day, title, required)


def key(title: str, *, required: bool = False) -> tuple[Any, Any]:
    """A row, by its key."""
    return _maybe(Key, title, required)


def keys(title: str, *, required: bool = False) -> tuple[Any, Any]:
    """Several rows."""
    return _maybe(list[Key], title, required, max_length=MOST, **({"min_length": 1} if required else {}))


def whole(title: str, least: int, most: int, *, required: bool = False) -> tuple[Any, Any]:
    """A whole number."""
    return _maybe(StrictInt, title, required, ge=least, le=most)


def code(title: str, choices: Any, *, required: bool = False) -> tuple[Any, Any]:
    """One of a few, fixed ones."""
    kind: Any = choices if isinstance(choices, type) and issubclass(choices, StrEnum) else Literal[tuple(choices)]
    return _maybe(kind, title, required)


def flag(title: str) -> tuple[Any, Any]:
    """Yes or no."""
    return _maybe(StrictBool, title, False)


def sure(title: str) -> tuple[Any, Any]:
    """Said outright, since it cannot be taken back."""
    return Literal[True], Field(..., title=title)


def body(schema: str, /, **fields: tuple[Any, Any]) -> type[BaseModel]:
    """A schema of that name."""
    made: Any = create_model(f"{schema}In", __base__=Given, **fields)  # type: ignore[call-overload]  # made of fields of every kind
    found: type[BaseModel] = made
    return found
