"""Every kind of tampering with the tables is found and named, by the library and, from an export or from the
database file, by the script."""

import json
from contextlib import closing

import pytest
from django.db import connection, transaction

from yishi.foundation.journal import canonical, export, from_sqlite, rows
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.seals import seal
from yishi.foundation.journal.tests.conftest import DAY, make_organ
from yishi.foundation.journal.tests.intruder import drop, intrude, recompute
from yishi.foundation.journal.verify import verify
from yishi.foundation.journal.write import erase, write
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def proved(organ, script, tmp_path):
    """What is found in the organ's chain, as (kind, seq); the script must find the same."""

    def prove(*outside):
        report = verify(organ, outside)
        found = {(finding.kind, finding.seq) for finding in report.findings}
        assert all(str(finding.seq) in finding.sentence or finding.kind == "seal_lost" for finding in report.findings)
        path = tmp_path / "export.jsonl"
        export.export_chain(organ, path)
        told = script.prove(lambda: script.lines_of(path), outside)
        assert {(kind, seq) for kind, seq, _ in told.found} == found
        if connection.vendor == "sqlite":
            assert found_in_file(script, organ, tmp_path / "copy.sqlite3", outside) == found
        return found

    return prove


def found_in_file(script, organ, path, outside):
    """What the script finds in a copy of the database file; every finding has its words."""
    path.write_bytes(connection.connection.serialize())
    with closing(from_sqlite.opened(path)) as base:
        ((pk, chain, name),) = [one for one in from_sqlite.chains(base) if one[0] == organ.pk]
        lines = list(from_sqlite.records(base, pk, chain, name))
    told = script.prove(lambda: lines, outside)
    for kind, seq, details in told.found:
        assert script.WORDS[kind].format(seq=seq, **details)
    return {(kind, seq) for kind, seq, _ in told.found}


@pytest.fixture
def outside(organ, chain):
    """The seal of ten entries, as it was exported and kept."""
    return json.loads(export.seal_json(seal(organ, DAY)))


EDITS = {
    "day": "'2026-03-03'",
    "at": "'2026-03-02 00:00:00.000001+00'",
    "actor_id": "NULL",
    "actor_role": "'领导'",
    "matter_id": "NULL",
    "room": "'motions'",
    "step": "'assign'",
    "law": "'代表法 52'",
    "before": "''",
    "after": "'refused'",
    "sealed": "NOT sealed",
    "alg": "'sm3'",
    "body_hash": f"'{'a' * 64}'",
    "prev_hash": f"'{'b' * 64}'",
    "hash": f"'{'c' * 64}'",
}


def test_nothing_is_found_where_nothing_was_done(proved, outside):
    assert proved(outside) == set()


@pytest.mark.parametrize("seq", [1, 5, 10])
@pytest.mark.parametrize("column", EDITS)
def test_an_edited_column(proved, chain, column, seq):
    intrude(f"UPDATE journal_entry SET {column} = {EDITS[column]} WHERE seq = {seq}")
    body = {("body", seq)} if column in ("alg", "body_hash") else set()
    assert proved() == {("edited", seq)} | body


def test_every_column_is_tried():
    fields = {field.column for field in Entry._meta.concrete_fields}
    assert fields - EDITS.keys() == {"id", "organ_id", "seq"}  # these have tests of their own


@pytest.mark.parametrize("column", ["actor_id", "matter_id"])
def test_another_account_or_matter(proved, organ, matter, chain, column):
    other = {
        "actor_id": Account.objects.create(username="other", name="某某乙"),
        "matter_id": Matter.objects.create(
            organ=organ, room="suggestions", kind="suggestion", title="另一件", state="draft", opened_on=DAY,
            touched_at=chain[0].at,
        ),
    }[column]  # fmt: skip
    intrude(f"UPDATE journal_entry SET {column} = {other.pk} WHERE seq = 4")
    assert proved() == {("edited", 4)}


def test_an_entry_moved_to_another_organ(proved, chain):
    other = make_organ("yi-qu")
    intrude(f"UPDATE journal_entry SET organ_id = {other.pk} WHERE seq = 4")
    assert proved() == {("gap", 4)}
    assert {finding.kind for finding in verify(other).findings} == {"edited", "gap", "head"}


def test_a_number_out_of_the_blue(proved, chain):
    intrude("UPDATE journal_entry SET seq = 1000 WHERE seq = 6")
    assert proved() == {("gap", 6), ("gap", 11), ("reordered", 1000), ("head", 10)}


