"""By which theme a sentence narrows its numbers. Every sentence here is made up."""

from __future__ import annotations

import pytest

from yishi.readings.figures.expression import Count
from yishi.readings.report.express.tests.test_express import CATALOGUE, meant
from yishi.readings.report.express.themes import called, cleaned, of_law, of_whom, shortened
from yishi.rooms.activities.catalogue import kinds


def topics_of(sentence: str, profile: str = "npc") -> tuple[str, ...]:
    """The themes to which the number in 【】 is kept."""
    found = meant(sentence, profile).expression
    assert isinstance(found, Count)
    return found.facets.get("topic", ())


NPC = (
    # who did it is told before the happening
    ("全年【9】个乡镇开展12场“院坝议事”协商议事活动", "院坝议事"),
    # a theme goes on through what came of the happening
    ("围绕污水处理设施开展专题调研，实地走访企业15家，收集意见建议【62】条", "污水处理设施"),
    ("聚焦河道保洁开展视察，深入一线听取意见，提出意见建议【12】条", "河道保洁"),
    ("聚焦群众关切的停车难问题开展专题询问，现场提问【12】个", "停车难"),
    ("听取审议区政府关于幼儿托育工作推进情况的报告，并对【6】个部门开展满意度测评", "幼儿托育"),
    ("跟踪视察滨河公园改造项目进展，在绿化、照明、步道等【三】方面提出建议", "滨河公园改造项目"),
    ("开展《某市古树名木保护规定》执法检查，查看古树【9】处", "古树名木保护"),
    ("围绕“进一步加强社区调解工作，提升治理水平”开展视察，提出意见建议【24】条", "社区调解"),
    ("1名副主任担任“护河工程”专班组长，【3】名代表担任服务专员", "护河工程"),
    ("围绕消防安全开展监督。听取有关情况汇报，提出意见建议【30】条", "消防安全"),
    ("坚持将养老服务作为监督重点。组建【8】个小组开展专项监督", "养老服务"),
    ("以垃圾分类、文明养犬、消防安全为主题，组织代表活动【65】次", "垃圾分类、文明养犬、消防安全"),
    # and no further than that
    ("围绕污水处理设施开展专题调研，全年提出意见建议【62】条", ""),
    ("围绕消防安全开展监督。代表联络站全年接待群众【900】人次", ""),
    ("视察工作有声有色，组织视察30次，【300】人次代表参加", ""),
    ("通过“云上议事”“田间课堂”等方式开展视察，提出意见建议【20】条", ""),
    # names that mean only some of a kind
    ("批准区级决算和区农业局等【5】个部门决算", "部门决算"),
    ("组建【3】个在职党支部", "在职党支部"),
    ("对【90】名新任代表开展初任培训", "初任培训"),
    ("举办代表培训班【3】期", ""),
    ("【2】名党员干部担任社区第一书记", "第一书记"),
    ("建成全过程人民民主实践基地【3】个", "全过程人民民主实践基地"),
    ("打造示范点【3】个", ""),
    ("打造具有带动效应的邻里互助示范点【3】个", "邻里互助"),
    ("向区委汇报人大全面工作【1】次", "全面工作"),
    ("召开市人大代表候选人推荐工作会，推荐人选【49】人", "市人大代表"),
    ("规范机关工作制度【20】项", "机关工作制度"),
    ("选任民情联络员60名，收集民意【300】条", "民情联络员"),
    ("制定水环境监督计划，确定【9】个重点监督项目", "水环境监督"),
    # occasions
    ("积极参与疫情防控，组织机关干部开展社区志愿服务【80】人次", "疫情防控"),
    ("组织代表捐款【25万】元，助力乡村建设", ""),
    ("全年开展捐款捐物活动【12】次，助力疫情防控", ""),
    ("在疫情防控、防汛救灾中，组织代表捐款【25万】元", ""),
    ("春节前夕组织代表捐款【6万】元", "春节"),
    # what tells two numbers of one kind apart
    ("在全县【9】个街道和3个园区设立人大工委", "街道"),
)  # fmt: skip
CPPCC = (
    ("围绕“推进数字乡村建设，打造宜居家园”召开专题议政性常委会会议，形成意见建议【25】条", "数字乡村建设"),
    ("围绕“守正创新，推进老街保护”课题，就“修缮技术”“业态更新”等内容深入调研，形成调研报告【6】篇", "老街保护"),
    ("围绕“办好托育”“破解停车难”等课题开展专题协商，提出意见建议【76】条", ""),
    ("组织“助推共同富裕专题协商议事月”活动，委员深入一线，参与协商议事活动【20】场", "助推共同富裕专题协商议事月"),
    ("举办“守护碧水、共建家园”主题宣传活动，组织政协委员【90】人开展志愿服务", "守护碧水"),
    ("选派60名委员担任【22】个单位的社会监督员", "社会监督员"),
    ("推荐5位法院听证员、【4】位营商环境监督员", "营商环境监督员"),
    ("推荐【16】名委员担任执法监督员、人民监督员", ""),
    ("设立【5】个委员会客室", "委员会客室"),
    ("累计推荐导读人41人次，开展专题研讨3次，荐读书目【900】册", ""),
    ("开展常委会学习讲座【10】次、委员大讲堂39期", "常委会学习讲座"),
    ("将【90】名委员编入6个专委会", "专委会"),
    ("【6】人参与结对12名孤寡老人探访活动", "孤寡老人探访"),
    ("组织委员参加社区活动，【6】人参与志愿服务", ""),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "theme"), NPC, ids=[sentence for sentence, _theme in NPC])
def test_what_narrows_a_congresss_numbers(sentence: str, theme: str):
    assert "、".join(topics_of(sentence)) == theme


@pytest.mark.parametrize(("sentence", "theme"), CPPCC, ids=[sentence for sentence, _theme in CPPCC])
def test_what_narrows_a_cppccs_numbers(sentence: str, theme: str):
    assert "、".join(topics_of(sentence, "cppcc")) == theme


def test_a_theme_is_told_in_its_own_words():
    assert cleaned("进行垃圾分类工作") == "" or cleaned("全区垃圾分类工作") == "垃圾分类"
    assert cleaned("垃圾分类、工作") == ""
    assert shortened("多措并举，推进垃圾分类工作") == "垃圾分类"
    assert shortened("喜迎佳节，共建家园") == "" == called("喜迎佳节")
    assert called("守护碧水、共建家园") == "守护碧水"
    assert of_law("某市古树保护条例") == "古树保护" and of_law("食品安全法") == "食品安全法"
    assert of_whom("群众关心的停车难") == "停车难"


@pytest.mark.parametrize("profile", kinds.PROFILES)
def test_every_name_of_a_part_narrows_to_it(profile: str):
    wrong = []
    for kind in CATALOGUE.of_profile(profile):
        for name in {*kind.parts} & {*kind.aliases} if kind.measure not in ("名", "人次") else ():
            found = meant(f"{kind.verbs[0]}{name}【5】{kind.measure}", profile).expression
            if not isinstance(found, Count) or found.facets.get("topic") != (name,):
                wrong.append(name)

    assert wrong == []
