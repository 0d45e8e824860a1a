"""A file of messages: as hotlines and message boards export them; previewed, refused row by row, brought in."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts import rows as facts
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Body, Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.people.actors import system
from yishi.foundation.people.imports.plans import Outcome
from yishi.foundation.people.tests.factories import UnitFactory
from yishi.foundation.sheets import Limits, read
from yishi.rooms.voice import figures, imports
from yishi.rooms.voice.imports import Guessed, MessagePreview, Options, Said
from yishi.rooms.voice.models import Hop, Message, Sender
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = pytest.mark.django_db
BOARD = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
GOOD = {
    "留言编号": "700101", "留言用户": "U1", "留言主题": "三号楼路灯", "留言时间": "2026-02-02 21:10:33", "留言详情": TEXT, "答复意见": "已修好。",
    "答复时间": "2026-02-10 09:00:00",
}  # fmt: skip


@pytest.fixture
def office() -> Office:
    return Office()


def sheet(*rows: dict[str, Any], head: Sequence[str] = BOARD, coding: str = "utf-8") -> bytes:
    """A CSV file as a board exports it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, dict.fromkeys([*head, *(name for row in rows for name in row)]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(coding)


def previewed(
    office: Office, *rows: dict[str, Any], options: Options | None = None, who: str = "office", **more: Any
) -> MessagePreview:
    with clock.at(office.day):
        return imports.preview(office[who], sheet(*rows, **more), options)


def brought(office: Office, *rows: dict[str, Any], **more: Any) -> imports.Taken:
    with clock.at(office.day):
        return imports.apply(previewed(office, *rows, **more), office["office"])


@pytest.mark.postgres
def test_a_boards_file_comes_in_with_its_own_times(office: Office) -> None:
    again = GOOD | {
        "留言编号": "700102",
        "留言用户": "U1",
        "答复意见": "",
        "答复时间": "",
        "点赞数": "31",
        "反对数": "2",
    }
    old = GOOD | {
        "留言编号": "700103",
        "留言用户": "U2",
        "留言时间": "2011/4/2 8:05",
        "答复时间": "2011-05-01 10:00:00",
    }
    seen = previewed(office, GOOD, again, old)
    assert [row.errors for row in seen.rows] == [[], [], []] and not Message.objects.exists()
    assert (
        "答复期限 2026年2月28日" in seen.rows[0].happens
        and "不起算期限" in seen.rows[2].happens
        and seen.rows[2].unruled
    )
    with clock.at(office.day):
        done = imports.apply(seen, office["office"])
    assert (done.taken, done.counts[Outcome.NEW]) == (3, 3)
    one, two, three = Message.objects.select_related("matter").order_by("matter__number")
    assert one.arrived_at == dt.datetime(2026, 2, 2, 21, 10, 33, tzinfo=CHINA) and one.channel == "hotline"
    assert (one.matter.state, two.matter.state, three.matter.state) == ("closed", "received", "closed")
    assert (two.supports, two.objections, one.matter.opened_on) == (31, 2, dt.date(2026, 2, 2))
    senders = list(Sender.objects.order_by("pk").values_list("who", flat=True))
    assert senders[0] == senders[1] != senders[2] and "U1" not in str(senders)
    hops = Hop.objects.filter(message=one)
    assert [hop.kind for hop in hops] == ["received", "answered"] and hops[1].at == one.answered_at
    assert Clock.objects.filter(matter=one.matter, kind="answer", met_on=dt.date(2026, 2, 10)).exists()
    assert not Clock.objects.filter(matter=three.matter).exists() and not three.matter.pack
    entries = Entry.objects.filter(step="message.import_one").count()
    assert entries == 3 and verify(office.organ).ok
    assert sum("不起算期限" in body.text for body in Body.objects.all()) == 1
    assert not [body for body in Body.objects.all() if '"U1"' in body.text]
    matters = [m.matter for m in (one, two, three)]
    assert facts.replace(matters, figures.derive([m.pk for m in matters])) == 0
    assert Fact.objects.filter(kind="answer_days", quantity=8, source="within_10").count() == 1


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"留言时间": ""}, "收到时间：不能为空"),
        ({"留言时间": "去年春天"}, "不是日期"),
        ({"留言时间": "2026-13-40 08:00"}, "没有这一天"),
        ({"留言时间": "2026-02-02 25:99"}, "没有这个时刻"),
        ({"留言时间": "2030-01-01"}, "不能晚于现在"),
        ({"留言详情": ""}, "内容：不能为空"),
        ({"留言主题": "长" * 201}, "最多 200 个"),
        ({"答复意见": ""}, "要么都有，要么都没有"),
        ({"答复时间": ""}, "要么都有，要么都没有"),
        ({"答复时间": "2026-01-01"}, "应当在收到之后"),
        ({"办理单位": "没有的局"}, "没有名为“没有的局”的办理单位"),
        ({"站点": "没有的站"}, "没有名为“没有的站”的站点"),
        ({"代表": "无此人"}, "名册里没有“无此人”"),
        ({"渠道": "飞鸽"}, "不在可选范围内"),
        ({"结果": "不知道"}, "不在可选范围内"),
        ({"点赞数": "很多"}, "不是整数"),
        ({"镇街": "一个名字特别特别长的镇街道办"}, "最多 12 个"),
    ],
)
def test_every_bad_row_says_what_to_mend(office: Office, cells: dict[str, str], sentence: str) -> None:
    others = GOOD | {"留言编号": "1"}, GOOD | {"留言编号": "3"}
    seen = previewed(office, others[0], GOOD | cells, others[1])
    assert [bool(row.errors) for row in seen.rows] == [False, True, False]
    assert sentence in "".join(seen.rows[1].errors) and seen.rows[1].place() == "第 3 行"
    with clock.at(office.day):
        with pytest.raises(Refused, match="有 1 行不能导入"):
            imports.apply(seen, office["office"])
        assert not Message.objects.exists()
        assert imports.apply(seen, office["office"], skip_bad=True).taken == 2