@pytest.mark.parametrize(("first", "second"), [(4, 5), (3, 8), (1, 2), (9, 10), (1, 10)])
def test_two_entries_that_changed_places(proved, chain, first, second):
    intrude(
        f"UPDATE journal_entry SET seq = 99 WHERE seq = {first}",
        f"UPDATE journal_entry SET seq = {first} WHERE seq = {second}",
        f"UPDATE journal_entry SET seq = {second} WHERE seq = 99",
    )
    found = proved()
    assert {("reordered", first), ("reordered", second)} == found - {("head", 10)}


def test_moved_sentences_say_from_where(organ, chain):
    intrude(
        "UPDATE journal_entry SET seq = 99 WHERE seq = 3",
        "UPDATE journal_entry SET seq = 3 WHERE seq = 8",
        "UPDATE journal_entry SET seq = 8 WHERE seq = 99",
    )
    assert [finding.detail["was"] for finding in verify(organ).findings] == [8, 3]


@pytest.mark.parametrize("seq", [1, 5])
def test_a_dropped_entry(proved, chain, seq):
    intrude(*drop(f"seq = {seq}"))
    assert proved() == {("gap", seq)}


def test_several_dropped_entries(organ, proved, chain):
    intrude(*drop("seq IN (3, 4, 5, 8)"))
    assert proved() == {("gap", 3), ("gap", 8)}
    assert [finding.detail["last"] for finding in verify(organ).findings] == [5, 8]


def test_a_dropped_last_entry(proved, chain):
    intrude(*drop("seq = 10"))
    assert proved() == {("tail", 10)}


def test_everything_dropped_but_the_head(proved, chain):
    intrude(*drop("seq > 0"))
    assert proved() == {("tail", 10)}


def test_a_dropped_head(proved, chain):
    intrude("DELETE FROM journal_head")
    assert proved() == {("head", 0)}


@pytest.mark.parametrize("change", ["seq = 9", "seq = 0", f"hash = '{'d' * 64}'"])
def test_an_edited_head(proved, chain, change):
    intrude(f"UPDATE journal_head SET {change}")
    assert {kind for kind, _ in proved()} == {"head"}


def test_a_renamed_chain_matches_no_entry(proved, chain):
    intrude("UPDATE journal_head SET chain = 'other'")
    assert proved() == {("edited", seq) for seq in range(1, 11)}


def test_an_entry_edited_and_hashed_anew(proved, organ, chain):
    intrude("UPDATE journal_entry SET law = '代表法 52' WHERE seq = 5")
    row = list(rows.entries(organ.pk, organ.code))[4]
    intrude(("UPDATE journal_entry SET hash = %s WHERE seq = 5", (canonical.entry_hash(row),)))
    assert proved() == {("unlinked", 6)}


@pytest.mark.parametrize(
    "change", ["text = '{}'", "salt = NULL", "erased_why = 'x'", "erased_at = '2026-03-02 00:00:00+00'"]
)
def test_an_edited_body(proved, chain, change):
    intrude(f"UPDATE journal_body SET {change} WHERE entry_id = {chain[4].pk}")
    assert proved() == {("body", 5)}


def test_two_bodies_that_changed_places(proved, chain):
    third, fourth = chain[2].pk, chain[3].pk
    intrude(
        f"CREATE TEMPORARY TABLE kept AS SELECT * FROM journal_body WHERE entry_id IN ({third}, {fourth})",
        f"DELETE FROM journal_body WHERE entry_id IN ({third}, {fourth})",
        "INSERT INTO journal_body (entry_id, salt, text, erased_at, erased_why)"
        f" SELECT {third + fourth} - entry_id, salt, text, erased_at, erased_why FROM kept",
        "DROP TABLE kept",
    )
    assert proved() == {("body", 3), ("body", 4)}


def test_a_dropped_body(proved, chain):
    intrude(f"DELETE FROM journal_body WHERE entry_id = {chain[4].pk}")
    assert proved() == {("body_missing", 5)}


