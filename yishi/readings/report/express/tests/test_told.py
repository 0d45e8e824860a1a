"""Of which suggestions, which year, which rate a number tells, and what no record holds. Every sentence here is made up."""

from __future__ import annotations

import pytest

from yishi.readings.figures.expression import Count, counts
from yishi.readings.report.express import express
from yishi.readings.report.express.tests.test_express import CATALOGUE, meant, said


@pytest.mark.parametrize(
    "sentence",
    [
        "进站活动中每天有【30】名代表接待群众",
        "代表接待群众60人次，每天有30名代表在线值班，占代表总数的【四分之一】",
        "干部选拔任用“一报告两评议”满意率【99%】",
        "5个监督题目一盯【三】年",
        "开展为期【三】年的专项监督",
    ],
)
def test_what_no_record_tells_is_not_counted(sentence: str):
    found = meant(sentence)

    assert found.expression is None and found.missing


def test_a_length_that_has_been_is_counted():
    assert meant("连续【三】年开展执法检查").expression == said("streak", kind="law_inspection")
    assert meant("开展为期【两】个月的执法检查").expression == said("days", kind="law_inspection")


COHORTS = (
    ("县六届人大二次会议以来提出的【150】件代表建议全部办结", "answered", ("since_session", 2), "asof"),
    ("县六届人大二次会议召开以来，共交办代表建议150件（其中政府【140】件）", "handed", ("since_session", 2), "asof"),
    ("县六届人大二次会议以来收到代表建议【150】件", "submitted", ("since_session", 2), "asof"),
    ("县六届人大二次会议期间收到代表建议【130】件", "submitted", ("session", 2), "asked"),
    ("县六届人大二次会议收到代表建议130件，登记受理【120】件", "registered", ("session", 2), "asked"),
    ("县六届人大二次会议收到代表建议130件，闭会期间收到20件，登记受理【18】件", "registered", None, "asked"),
    ("县六届人大二次会议收到代表建议130件，全年共公开建议答复【90】件", "published", None, "asked"),
    ("常委会第二次会议听取代表建议办理报告，办结【30】件", "answered", None, "asked"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "kind", "cohort", "window"), COHORTS, ids=[row[0] for row in COHORTS])
def test_of_which_suggestions_a_number_tells(sentence: str, kind: str, cohort: tuple[str, int] | None, window: str):
    found = meant(sentence).expression

    assert isinstance(found, Count)
    assert (found.facets["kind"], found.cohort, found.window.name) == ((kind,), cohort, window)


def test_a_rate_is_of_the_session_that_was_told():
    found = meant("二次会议收到提案130件，立案120件，办结率【100%】", "cppcc").expression

    assert found and [each.cohort for each in counts(found)] == [("session", 2)] * 2


def test_a_session_of_a_higher_congress_is_none_of_the_organs_own():
    text = "县委领导下，代表团在市第四届人民代表大会第二次会议上提交全团建议3件、代表个人提出建议15件。"
    whole, single = (
        express(text, text.index(number), text.index(number) + len(number), "npc", CATALOGUE).expression
        for number in ("3", "15")
    )

    assert whole == said("times", kind="recorded", line="suggestions", outcome="delegation")
    assert single == said("times", kind="recorded", line="suggestions", outcome=["joint", "one"])


def test_of_several_rates_that_one_number_tells_the_first_is_read():
    found = meant("代表建议回执率、满意率均为【100%】")

    assert found.expression and "unevaluated" in str(found.expression.data())
    assert any("basically" in str(each.expression.data()) for each in found.candidates)
    assert meant("代表建议办结率、满意率分别为99%、【97%】").name == "办理满意率"


BEFORE = (
    ("代表活动经费由每年【800】元提高到1500元", "last_year"),
    ("代表活动经费由每年800元提高到【1500】元", "asked"),
    ("代表联络站由上年的【20】个增加到30个", "last_year"),
)


@pytest.mark.parametrize(("sentence", "window"), BEFORE, ids=[row[0] for row in BEFORE])
def test_what_was_before_a_change_is_of_the_year_before(sentence: str, window: str):
    found = meant(sentence).expression

    assert isinstance(found, Count) and (found.what, found.window.name) == ("stock", window)


def test_what_was_in_a_year_that_is_named_is_of_that_year():
    found = meant("代表联络站从2019年的【20】个增加到30个").expression

    assert isinstance(found, Count) and found.window.data() == {"from": "2019-01-01", "to": "2019-12-31"}


def test_what_is_asked_of_each_is_a_mean():
    found = meant("要求每个代表联络站每年开展接待活动【6】次").expression

    assert found and [each.what for each in counts(found)] == ["times", "stock"] and "mean" in found.data()


MOTIONS = (
    ("收到代表议案7件，其中转作建议办理【4】件", said("times", kind="motion", outcome="suggestion")),
    ("主席团决定作为议案处理的【3】件，转为代表建议办理5件", said("times", kind="motion", outcome=["agenda", "committee"])),
    ("主席团决定作为议案处理的3件，转为代表建议办理【5】件", said("times", kind="motion", outcome="suggestion")),
    ("由议案转来的建议【5】件", said("times", kind="submitted", line="suggestions", outcome="motion")),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), MOTIONS, ids=[sentence for sentence, _wanted in MOTIONS])
def test_what_became_of_motions(sentence: str, wanted: Count):
    assert meant(sentence).expression == wanted