def test_what_names_others_is_found(office: Office) -> None:
    row = GOOD | {
        "办理单位": office.units[0].name, "站点": office.station.matter.title, "代表": office.first.person.name, "渠道": "来电", "结果": "已解决",
        "一级分类": "交通", "二级分类": "公交", "镇街": "试验街道", "地点": "三号楼", "信访": "是", "联系电话": "139 0000 1234", "姓名": "试民",
    }  # fmt: skip
    seen = previewed(office, row)
    assert any("二级分类" in note for note in seen.notes)
    brought(office, row)
    m = Message.objects.select_related("matter", "sender").get()
    assert (m.unit, m.station, m.deputy) == (office.units[0], office.station.matter, office.first)
    assert (m.channel, m.outcome, m.topic, m.topic_guessed, m.area, m.place, m.petition) == (
        "call", "solved", "transport", False, "试验街道", "三号楼", True,
    )  # fmt: skip
    assert m.solved_on == dt.date(2026, 2, 10) and (m.sender.name, m.sender.phone) == ("试民", "13900001234")
    assert not [body for body in Body.objects.all() if "13900001234" in body.text or "试民" in body.text]


def test_an_unknown_class_is_left_empty_and_told(office: Office) -> None:
    seen = previewed(office, GOOD | {"一级分类": "神秘类"}, GOOD | {"留言编号": "2", "一级分类": "神秘类"})
    assert not seen.rows[0].errors and "神秘类（2）" in "".join(seen.notes)
    brought(office, GOOD | {"一级分类": "神秘类"})
    assert Message.objects.get().topic == ""


def test_one_number_twice_in_the_file_is_refused_by_both_lines(office: Office) -> None:
    seen = previewed(office, GOOD, GOOD | {"留言主题": "另一件"}, GOOD | {"留言编号": "5"})
    assert [bool(row.errors) for row in seen.rows] == [True, True, False]
    assert "编号 700101 与第 3 行重复" in seen.rows[0].errors[0]
    alike = [GOOD | {"留言编号": ""}] * 2
    assert all("内容相同" in row.errors[0] for row in previewed(office, *alike).rows)


def test_next_weeks_file_brings_in_what_is_new(office: Office) -> None:
    waiting = GOOD | {"留言编号": "8", "答复意见": "", "答复时间": ""}
    brought(office, GOOD, waiting)
    seen = previewed(office, GOOD, GOOD | {"留言编号": "8"}, GOOD | {"留言编号": "9"})
    assert [row.outcome for row in seen.rows] == [Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.NEW]
    assert any("有 2 件已导入过" in note for note in seen.notes) and any("第 3 行" in note for note in seen.notes)
    with clock.at(office.day):
        assert imports.apply(seen, office["office"]).taken == 1
        with pytest.raises(Refused, match="都已导入过"):
            imports.apply(previewed(office, GOOD), office["office"])
    other = previewed(office, GOOD | {"留言时间": "2026-02-03 08:00"})
    assert "已用于另一件" in other.rows[0].errors[0]


