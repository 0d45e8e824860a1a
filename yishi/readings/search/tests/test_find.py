"""Found is what holds the words, and nothing else; whatever is typed."""

from contextlib import contextmanager

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.models import Stale
from yishi.readings.search import find as finding
from yishi.readings.search.find import Search, find
from yishi.readings.search.models import Text
from yishi.readings.search.tests.made import integrity, matters, put
from yishi.readings.search.words import asked, short

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

CHARS = st.sampled_from("电梯加装的哈aAＡ1１.-\"*'():^{}%_\\。，\n 　\x00𬭸𠮷é½")
# One example's texts are written over the last one's: that this leaves nothing behind is part of the proof.
HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
TEXTS = st.text(CHARS, max_size=40)


def found(words, **how):
    return set(find(Matter.objects.all(), words, **how).values_list("pk", flat=True))


@pytest.fixture
def keys(db):
    return [matter.pk for matter in matters(3)]


def test_any_part_of_two_characters_or_more(keys):
    one, two, three = keys
    put(
        {
            one: ("关于加装电梯的建议", "老旧小区没有电梯，老人上下楼不便。", ""),
            two: ("关于公交的建议", "增加夜间班次，５Ｇ覆盖。ＢＵＳ-101路", ""),
            three: ("关于电的建议", "梯田", ""),
        }
    )
    assert found("装电") == {one}
    assert found("建议") == {one, two, three}
    assert found("电梯") == {one}
    assert found("人上下楼不") == {one}
    assert found("bus-101") == {two}
    assert found("5g") == {two}
    assert found("夜间 公交") == {two}
    assert found("夜间 电梯") == set()
    assert found("的建议老旧") == set(), "title and text are kept apart"


def test_a_single_character_is_looked_for_in_the_title_only(keys):
    one, two, _ = keys
    put({one: ("加装电梯", "公交", ""), two: ("公交", "电梯", "")})
    assert found("梯") == {one}
    assert found("梯 公交") == {one}
    assert found("交 电梯") == {two}


def test_inner_text_is_found_only_when_asked_for(keys):
    one, two, _ = keys
    put({one: ("甲件", "公开内容", "会办意见"), two: ("乙件", "会办意见", "")})
    assert found("会办意见") == {two}
    assert found("会办意见", inner=True) == {one, two}
    assert found("公开 会办", inner=True) == {one}
    assert found("公开 会办") == set()


def test_it_only_narrows(keys):
    one, two, _ = keys
    put({key: ("电梯", "电梯", "") for key in keys})
    rows = Matter.objects.filter(pk__in=[one, two])
    assert set(find(rows, "电梯").values_list("pk", flat=True)) == {one, two}
    assert not find(Matter.objects.none(), "电梯").exists()
    assert find(rows, " \x00 ").count() == 2


def test_rows_that_point_at_the_matter(keys):
    one, two, _ = keys
    put({one: ("电梯", "", ""), two: ("公交", "", "")})
    Stale.objects.bulk_create([Stale(matter_id=two, since=Matter.objects.get(pk=two).touched_at)])
    assert [row.pk for row in find(Text.objects.all(), "电梯", by="matter")] == [one]


def test_what_is_found_is_looked_for_once(keys, django_assert_num_queries):
    put({keys[0]: ("公交电梯", "", "")})
    search = Search("电梯 公交 梯", inner=True)
    with django_assert_num_queries(3):
        assert [list(search.narrow(Matter.objects.order_by(order))[:50]) for order in ("pk", "-pk")]
    with django_assert_num_queries(1):
        assert not list(find(Matter.objects.all(), "没有的词", inner=True)), "nothing is asked with no keys in hand"


@settings(max_examples=150, suppress_health_check=HEALTH)
@given(texts=st.lists(TEXTS, min_size=3, max_size=3), data=st.data())
def test_found_is_what_holds_the_words(keys, texts, data):
    put({key: (text[:10], text, text[::-1]) for key, text in zip(keys, texts, strict=True)})
    held = {text.pk: (text.open_text, text.inner_text) for text in Text.objects.all()}
    text = data.draw(st.sampled_from(texts))
    start, size = data.draw(st.integers(0, 40)), data.draw(st.integers(0, 6))
    for words in (text[start : start + size], data.draw(st.text(CHARS, max_size=5))):
        wanted = asked(words)
        heads = {key: open_text.partition("\n")[2].partition("\n")[0] for key, (open_text, _) in held.items()}
        for inner in (False, True):
            holds = {
                key
                for key, zones in held.items()
                if all(
                    word in heads[key] if short(word) else word in zones[0] or (inner and word in zones[1])
                    for word in wanted
                )
            }
            assert found(words, inner=inner) & set(keys) == (holds if wanted else set(keys)), (words, inner)


