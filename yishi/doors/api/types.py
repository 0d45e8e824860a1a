"""Types that schemas are made of, each as strict as what it declares; and pages of lists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, WithJsonSchema

from yishi.doors.api.reads.shapes import Paged

T = TypeVar("T")
MOST_KEY = 2**63 - 1
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WHOLE = re.compile(r"[0-9]{1,19}", re.ASCII)


def _day(value: Any) -> dt.date:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(_("这里应填写日期，如 2026-03-05。"))


def _digits(value: Any) -> Any:
    """What an address says, as a whole number and nothing that merely looks like one."""
    if isinstance(value, str) and not WHOLE.fullmatch(value):
        raise ValueError(_("这里应填写整数。"))
    return value


Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day as ISO 8601 writes it, and not what else pydantic would take for one."""

Key = Annotated[StrictInt, Field(ge=1, le=MOST_KEY)]
"""Key of a row, in a body."""

PathKey = Annotated[int, BeforeValidator(_digits), Path(ge=1, le=MOST_KEY)]
"""Key of a row, in the address."""

QueryKey = Annotated[int, BeforeValidator(_digits), Field(ge=1, le=MOST_KEY)]
"""Key of a row, as a filter."""


def _years(day: dt.date) -> dt.date:
    if not 2000 <= day.year <= 2099:
        raise ValueError(_("日期应在 2000 年至 2099 年之间。"))
    return day


NearDay = Annotated[Day, AfterValidator(_years)]
"""A day for which the law at hand can be asked."""


class Given(BaseModel):
    """What a body may hold: nothing that is not declared, and everything of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Paging(BaseModel):
    """Which part of a list."""

    page: Annotated[int, BeforeValidator(_digits)] = Field(1, ge=1, le=1_000_000, description="第几页，从 1 起")
    size: Annotated[int, BeforeValidator(_digits)] = Field(50, ge=1, le=200, description="每页多少条")


Pages = Query[Paging]


def paged(rows: QuerySet[Any], paging: Paging, shown: Callable[[Any], T]) -> Paged[T]:
    """A page, each row by itself. Two queries."""
    return paged_together(rows, paging, lambda found: [shown(row) for row in found])


def paged_together(rows: QuerySet[Any], paging: Paging, shown: Callable[[Sequence[Any]], list[T]]) -> Paged[T]:
    """A page whose rows are drawn together, so that what they share is fetched once."""
    start = (paging.page - 1) * paging.size
    return Paged(
        items=shown(list(rows[start : start + paging.size])),
        total=rows.order_by().count(),
        page=paging.page,
        size=paging.size,
    )
