"""What no honest page sends: bodies and queries that hold, in every field, what does not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=BOUND"
NOT_SENT = {"csrfmiddlewaretoken", "viewport", "description", "theme-color", "color-scheme", "htmx-config", "referrer"}
ALWAYS = (
    "page",
    "sort",
    "view",
    "q",
    "col",
    "year",
    "day",
    "start",
    "rule",
    "title",
    "not",
    "round",
    "inner",
    "unread",
    "next",
    "on",
)
"""Names that pages ask of a query without showing a field for them."""
VALUES: dict[str, str] = {
    "NUL": "%E5%BB%BA%00%E8%AE%AE",
    "half a character": "%ED%A0%80",
    "not UTF-8": "%FF%FE%80",
    "a huge number": "9" * 400,
    "a negative number": "-1",
    "no number": "1e9",
    "full-width digits": "%EF%BC%91%EF%BC%92",
    "a day that is none": "2026-02-30",
    "a list": "%5B%7B%22a%22%3A%5B%5D%7D%5D",
    "nothing": "",
}
"""By what is wrong; already quoted as in an address."""
LONG = "长" * 150_000
"""Three hundred pages; as they are, for taking a hundred thousand signs out of their quotes is not what is tried."""


def names_in(page: str) -> list[str]:
    """Names of the fields on a page."""
    found = dict.fromkeys(re.findall(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"', page))
    return [name for name in found if name not in NOT_SENT]


def queries(names: list[str]) -> Iterator[tuple[str, str]]:
    """(what is wrong, query) for a page with such fields."""
    known = list(dict.fromkeys([*names, *ALWAYS]))
    for wrong, value in VALUES.items():
        yield wrong, "&".join(f"{quote(name)}={value}" for name in known)
    yield "a file of an unknown kind", "export=pdf&sort=nosuch&view=nosuch&col=nosuch"
    yield "a long query", f"q={'x' * 20_000}&page=99999999999999999999&export=csv"


def bodies(names: list[str]) -> Iterator[tuple[str, bytes, str]]:
    """(what is wrong, body, content type) for a form with such fields."""
    for wrong, value in (VALUES | {"three hundred pages": LONG}).items():
        yield wrong, "&".join(f"{quote(name)}={value}" for name in names).encode(), FORM
    yield "fields missing", b"", FORM
    yield "fields repeated", "&".join(f"{quote(name)}={at}" for name in names for at in (1, 0, "x")).encode(), FORM
    yield "JSON", b'{"title": "x"', "application/json"
    yield "another alphabet", b"title=\xff\xfe", f"{FORM}; charset=utf-16"
    yield "no boundary", b"--x\r\n\r\n", "multipart/form-data"
    yield "half a multipart", b'--BOUND\r\nContent-Disposition: form-data; name="title"\r\n\r\nx', MULTIPART
    yield "files for texts", _files(names), MULTIPART


def _files(names: list[str]) -> bytes:
    parts = [
        f'--BOUND\r\nContent-Disposition: form-data; name="{name}"; filename="../../{name}\\x.xlsx"\r\n'
        f"Content-Type: text/plain\r\n\r\nPK\x03\x04\x00\r\n"
        for name in [*names, "file"]
    ]
    return ("".join(parts) + "--BOUND--\r\n").encode()
