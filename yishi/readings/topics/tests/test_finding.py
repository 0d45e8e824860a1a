"""Topics in invented messages: what belongs together comes together, and what does not stays apart."""

from __future__ import annotations

import random

import numpy as np

from yishi.readings.topics import alike
from yishi.readings.topics.finding import find, released, vectors_of
from yishi.readings.topics.said import Said
from yishi.readings.topics.tests.made import LIGHT, NOISE, about, city, numbers, said


def topics(rows: list[Said]) -> list[set[str]]:
    """The topics found, by the numbers of their messages."""
    return [numbers(rows, one.rows) for one in find(rows)]


def ids(rows: list[Said]) -> set[str]:
    """Their numbers."""
    return {row.number for row in rows}


def test_one_problem_in_varied_words_comes_together() -> None:
    mine = about("紫藤园小区", LIGHT, 500)
    assert ids(mine) in topics([*city(), *mine])


def test_the_same_problem_at_two_places_stays_apart() -> None:
    one, other = about("紫藤园小区", LIGHT, 500), about("临江雅苑", LIGHT, 600)
    found = topics([*city(), *one, *other])
    assert ids(one) in found and ids(other) in found


def test_two_problems_of_one_place_stay_apart() -> None:
    one, other = about("紫藤园小区", LIGHT, 500), about("紫藤园小区", NOISE, 600)
    found = topics([*city(), *one, *other])
    assert ids(one) in found and ids(other) in found


def test_what_names_no_place_comes_together_by_its_words() -> None:
    words = (
        ("积分落户系统打不开", "积分落户的网站一直显示系统繁忙，材料交不上去，过了月底就要等明年。"),
        ("积分落户网站总是系统繁忙", "填积分落户申请，网站系统繁忙，试了一周都交不上材料，求延期。"),
        ("积分落户申请交不上去", "积分落户系统繁忙，提交材料时网站报错，客服电话打不通。"),
    )
    mine = [said(700 + at, subject, text) for at, (subject, text) in enumerate(words)]
    assert ids(mine) in topics([*city(), *mine])


def test_two_messages_or_one_person_are_no_topic() -> None:
    two = about("紫藤园小区", LIGHT[:2], 500)
    alone = [
        said(600 + at, f"临江雅苑{subject}", f"临江雅苑{text}", who="同一个人")
        for at, (subject, text) in enumerate(LIGHT)
    ]
    found = topics([*city(), *two, *alone])
    assert not any(ids(two) & one or ids(alone) & one for one in found)


def test_the_order_in_which_they_are_given_changes_nothing() -> None:
    rows = [*city(), *about("紫藤园小区", LIGHT, 500), *about("紫藤园小区", NOISE, 600)]
    mixed = rows[:]
    random.Random(7).shuffle(mixed)
    assert topics(rows) == topics(mixed)


def test_an_affair_of_many_hundreds_stays_one() -> None:
    chance = random.Random(3)
    mine = []
    for at in range(3 * alike.PIECE):
        (subject, _text), (_subject, text) = chance.choice(LIGHT), chance.choice(LIGHT)
        mine.append(said(5000 + at, f"紫藤园小区{subject}", f"紫藤园小区{text}已经反映{at}回。", days=at % 60))
    found = topics([*city(1400), *mine])
    assert max(len(one & ids(mine)) for one in found) >= 0.95 * len(mine)


def test_each_message_is_compared_with_a_few_however_many_there_are() -> None:
    for size in (400, 1600):
        pairs = alike.candidates(vectors_of(city(size)))
        assert 0 < len(pairs) <= alike.NEAREST * size


def test_hardly_anything_is_found_where_everybody_speaks_of_something_else() -> None:
    assert len(find(city())) <= 2


def test_nothing_of_nothing() -> None:
    assert find([]) == [] and find(city(2)) == []
    assert find([said(at, "", "") for at in range(5)]) == []


def test_another_matter_at_the_same_place_does_not_stay_with_the_others() -> None:
    text = "紫藤园小区旁边新开的幼儿园明年秋季招生名额怎样分配，哪些孩子可以报名？"
    rows = [*about("紫藤园小区", LIGHT, 500), said(600, "紫藤园小区幼儿园招生", text), *city()]
    many = len(LIGHT)
    kept = released(vectors_of(rows), [np.arange(many + 1)], rows)
    assert [list(one) for one in kept] == [list(range(many))]
    assert released(vectors_of(rows), [], rows) == []


STINK = (
    ("清溪县金沙工业园半夜偷排废气", "工业园里一家化工厂半夜偷偷排放废气，刺鼻难闻，请环保局查处。"),
    ("石塘区银杏工业园臭气熏人", "我家住在工业园东边，塑料厂白天黑夜冒烟，开不了窗，环保局来过也没有改。"),
    ("白马县楠木工业园冒黄烟", "工业园的冶炼厂冒黄烟，田里的菜都蔫了，气味难闻，请领导管一管。"),
)
"""One kind of trouble, in three districts."""


def test_works_of_one_kind_in_several_districts_are_no_topic() -> None:
    mine = [said(700 + at, subject, text) for at, (subject, text) in enumerate(STINK)]
    here = [said(800 + at, subject[3:], text) for at, (subject, text) in enumerate(STINK)]
    rows = [*city(), *mine, *here]
    group, bare = np.arange(160, 163), np.arange(163, 166)
    assert [list(one) for one in released(vectors_of(rows), [group, bare], rows)] == [list(bare)]


def test_an_estate_is_told_of_by_its_district_its_city_or_neither() -> None:
    whose = ("石塘区", "临江市", "", "西江省石塘区", "")
    mine = [
        said(700 + at, f"{of}紫藤园小区{subject}", text)
        for at, (of, (subject, text)) in enumerate(zip(whose, LIGHT, strict=True))
    ]
    assert ids(mine) in topics([*city(), *mine])


def test_what_is_said_a_year_later_is_another_topic() -> None:
    before, after = about("紫藤园小区", LIGHT, 500), about("紫藤园小区", LIGHT, 600, days=400)
    found = topics([*city(), *before, *after])
    assert ids(before) in found and ids(after) in found
    soon = about("紫藤园小区", LIGHT, 600, days=300)
    assert ids(before) | ids(soon) in topics([*city(), *before, *soon])


SCHOOLS = (
    ("清溪县金沙小学老师不够", "金沙小学一个班只有一位老师，家长想让孩子转学。"),
    ("石塘区孩子转学被拒", "孩子想转到银杏小学读书，学校说没有学位，家长着急。"),
    ("白马县楠木小学教室太旧", "楠木小学的教室漏雨，老师和家长都盼着早点修。"),
    ("咨询东湖市小学转学", "孩子要从外地转学回来，不知道哪所小学能收。"),
)


def test_in_a_thin_file_schools_of_several_districts_are_no_topic() -> None:
    mine = [said(700 + at, subject, text) for at, (subject, text) in enumerate(SCHOOLS)]
    assert not any(ids(mine) & one for one in topics([*mine, *city(20)]))
