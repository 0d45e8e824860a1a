"""What sentences such as reports write are read as. Every sentence here is made up."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yishi.readings.figures.expression import Count, counts, read
from yishi.readings.report.express import express
from yishi.readings.report.express.command import profile_of, run_lines
from yishi.readings.report.express.phrases import PHRASES, own_level, speaks_above
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.suggestions import counted

CATALOGUE = kinds.load()
MARKED = re.compile(r"【(.+?)】")


def meant(sentence: str, profile: str = "npc"):
    """What the number in 【】 means."""
    found = MARKED.search(sentence)
    assert found
    text = sentence.replace("【", "").replace("】", "")
    return express(text, found.start(), found.start() + len(found.group(1)), profile, CATALOGUE)


def said(what: str, **of: object) -> Count:
    """A count by facets."""
    return read({"count": what, "of": {name.replace("person_", "person."): value for name, value in of.items()}})  # type: ignore[return-value]


NPC = (
    ("全年举行主任会议【14】次、常委会会议6次", said("times", kind="chair_meeting")),
    ("全年举行主任会议14次、常委会会议【6】次", said("times", kind="standing_meeting")),
    ("听取审议专项工作报告9项，组织执法检查【2】项、专题视察5次", said("times", kind="law_inspection")),
    ("开展视察、调研等活动【21】次", said("times", kind=["visit", "research"])),
    ("先后【3】次组织代表对河道治理情况进行视察", said("times", kind="visit")),
    ("开展【4】次专题询问", said("times", kind="special_inquiry")),
    ("组织开展暗访督查12次，发现问题【47】个", said("sum", kind="problem_found", source="secret_check")),
    ("组织开展暗访督查12次，发现问题47个、整改完成【40】个", said("sum", kind="problem_solved", source="secret_check")),
    ("主任接待日6次，接待代表【30】名", said("people", kind="chair_reception", role="deputy")),
    ("开展进站活动80场，接待群众【2.3万】人次", said("person_times", kind="station_activity", role="resident")),
    ("组织代表【260】人次参加执法检查和视察", said("person_times", kind=["law_inspection", "visit"], role="deputy")),
    ("现有代表联络站【46】个", said("stock", kind="station")),
    ("新建代表联络站【5】个", said("times", kind="station")),
    ("全年任免国家机关工作人员88人次，其中政府【31】人次", said("times", kind="appointment", outcome="government")),
    ("补选【4】名区人大代表", said("times", kind="by_election")),
    ("补选区人大代表【4】名", said("times", kind="by_election")),
    ("在省级以上媒体发表稿件【18】篇", said("times", kind="media_article", outcome=["national", "province"])),
    ("走访企业【65】家", said("sum", kind="enterprises", source="enterprise_service")),
    ("提出意见建议120条，被采纳【55】条", said("sum", kind="opinion_adopted")),
    ("收到代表建议【97】件", said("times", kind="submitted", line="suggestions")),
    ("闭会期间代表提出建议【12】件", said("times", kind="submitted", line="suggestions", source="between")),
    ("收到代表建议97件，已全部办结，重点督办【8】件", said("times", kind="key", line="suggestions")),
    ("督办议案3件、代表建议【97】件", said("matters", kind="handed", line="suggestions")),
    ("常委会领导分别督办代表建议【8】件", said("times", kind="key", line="suggestions")),
    ("收集民意500条，转化为闭会建议【4】件", said("times", kind="submitted", line="suggestions", outcome="message", source="between")),
    ("常委会党组向区委请示报告重大事项【16】件次", said("times", kind="party_request")),
    ("机关干部参与社区志愿服务【330】人次", said("person_times", kind="volunteer", role="staff")),
    ("对口帮扶困难群众【36】户", said("sum", kind="households", source="rural_help")),
    ("走访慰问困难群众【36】户", said("sum", kind="households", source="condolence")),
    ("现有女代表【70】名", said("seats", person_sex="f")),
)  # fmt: skip
CPPCC = (
    ("审查立案【165】件", None),
    ("收到提案198件，审查立案【165】件", said("times", kind="registered", line="suggestions")),
    ("收到提案198件，转为社情民意信息【9】件", said("times", kind="turned_away", line="suggestions")),
    ("编报社情民意信息88篇，其中【6】篇得到领导批示", said("times", kind="info_item", outcome="instruction")),
    ("编报社情民意信息88篇，被省政协采用【21】篇", said("times", kind="info_item", outcome="province")),
    ("开展对口协商【7】次，界别协商9次", said("times", kind="counterpart_talk")),
    ("设立委员工作室30个，开展活动【210】场次", said("times", kind="station_activity")),
    ("委员捐款捐物折合人民币【86万】元", said("sum", kind="donation_money")),
    ("举办书画展3场，展出作品【150】幅", said("sum", kind="works", source="exhibition")),
    ("现有政协委员【286】名", said("seats")),
)


@pytest.mark.parametrize(("sentence", "wanted"), NPC, ids=[sentence for sentence, _wanted in NPC])
def test_what_a_congress_writes(sentence: str, wanted: Count):
    assert meant(sentence).expression == wanted


@pytest.mark.parametrize(("sentence", "wanted"), CPPCC[1:], ids=[sentence for sentence, _wanted in CPPCC[1:]])
def test_what_a_cppcc_writes(sentence: str, wanted: Count):
    assert meant(sentence, "cppcc").expression == wanted


def test_a_rate_has_both_its_parts():
    found = meant("收到代表建议97件，办结率100%，满意率【98.6%】").expression

    assert found and found.data() == {
        "rate": [
            {"count": "times", "of": {"kind": ["evaluated"], "line": ["suggestions"], "outcome": ["basically", "satisfied"]}},
            {"count": "times", "of": {"kind": ["evaluated"], "line": ["suggestions"]}},
        ]
    }  # fmt: skip


def test_a_share_of_the_seats():
    found = meant("新一届委员共180名，女委员占【31%】", "cppcc").expression

    assert found and found.data() == {
        "rate": [{"count": "seats", "of": {"person.sex": ["f"]}}, {"count": "seats"}],
    }


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("五年来，开展执法检查【12】项", "term"),
        ("明年计划开展执法检查【2】项", "plan"),
        ("每年举办代表培训班【2】期", "year"),
        ("开展执法检查【12】项", "asked"),
    ],
)
def test_windows(sentence: str, window: str):
    found = meant(sentence).expression

    assert found and {each.window.name for each in counts(found)} == {window}


def test_what_stands_under_a_heading_of_plans_is_planned():
    text = "一、一年来的工作\n开展执法检查3项。\n二、今后工作打算\n开展执法检查4项。"
    first, second = (text.index(each) for each in ("3项", "4项"))

    windows = [
        found.window.name if isinstance(found := express(text, place, place + 1, "npc").expression, Count) else ""
        for place in (first, second)
    ]
    assert windows == ["asked", "plan"]


@pytest.mark.parametrize(
    "sentence", ["推动新建学校【12】所", "完成地区生产总值【860亿】元", "空气质量优良天数【320】天"]
)
def test_what_is_no_work_of_the_organ_is_said_to_be_so(sentence: str):
    found = meant(sentence)

    assert found.expression is None and found.missing == ("不是本机关工作的记录",)


def test_an_attribute_that_is_not_kept_is_named():
    found = meant("新一届委员共180名，平均年龄【46】岁", "cppcc")

    assert found.expression is None and "年龄" in found.missing[0]


def test_the_organs_own_level_tells_what_is_above_it():
    assert speaks_above("在市八届人大二次会议上提交", own_level("区委领导。区委支持。市委要求。"))
    assert not speaks_above("在市八届人大二次会议上提交", own_level("市委领导。市委支持。"))
    text = "区委领导下，组织代表在市八届人大二次会议期间提交建议20件。"
    found = express(text, text.index("20"), text.index("20") + 2, "npc").expression
    assert isinstance(found, Count) and found.facets["kind"] == ("recorded",)


THEMES = (
    ("开展“学法用法”主题实践活动【12】场", "学法用法"),
    ("围绕垃圾分类开展专题询问【2】次", "垃圾分类"),
    ("就老旧小区加装电梯召开座谈会3次，提出意见【18】条", "老旧小区加装电梯"),
    ("以乡村振兴为主题举办代表培训班【4】期", "乡村振兴"),
    ("组织代表开展居家养老专题调研【3】次", "居家养老"),
    ("常委会党组先后【5】次向区委汇报议案办理工作", "议案办理"),
    ("在全市率先开展“代表回家”行动，接待群众【2300】人次", "代表回家"),
    ('深入开展"代表活动周"活动。活动期间，代表参加座谈【40】场', "代表活动周"),
    ("就养老托育、职业教育等议题开展调研【6】次", ""),
    ("全年开展调研【15】次", ""),
    ("持续开展“能力提升”行动，开展各类培训【8】期", ""),
    ("明年围绕垃圾分类开展专题询问【2】次", ""),
)


@pytest.mark.parametrize(("sentence", "theme"), THEMES, ids=[sentence for sentence, _theme in THEMES])
def test_a_theme_is_kept_where_the_sentence_narrows(sentence: str, theme: str):
    found = meant(sentence)

    assert isinstance(found.expression, Count)
    assert found.expression.facets.get("topic", ()) == ((theme,) if theme else ())
    assert dict(found.facets).get("主题", "") == theme


def test_two_numbers_of_one_kind_are_told_apart():
    found = [meant(f"开展党组集中学习【{a}次、委员学习座谈会{b}次", "cppcc") for a, b in (("5】", "7"),)]

    assert isinstance(found[0].expression, Count) and "topic" in found[0].expression.facets


def test_a_kind_that_holds_others_of_the_sentence_is_told_without_them():
    found = meant("建成代表之家5个、代表联络站【12】个、代表联系点30个").expression

    assert found and found.data() == {
        "minus": [
            {"count": "stock", "of": {"kind": ["station"]}},
            {"count": "stock", "of": {"kind": ["station_home", "station_point"]}},
        ]
    }


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("五年来，工作扎实。开展执法检查【12】项。", "term"),
        ("五年来，工作扎实。今年开展执法检查【12】项。", "asked"),
        ("二、过去五年工作回顾\n工作扎实。开展执法检查【12】项。", "term"),
        ("二、一年来的工作\n工作扎实。开展执法检查【12】项。", "asked"),
    ],
)
def test_the_paragraph_or_the_chapter_says_the_window(text: str, window: str):
    found = MARKED.search(text)
    assert found
    plain = text.replace("【", "").replace("】", "")
    told = express(plain, found.start(), found.start() + 2, "npc", CATALOGUE).expression

    assert isinstance(told, Count) and told.window.name == window


OTHERS = (
    ("收到区政府报备的规范性文件【6】件", said("times", kind="document_received", outcome="government")),
    ("制定或修订工作制度【9】项", said("times", kind="rules_made")),
    ("通过走访、座谈、问卷调查等方式开展专题调研3次，提出建议【20】条", said("sum", kind="opinion", source="special_research")),
    ("二次会议建议90件和闭会期间提出的【7】件建议全部办复", said("matters", kind="answered", line="suggestions", source="between")),
    ("组织9名代表参加社区活动，【6】人参与志愿服务", said("people", kind="volunteer", role="deputy")),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), OTHERS, ids=[sentence for sentence, _wanted in OTHERS])
def test_results_sources_and_roles_are_those_told(sentence: str, wanted: Count):
    assert meant(sentence).expression == wanted


def test_a_satisfaction_is_of_the_question_that_is_named():
    named, general = (meant(f"代表建议{word}满意率【98%】").expression for word in ("答复", "办理"))

    assert named and general
    assert {each.facets.get("tag") for each in counts(named)} == {("answer/answer",)}
    assert {each.facets.get("tag") for each in counts(general)} == {None}


def test_what_others_did_at_the_organs_urging_is_not_its_own():
    found = meant("督促政府组织宪法宣誓仪式【4】次").expression

    assert isinstance(found, Count) and found.outside


def test_widths_and_blanks_do_not_matter():
    assert meant("开展“执法检查” 【１２】 项").expression == said("times", kind="law_inspection")


def test_phrases_speak_of_what_there_is():
    known = {*CATALOGUE.kind_by_code, *CATALOGUE.output_by_code}

    assert {phrase.code for phrase in PHRASES} <= known


def test_lines_take_only_places():
    text = "区人大常委会开展执法检查5项。"
    lines = list(run_lines(text, [{"start": 12, "end": 13, "what": "别的"}]))

    assert lines[0]["number"] == "5" and lines[0]["figure"] == "kind/law_inspection"
    assert profile_of("政协委员提交提案") == "cppcc" and profile_of("人大代表") == "npc"


NUMBERS = ("3", "12", "98%", "三", "近900", "2.3万", "百分之九十")
TEXT = st.text(
    alphabet=st.sampled_from(
        "开展执法检查会议代表委员建议提案的其中、，。；（）0123456789%余万人次件名项个一二十届第率占由在被"
    ),
    max_size=60,
)


@given(before=TEXT, number=st.sampled_from(NUMBERS), after=TEXT, profile=st.sampled_from(kinds.PROFILES))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_nothing_makes_it_fall(before: str, number: str, after: str, profile: str):
    found = express(before + number + after, len(before), len(before) + len(number), profile, CATALOGUE)

    assert found.expression or found.missing
    assert 0 <= found.confidence <= 1


def recordable(found: Count) -> bool:
    """Can records of the activities, of suggestions, or seats, make this count move?"""
    known = {*CATALOGUE.kind_by_code, *CATALOGUE.output_by_code}
    facets = found.facets
    if "suggestions" in facets.get("line", ()):
        return set(facets["kind"]) <= set(counted.ALL)
    results = {
        code
        for kind in facets.get("kind", ())
        if kind in CATALOGUE.kind_by_code
        for code, _name in CATALOGUE.kind(kind).results
    }
    levels = {level.code for level in CATALOGUE.levels}
    return (
        set(facets.get("kind", ())) <= known
        and set(facets.get("source", ())) <= set(CATALOGUE.kind_by_code)
        and set(facets.get("role", ())) <= set(CATALOGUE.role_by_code)
        and set(facets.get("outcome", ())) <= results | levels
    )  # fmt: skip


REPORTS = Path(os.environ.get("YISHI_REPORTS") or Path(__file__).parents[6] / "shared" / "reports")


@pytest.mark.skipif(not REPORTS.exists() and not os.environ.get("CI"), reason="the real reports are not here")
def test_claims_of_real_reports_are_expressed_and_recordable():
    assert REPORTS.exists(), "CI has the real reports"
    expressed = asked = 0
    for path in sorted(REPORTS.glob("*.claims.jsonl")):
        text = (REPORTS / path.name.replace(".claims.jsonl", ".txt")).read_bytes().decode()
        claims = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        wanted = [claim for claim in claims if claim["in_system"] and not claim["optional"]]
        for line in run_lines(text, wanted):
            asked += 1
            if line["expression"]:
                expressed += 1
                assert all(map(recordable, counts(read(line["expression"])))), line
    print(f"expressed {expressed} of {asked}")
    assert asked > 400 and expressed >= 0.97 * asked
