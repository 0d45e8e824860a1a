"""Suggestions by subject, by answer and by unit. Every sentence here is made up."""

from __future__ import annotations

import pytest

from yishi.readings.figures.expression import Compound, Count
from yishi.readings.report.express.apart import subject_in
from yishi.readings.report.express.phrases import own_level
from yishi.readings.report.express.tests.test_express import meant, said

LINE = "suggestions"


def line(what: str, kind: str, **of: object) -> Count:
    return said(what, line=LINE, kind=kind, **of)


PARTS = (
    ("npc", "共收到代表建议90件，其中城市管理类【30】件", line("times", "submitted", topic=["城市管理"])),
    ("npc", "共收到代表建议90件：一是农林水利类20件，占22%；二是文化旅游类【12】件", line("times", "submitted", topic=["文化旅游"])),
    ("cppcc", "在立案的提案中，生态环保方面提案【15】件", line("times", "registered", topic=["生态环保"])),
    ("cppcc", "以提案形式提出意见【80】件，立案70件", line("times", "submitted")),
    ("cppcc", "以提案形式提出意见80件，立案【70】件", line("times", "registered")),
    ("cppcc", "共提交提案80件，其中会后【9】件", line("times", "submitted", source=["between"])),
    ("cppcc", "收到提案80件，作为意见处理的【6】件", line("times", "turned_away")),
    ("npc", "收到代表建议90件，闭会期间，代表又提出【5】件建议", line("times", "submitted", source=["between"])),
    ("npc", "建议所提事项已经解决的（A类）【40】件", line("times", "solved")),
    ("cppcc", "提案全部办复，所提问题已经采纳的【60】件", line("times", "solved")),
    ("npc", "代表建议中，正在抓紧解决的（B类）有【25】件", line("matters", "answered", outcome=["solving", "planned"])),
    ("npc", "代表建议中，因条件限制留作参考的【7】件", line("matters", "answered", outcome=["reference", "not_possible"])),
    ("npc", "这些代表建议分别交由【33】个部门办理", line("units", "handed")),
    ("npc", "代表建议90件，涉及承办单位40家，其中主办单位【21】家", line("units", "handed", outcome=["lead"])),
    ("npc", "其中，政府系统主办【70】件，县法院主办3件", line("matters", "handed", outcome=["lead"], unit=["政府"])),
    ("npc", "其中，政府系统主办70件，县法院主办【3】件", line("matters", "handed", outcome=["lead"], unit=["法院"])),
    ("cppcc", "办结提案60件，满意率100%（满意58件，基本满意【2】件）", line("times", "evaluated", outcome=["basically"])),
    ("npc", "有【2】件建议代表对办理结果不满意", line("times", "evaluated", outcome=["unsatisfied"])),
    ("cppcc", "其中个人、联名提案【50】件", line("times", "submitted", outcome=["joint", "one"])),
)  # fmt: skip


@pytest.mark.parametrize(("profile", "sentence", "wanted"), PARTS, ids=[row[1] for row in PARTS])
def test_a_part_of_the_suggestions(profile: str, sentence: str, wanted: Count):
    assert meant(sentence, profile).expression == wanted


SHARES = (
    (
        "npc", "共收到代表建议90件，其中城市管理类30件，占【33.3%】",
        line("times", "submitted", topic=["城市管理"]), line("times", "submitted"),
    ),
    (
        "npc", "共收到代表建议90件，城市管理类30件，占33.3%；文化旅游类12件，占【13.3%】",
        line("times", "submitted", topic=["文化旅游"]), line("times", "submitted"),
    ),
    (
        "npc", "代表建议中，农林水利20件，占【22%】",
        line("times", "submitted", topic=["农林水利"]), line("times", "submitted"),
    ),
    ("cppcc", "收到提案80件，转为参考的8件，占提案总数的【10%】", line("times", "turned_away"), line("times", "submitted")),
    ("npc", "代表建议问题已经解决的40件，占【44%】", line("times", "solved"), line("matters", "answered")),
    (
        "npc", "代表建议办理满意率96%，基本满意率【4%】",
        line("times", "evaluated", outcome=["basically"]), line("times", "evaluated"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("profile", "sentence", "part", "whole"), SHARES, ids=[row[1] for row in SHARES])
def test_a_share_of_the_suggestions(profile: str, sentence: str, part: Count, whole: Count):
    assert meant(sentence, profile).expression == Compound("rate", (part, whole))


def test_those_who_put_them_forward_tell_whether_they_are_satisfied():
    found = meant("从委员反馈情况看，满意率为【99%】", "cppcc").expression
    other = meant("对3个部门开展满意度测评，满意率为【92%】").expression

    assert isinstance(found, Compound) and all("suggestions" in part.facets["line"] for part in found.parts)  # type: ignore[union-attr]
    assert isinstance(other, Compound) and not any("line" in part.facets for part in other.parts)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("一是教育卫生类", "教育卫生"),
        ("围绕乡村振兴方面提出提案", "乡村振兴"),
        ("其中民生保障方面", "民生保障"),
        ("各方面", ""),
        ("集体提案类", ""),
        ("A类", ""),
    ],
)
def test_what_suggestions_are_about(words: str, subject: str):
    assert subject_in(words) == subject


