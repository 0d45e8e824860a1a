"""Every hop tells whoever sent the message, once, whatever happens to the worker."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from yishi.crossings.street import telling
from yishi.crossings.street.models import Heard
from yishi.crossings.street.tests.town import WRITTEN, Town
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Promise, Suggestion
from yishi.rooms.voice.lists import followed
from yishi.rooms.voice.models import Hop, Message

pytestmark = pytest.mark.django_db
S = Message.State


@pytest.fixture
def town() -> Town:
    return Town()


def in_hand(town: Town) -> tuple[Message, Suggestion]:
    """A message, and the suggestion that it became, in a unit's hands."""
    m = town.message()
    s = town.registered(m)
    town.assigned(s)
    town.tell()
    return m, s


@pytest.mark.postgres
def test_the_whole_way_from_street_to_answer(town: Town) -> None:
    office, m = town.office, town.message()
    s = town.drafted(m)
    office.take(suggestion["submit"], s, "author")
    town.tell()
    while office.again(s).matter.state == "submitted":
        office.take(suggestion["pass_review"], s, "office")
    town.assigned(s)
    h = office.answer(office.part(s), text="已安装路灯二十盏。")
    town.tell()
    assert town.again(m.pk).matter.state == S.CONVERTED
    office.evaluate(h)
    office.take(suggestion["publish"], s, "office")
    office.take(handling["close"], h, "office")
    town.tell()
    number = office.again(s).matter.number
    unit = office.units[0].name
    assert town.told(m)[2:] == [
        "代表已正式提出建议，等待审查。",
        f"建议已登记，编号 {number}。",
        f"建议已交{unit}办理。",
        f"{unit}已书面答复提出建议的代表，正在请代表评价。",
        "代表已对答复作出评价。",
        f"建议和答复已经公开。{unit}：已安装路灯二十盏。",
        f"有结果了：{unit}：已安装路灯二十盏。",
    ]
    again = town.again(m.pk)
    assert (again.matter.state, again.outcome, again.solved_on) == (S.CLOSED, "solved", office.day)
    assert Fact.objects.get(matter=m.pk, key="received").outcome == "solved"
    assert town.tell() == 0 and len(town.told(m)) == 9


def test_nobody_reads_in_it_how_it_was_evaluated_or_what_was_not_published(town: Town) -> None:
    m, s = in_hand(town)
    h = town.office.answer(town.office.part(s), text="经研究，暂不具备条件。")
    town.office.evaluate(h, "dissatisfied", "没有写明时限。")
    town.tell()
    words = "".join(town.told(m))
    assert (
        "暂不具备条件" not in words and "不满意" not in words and "时限" not in words and WRITTEN["title"] not in words
    )


def test_answered_again_is_told_again(town: Town) -> None:
    m, s = in_hand(town)
    h = town.office.answer(town.office.part(s))
    town.office.evaluate(h, "dissatisfied", "没有写明时限。")
    town.office.take(handling["order_again"], h, "office", demand="请写明时限。")
    town.office.answer(h)
    town.tell()
    assert [text for text in town.told(m) if "正在进一步办理" in text]
    assert len([text for text in town.told(m) if "已书面答复" in text]) == 2


@pytest.mark.postgres
def test_withdrawn_it_comes_back_and_hears_no_more_of_it(town: Town) -> None:
    m, s = in_hand(town)
    town.office.take(suggestion["withdraw"], s, "author", why="情况已变")
    town.tell()
    again = town.again(m.pk)
    assert (again.matter.state, again.layer) == (S.RECEIVED, "")
    assert "建议已由提出的代表撤回，您反映的问题重新确定由谁办理。" in town.told(m)
    assert Fact.objects.get(matter=m.pk, key="received").outcome == ""
    other = town.registered(again)  # it may become another
    town.assigned(other)
    town.tell()
    assert f"编号 {other.matter.number}" in "".join(town.told(m))


def test_turned_away_it_comes_back(town: Town) -> None:
    m = town.message()
    s = town.drafted(m)
    town.office.take(suggestion["submit"], s, "author")
    town.office.take(suggestion["turn_away"], s, "office", ground="personal", way="returned", note="说明情况。")
    town.tell()
    assert town.again(m.pk).matter.state == S.RECEIVED
    assert "没有作为建议办理" in town.told(m)[-2] and "说明情况" not in "".join(town.told(m))


def test_a_worker_that_dies_has_told_nothing_and_the_next_tells_it_all_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    m, s = in_hand(town)
    before, heard = town.told(m), Heard.objects.get(organ=town.office.organ).seq
    h = town.office.answer(town.office.part(s))
    town.office.evaluate(h)
    town.office.take(handling["close"], h, "office")
    taken, real = [], telling.take_many

    def dies(*args: Any, **kwargs: Any) -> Any:
        taken.append(args)
        if len(taken) == 3:
            raise SystemExit
        return real(*args, **kwargs)

    monkeypatch.setattr(telling, "take_many", dies)
    with pytest.raises(SystemExit), transaction.atomic():
        town.tell()
    assert len(taken) == 3
    assert (town.told(m), Heard.objects.get(organ=town.office.organ).seq) == (before, heard)
    monkeypatch.undo()
    town.tell()
    new = town.told(m)[len(before) :]
    assert len(new) == 3 and new[-1].startswith("有结果了") and town.tell() == 0