def test_a_body_emptied_without_an_erasure(proved, chain):
    """The triggers let it pass, since it looks like an erasure; that nothing says so gives it away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_body SET text = NULL, salt = NULL, erased_at = '2026-03-02 00:00:00+00',"
            f" erased_why = 'x' WHERE entry_id = {chain[4].pk}"
        )
    assert proved() == {("erasure", 5)}


@pytest.mark.parametrize("change", ["erased_why = '另一个理由'", "erased_at = NULL"])
def test_an_erasure_retold(proved, officer, chain, change):
    with transaction.atomic():
        erase(chain[2:4], why="本人申请删除", actor=officer)
    assert proved() == set()
    intrude(f"UPDATE journal_body SET {change} WHERE entry_id = {chain[2].pk}")
    assert proved() == {("erasure", 3)}


def test_an_erased_body_put_back(proved, officer, chain):
    kept = chain[2].body
    salt, text = bytes(kept.salt), kept.text
    with transaction.atomic():
        erase([chain[2]], why="本人申请删除", actor=officer)
    back = "salt = %s, text = %s, erased_at = NULL, erased_why = ''"
    intrude((f"UPDATE journal_body SET {back} WHERE entry_id = %s", (salt, text, kept.pk)))
    assert proved() == {("unerased", 3)}


def test_a_tail_cut_with_its_head_is_found_by_the_seal_alone(proved, organ, chain, outside):
    intrude("DELETE FROM journal_seal", *drop("seq > 7"))
    recompute(organ)
    assert proved() == set()
    assert proved(outside) == {("cut", 10), ("seal_lost", 10)}


def test_a_chain_computed_anew_is_found_by_the_seal_alone(proved, organ, chain, outside):
    intrude("DELETE FROM journal_seal", "UPDATE journal_entry SET law = '代表法 52' WHERE seq = 4")
    recompute(organ)
    assert proved() == set()
    assert proved(outside) == {("rewritten", 10), ("seal_lost", 10)}


def test_a_chain_computed_anew_under_its_seals(proved, organ, new, chain, outside):
    """Who leaves the seals in place is found without an outside one, and between which seals he worked."""
    with transaction.atomic():
        write([new() for _ in range(5)])
    seal(organ, DAY.replace(day=3))
    intrude("UPDATE journal_entry SET law = '代表法 52' WHERE seq = 12")
    recompute(organ)
    assert proved() == {("rewritten", 15)}
    (finding,) = verify(organ).findings
    assert finding.detail["from"] == 11
    assert proved(outside) == {("rewritten", 15)}


def test_an_entry_dropped_and_the_rest_renumbered(proved, organ, chain, outside):
    intrude(*drop("seq = 2"))
    recompute(organ)
    assert proved(outside) == {("cut", 10)}


def test_an_entry_added_after_the_head(proved, chain):
    columns = "organ_id, day, at, actor_id, actor_role, matter_id, room, step, law, before, after, sealed, alg"
    intrude(
        f"INSERT INTO journal_entry ({columns}, seq, body_hash, prev_hash, hash)"
        f" SELECT {columns}, 11, body_hash, hash, 'x' FROM journal_entry WHERE seq = 10"
    )
    assert proved() == {("edited", 11), ("body_missing", 11), ("head", 10)}


ODD = ["'not a day'", "'2026-13-45'", "X'FF00'", "-1.5", "77", "'2026-03-02 '", "CAST(X'E58F' AS TEXT)"]
ODD_ON_POSTGRES = {"day": ["'infinity'"], "at": ["'-infinity'"], "sealed": ["true"], "seq": ["4294967296"]}


@pytest.mark.parametrize("column", ["day", "at", "sealed", "law", "seq", "body_hash"])
def test_values_of_no_meaning(proved, organ, chain, column):
    """SQLite takes anything anywhere; PostgreSQL refuses most of it, so there its own oddities are tried."""
    odd, before, after = ODD, "PRAGMA ignore_check_constraints = ON", "PRAGMA ignore_check_constraints = OFF"
    if connection.vendor == "postgresql":
        odd, before, after = ODD_ON_POSTGRES.get(column, ["'x'"]), "SELECT 1", "SELECT 1"
    for value in odd:
        with transaction.atomic():
            intrude(before, f"UPDATE journal_entry SET {column} = {value} WHERE id = {chain[4].pk}", after)
            found = proved()
            assert {kind for kind, _ in found} & {"edited", "reordered"}, value
            transaction.set_rollback(True)


def test_one_byte_of_a_text(organ, proved, chain):
    """One byte, which on SQLite may leave no valid text."""
    if connection.vendor == "postgresql":
        intrude(f"UPDATE journal_body SET text = replace(text, '条', '余') WHERE entry_id = {chain[4].pk}")
    else:
        changed = chain[4].body.text.encode().replace("条".encode(), b"\xe6\x9d\xff")
        intrude(
            ("UPDATE journal_body SET text = CAST(%s AS TEXT) WHERE entry_id = %s", (changed, chain[4].pk)),
        )
    assert proved() == {("body", 5)}
