"""Sentences for what does not fit a schema, in the language of the house; and the strict reading of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser


class Unreadable(Exception):
    """A request that cannot be read at all."""

    def __init__(self, status: int, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.code, self.sentence = status, code, sentence


def sentence_of(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors as a sentence that says what to mend."""
    kind, limits = str(error["type"]), error.get("ctx", {})
    if kind == "value_error":
        return str(limits.get("error", error.get("msg", "")))
    for start, words in _sentences().items():
        if kind.startswith(start):
            return words % {name: limits.get(name, "") for name in ("ge", "le", "min_length", "max_length", "expected")}
    return _("格式不正确，请对照接口说明检查。")


def _sentences() -> dict[str, str]:
    """By the beginning of the error's type; the first that fits is taken."""
    return {
        "missing": _("这一项必须填写。"),
        "extra_forbidden": _("没有这一项，请检查名称。"),
        "string_too_long": _("不能超过 %(max_length)s 个字。"),
        "string_too_short": _("这一项不能为空。"),
        "string_unicode": _("文字中有无法保存的残缺字符（半个表情或乱码），请删除后重新填写。"),
        "string": _("这里应填写文字。"),
        "int_parsing_size": _("数字过大。"),
        "int": _("这里应填写整数。"),
        "bool": _("这里应填写 true 或者 false。"),
        "greater_than_equal": _("不能小于 %(ge)s。"),
        "less_than_equal": _("不能大于 %(le)s。"),
        "literal_error": _("应为以下之一：%(expected)s。"),
        "enum": _("应为以下之一：%(expected)s。"),
        "too_long": _("最多 %(max_length)s 项。"),
        "too_short": _("至少 %(min_length)s 项。"),
        "list_type": _("这里应是一个列表。"),
        "dict_type": _("这里应是一个对象。"),
        "model": _("这里应是一个对象。"),
    }


class Strict(Parser):
    """JSON as RFC 8259 has it: UTF-8, no NaN, nothing nested without end."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body; raises Unreadable, which the api answers with 400."""
        try:
            return json.loads(request.body.decode("utf-8"), parse_constant=_no_constant)
        except UnicodeDecodeError as error:
            raise Unreadable(400, "not_utf8", _("请求内容不是 UTF-8 编码的文字。")) from error
        except (ValueError, RecursionError) as error:
            raise Unreadable(400, "not_json", _("请求内容不是合法的 JSON，请检查格式后重试。")) from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)
