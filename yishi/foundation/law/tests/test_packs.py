"""Which pack holds where and when, what it inherits, and how an organ edits its own."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise

import pytest

from yishi.foundation.law import packs
from yishi.foundation.law.choices import Choices, Follow, HardMode, Said, UnitSees
from yishi.foundation.law.pack import Pack, PackError
from yishi.foundation.law.places import normal, pack_for, why, wider
from yishi.foundation.law.rules import Rule, Start, months, workdays

DAY = dt.date(2026, 3, 2)
OWN = packs.get("cppcc_own", "1")


@pytest.mark.parametrize(
    ("place", "day", "ref"),
    [
        ("50", DAY, "chongqing@2025-03-11"),
        ("500101", DAY, "chongqing@2025-03-11"),
        ("500101100", DAY, "chongqing@2025-03-11"),
        ("500000", DAY, "chongqing@2025-03-11"),
        ("3301", DAY, "zhejiang@2025-03-11"),
        ("310115", DAY, "shanghai@2025-03-11"),
        ("44", DAY, "national@2025-03-11"),
        ("cn", DAY, "national@2025-03-11"),
        ("50", dt.date(2025, 3, 11), "chongqing@2025-03-11"),
        ("50", dt.date(2025, 3, 10), "chongqing@2018-01-01"),
        ("50", dt.date(2018, 1, 1), "chongqing@2018-01-01"),
        ("50", dt.date(2017, 12, 31), "national@2015-08-29"),
    ],
)
def test_the_narrowest_pack_in_force(place: str, day: dt.date, ref: str) -> None:
    assert pack_for(place, "npc", day).ref == ref


def test_before_any_pack_no_clock_can_run() -> None:
    with pytest.raises(PackError, match="没有适用于 50 的规则包"):
        pack_for("50", "npc", dt.date(2010, 1, 1))


@pytest.mark.parametrize("place", ["", "5", "CN", "99", "500", "50010a", "５０", "00"])
def test_what_is_no_place_is_refused(place: str) -> None:
    with pytest.raises(PackError, match="行政区划代码"):
        normal(place)


def test_wider_places() -> None:
    assert list(wider("500101")) == ["500101", "5001", "50", "cn"]
    assert list(wider("500101100")) == ["500101100", "500101", "5001", "50", "cn"]
    assert list(wider("cn")) == ["cn"]
    assert normal("330100") == "3301"
    assert normal("810000") == "81"
    assert normal("460000000000") == "46"


def test_why_a_pack_holds() -> None:
    pack = pack_for("50", "npc", DAY)
    assert why(pack, "50").startswith("本级规则")
    assert "第三十九条参照执行" in why(pack, "500101")
    assert "假定" in why(pack_for("3301", "npc", DAY), "3301")
    assert "没有录入本地法规" in why(pack_for("44", "npc", DAY), "44")
    assert "本会自定" in why(OWN, "50")


@pytest.mark.parametrize("pack", packs.ALL, ids=lambda pack: pack.ref)
def test_a_pack_says_everything_and_survives_json(pack: Pack) -> None:
    again = Pack.from_dict(json.loads(json.dumps(pack.to_dict(), ensure_ascii=False)))
    assert again == pack and hash(again) == hash(pack)
    assert packs.by_ref(pack.ref) is pack
    for name in Choices.__slots__:
        said = getattr(pack.choices, name)
        assert said is not None, name
        assert said.citation or said.assumption, name
    for rule in pack.rules.values():
        assert rule.citation or rule.assumption, rule.id


def test_versions_of_one_pack_follow_each_other_without_gap_or_overlap() -> None:
    for id in {pack.id for pack in packs.ALL}:
        versions = sorted((p for p in packs.ALL if p.id == id), key=lambda p: p.in_force_from)
        for older, newer in pairwise(versions):
            assert older.in_force_until == newer.in_force_from - dt.timedelta(days=1)
        assert versions[-1].in_force_until is None


def test_only_own_packs_rest_on_no_statute() -> None:
    for pack in packs.ALL:
        assert pack.own == (pack.profile == "cppcc")
        assert pack.own == all(rule.citation is None for rule in pack.rules.values())


def test_an_unknown_pack_is_refused() -> None:
    with pytest.raises(PackError, match="没有规则包 chongqing@1999-01-01"):
        packs.get("chongqing", "1999-01-01")


def test_a_place_inherits_what_it_does_not_set() -> None:
    zhejiang, national = packs.get("zhejiang", "2025-03-11"), packs.get("national", "2025-03-11")
    assert zhejiang.rule("reply") == national.rule("reply")
    assert zhejiang.rule("handover_meeting") is None
    assert zhejiang.choices.mandate_ends == national.choices.mandate_ends
    assert zhejiang.parent == national.ref


def said(value: Said[object] | None) -> object:
    assert value is not None
    return value.value


def test_where_the_places_differ() -> None:
    cq, zj, sh = (packs.get(name, "2025-03-11").choices for name in ("chongqing", "zhejiang", "shanghai"))
    assert [said(c.delegation_may_submit) for c in (cq, zj, sh)] == [True, False, False]
    assert [said(c.hard_mode) for c in (cq, zj, sh)] == [
        HardMode.SET_AT_HANDOVER,
        HardMode.BY_CONSENT,
        HardMode.BY_CONSENT,
    ]
    assert [said(c.unit_sees) for c in (cq, zj, sh)] == [
        UnitSees.ON_REHANDLING,
        UnitSees.FORM_SENT,
        UnitSees.ON_REHANDLING,
    ]
    assert [said(c.unsatisfied_promise) for c in (cq, zj)] == [Follow.MEETING, Follow.NOTHING]
    assert sh.questions and [q.code for q in sh.questions.value] == ["attitude", "result"]
    assert cq.answer_classes and [a.code for a in cq.answer_classes.value if a.opens_promises] == ["solving"]
    assert cq.exits and {e.code for e in cq.exits.value} == {"returned", "reference"}
    assert cq.scale and [g.needs_opinion for g in cq.scale.value] == [False, False, True]


def test_an_organ_edits_its_own_rules() -> None:
    edited = OWN.with_changes(
        {
            "rules": {"reply": {"when": {"number": 2}}, "contact": None},
            "choices": {"unit_sees": {"value": "aggregates"}},
        },
        id="cppcc-17",
        version="2",
        title="某区政协提案工作规则",
        in_force_from=dt.date(2026, 1, 1),
    )
    assert (edited.ref, edited.parent, edited.own) == ("cppcc-17@2", "cppcc_own@1", True)
    assert edited.rules["reply"].period == months(2)
    assert edited.rule("contact") is None
    assert edited.rules["evaluate"] == OWN.rules["evaluate"]
    assert edited.choices.unit_sees and edited.choices.unit_sees.value is UnitSees.AGGREGATES
    assert OWN.rules["reply"].period == months(3)
    assert pack_for("500101", "cppcc", DAY, own=[edited]) == edited
    assert pack_for("500101", "cppcc", dt.date(2025, 12, 31), own=[edited]) == OWN


def test_a_pack_of_one_place_does_not_reach_another() -> None:
    local = Pack.from_dict(OWN.to_dict() | {"id": "here", "place": "500101"})
    assert pack_for("500101100", "cppcc", DAY, own=[local]) == local
    assert pack_for("500102", "cppcc", DAY, own=[local]) == OWN


@pytest.mark.parametrize(
    ("changes", "version", "sentence"),
    [
        ({}, "1", "新的版本号"),
        ({"own": False}, "2", "不能修改的项目：own"),
        ({"rules": {"reply": {"when": {"number": 0}}}}, "2", "rules.reply"),
        ({"rules": {"reply": {"when": {"unit": "weeks"}}}}, "2", "rules.reply"),
        ({"rules": {"reply": {"owed_by": "nobody"}}}, "2", "rules.reply.owed_by"),
        ({"rules": {"reply": {"colour": "red"}}}, "2", "rules.reply"),
        ({"rules": {"reply": None}}, "2", "所延长的规则 reply"),
        ({"rules": {"reply": {"id": "answer"}}}, "2", "编号应为 reply"),
        ({"choices": {"hard_mode": {"value": "maybe"}}}, "2", "choices.hard_mode"),
        ({"in_force_until": "2001-01-01"}, "2", "早于施行日"),
        ({"title": object()}, "2", "JSON"),
    ],
)
def test_an_edit_that_makes_no_pack_is_refused(changes: dict[str, object], version: str, sentence: str) -> None:
    with pytest.raises(PackError, match=sentence):
        OWN.with_changes(changes, version=version)


def test_law_is_not_edited() -> None:
    with pytest.raises(PackError, match="依据法规制定"):
        packs.get("chongqing", "2025-03-11").with_changes({}, version="2")


def test_an_extension_needs_the_rule_it_extends() -> None:
    orphan = Rule("more", "延长", months(1), Start.HANDED_OVER, OWN.rules["reply"].owed_by, extends="x")
    with pytest.raises(PackError, match="所延长的规则 x"):
        Pack("p", "1", "题", "cn", "cppcc", DAY, rules={"more": orphan})


def test_a_pack_can_be_put_out_of_force() -> None:
    ended = OWN.superseded(dt.date(2025, 12, 31))
    assert ended.in_force_on(dt.date(2025, 12, 31)) and not ended.in_force_on(DAY)
    assert workdays(20) == OWN.rules["evaluate"].period


def test_beside_a_statute_only_what_is_assumed_may_be_changed() -> None:
    zhejiang = packs.get("zhejiang", "2025-03-11")
    assert [rule.id for rule in zhejiang.assumed()] == [
        "evaluate_within", "voice_sort", "voice_answer", "voice_extension", "voice_again", "voice_check", "info_edit",
    ]  # fmt: skip
    made = zhejiang.with_changes(
        {"rules": {"evaluate_within": {"when": {"number": 15, "unit": "workdays"}}}}, version="2025-03-11+1"
    )
    assert str(made.rules["evaluate_within"].when) == "十五个工作日" and not made.own
    assert made.rules["reply"] == zhejiang.rules["reply"]
    for changes in (
        {"rules": {"reply": {"when": {"number": 9, "unit": "months"}}}},
        {"rules": {"evaluate_within": None}},
        {"rules": {"evaluate_within": {"assumption": "法律规定"}}},
        {"rules": {"evaluate_within": {"when": {"number": 15, "unit": "workdays"}}}, "title": "另一个"},
    ):
        with pytest.raises(PackError, match="不能修改"):
            zhejiang.with_changes(changes, version="2025-03-11+1")


def test_where_the_law_sets_the_period_nothing_is_assumed_beside_it() -> None:
    for pack in packs.ALL:
        evaluate = pack.rule("evaluate")
        named = evaluate is not None and evaluate.period is not None
        assert ("evaluate_within" in pack.rules) is (pack.profile == "npc" and not named), pack.ref
