"""What reads alike, with the phrases that say why."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.foundation.matters.models import Matter
from yishi.readings.search import weights
from yishi.readings.search.alike import alike, alike_to
from yishi.readings.search.shared import grams_of, phrases, runs
from yishi.readings.search.tests.made import matters, put

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

OTHERS = [
    ("关于加强校园周边交通管理的建议", "放学时段车辆拥堵，建议增派警力。"),
    ("关于在公园增设直饮水点的建议", "市民健身后饮水不便。"),
    ("关于完善社区养老服务的建议", "独居老人用餐不便，建议开办社区食堂。"),
    ("关于规范电动自行车停放的建议", "楼道内停放电动自行车，存在火灾隐患。"),
    ("关于优化夜间公交线路的建议", "夜间班次少，群众出行不便。"),
    ("关于推进垃圾分类的建议", "部分小区分类桶配置不足。"),
]
LIFTS = [
    ("关于在老旧小区加装电梯的建议", "老旧小区没有电梯，老人上下楼不便，建议简化加装电梯审批。"),
    ("关于加快既有住宅加装电梯的建议", "六层以上既有住宅加装电梯意见难统一，建议给予补助。"),
]


@pytest.fixture
def keys(db):
    said = LIFTS + OTHERS * 4
    made = [matter.pk for matter in matters(len(said))]
    put({key: (title, text, "") for key, (title, text) in zip(made, said, strict=True)})
    weights.weigh()
    return made


def test_the_alike_come_first_with_their_phrases(keys):
    found = alike("关于老旧小区加装电梯补助的建议\n请对老旧小区加装电梯给予补助。", Matter.objects.all())
    assert [one.record.pk for one in found[:2]] == keys[:2]
    assert found[0].score > found[1].score > 0.15
    assert "加装电梯" in "".join(found[0].phrases) and any("老旧小区" in phrase for phrase in found[0].phrases)
    assert all(one.score < found[1].score for one in found[2:])
    assert 0 < found[0].percent <= 100


def test_common_words_make_nothing_alike(keys):
    assert alike("关于的建议", Matter.objects.all()) == []
    found = alike("关于航天测控的建议", Matter.objects.all())
    assert found == []


def test_a_title_alone_is_enough(keys):
    assert {one.record.pk for one in alike("加装电梯", Matter.objects.all())[:2]} == set(keys[:2])


def test_only_rows_the_reader_may_see(keys):
    rows = Matter.objects.exclude(pk=keys[0])
    assert keys[0] not in [one.record.pk for one in alike("关于在老旧小区加装电梯的建议", rows)]
    assert alike("关于在老旧小区加装电梯的建议", Matter.objects.none()) == []


def test_inner_text_makes_nothing_alike(keys):
    put({keys[5]: ("关于推进垃圾分类的建议", "分类。", "磁悬浮列车进城的会办意见")})
    assert alike("磁悬浮列车进城", Matter.objects.all()) == []


def test_matters_like_one_in_the_index(keys):
    found = alike_to(keys[0], Matter.objects.all())
    assert found[0].record.pk == keys[1]
    assert keys[0] not in [one.record.pk for one in found]
    assert alike_to(0, Matter.objects.all()) == []


def test_the_same_text_scores_one_and_no_more(keys):
    title, text = LIFTS[0]
    found = alike(f"{title}\n{text}", Matter.objects.all(), limit=1)
    assert [(one.record.pk, one.percent) for one in found] == [(keys[0], 100)]


def test_six_queries(keys, django_assert_num_queries):
    with django_assert_num_queries(6):
        alike("关于老旧小区加装电梯补助的建议\n请对老旧小区加装电梯给予补助。", Matter.objects.select_related("organ"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=200), st.text('加装电梯\n的建议关于𬭸\x00\ud800"*', max_size=60)))
def test_whatever_is_typed(keys, text):
    for one in alike(text, Matter.objects.all()):
        assert 0 < one.score <= 1


def test_three_hundred_pages_are_read_as_far_as_needed(keys):
    found = alike("关于在老旧小区加装电梯的建议\n" + "老旧小区没有电梯。" * 20_000, Matter.objects.all())
    assert found[0].record.pk == keys[0]


class Flat(weights.Known):
    """All grams weigh the same but the empty words."""

    def __init__(self, *texts):
        grams = {gram for text in texts for gram in grams_of(text)}
        super().__init__(
            {},
            {gram: 0.1 if gram in {"关于", "建议", "的建", "于在"} else 3.0 for gram in grams},
            weights.Counted(0, 0.1),
        )


def test_phrases_are_whole_and_without_empty_words():
    title, other = "关于在老旧小区加装电梯的建议", "关于在老旧小区推进加装电梯工作的建议"
    assert set(phrases(title, "", other, Flat(title))) == {"在老旧小区", "加装电梯"}
    assert phrases("关于的建议", "", other, Flat("关于的建议")) == ()


@given(st.text("甲乙丙丁，。 12", max_size=60), st.text("甲乙丙丁，。 12", max_size=60))
def test_every_phrase_stands_in_both(one, other):
    for phrase in phrases(one, "", other, Flat(one)):
        assert phrase in one and phrase in other and len(phrase) >= 2


def test_runs_leave_out_punctuation():
    assert runs("加装、电梯𬭸之pm2.5") == ["加装", "电梯", "之pm2"]
    assert grams_of("2026年度") == ["6年", "年度"]
