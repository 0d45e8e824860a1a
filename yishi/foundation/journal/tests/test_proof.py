"""The proof on plain rows: whatever is done to them is found, and library and script find the same."""

import copy
import string

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.foundation.journal import canonical
from yishi.foundation.journal.check import Standing
from yishi.foundation.journal.findings import LIMIT, Report
from yishi.foundation.journal.verify import prove

LENGTH = 8


def make_chain(length=LENGTH):
    prev, rows = canonical.GENESIS, []
    for seq in range(1, length + 1):
        text = canonical.dumps({"actor": "某某甲", "said": {"n": seq}})
        alg = "sm3" if seq % 3 == 0 else "sha256"
        row = {
            "chain": "jia-qu", "seq": seq, "day": "2026-03-02", "at": "2026-03-02T01:02:03.000004Z",
            "actor": 7, "role": "office", "matter": None, "room": "suggestions", "step": "register",
            "law": "代表法 51", "before": "a", "after": "b", "sealed": False, "alg": alg, "prev_hash": prev,
            "body_hash": canonical.body_hash(alg, bytes([seq] * 32), text),
            "body": {"salt": bytes([seq] * 32).hex(), "text": text, "erased_at": None, "erased_why": ""},
        }  # fmt: skip
        prev = row["hash"] = canonical.entry_hash(row)
        rows.append(row)
    return rows, prev


ROWS, LAST = make_chain()


def found_by_library(rows, head=(LENGTH, LAST)):
    def entries(bodies):
        return [row if bodies else {key: row[key] for key in row if key != "body"} for row in rows]

    standing = Standing("jia-qu", *head)
    report = prove(Report("jia-qu"), entries, (standing, lambda: standing), ((), ()))
    assert all(finding.sentence for finding in report.findings)
    return {(finding.kind, finding.seq) for finding in report.findings}


def found_by_script(script, rows, head=(LENGTH, LAST)):
    standing = {"seq": head[0], "hash": head[1]}
    first = {"yishi": "journal", "chain": "jia-qu", "head": standing}
    chain = script.prove(lambda: [first, *copy.deepcopy(rows), {"end": {"head": standing}}])
    return {(kind, seq) for kind, seq, _ in chain.found}


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 20), st.text(max_size=5),
    st.text(string.hexdigits, min_size=64, max_size=64), st.sampled_from([row["hash"] for row in ROWS]),
)  # fmt: skip
ENTRY_KEYS = [key for key in ROWS[0] if key not in ("body", "seq")]
PLACE = st.integers(0, LENGTH - 1)
ACTS = st.one_of(
    st.tuples(st.just("set"), PLACE, st.sampled_from(ENTRY_KEYS), VALUES),
    st.tuples(st.just("seq"), PLACE, st.integers(-3, 20)),
    st.tuples(st.just("body"), PLACE, st.sampled_from(["salt", "text", "erased_at", "erased_why"]), VALUES),
    st.tuples(st.just("drop"), PLACE),
    st.tuples(st.just("swap"), PLACE, PLACE),
    st.tuples(st.just("double"), PLACE, PLACE),
    st.tuples(st.just("swap seq"), PLACE, PLACE),
    st.tuples(st.just("swap body"), PLACE, PLACE),
)


def act(rows, name, place, *rest):
    """Do one thing to the rows, as far as they are still there."""
    place, other = place % len(rows), (rest[0] % len(rows) if rest and isinstance(rest[0], int) else 0)
    row, partner = rows[place], rows[other]
    if name in ("set", "seq", "body"):
        target = row["body"] if name == "body" else row
        key, value = rest if len(rest) == 2 else ("seq", rest[0])
        target[key] = str(value) if name == "body" and value is not None else value
    elif name.startswith("swap "):
        key = name.removeprefix("swap ")
        row[key], partner[key] = partner[key], row[key]
    else:
        double = [*rows[:other], copy.deepcopy(row), *rows[other:]]
        change = {"drop": rows[:place] + rows[place + 1 :], "double": double}
        swapped = [{place: partner, other: row}.get(index, one) for index, one in enumerate(rows)]
        rows[:] = change.get(name, swapped) or rows


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=4))
def test_whatever_is_done_is_found_and_both_agree(script, acts):
    rows = copy.deepcopy(ROWS)
    for one in acts:
        act(rows, *one)
    # JSON's true is no number, and an erased_why of NULL is read as "" by every reader of ours
    for row in rows:
        row["body"]["erased_why"] = row["body"]["erased_why"] or ""
    found = found_by_library(rows)
    assert bool(found) == (canonical.dumps(rows) != canonical.dumps(ROWS))  # 0 is not false here
    assert found_by_script(script, rows) == found


@given(seq=st.integers(-2, 12), digest=st.sampled_from([LAST, ROWS[3]["hash"], canonical.GENESIS, "x"]))
def test_any_other_head_is_found(script, seq, digest):
    found = found_by_library(ROWS, (seq, digest))
    assert bool(found) == ((seq, digest) != (LENGTH, LAST))
    assert found_by_script(script, ROWS, (seq, digest)) == found


def test_a_head_that_grew_meanwhile_is_no_finding():
    grown, last = make_chain(LENGTH + 1)
    heads = (Standing("jia-qu", LENGTH, LAST), lambda: Standing("jia-qu", LENGTH + 1, last))
    for rows in (ROWS, grown):
        assert prove(Report("jia-qu"), lambda bodies, rows=rows: rows, heads, ((), ())).ok


def test_a_machine_without_the_algorithm_says_so(script, monkeypatch):
    """As where OpenSSL was built without SM3."""
    real = canonical.hashlib.new

    def without_sm3(name, *args, **kwargs):
        if name == "sm3":
            raise ValueError("unsupported hash type")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(canonical.hashlib, "new", without_sm3)
    assert found_by_library(ROWS) == {("algorithm", 3), ("algorithm", 6)} == found_by_script(script, ROWS)


def test_findings_past_the_limit_are_counted():
    report = Report("jia-qu")
    for seq in range(LIMIT + 5):
        report.add("edited", seq)
    assert (len(report.findings), report.more) == (LIMIT, 5)
    assert f"发现 {LIMIT + 5} 处问题" in report.lines()[0]
    assert "另有 5 处" in report.lines()[-1]


# RFC 8032, 7.1, tests 1 to 3: secret key, message.
RFC_8032 = [
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", ""),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "af82"),
]


@pytest.mark.parametrize(("secret", "message"), RFC_8032)
def test_signatures_in_the_script(script, secret, message):
    key, data = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)), bytes.fromhex(message)
    public, signature = key.public_key().public_bytes_raw().hex(), key.sign(data).hex()
    assert script.signed(public, signature, data)
    assert not script.signed(public, signature, data + b"x")
    assert not script.signed(public, signature[:-2], data)
    for place in (0, 31, 32, 63):
        wrong = bytearray.fromhex(signature)
        wrong[place] ^= 1
        assert not script.signed(public, wrong.hex(), data)


def test_a_signature_with_its_scalar_raised_by_the_order_is_refused(script):
    """It would satisfy the equation: RFC 8032, 5.1.7 asks for S below the order."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw().hex(), key.sign(b"x")
    raised = int.from_bytes(signature[32:], "little") + script.ORDER
    assert not script.signed(public, (signature[:32] + raised.to_bytes(32, "little")).hex(), b"x")


@pytest.mark.parametrize("bad", ["", "zz", None, "ff" * 32, "02" + "00" * 31, "01" + "00" * 30 + "80"])
def test_what_is_no_key_signs_nothing(script, bad):
    assert not script.signed(bad, "00" * 64, b"x")