@pytest.mark.parametrize(
    "words",
    ['"', '""', "电梯\"", "NEAR(电梯, 2)", "电梯*", "-电梯", "open_text : 电梯", "{", "^电梯", "电梯 AND", "NOT 电梯", "OR",
     "%", "_", "\\", "'; DROP TABLE search_text; --", "\x00", "电\x00梯", "\ud800", "电梯\udfff", "𬭸" * 5000, "电梯" * 5000,
     "电 " * 5000, "电梯 " * 5000, "%s %(a)s", "\U0010ffff\U0010ffff", "ﷺ" * 3000],
)  # fmt: skip
def test_whatever_is_typed_is_only_text(keys, words):
    put({keys[0]: ("老旧小区加装电梯", "老旧小区", "")})
    for inner in (False, True):
        assert found(words, inner=inner) <= set(keys)
    assert Text.objects.count() == 1


def test_a_long_answer_is_found_to_its_last_word(keys):
    # tsvector would lose places after the 16,383rd, and a gram's after its 256th
    one, two, _ = keys
    put({one: ("长文", "哈" * 60_000 + "最后一句", ""), two: ("另一", "最后" + "一句" * 20_000, "")})
    assert found("哈最后一句") == {one}
    assert found("哈" * 90) == {one}
    assert found("一句一句一句") == {two}


def test_a_title_just_written_is_found_before_the_refresh(keys):
    one = Matter.objects.get(pk=keys[0])
    one.title, one.number = "关于5G基站的建议", "20260042"
    one.save()
    assert found("基站") == set()
    Stale.objects.create(matter=one, since=one.touched_at)
    assert found("5g基站") == found("60042") == found("基站 0042") == found("站") == {one.pk}
    assert found("基站 公交") == set()


@settings(max_examples=40, suppress_health_check=HEALTH)
@given(rounds=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_what_is_written_over_leaves_nothing_behind(keys, rounds):
    for first, second in rounds:
        put({keys[0]: (first, second, first), keys[1]: (second, first, "")})
    integrity()


@settings(max_examples=150, suppress_health_check=HEALTH)
@given(
    texts=st.lists(TEXTS, min_size=3, max_size=3), words=st.text(CHARS, max_size=6), inner=st.booleans(), data=st.data()
)
def test_row_by_row_finds_what_the_index_finds(keys, texts, words, inner, data):
    put({key: (text[:10], text, text[::-1]) for key, text in zip(keys, texts, strict=True)})
    text = data.draw(st.sampled_from(texts))
    for typed in (words, text[: data.draw(st.integers(0, 6))]):
        wanted = found(typed, inner=inner)
        with patched(MANY=-1):
            assert found(typed, inner=inner) == wanted, typed


def test_row_by_row_finds_a_title_just_written(keys):
    one = Matter.objects.get(pk=keys[0])
    one.title, one.number = "关于5G基站的建议", "20260042"
    one.save()
    with patched(MANY=-1):
        assert found("基站") == set()
        Stale.objects.create(matter=one, since=one.touched_at)
        assert found("5g基站") == found("60042") == found("基站 0042") == found("站") == {one.pk}
        assert found("基站 公交") == set()


def test_what_the_newest_hold_is_everywhere_among_many(keys, django_assert_num_queries):
    put({key: ("电梯", "", "") for key in keys})
    assert not Search("电梯").many, "a few texts tell nothing"
    with patched(EVERYWHERE=2, PLENTY=2):
        assert not Search("电梯").many, "as many as there must be, and not more"
    with patched(EVERYWHERE=1, PLENTY=2), django_assert_num_queries(1):
        assert Search("电梯").many
    with patched(EVERYWHERE=0, NEWEST=1, PLENTY=2):
        assert Search("电梯").many
        assert not Search("公交").many and not Search("电梯 公交").many
        assert not Search("电").many and not Search("电梯", inner=True).many, "the index is asked"
    with patched(MANY=2):
        assert Search("电梯").many and found("电梯") == set(keys)
    with patched(MANY=3):
        assert not Search("电梯").many and found("电梯") == set(keys)


@contextmanager
def patched(**values):
    """Search with other bounds."""
    with pytest.MonkeyPatch.context() as changed:
        for name, value in values.items():
            changed.setattr(finding, name, value)
        yield


@pytest.mark.postgres(only=True)
def test_no_statistics_lead_the_planner_to_read_every_set(keys):
    put({key: ("电梯", "电梯" * 50, "") for key in keys})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry")
        cursor.execute("SELECT attname FROM pg_stats WHERE tablename = 'search_entry' ORDER BY 1")
        assert [name for (name,) in cursor.fetchall()] == ["head", "matter_id"]
