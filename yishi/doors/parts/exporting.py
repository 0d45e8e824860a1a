"""Files to save: of exactly what a list shows, and of what is written elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from yishi.foundation import clock
from yishi.foundation.sheets.columns import Column, Kind
from yishi.foundation.sheets.lines import lines, plain_lines
from yishi.foundation.sheets.writing import write

Answer = TypeVar("Answer", bound=HttpResponseBase)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def response(
    kind: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse | StreamingHttpResponse:
    """The rows as .xlsx, or as .csv for anything else; no cell turns into a formula."""
    if kind != "xlsx":
        return _csv(title, plain_lines(heads, rows))
    columns = [Column(key=f"c{at}", titles=(head,), kind=Kind.TEXT) for at, head in enumerate(heads)]
    return _xlsx(title, columns, ({f"c{at}": value for at, value in enumerate(row)} for row in rows))


def sheet(
    kind: str, title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]
) -> HttpResponse | StreamingHttpResponse:
    """The same of rows by the keys of their columns."""
    return _xlsx(title, columns, rows) if kind == "xlsx" else _csv(title, lines(columns, rows))


def _xlsx(title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> HttpResponse:
    return workbook(write(columns, rows, title), dated(title, "xlsx"))


def _csv(title: str, found: Iterable[str]) -> StreamingHttpResponse:
    return saved(StreamingHttpResponse(found, content_type="text/csv; charset=utf-8"), dated(title, "csv"))


def dated(title: str, kind: str) -> str:
    """What a file of today's state is called."""
    return f"{title}{clock.today():%Y%m%d}.{kind}"


def workbook(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet to save."""
    return saved(HttpResponse(content, content_type=XLSX), name)


def saved(answer: Answer, name: str) -> Answer:
    """The answer as a file to save under that name."""
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
