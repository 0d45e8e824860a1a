"""What the components draw, and what they refuse."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from yishi.doors.look import icons
from yishi.doors.look.cards import ClockCard, Job, Numbers, Reason, Step, ThreadItem, Todo
from yishi.doors.look.cells import draw as cell
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, Column, Row
from yishi.foundation import clock

TODAY = dt.date(2026, 3, 10)


def draw(source: str, **context: Any) -> str:
    """The template `source` with the tags loaded, on the tests' day."""
    with clock.at(TODAY):
        return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_state_has_word_shape_and_colour(kind: Kind) -> None:
    html = draw("{% state word kind %}", word="办理中", kind=kind.value)
    assert "办理中" in html
    assert f"state-{kind.value}" in html
    assert f"shape-{kind.value}" in html
    assert str(State("办理中", kind)) == f"{kind.shape} 办理中"


def test_a_kind_without_a_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="urgent"):
        State("急", "urgent")
    with pytest.raises(ValueError, match="urgent"):
        draw("{% state '急' 'urgent' %}")


def test_a_provisional_day_says_so_and_no_day_says_nothing() -> None:
    html = draw("{% day due provisional=True %}", due=dt.date(2027, 5, 4))
    assert 'datetime="2027-05-04"' in html
    assert "2027年5月4日 周二" in html
    assert "暂定" in html
    assert "暂定" not in draw("{% day due %}", due=TODAY)
    assert draw("{% day due %}", due=None) == ""


def test_a_long_loop_folds_its_beginning_and_shows_what_may_follow() -> None:
    past = [Step(f"第{n}步", "past", TODAY) for n in range(8)]
    html = draw("{% stepper steps %}", steps=[*past, Step("办理中", "now"), Step("答复", "next", by="承办单位")])
    assert "之前还有 4 步" in html
    folded, shown = html.split('<ol class="loop-steps">')
    assert "第3步" in folded and "第3步" not in shown
    assert "第4步" in shown
    assert html.count('aria-current="step"') == 1
    assert "接下来可能" in shown and "答复" in shown


def test_a_short_loop_folds_nothing() -> None:
    steps = [Step(f"第{n}步", "past", TODAY) for n in range(5)]
    assert "之前还有" not in draw("{% stepper steps %}", steps=steps)


def test_a_thread_of_which_the_reader_may_read_nothing_is_not_drawn() -> None:
    assert draw("{% thread items %}", items=[]).strip() == ""


def test_a_thread_tells_the_days_between_and_hides_what_is_sealed() -> None:
    items = [
        ThreadItem("甲", TODAY, "提出", "第一段\n\n第二段"),
        ThreadItem("乙", TODAY + dt.timedelta(9), "评价", "不满意", sealed="结案前不公开。"),
    ]
    html = draw("{% thread items %}", items=items)
    assert "隔 9 天" in html
    assert "<p>第二段</p>" in html
    assert "结案前不公开。" in html
    assert "不满意" not in html


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"working_days": 5}, "还有 5 个工作日"),
        ({"paused": TODAY}, "3月10日 起暂停计时"),
        ({"met": dt.date(2026, 3, 2), "paused": TODAY}, "3月2日 已办"),
    ],
)
def test_a_clock_says_how_it_stands(more: dict[str, Any], words: str) -> None:
    card = ClockCard("答复", "示例局", dt.date(2026, 3, 17), "on-time", TODAY, "示例条例", **more)
    assert words in draw("{% clock_card card %}", card=card)


def test_a_clock_explains_its_day() -> None:
    why = [Reason("周末，顺延", dt.date(2026, 3, 15), counts=False)]
    card = ClockCard(
        "答复", "示例局", TODAY, "soon", TODAY, "示例条例", "第九条", "应当答复", why=why, provisional=True
    )
    html = draw("{% clock_card card %}", card=card)
    for words in ("为什么是这一天", "示例条例", "第九条", "应当答复", "周末，顺延", "暂定"):
        assert words in html
    assert 'class="skipped"' in html


def test_what_wants_doing_says_each_thing_once() -> None:
    item = Todo("甲", "/1/", "已超期 3 天", "late", due=dt.date(2026, 3, 7))
    assert draw("{% todo items %}", items=[item]).count("已超期 3 天") == 1