def test_who_was_merged_reads_what_happens_to_the_one_that_leads(town: Town) -> None:
    lead, other = town.message(), town.message("东门路没有路灯，晚上出门很不方便，请解决。")
    town.take("merge", other, into=lead.pk)
    s = town.registered(lead)
    town.answered(s)
    town.tell()
    hops = Hop.objects.filter(message__in=followed(town.again(other.pk))).values_list("text", flat=True)
    assert any("已书面答复" in text for text in hops)


def test_merged_suggestions_are_heard_of_by_the_messages_of_both(town: Town) -> None:
    one, two = town.message(), town.message("东门路没有路灯，晚上出门很不方便，请解决。")
    into, joins = town.registered(one), town.registered(two)
    town.office.take(suggestion["merge"], joins, "office", into=into.pk)
    town.answered(into)
    town.tell()
    for m in (one, two):
        assert any("已书面答复" in text for text in town.told(m))
    assert any("合并办理" in text for text in town.told(two))


def test_one_merged_into_a_withdrawn_one_goes_on_by_itself(town: Town) -> None:
    one, two = town.message(), town.message("东门路没有路灯，晚上出门很不方便，请解决。")
    into, joins = town.registered(one), town.registered(two)
    town.office.take(suggestion["merge"], joins, "office", into=into.pk)
    town.tell()
    town.office.take(suggestion["withdraw"], into, "author", why="情况已变")
    town.tell()
    assert (town.again(one.pk).matter.state, town.again(two.pk).matter.state) == (S.RECEIVED, S.CONVERTED)
    assert town.told(two)[-1] == "恢复单独办理，进展会继续告诉您。"


def test_split_ones_end_with_the_last_part(town: Town) -> None:
    m = town.message()
    whole = town.registered(m)
    parts = [{"title": f"关于第{at}件事的建议", "situation": "情况。", "proposals": "建议。"} for at in ("一", "二")]
    town.office.take(suggestion["split"], whole, "office", parts=parts, agreed="已告知领衔人。")
    first, last = Suggestion.objects.filter(matter__state="registered").select_related("matter").order_by("pk")
    for s in (first, last):
        h = town.answered(s)
        town.office.evaluate(h)
        town.office.take(handling["close"], h, "office")
        town.tell()
        ended = town.again(m.pk).matter.state == S.CLOSED
        assert ended == (s == last), town.told(m)
    assert any("已分成几件建议" in text for text in town.told(m)) and any(
        "其中一件建议已办结" in text for text in town.told(m)
    )


def test_what_is_promised_is_waited_for(town: Town) -> None:
    m, s = in_hand(town)
    due = town.office.day + dt.timedelta(days=60)
    h = town.office.answer(town.office.part(s), "solving", plans=[{"what": "安装路灯二十盏", "due": due.isoformat()}])
    town.office.evaluate(h)
    town.office.take(handling["close"], h, "office")
    town.tell()
    assert town.again(m.pk).matter.state == S.CONVERTED and "有结果再告诉您" in town.told(m)[-1]
    p = Promise.objects.select_related("matter").get(suggestion=s)
    town.office.later(30)
    town.office.take(promise["report_kept"], p, "liaison0", text="已装好。", done_on=town.office.day)
    town.office.evaluate(p)
    town.office.take(promise["close"], p, "office")
    town.tell()
    again = town.again(m.pk)
    assert (again.matter.state, again.outcome) == (S.CLOSED, "solved")


def test_what_has_nothing_to_do_with_residents_is_passed_over(town: Town) -> None:
    town.answered(town.office.registered())
    assert town.tell() == 0
    last = Entry.objects.filter(organ=town.office.organ).latest("seq").seq
    assert Heard.objects.get(organ=town.office.organ).seq == last


def test_many_entries_are_told_in_helpings_and_none_is_lost(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "HELPING", 2)
    m, s = town.message(), None
    s = town.registered(m)
    town.answered(s)
    town.tell()
    assert [text[:5] for text in town.told(m)[2:]] == [
        "建议已登记",
        "建议已交试",
        f"{town.office.units[0].name}已书面"[:5],
    ]


def test_what_goes_wrong_in_one_organ_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = Town(), Town()
    m = good.message()
    good.registered(m)
    real = telling.tell_in
    monkeypatch.setattr(telling, "tell_in", lambda organ: 1 / 0 if organ == bad.office.organ else real(organ))
    with pytest.raises(ZeroDivisionError):
        good.tell()
    assert "建议已登记" in good.told(m)[-1]


def test_the_worker_does_it_each_minute() -> None:
    from django_q.models import Schedule

    from yishi.doors.cli.nightly import ensure

    ensure()
    row = Schedule.objects.get(name="yishi:street")
    assert (row.minutes, row.func) == (1, f"{telling.__name__}.{telling.tell_residents.__name__}")


def test_the_queries_do_not_grow_with_the_messages(town: Town, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for many in (2, 12):
        found = [town.message(f"东门路第{at}号门前没有路灯，晚上看不清楚路。") for at in range(many)]
        s = town.registered(*found)
        town.tell()
        town.assigned(s)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            town.tell()
        counts.append(len(caught))
    assert counts[1] <= counts[0] + 2, counts
