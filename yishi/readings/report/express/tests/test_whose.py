"""Who did it, for whom it was, and what became of it. Every sentence here is made up."""

from __future__ import annotations

import pytest

from yishi.readings.figures.expression import Expression, read
from yishi.readings.report.express import media
from yishi.readings.report.express.tests.test_express import CATALOGUE, meant, said


def without(what: str, part: dict[str, object], **of: object) -> Expression:
    """All of them but a part."""
    whole = {name: [value] for name, value in of.items()}
    return read({"minus": [{"count": what, "of": whole}, {"count": what, "of": whole | part}]})


NPC = (
    ("举办代表履职培训【3】期，机关干部培训2期", said("times", kind="training", role="deputy")),
    ("举办代表履职培训3期，机关干部培训【2】期", said("times", kind="training", role="staff")),
    ("常委会举办专题讲座【6】期", said("times", kind="lecture")),
    ("组织代表深入村社开展政策宣讲【80】场", said("times", kind="mass_preach", role="deputy")),
    ("代表走村入户，收集意见300条，开展志愿服务【12】次", said("times", kind="volunteer", role="deputy")),
    ("组织代表视察3次，开展志愿服务【5】次", said("times", kind="volunteer")),
    ("代表小组开展宣讲【25】次", said("times", kind="mass_preach")),
    ("组织代表视察【3】次", said("times", kind="visit")),
    ("表彰优秀代表【20】名", said("people", kind="commendation", role="deputy")),
    ("对【5】名履职不力的代表进行约谈", said("people", kind="reminder_talk", role="deputy")),
    ("邀请公民旁听常委会会议【12】人次", said("person_times", kind="attend_standing", role="resident")),
    ("多次邀请代表参与工作，全年列席常委会会议【60】人次", said("person_times", kind="attend_standing", role="deputy")),
    ("邀请代表列席常委会会议、参加执法检查和视察【320】人次", said("person_times", kind=["attend_standing", "law_inspection", "visit"], role="deputy")),
    ("邀请代表参加视察调研【9】人次", said("times", kind="joins_activity")),
    ("组织代表参加视察调研、执法检查【75】人次", said("person_times", kind=["visit", "research", "law_inspection"], role="deputy")),
    ("深入开展“代表活动周”活动，各级代表参加活动【700】人次", said("person_times", kind="activity_month", role="deputy")),
    ("代表参加各类会议活动【900】人次", said("person_times", role="deputy")),
    ("代表定期进站履职，联系群众【1200】人次", said("person_times", kind=["station_activity", "contact_visit"], role="resident")),
    ("入户宣传动员【60】名60岁以上老人参加体检", said("person_times", kind=["contact_visit", "mass_preach"], role="resident", topic="体检")),
    ("组织党员参观旧址、党组成员和书记讲党课【18】人次", said("times", kind="party_lesson")),
    ("选派【4】名干部到社区参与文明创建工作", said("times", kind="staff_posted", topic="文明创建")),
    ("接受【2】名代表辞职", said("times", kind="seat_ended", outcome="resigned")),
    ("接受张某等【3】人辞去县人大代表职务", said("times", kind="seat_ended")),
    ("检查组深入【7】个乡镇、9家企业开展实地检查", said("sum", kind="streets", source="supervision_activity")),
    ("召开党组会议9次，走访代表【150】人次", said("person_times", kind="contact_visit", role="deputy")),
    ("补选区人大代表6名、区人大常委会副主任【1】名", said("times", kind="election_posts", outcome="by_election", topic="常委会副主任")),
    ("健全人大街道工委机构，共任命【21】名组成人员", said("times", kind="appointed", outcome="street")),
    ("任命区政府组成人员【21】名", said("times", kind="appointed", outcome="government")),
    ("在《光明日报》刊发稿件【3】篇", said("times", kind="media_article", outcome="national")),
    ("工作经验连续【4】年在全省推介", said("streak", kind="case_sent", outcome="adopted")),
    ("明年计划举办代表培训班【3】期", read({"count": "times", "of": {"kind": ["training"]}, "window": "plan"})),
    ("开展进站活动80场，参加活动【400】人次，接待群众900人次", without("person_times", {"role": ["resident"]}, kind="station_activity")),
    ("选举产生省人大代表28名，其中省委提名5名；我市推荐的【23】名代表中，妇女代表7名", without("times", {"topic": ["省委提名"]}, kind="election_higher")),
    ("任免国家机关工作人员50人次，其中政府20人次，其余【28】人次", without("times", {"outcome": ["government"]}, kind="appointment")),
)  # fmt: skip
CPPCC = (
    ("坚持每年举办【1】期委员学习班", read({"count": "times", "of": {"kind": ["training"], "role": ["member"]}, "window": "year"})),
    ("开展委员大讲堂【8】期", said("times", kind="lecture", role="member", topic="委员大讲堂")),
    ("党派团体参与协商，提交集体提案30件、大会发言材料【9】篇", said("times", kind="plenary_speech", role="party_group")),
    ("主席会议成员深入社区，参与协商议事活动【15】场", said("times", kind="grassroots_talk", role="standing")),
    ("市党政领导出席政协会议活动【80】人次", said("person_times", role="local_leader")),
    ("组织【30】名委员参加关爱留守儿童活动", said("people", kind="public_benefit", role="member", topic="关爱留守儿童")),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), NPC, ids=[sentence for sentence, _wanted in NPC])
def test_what_a_congress_writes(sentence: str, wanted: Expression):
    assert meant(sentence).expression == wanted


@pytest.mark.parametrize(("sentence", "wanted"), CPPCC, ids=[sentence for sentence, _wanted in CPPCC])
def test_what_a_cppcc_writes(sentence: str, wanted: Expression):
    assert meant(sentence, "cppcc").expression == wanted


def test_parts_of_what_is_left_are_of_it_alone():
    found = meant("选举产生省人大代表28名，其中省委提名5名；我市推荐的23名代表中，妇女代表【7】名").expression

    assert found == without("people", {"topic": ["省委提名"]}, **{"kind": "election_higher", "person.sex": "f"})


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ("在人民日报、江苏日报发表", ("national", "province")),
        ("在重庆日报发表", ("city",)),
        ("坚持实事求是", ()),
        ("宁夏政协报送", ()),
    ],
)
def test_media_tell_their_level(words: str, levels: tuple[str, ...]):
    assert media.levels(words) == levels
    assert set(levels) <= {level.code for level in CATALOGUE.levels}
