"""Reading another system's Open311 service: its requests, window by window and page by page, in JSON where it has that, else in XML.

Nothing is sent but questions. What it answers is untrusted: its size and the wait for it are bounded,
its XML is refused where it declares entities, and every value is text until the import has looked at it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from yishi.doors.open311.asked import SPAN
from yishi.doors.open311.told import moment

SECONDS = 30
LARGEST = 32 * 1024 * 1024
"""Bytes of one answer."""
PAGE = 100
MOST_PAGES = 1000
Row = Mapping[str, str]


class Unreachable(Exception):
    """It did not answer, or not as the standard says; the message says what."""


@dataclass(frozen=True)
class Service:
    """Another system's service: its address (…/v2), jurisdiction and key."""

    url: str
    jurisdiction: str = ""
    key: str = ""

    def requests(self, since: dt.datetime, until: dt.datetime) -> Iterator[Row]:
        """Its requests that arrived in that time, each once. Raises Unreachable."""
        seen: set[str] = set()
        start = since
        while start < until:
            end = min(start + SPAN, until)
            for row in self._window(start, end):
                number = row.get("service_request_id", "")
                if number not in seen:
                    seen.add(number)
                    yield row
            start = end

    def _window(self, start: dt.datetime, end: dt.datetime) -> Iterator[Row]:
        """Until a page brings nothing new: a server without pages answers each of them alike."""
        before: list[Row] = []
        for page in range(1, MOST_PAGES + 1):
            asked = {"start_date": moment(start), "end_date": moment(end), "page": page, "page_size": PAGE}
            rows = self._asked("requests", asked)
            if not rows or rows == before:
                return
            yield from rows
            if len(rows) < PAGE:
                return
            before = rows

    def _asked(self, what: str, query: Mapping[str, Any]) -> list[Row]:
        sent = dict(query)
        sent |= {"jurisdiction_id": self.jurisdiction} if self.jurisdiction else {}
        sent |= {"api_key": self.key} if self.key else {}
        body = self._got(f"{what}.json?{urlencode(sent)}", missing=True)
        if body is not None:
            return _of_json(body)
        return _of_xml(self._got(f"{what}.xml?{urlencode(sent)}") or b"")

    def _got(self, path: str, *, missing: bool = False) -> bytes | None:
        """The answer; None where there is no such address and that may be."""
        url = f"{self.url.rstrip('/')}/{path}"
        if urlsplit(url).scheme not in ("http", "https"):
            raise Unreachable(_("地址应当以 http:// 或者 https:// 开头。"))
        try:
            with urlopen(Request(url, headers={"Accept": "*/*"}), timeout=SECONDS) as response:
                body: bytes = response.read(LARGEST + 1)
        except HTTPError as error:
            if missing and error.code in (404, 406, 415):
                return None
            said = error.read(500).decode("utf-8", "replace")
            raise Unreachable(_("对方系统回答 %(code)d：%(said)s") % {"code": error.code, "said": said}) from error
        except (URLError, OSError, ValueError) as error:
            raise Unreachable(_("连接不上对方系统：%s") % error) from error
        if len(body) > LARGEST:
            raise Unreachable(_("对方系统的回答过大（超过 %d MB）。") % (LARGEST // 1024 // 1024))
        return body


def _of_json(body: bytes) -> list[Row]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise Unreachable(_("对方系统的回答不是 JSON。")) from error
    if isinstance(found, dict):  # some wrap the list
        found = found.get("requests") or found.get("service_requests") or []
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Unreachable(_("对方系统的回答不是意见的列表。"))
    return [{str(name): _text(value) for name, value in row.items()} for row in found]


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _of_xml(body: bytes) -> list[Row]:
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unreachable(_("对方系统的回答含有文档类型声明，为安全起见没有读取。"))
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise Unreachable(_("对方系统的回答不是 XML。")) from error
    return [{field.tag: (field.text or "").strip() for field in row} for row in root.iter("request")]
