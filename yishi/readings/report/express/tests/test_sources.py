"""Of which work something came, and which of several kinds is the closest. Every sentence here is made up."""

from __future__ import annotations

import pytest

from yishi.readings.figures.expression import Count
from yishi.readings.report.express.tests.test_express import meant, said

SOURCES = (
    ("组织视察5次，召开座谈会3场，提出意见建议【40】条", said("sum", kind="opinion", source=["visit", "forum"])),
    ("组织视察5次，形成报告4篇，召开座谈会3场，提出意见建议【40】条", said("sum", kind="opinion", source="forum")),
    ("组织视察5次；召开座谈会3场，提出意见建议【40】条", said("sum", kind="opinion", source="forum")),
    ("组织志愿服务9次，开展暗访督查3次，提出建议【25】条", said("sum", kind="opinion", source="secret_check")),
    (
        "对某条例草案征求意见，发放征求意见表200份，召开立法座谈会2次，提出修改建议【30】条",
        said("sum", kind="opinion", source=["law_comment", "law_forum"]),
    ),
    (
        "组织代表进站履职，联系群众300人次，收集意见建议【90】条",
        said("sum", kind="opinion", source=["station_activity", "contact_visit"]),
    ),
    (
        "听取专项工作报告6项，开展视察4次，提出审议意见【50】条",
        said("sum", kind="review_opinion_item", source=["review_opinion", "special_report", "visit"]),
    ),
    ("开展视察4次，作出决议2项，提出审议意见【50】条", said("sum", kind="review_opinion_item")),
    ("开展视察4次，听取【7】个部门关于治水工作的汇报", said("sum", kind="units_heard", source="visit")),
    ("听取【7】个部门关于治水工作的汇报", said("sum", kind="units_heard", source="report_heard")),
    ("开展专题调研6次，【9】个街道举办12场院坝会", said("sum", kind="streets", source="grassroots_talk")),
    ("督导疫苗接种，深入【80】户家庭", said("sum", kind="households", source="contact_visit")),
    ("开展暗访督查4次，投入资金【30万】元，办成实事8件", said("sum", kind="investment", source="good_deed_activity")),
    ("实施帮扶项目2个，投入资金【30万】元，办成实事8件", said("sum", kind="investment", source="rural_help")),
    ("提出建议25条、交办【20】件、整改18件", said("sum", kind="problem_handed")),
    ("提出建议25条、交办【20】件", said("sum", kind="opinion_handed")),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), SOURCES, ids=[sentence for sentence, _wanted in SOURCES])
def test_what_came_of_work_came_of_all_that_is_told_of_it(sentence: str, wanted: Count):
    found = meant(sentence).expression

    assert isinstance(found, Count)
    assert (found.what, {**found.facets, "topic": ()}) == (wanted.what, {**wanted.facets, "topic": ()})


CLOSER = (
    ("坚持第一议题制度，传达学习上级会议精神【22】次", said("times", kind="first_item_study")),
    ("坚持第一议题制度，组织集中学习【22】次", said("times", kind="political_study")),
    ("督办关于加快推进旧城改造的议案，召开调度会【3】次", said("times", kind="motion_meeting", topic="旧城改造")),
    ("推进条例草案，召开调度会【3】次", said("times", kind="joint_meeting")),
    ("召开调度会【3】次", said("times", kind="joint_meeting")),
    ("【3】次听取关于水源保护条例执法检查整改情况报告", said("times", kind="rectification_report", topic="水源保护条例")),
    ("听取【5】个政府部门年度履职情况报告", said("times", kind="department_report")),
    ("对政府报备的【8】件规范性文件进行形式审查", said("times", kind="document_received", outcome="government")),
    ("两刊一网编发各类信息、文章【150】篇", said("times", kind="own_media")),
    ("在一报一网刊发稿件【150】篇", said("times", kind="media_article")),
    ("【7】个街道均设立人大工委", said("stock", kind="street_body")),
    ("对养老条例等【3】部法规开展执法检查", said("names", kind="law_inspection")),
    ("指导【4】个镇试行财政季报制度", said("stock", kind="pilot", topic="财政季报制度")),
    ("督促【4】个部门实施信息公开制度", said("sum", kind="units_heard")),
    ("选取【3】个村打造议事厅", said("times", kind="talk_hall")),
    ("区委第三次人大工作会议召开后，细化人大承担的【20】项任务", said("times", kind="party_instruction", topic="区委人大工作会议")),
    ("支持一府两院邀请代表参加活动【60】人次", said("times", kind="joins_activity", topic="一府两院")),
    ("典型经验连续【3】年在全省推介", said("streak", kind="case_sent", outcome="adopted")),
)  # fmt: skip
CLOSER_CPPCC = (
    ("围绕古城保护等课题召开专题协商会5次，开展调研【14】次", said("times", kind="study_for_talk")),
    ("全年开展调研【14】次", said("times", kind="research")),
    ("开展委员线上读书活动，委员发言【90】条", said("sum", kind="reading_posts", source="reading_activity")),
    ("区委支持。在市政协专题协商会上发言【4】次", said("sum", kind="speech", source="level_joint")),
    ("召开常委会会议进行专题协商，提出建议【16】条", said("sum", kind="opinion", source="standing_talk")),
    ("上线委员工作室【6】家", said("stock", kind="station_online")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "profile", "wanted"),
    [(sentence, "npc", wanted) for sentence, wanted in CLOSER]
    + [(sentence, "cppcc", wanted) for sentence, wanted in CLOSER_CPPCC],
)
def test_the_closest_kind_is_taken(sentence: str, profile: str, wanted: Count):
    assert meant(sentence, profile).expression == wanted


def test_what_all_levels_have_set_up_is_of_the_tree():
    ours, theirs = (
        meant(f"区委支持。{who}建成代表联络站【30】个").expression for who in ("区、镇两级人大", "市、区两级人大")
    )

    assert isinstance(ours, Count) and isinstance(theirs, Count)
    assert ours.tree and not theirs.tree


def test_a_broader_kind_of_happening_is_told_without_the_narrower_told_before_it():
    found = meant("向区委专题汇报4次，向区委请示报告【9】件").expression
    total = meant("任免国家机关工作人员【85】人次，任命50人次、免职35人次").expression

    assert found and found.data() == {
        "minus": [
            {"count": "times", "of": {"kind": ["party_request"]}},
            {"count": "times", "of": {"kind": ["party_request_report"]}},
        ]
    }
    assert total == said("times", kind="appointment")
