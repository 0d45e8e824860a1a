"""Turns of speech of such reports, each read as a careful clerk would. Every sentence here is made up."""

from __future__ import annotations

import pytest

from yishi.readings.figures.expression import Compound, Count
from yishi.readings.report.express.tests.test_express import meant, said

LINE = "suggestions"


def line(what: str, kind: str, **of: object) -> Count:
    return said(what, line=LINE, kind=kind, **of)


OTHERS = (
    ("npc", "制定修改法规【9】件", said("times", kind="law_passed", outcome=["made", "amended"])),
    ("npc", "制定法规6件，一并打包修正【8】件", said("times", kind="law_passed", outcome=["amended"])),
    ("npc", "审议法规8件，通过5件，正在审议【2】件", said("times", kind="law_project", outcome=["carried"])),
    ("npc", "任免县政府、县监委和县法院等国家机关工作人员【52】人次", said("times", kind="appointment")),
    ("npc", "批准所辖市法规、决定【12】件", said("times", kind="law_approved")),
    ("npc", "开展【3】部法律法规实施情况检查", said("names", kind="law_inspection")),
    ("npc", "常委会共召开【40】次会议", said("times", kind="standing_meeting")),
    ("npc", "接收各乡镇报送的规范性文件【18】件", said("times", kind="document_received")),
    ("npc", "审查规范性文件后提出意见4件，督促机关修改【3】件", said("times", kind="document_corrected")),
    ("npc", "审计查出的【50】个问题整改到位46个", said("times", kind="audit_followed")),
    ("npc", "审计查出的50个问题整改到位【46】个", said("times", kind="audit_followed", outcome=["solved"])),
    ("npc", "督促追缴资金【300】万元", said("sum", kind="amount_rectified")),
    ("npc", "【12】件实事如期完成", said("times", kind="livelihood_project", outcome=["done"])),
    ("npc", "全县设立【6】个、80个立法联系点", said("stock", kind="law_point")),
    ("npc", "全县【26】个联络服务站点开展接待活动", said("stock", kind="station")),
    ("npc", "投入资金50万元完成【14】个家站改造", said("stock", kind="station_home")),
    ("npc", "先后对【7】个代表联络站进行观摩", said("sum", kind="places", source=["visit"], topic=["代表联络站"])),
    ("npc", "代表之家共接待群众300人次，现场释疑【45】件", said("sum", kind="opinion_answered", source=["station_activity"])),
    ("cppcc", "编报社情民意信息【20】期", said("times", kind="info_bulletin")),
    ("cppcc", "编报《参政议政》【18】期", said("times", kind="bulletin")),
    ("cppcc", "办理协商【60】件提案", said("times", kind="proposal_talk")),
    ("cppcc", "聘【9】位学者担任文史顾问", said("stock", kind="expert_pool")),
    ("cppcc", "机关连续【三】年被评为先进单位", said("streak", kind="award_won")),
    ("cppcc", "举办送医送教活动【10】场次", said("times", kind="public_benefit")),
    ("cppcc", "开展双月协商座谈会【4】次、专题协商3次", said("times", kind="consultation", topic=["双月协商座谈会"])),
    ("cppcc", "全年开展各类协商活动【40】次，其中协商议政活动9次", said("times", kind="consultation")),
    ("cppcc", "报送社情民意信息40篇，获省领导批示【3】篇", said("sum", kind="instruction", outcome=["province"], source=["info_item"])),
    ("cppcc", "围绕【20】个课题开展调研", said("times", kind="special_research")),
    ("cppcc", "新聘特邀委员【7】名", said("times", kind="mandate_added")),
    ("npc", "评选“履职标兵代表”【12】名", said("people", kind="commendation", role=["deputy"])),
    ("npc", "【5】个街道均建成议事平台", said("sum", kind="streets")),
    ("npc", "组织开庭旁听【8】次", said("times", kind="trial_attended")),
    (
        "npc", "到9个镇、30家企业专题调研，座谈会开了12场，形成调研报告【6】篇",
        said("sum", kind="report_written", source=["special_research", "forum"]),
    ),
    ("cppcc", "评出优秀提案14件、承办先进单位【6】个", said("times", kind="commendation")),
    ("cppcc", "召开提案督办座谈会【7】场", said("times", kind="oversight", line=LINE, outcome=["meeting"])),
    ("npc", "会议期间和闭会期间代表所提建议【95】件", line("times", "submitted")),
    ("npc", "对【9】件审议意见落实情况进行满意度测评", said("times", kind="satisfaction_test")),
    ("npc", "推动办好民生实事【80】件", said("times", kind="good_deed_activity")),
    ("npc", "听取政府组成人员5名、【4】名法官检察官述职", said("people", kind="appointee_report", role=["official"], topic=["法官检察官"])),
    ("npc", "现场回答【11】个问题", said("sum", kind="opinion_answered")),
    ("cppcc", "集体提案占比达【31%】", Compound("rate", (line("times", "submitted", outcome=["group"]), line("times", "submitted")))),
    ("cppcc", "【130】名委员作为第一提案人提交提案", said("people", kind="submitted", line=LINE)),
    ("cppcc", "【60】位委员报送社情民意信息", said("people", kind="info_item", role=["member"])),
    ("cppcc", "公众号推送信息【90】条", said("times", kind="own_media")),
    ("cppcc", "【15】件提案被列为主席会议督办提案", said("times", kind="key", line=LINE)),
    ("cppcc", "主席会议成员督办【8】项重点提案", said("times", kind="key", line=LINE)),
    ("cppcc", "形成总报告、分报告【9】篇", said("sum", kind="report_written")),
    ("cppcc", "委员捐款捐物60万元，其中资金【45】万元", said("sum", kind="donation_money")),
    ("cppcc", "委员工作室现有40家，其中新增【3】家", said("times", kind="studio")),
    ("npc", "新设立法联系点3个，总数达到【18】个", said("stock", kind="law_point")),
    ("npc", "组织【3】件法规的立法后评估", said("times", kind="law_evaluation")),
    ("npc", "专题调研5次，推动出台文件【6】个", said("sum", kind="results_applied", source=["special_research"])),
    ("npc", "办结群众反映事项【700】件", said("times", kind="voice_message", outcome=["solved"])),
    ("npc", "补选县五届人大代表【9】人", said("times", kind="by_election")),
    ("npc", "【8】次在全省人大工作会议上作经验交流", said("sum", kind="speech")),
    ("cppcc", "【7】家民生议事堂组织议事活动20次", said("stock", kind="talk_hall")),
    ("cppcc", "信息工作连续【三】年在各区县中名列前茅", said("streak", kind="award_won")),
    ("npc", "会议应到代表【260】名，实到245名", said("seats")),
    ("npc", "会议应到代表260名，实到【245】名", said("people", kind="congress_session", role=["deputy"])),
    ("cppcc", "委员一对一资助学生，资助金额达【8】万元", said("sum", kind="donation_money")),
    ("npc", "街道人大工委【五】个代表联络站开展活动", said("stock", kind="station")),
    ("npc", "设有代表联络站9个、人大代表接待点【12】个", said("stock", kind="station_point")),
    (
        "cppcc", "组织专题协商5次、对口协商3次，形成报告2份，提出意见建议【70】条",
        said("sum", kind="opinion", source=["topic_talk", "counterpart_talk"]),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("profile", "sentence", "wanted"), OTHERS, ids=[row[1] for row in OTHERS])
def test_other_numbers_told_apart(profile: str, sentence: str, wanted: Count | Compound):
    assert meant(sentence, profile).expression == wanted


def test_all_that_a_sentence_intends_is_planned():
    intended = meant("常委会拟听取专项报告16项，执法检查【2】项").expression
    done = meant("常委会计划听取报告16项，已开展执法检查【2】项").expression

    assert isinstance(intended, Count) and intended.window.name == "plan"
    assert isinstance(done, Count) and done.window.name == "asked"


def test_deputies_who_came_with_others_are_not_all_seats():
    found = meant("见面会上，【6】名人大代表、30名居民代表参加").expression

    assert isinstance(found, Count) and found.what == "people"
