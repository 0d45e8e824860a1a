import json
import stat
from itertools import pairwise

import pytest
from django.db import connection, transaction

from yishi.foundation import clock
from yishi.foundation.journal import canonical, export, keys
from yishi.foundation.journal.models import Seal
from yishi.foundation.journal.seals import seal, seal_all, seal_row
from yishi.foundation.journal.tests.conftest import DAY, make_organ
from yishi.foundation.journal.tests.intruder import intrude
from yishi.foundation.journal.verify import verify
from yishi.foundation.journal.write import write

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAYS = [DAY.replace(day=number) for number in range(2, 7)]


@pytest.fixture
def grow(new):
    def write_one():
        with transaction.atomic():
            write([new()])

    return write_one


@pytest.fixture
def five(organ, chain, grow):
    """Seals of five days, with an entry between each two."""
    made = []
    for day in DAYS:
        with clock.at(day):
            made.append(seal(organ, day))
        grow()
    return made


def outside(made):
    return json.loads(export.seal_json(made))


def kinds(organ, *brought):
    return [(finding.kind, finding.seq) for finding in verify(organ, brought).findings]


def test_a_seal_says_where_the_chain_stands(organ, chain):
    made = seal(organ, DAY)
    assert (made.seq, made.hash, made.prev) == (10, chain[-1].hash, "")
    report = verify(organ)
    assert report.ok and report.seals == 1


def test_each_seal_names_the_one_before(organ, five):
    for early, late in pairwise(five):
        assert late.prev == canonical.seal_digest(seal_row(early, organ.code))
    assert verify(organ, [outside(made) for made in five]).ok


def test_a_day_is_sealed_once(organ, chain, grow):
    first = seal(organ, DAY)
    grow()
    assert seal(organ, DAY) == first
    assert Seal.objects.count() == 1


def test_nothing_new_nothing_to_seal(organ, chain):
    seal(organ, DAYS[0])
    assert seal(organ, DAYS[1]) is None


def test_an_earlier_day_is_not_sealed_afterwards(organ, chain, grow):
    seal(organ, DAYS[1])
    grow()
    assert seal(organ, DAYS[0]) is None


def test_an_organ_without_entries_has_nothing_to_seal(organ):
    assert seal(organ, DAY) is None


def test_all_organs_are_sealed(organ, new):
    other, idle = make_organ("yi-qu"), make_organ("bing-qu")
    with transaction.atomic():
        write([new(), new(organ_id=other.pk)])
    assert {made.organ for made in seal_all(DAY)} == {organ, other}
    assert seal(idle, DAY) is None


def test_the_key_is_its_owners_alone(organ, chain, secrets_dir):
    seal(organ, DAY)
    path = secrets_dir / keys.KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(secrets_dir.stat().st_mode) == 0o700
    assert keys.problems() == []
    path.chmod(0o644)
    assert len(keys.problems()) == 1


def test_the_key_is_made_once(organ, chain, secrets_dir):
    first = keys.private_key().private_bytes_raw()
    assert keys.private_key().private_bytes_raw() == first
    assert sorted(path.suffix for path in secrets_dir.iterdir()) == [".key", ".pub"]


def test_earlier_seals_hold_after_a_new_key(organ, five, secrets_dir):
    (secrets_dir / keys.KEY_FILE).unlink()
    late = seal(organ, DAY.replace(day=20))
    assert late.key_id != five[0].key_id
    assert verify(organ, [outside(five[0]), outside(late)]).ok


def test_a_file_belied_by_its_name_is_no_key(organ, five, secrets_dir):
    (secrets_dir / f"journal-{'0' * 16}.pub").write_text("11" * 32)
    (secrets_dir / "journal-x.pub").write_text("no key")
    assert list(keys.known_keys()) == [five[0].key_id]


def test_another_installations_key_is_not_ours(organ, five, secrets_dir):
    for path in secrets_dir.iterdir():
        path.unlink()
    assert {kind for kind, _ in kinds(organ)} == {"seal_key"}


EDITS = ["seq = 9", "hash = 'x'", "day = '2026-01-01'", "prev = 'x'", "made_at = '2026-01-01 00:00:00+00'"]


@pytest.mark.parametrize("change", EDITS)
def test_an_edited_seal_is_forged(organ, five, change):
    intrude(f"UPDATE journal_seal SET {change} WHERE id = {five[2].pk}")
    assert "seal_forged" in {kind for kind, _ in kinds(organ)}


def test_a_dropped_seal_leaves_a_gap(organ, five):
    intrude(f"DELETE FROM journal_seal WHERE id = {five[2].pk}")
    assert kinds(organ) == [("seal_chain", five[3].seq)]
    assert ("seal_lost", five[2].seq) in kinds(organ, outside(five[2]))


@pytest.mark.parametrize("field", [*canonical.SEAL_FIELDS, "signature"])
def test_an_edited_exported_seal_is_found(organ, five, field):
    changed = outside(five[0])
    changed[field] = 3 if field == "seq" else "ab" * 32
    assert [kind for kind, _ in kinds(organ, changed)] == ["seal_key" if field == "key_id" else "seal_forged"]


def test_a_seal_of_another_organ_is_not_taken(organ, new):
    other = make_organ("yi-qu")
    with transaction.atomic():
        write([new(), new(organ_id=other.pk)])
    assert kinds(organ, outside(seal(other, DAY))) == [("seal_foreign", 1)]


def test_odd_text_in_a_seals_columns(organ, five):
    if connection.vendor == "sqlite":
        intrude(f"UPDATE journal_seal SET signature = X'FF', seq = seq WHERE id = {five[4].pk}")
    else:
        intrude(f"UPDATE journal_seal SET signature = '不是签名' WHERE id = {five[4].pk}")
    assert kinds(organ) == [("seal_forged", five[4].seq)]