def test_what_is_guessed_is_marked_and_never_over_what_is_said(office: Office) -> None:
    unit = UnitFactory(organ=office.organ, name="试验区城市管理局", short="区城管局")
    asked: list[Said] = []

    def guess(some: Sequence[Said]) -> list[Guessed]:
        asked.extend(some)
        return [Guessed("urban", ("城市管理",)) for _ in some]

    said = GOOD | {"留言编号": "2", "一级分类": "环境保护", "办理单位": office.units[0].name}
    seen = previewed(office, GOOD, said, options=Options("web", guess))
    assert "城乡建设（推测）" in seen.rows[0].happens and "环境保护；" in seen.rows[1].happens
    with clock.at(office.day):
        imports.apply(seen, office["office"])
    assert len(asked) == 2, "guessed once, at the preview"
    one, two = Message.objects.order_by("matter__number").values_list("topic", "topic_guessed", "unit", "channel")
    assert one == ("environment", False, office.units[0].pk, "web") and two == ("urban", True, unit.pk, "web")
    no_idea = previewed(
        office, GOOD | {"留言编号": "4"}, options=Options("web", lambda some: [Guessed() for _ in some])
    )
    assert "未分类" in no_idea.rows[0].happens and "unit" not in no_idea.rows[0].given


def test_files_of_every_coding_and_excel(office: Office) -> None:
    for coding in ("utf-8-sig", "gb18030", "utf-16"):
        assert not previewed(office, GOOD, coding=coding).rows[0].errors, coding
    book = Workbook()
    assert book.active is not None
    book.active.append(list(BOARD))
    book.active.append(
        [700101, "U1", "路灯", dt.datetime(2026, 2, 2, 21, 10, 33), TEXT, "已修好。", dt.datetime(2026, 2, 10, 9)]  # noqa: DTZ001  # as Excel has them
    )
    out = io.BytesIO()
    book.save(out)
    with clock.at(office.day):
        seen = imports.preview(office["office"], out.getvalue())
        imports.apply(seen, office["office"])
    m = Message.objects.select_related("matter").get()
    assert m.matter.number == "700101" and m.arrived_at == dt.datetime(2026, 2, 2, 21, 10, 33, tzinfo=CHINA)


def test_a_long_file_is_read_to_its_end_and_no_further(office: Office) -> None:
    rows = [GOOD | {"留言编号": str(at)} for at in range(30)]
    with clock.at(office.day):
        seen = imports.preview(office["office"], sheet(*rows), limits=Limits(rows=20))
    assert "最多读 20 行" in seen.errors[0] and not seen.rows
    with clock.at(office.day), pytest.raises(Refused, match="最多读"):
        imports.apply(seen, office["office"])
    assert imports.LIMITS.rows == 200_000


@pytest.mark.postgres
def test_in_helpings_what_is_in_stays_when_it_is_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yishi.foundation.loops.importing.AT_ONCE", 4)
    rows = [GOOD | {"留言编号": str(at)} for at in range(10)]
    seen = previewed(office, *rows)

    class Stopped(Exception):
        """Asked to stop."""

    def stop(done: int, total: int) -> None:
        if done == 8:
            raise Stopped

    with clock.at(office.day):
        with pytest.raises(Stopped):
            imports.apply(seen, office["office"], told=stop, together=False)
        assert Message.objects.count() == 8
        again = previewed(office, *rows)
        assert imports.apply(again, office["office"], together=False).taken == 2
        assert Message.objects.count() == 10 and verify(office.organ).ok


def test_in_one_piece_nothing_stays_when_it_is_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yishi.foundation.loops.importing.AT_ONCE", 4)
    seen = previewed(office, *[GOOD | {"留言编号": str(at)} for at in range(10)])

    def stop(done: int, total: int) -> None:
        raise RuntimeError

    with clock.at(office.day), pytest.raises(RuntimeError):
        imports.apply(seen, office["office"], told=stop)
    assert not Message.objects.exists()


def test_who_may_bring_in(office: Office) -> None:
    for who in ("keeper", "informant", "deputy", "leader", "liaison0", "administrator"):
        with pytest.raises(NotAllowed):
            previewed(office, GOOD, who=who)
    with clock.at(office.day):
        imports.apply(imports.preview(system(office.organ), sheet(GOOD)), system(office.organ))
    assert Message.objects.get().recorded_by is None


def test_the_template_reads_as_it_is_written() -> None:
    for profile in ("npc", "cppcc"):
        found = read(imports.template(profile), imports.columns(profile))
        assert not found.rows and not found.columns_unknown
