import datetime as dt
import hashlib
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.foundation.journal import canonical
from yishi.foundation.journal.models import Body, Entry, Head
from yishi.foundation.journal.tests.conftest import DAY, make_organ
from yishi.foundation.journal.verify import verify
from yishi.foundation.journal.write import erase, write
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Organ

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_entries_follow_each_other(organ, chain):
    stored = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in stored] == list(range(1, 11))
    assert stored[0].prev_hash == canonical.GENESIS
    assert all(late.prev_hash == early.hash for early, late in pairwise(stored))
    head = Head.objects.get()
    assert (head.chain, head.seq, head.hash) == (organ.code, 10, stored[-1].hash)
    assert verify(organ).ok


def test_the_hash_is_the_documented_one(organ, chain):
    """The canonical form of README.md, written out by hand."""
    entry = Entry.objects.get(seq=1)
    at = entry.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    text = (
        f'{{"actor":{entry.actor_id},"after":"registered","alg":"sha256","at":"{at}","before":"submitted",'
        f'"body_hash":"{entry.body_hash}","chain":"jia-qu","day":"2026-03-02","form":"yishi-journal-1",'
        f'"law":"代表法 51","matter":{entry.matter_id},"prev_hash":"{"0" * 64}",'
        '"role":"代表（提案）工作机构","room":"suggestions","sealed":false,"seq":1,"step":"register"}'
    )
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()
    body = entry.body
    assert entry.body_hash == hashlib.sha256(bytes(body.salt) + body.text.encode()).hexdigest()
    assert body.text == '{"actor":"某某甲","said":{"意见":"第1条意见"}}'


def test_two_equal_bodies_have_different_hashes(new):
    with transaction.atomic():
        first, second = write([new(), new()])
    assert first.body_hash != second.body_hash


def test_it_is_written_in_a_transaction_only(new, transactional_db):
    with pytest.raises(TransactionManagementError):
        write([new()])
    assert not Entry.objects.exists() and not Head.objects.exists()


def test_nothing_stays_of_a_transaction_that_failed(organ, new):
    with pytest.raises(RuntimeError), transaction.atomic():
        write([new()])
        raise RuntimeError
    with transaction.atomic():
        write([new()])
    assert Entry.objects.get().seq == 1
    assert verify(organ).ok


def count_queries(new, size):
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        write([new() for _ in range(size)])
    inserts = sum(query["sql"].startswith("INSERT") for query in queries)
    return len(queries) - inserts, inserts


def test_the_number_of_queries_does_not_grow(new, organ):
    count_queries(new, 1)
    one, ones = count_queries(new, 1)
    many, inserts = count_queries(new, 500)
    assert many == one <= 2  # the head read under lock, the head written
    assert ones == 2
    assert inserts <= (2 if connection.vendor == "postgresql" else 500 * (17 + 5) / 999 + 2)  # its variables
    assert verify(organ).entries == 502


def test_organs_have_chains_of_their_own(organ, new):
    other = make_organ("yi-qu")
    with transaction.atomic():
        write([new(), new(organ_id=other.pk, matter_id=None), new(), new(organ_id=other.pk)])
    assert list(Entry.objects.filter(organ=other).order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert verify(organ).ok and verify(other).ok
    assert verify(other).chain == "yi-qu"


def test_an_organ_may_get_another_code_and_another_organ_its_old_one(organ, new, chain):
    Organ.objects.filter(pk=organ.pk).update(code="jia-shi")
    other = make_organ("jia-qu")
    with transaction.atomic():
        write([new(), new(organ_id=other.pk)])
    organ.refresh_from_db()
    assert verify(organ).ok and verify(organ).chain == "jia-qu"
    assert verify(other).ok and verify(other).chain == f"jia-qu.{other.pk}"


def test_the_system_writes_without_an_account(organ, new):
    with transaction.atomic():
        (entry,) = write([new(actor=system(organ))])
    entry.refresh_from_db()
    assert entry.actor is None and entry.actor_role == "系统"
    assert entry.body.content == {"actor": "系统", "said": {"意见": "同意登记"}}
    assert verify(organ).ok


def test_when_it_happened_and_when_it_was_recorded(organ, new):
    with clock.at(dt.datetime(2026, 3, 5, 23, 30, tzinfo=clock.CHINA)), transaction.atomic():
        write([new(day=DAY)])
    entry = Entry.objects.get()
    assert entry.day == DAY
    assert entry.at == dt.datetime(2026, 3, 5, 15, 30, tzinfo=dt.UTC)
    assert verify(organ).ok


NO_FORM = [{"text": "a\ud800b"}, {"number": float("nan")}, {"thing": object()}, {1: 0, "1": 0}]


@pytest.mark.parametrize("said", NO_FORM)
def test_what_has_no_canonical_form_is_refused(new, said):
    with pytest.raises(canonical.NotWritable), transaction.atomic():
        write([new(said=said)])
    assert not Entry.objects.exists()


def test_nul_long_and_odd_texts_are_kept_as_they_are(organ, new):
    said = {"text": "a\x00b\u2028c\r\n" + "长" * 100_000, "day": DAY, "emoji": "𠮷"}
    with transaction.atomic():
        (entry,) = write([new(said=said)])
    assert Body.objects.get(pk=entry.pk).content["said"] == {**said, "day": "2026-03-02"}
    assert verify(organ).ok


def test_algorithms_may_change_along_a_chain(organ, new, settings):
    for alg in ("sha256", "sm3", "sha256"):
        settings.YISHI_JOURNAL_HASH = alg
        with transaction.atomic():
            write([new()])
    assert list(Entry.objects.order_by("seq").values_list("alg", flat=True)) == ["sha256", "sm3", "sha256"]
    assert verify(organ).ok


def test_an_unknown_algorithm_is_refused(new, settings):
    settings.YISHI_JOURNAL_HASH = "md5"
    with pytest.raises(canonical.NotWritable), transaction.atomic():
        write([new()])


def test_erasing_takes_text_and_salt_and_says_so(organ, officer, chain):
    with transaction.atomic():
        (said,) = erase([chain[2], chain[4]], why="本人申请删除", actor=officer)
    for seq in (3, 5):
        body = Body.objects.get(entry__seq=seq)
        assert (body.salt, body.text, body.content, body.erased_why) == (None, None, None, "本人申请删除")
        assert body.erased_at == said.at
    assert (said.seq, said.room, said.step) == (11, "journal", "erase")
    assert said.body.content == {"actor": "", "said": {"seqs": [3, 5], "why": "本人申请删除"}}
    assert verify(organ).ok


def test_erasing_twice_or_an_erasure_does_nothing(organ, officer, chain):
    with transaction.atomic():
        said = erase([chain[2]], why="本人申请删除", actor=officer)
        assert erase([chain[2]], why="再删", actor=officer) == []
        assert erase(said, why="再删", actor=officer) == []
    assert Entry.objects.count() == 11
    assert verify(organ).ok


def test_erasing_needs_a_reason(officer, chain):
    with pytest.raises(ValueError, match="reason"), transaction.atomic():
        erase(chain, why=" ", actor=officer)
    assert Body.objects.filter(text=None).count() == 0


def test_erasing_over_two_organs_says_so_in_each(organ, officer, new):
    other = make_organ("yi-qu")
    with transaction.atomic():
        entries = write([new(), new(organ_id=other.pk)])
        said = erase(entries, why="本人申请删除", actor=officer)
    assert {entry.organ_id for entry in said} == {organ.pk, other.pk}
    assert verify(organ).ok and verify(other).ok
