"""What a suggestion is found by, and by whom. The room says what stands where, its `visible` who sees a row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.foundation.loops.take import create
from yishi.readings.search import index
from yishi.readings.search.find import find
from yishi.rooms.suggestions import lists, searched
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def office(db):
    return Office()


def finds(office, who, words, **how):
    index.refresh()
    return set(find(lists.visible(office[who]), words, **how).values_list("pk", flat=True))


def anyone(words):
    """By someone who would see every suggestion there is."""
    index.refresh()
    return find(Suggestion.objects.all(), words, inner=True).exists()


def test_found_by_number_words_and_people(office):
    s = office.assigned(joint=True)
    number = office.again(s).matter.number
    for words in (
        number,
        number[-4:],
        "加装电梯",
        "老人上下楼",
        "简化审批",
        str(office.lead),
        str(office.second),
        office.units[0].name,
    ):
        assert finds(office, "office", words) == {s.pk}, words


def test_a_draft_is_found_by_its_author_alone(office):
    s = office.draft(situation="试验路上的梧桐。")
    assert finds(office, "author", "上的梧桐") == {s.pk}
    for who in ("office", "member", "liaison0", "leader", "administrator", "signer"):
        assert finds(office, who, "上的梧桐") == finds(office, who, "加装电梯") == set(), who


def test_an_invited_signer_is_not_named_until_he_has_confirmed(office):
    s = office.draft()
    office.take(suggestion["invite"], s, "author", mandates=[office.second.pk])
    assert finds(office, "author", str(office.second)) == set()
    office.take(suggestion["confirm"], s, "signer")
    assert finds(office, "author", str(office.second)) == {s.pk}


def test_the_draft_of_an_answer_is_found_by_nobody(office):
    s = office.assigned()
    part = office.part(s)
    office.take(handling["receive"], part, "liaison0")
    office.take(handling["record_talk"], part, "liaison0", day=office.day, how="visit", text="已听取意见。")
    given = {"kind": "solved", "text": "拟答复为磁悬浮电梯。", "may_publish": True}
    office.take(handling["draft_answer"], part, "liaison0", **given)
    assert not anyone("磁悬浮电梯")
    office.take(handling["sign"], part, "head0")
    assert not anyone("磁悬浮电梯")
    office.take(handling["send"], part, "liaison0", number="试函〔2026〕1号")
    assert finds(office, "author", "磁悬浮电梯") == finds(office, "author", "试函〔2026〕1号") == {s.pk}
    assert finds(office, "member", "磁悬浮电梯") == set(), "not published: he does not see the suggestion"


def test_an_answer_not_for_publication_stands_with_the_office(office):
    s = office.assigned()
    office.answer(office.part(s), text="涉及磁悬浮的商业秘密。", may_publish=False)
    assert finds(office, "office", "磁悬浮") == set()
    assert finds(office, "office", "磁悬浮", inner=True) == {s.pk}


def test_opinions_of_co_handlers_and_talks_stand_with_the_office(office):
    s = office.assigned(co=True)
    part = office.part(s, 1)
    office.take(handling["receive"], part, "liaison1")
    office.take(handling["give_opinion"], part, "liaison1", text="建议采用磁悬浮。")
    assert finds(office, "office", "采用磁悬浮") == set()
    assert finds(office, "office", "采用磁悬浮", inner=True) == {s.pk}


def test_evaluations_are_sealed(office):
    s = office.assigned()
    part = office.answer(office.part(s))
    office.evaluate(part, "dissatisfied", opinion="答复里没有磁悬浮。")
    assert not anyone("没有磁悬浮")


def test_of_a_secret_matter_only_the_stub_is_found(office):
    with clock.at(office.day):
        s = create(suggestion["register_secret"], office["office"], {"note": "机要室三号柜"}).record
    assert not anyone("三号柜")
    assert finds(office, "office", "涉密件") == {s.pk}


def test_texts_cost_the_same_for_any_number(office):
    for _ in range(2):
        office.answer(office.part(office.assigned(joint=True)))
    keys = list(Suggestion.objects.values_list("pk", flat=True))
    counts = []
    for some in (keys[:1], keys):
        with CaptureQueriesContext(connection) as queries:
            assert len(list(searched.texts(some))) == len(some)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
    assert list(searched.texts([])) == []
