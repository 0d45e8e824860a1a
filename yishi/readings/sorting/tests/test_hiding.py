"""Private details found by rule, on invented messages. Nothing is hidden by itself: each is a suggestion with its reason."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yishi.readings.sorting.hiding import private_details


def found(text: str) -> set[tuple[str, str]]:
    return {(one.kind, one.words) for one in private_details(text)}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("我叫陈晓荷，住在望溪街道。", "name", "陈晓荷"),
        ("联系人：赵启明，电话13800000000。", "name", "赵启明"),
        ("联系人：赵启明，电话13800000000。", "number", "13800000000"),
        ("楼上的周先生每晚放音乐。", "name", "周"),
        ("村民李大山、王小河多次反映。", "name", "王小河"),
        ("我是孙晓燕的父亲。", "name", "孙晓燕"),
        ("我家住柳荫小区12栋3单元502室。", "address", "12栋3单元502室"),
        ("柳荫路88号的店铺占道。", "address", "柳荫路88号"),
        ("车牌湘A12B45的面包车长期占道。", "plate", "湘A12B45"),
        ("请加微信号：abc_12345联系。", "account", "abc_12345"),
        ("发到邮箱 someone@example.org 即可。", "account", "someone@example.org"),
        ("请尽快处理，谢谢！反映人：吴桂花", "name", "吴桂花"),
    ],
)
def test_details_are_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "杨县长您好，请管管柳荫路的路灯。",
        "我是一名退休职工，想咨询医保报销。",
        "业主都不同意，居民们高度关注。",
        "2026年3月12日晚上，5楼的水管坏了。",
        "公交12路到柳荫小区站。",
        "",
    ],
)
def test_what_is_nobody_s_own_is_left(text: str) -> None:
    assert found(text) == set()


@given(st.text(alphabet="我叫张三李四先生的12栋3单元502室电话13800000000，。湘A女村民", max_size=60))
def test_stretches_are_in_order_apart_and_explained(text: str) -> None:
    spans = private_details(text)
    for one in spans:
        assert text[one.start : one.end] == one.words and one.words and one.why
    for one, after in pairwise(spans):
        assert one.end <= after.start
