"""Files of exactly what a list shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from yishi.foundation import clock
from yishi.foundation.sheets.columns import Column, Kind
from yishi.foundation.sheets.lines import plain_lines
from yishi.foundation.sheets.writing import write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def response(
    kind: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse | StreamingHttpResponse:
    """The rows as .xlsx, or as .csv for anything else; no cell turns into a formula."""
    name = f"{title}{clock.today():%Y%m%d}"
    answer: HttpResponse | StreamingHttpResponse
    if kind == "xlsx":
        columns = [Column(key=f"c{at}", titles=(head,), kind=Kind.TEXT) for at, head in enumerate(heads)]
        data = ({f"c{at}": value for at, value in enumerate(row)} for row in rows)
        answer = HttpResponse(write(columns, data, title), content_type=XLSX)
    else:
        kind = "csv"
        answer = StreamingHttpResponse(plain_lines(heads, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}") or "attachment"
    return answer