def test_a_running_job_asks_again_and_an_ended_one_does_not() -> None:
    running = draw("{% progress job %}", job=Job("生成", "/job/1/", "running", 3, 9))
    assert 'hx-get="/job/1/"' in running and "已处理 3 / 9" in running
    failed = draw("{% progress job %}", job=Job("生成", "/job/1/", "failed", error="第 4 件没有单位。"))
    assert "hx-get" not in failed and "第 4 件没有单位。" in failed


def test_a_chart_carries_its_sentence_and_numbers_and_cannot_break_out() -> None:
    option = {"title": {"text": "</script><script>alert(1)</script>"}}
    table = Numbers(["月份", "件"], [("1月", 12)])
    html = draw("{% chart 'm' option table '一句话。' %}", option=option, table=table)
    assert "一句话。" in html and ">12<" in html
    assert html.count("</script>") == 1
    assert 'data-chart="chart-m-option"' in html


def test_icons_come_from_the_set_and_names_are_no_paths(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "bell.svg").write_text('<svg\n class="x">\n<path d="M1 1" />\n</svg>')
    settings.LOOK_ICONS = tmp_path
    icons.drawing.cache_clear()
    try:
        assert 'aria-hidden="true"' in icons.drawing("bell")
        assert icons.drawing("no-such-icon") == ""
        with pytest.raises(ValueError, match="no icon name"):
            icons.drawing("../../etc/passwd")
    finally:
        icons.drawing.cache_clear()


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("<b>粗</b>", "&lt;b&gt;粗&lt;/b&gt;"),
        (None, "—"),
        (12, "12"),
        (0, "0"),
        (dt.date(2026, 3, 12), "3月12日 周四"),
        (State("办理中", "on-time"), "state-on-time"),
        (Cell(dt.date(2027, 3, 12), provisional=True), "暂定"),
        (Cell("甲", note="<i>乙</i>"), "&lt;i&gt;乙&lt;/i&gt;"),
        (Cell("甲", url="/x/?a=1&b=2"), 'href="/x/?a=1&amp;b=2"'),
    ],
)
def test_a_cell_is_drawn_by_the_kind_of_its_value(value: Any, found: str) -> None:
    with clock.at(TODAY):
        assert found in cell(Row("/1/", {"k": value}), Column("k", "列"))


def test_the_primary_column_leads_to_the_row_and_state_is_the_rows() -> None:
    row = Row("/1/", {"title": "甲"}, State("已办复", "done"))
    assert 'href="/1/"' in cell(row, Column("title", "标题", primary=True))
    assert "已办复" in cell(row, Column("state", "状态"))


class Sample(forms.Form):
    """One field of each kind that is drawn differently."""

    text = forms.CharField(label="理由", help_text="写明依据。", widget=forms.Textarea, max_length=200)
    pick = forms.ChoiceField(label="类别", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    unit = forms.ChoiceField(label="单位", choices=[("1", "示例局")])
    day = forms.DateField(label="日子", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_every_described_id_exists_and_errors_say_what_to_do() -> None:
    html = draw("{% fields form %}", form=Sample({"unit": "9", "day": "2026-02-30"}))
    described = {one for ids in re.findall(r'aria-describedby="([^"]+)"', html) for one in ids.split()}
    assert described == {"id_text_help", "id_text_wrong", "id_pick_wrong", "id_unit_wrong", "id_day_wrong"}
    assert all(f'id="{one}"' in html for one in described)
    assert all(f'id="{one}"' in html for one in re.findall(r'href="#([^"]+)"', html))
    assert "请填写理由。" in html and "请选择类别。" in html and "请从列表里重新选择" in html
    assert "有 4 处需要改" in html
    assert html.count('role="alert"') == 1


def test_an_unbound_form_complains_of_nothing_and_keeps_its_kinds() -> None:
    html = draw("{% fields form %}", form=Sample())
    assert "需要改" not in html and "aria-invalid" not in html
    assert 'type="date"' in html and 'type="hidden"' in html
    assert "<legend" in html and 'data-max="200"' in html
    assert html.count("选填") == 1