def test_the_organs_own_level_by_its_session_where_no_committee_is_named():
    assert own_level("市政协六届三次会议以来，共提交提案") == 2
    assert own_level("市政协六届三次会议以来，县委高度重视") == 3
    assert own_level("在市六届人大三次会议期间，县人大代表提出建议") == 3
    assert own_level("提出建议") == 3


GOES_ON = (
    ("cppcc", "今年收到提案90件。审查后，立案【80】件，转为意见建议8件", line("times", "registered")),
    ("cppcc", "今年收到提案90件。审查后，立案80件，转为意见建议【8】件", line("times", "turned_away")),
    ("cppcc", "共收到提案90件。经审查，撤案【2】件", line("times", "withdrawn")),
    ("cppcc", "今年收到提案90件。其中，界别小组提出【12】件", line("times", "submitted", outcome=["group"])),
    ("cppcc", "今年收到提案90件。其中，文化体育类【16】件，占18%", line("times", "submitted", topic=["文化体育"])),
    ("cppcc", "共收到提案90件，立案80件。其中，文化体育类【16】件", line("times", "registered", topic=["文化体育"])),
    ("cppcc", "共收到提案90件。分类情况是，城市建设方面【30】件", line("times", "submitted", topic=["城市建设"])),
    ("npc", "代表提出建议90件。从结果看，已解决的（A类）【50】件", line("times", "solved")),
    ("npc", "代表提出建议90件。从结果看，暂缓解决的（C类）【9】件", line("matters", "answered", outcome=["reference", "not_possible"])),
    ("npc", "代表提出建议90件。会议明确了【6】件主任督办件", line("times", "key")),
    ("cppcc", "共收到提案90件。【20】件提案正在解决或列入计划解决", line("matters", "answered", outcome=["solving", "planned"])),
)  # fmt: skip


@pytest.mark.parametrize(("profile", "sentence", "wanted"), GOES_ON, ids=[row[1] for row in GOES_ON])
def test_a_sentence_goes_on_about_the_suggestions_before_it(profile: str, sentence: str, wanted: Count):
    assert meant(sentence, profile).expression == wanted


def test_another_sentence_is_about_what_it_names():
    found = meant("代表提出建议90件。办理群众来信20件，办结【18】件").expression
    other = meant("代表提出建议90件。\n检查发现问题30个，已解决的【25】件").expression

    assert isinstance(found, Count) and "line" not in found.facets
    assert isinstance(other, Count) and "line" not in other.facets


def test_a_share_of_all_is_of_those_put_forward():
    found = meant("代表建议90件，交由县政府办理80件，占建议总数的【88.9%】").expression

    assert isinstance(found, Compound) and found.parts[1] == line("times", "submitted")


def test_a_session_or_term_may_be_named_by_its_number():
    since = meant("县六届人大二次会议大会期间，提出代表建议【70】件").expression
    term = meant("六届县政协期间，共提交提案【400】件", "cppcc").expression

    assert isinstance(since, Count) and since.cohort == ("session", 2)
    assert isinstance(term, Count) and term.window.name == "term"


def test_what_no_record_tells_of_items_is_not_guessed():
    assert meant("提出提案80件，促成事项【90】项", "cppcc").expression is None
    assert meant("提案答复领导审核率【100%】", "cppcc").expression is None
