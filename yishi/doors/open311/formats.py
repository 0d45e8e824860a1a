"""XML and JSON of one and the same answer: values are strings, numbers, booleans, None, lists and dictionaries.

In XML a dictionary's names are elements and a list's items bear the name of its kind (`services` of `service`); what is None is an
empty element, in JSON null."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""
ITEMS = {
    "services": "service", "service_requests": "request", "errors": "error", "attributes": "attribute", "values": "value",
    "endpoints": "endpoint", "formats": "format",
}  # fmt: skip
"""How the items of a list are called."""


def answer(format: str, root: str, content: Any, status: int = 200) -> HttpResponse:
    """The answer in the format asked for; open to pages of other sites, as it holds nothing by cookie."""
    body = _json(content) if format == "json" else _xml(root, content)
    response = HttpResponse(body, status=status, content_type=TYPES[format])
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)


def _xml(root: str, content: Any) -> bytes:
    element = ElementTree.Element(root)
    _fill(element, root, content)
    made: bytes = ElementTree.tostring(element, encoding="UTF-8", xml_declaration=True)
    return made


def _fill(element: ElementTree.Element, name: str, content: Any) -> None:
    if isinstance(content, Mapping):
        for key, value in content.items():
            _fill(ElementTree.SubElement(element, key), key, value)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        for item in content:
            _fill(ElementTree.SubElement(element, ITEMS[name]), ITEMS[name], item)
    elif isinstance(content, bool):
        element.text = "true" if content else "false"
    elif content is not None:
        element.text = UNWRITABLE.sub("", str(content))
