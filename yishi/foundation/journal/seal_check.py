"""The proof of seals, over plain rows: who signed them, for which chain, and whether one is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from yishi.foundation.journal import canonical
from yishi.foundation.journal.canonical import Row
from yishi.foundation.journal.findings import Report

Signed = Callable[[str, str, bytes], bool]
"""Told a public key, a signature (both hex) and data, says whether the one made the other."""


def genuine(report: Report, seals: Sequence[Row], known: Mapping[str, str], signed: Signed) -> list[Row]:
    """Those of `seals` that one of the `known` keys (id to hex) signed, for this chain; notes the others."""
    good = []
    for seal in seals:
        seq, day, key_id = seal.get("seq"), seal.get("day"), str(seal.get("key_id"))
        if key_id not in known:
            report.add("seal_key", seq, day=day, key=key_id)
        elif not signed(known[key_id], str(seal.get("signature")), canonical.seal_bytes(seal)):
            report.add("seal_forged", seq, day=day)
        elif seal["chain"] != report.chain:
            report.add("seal_foreign", seq, day=day, other=seal["chain"], chain=report.chain)
        else:
            good.append(seal)
    return good


def check_order(report: Report, kept: Sequence[Row], brought: Sequence[Row]) -> None:
    """Whether each kept seal names the one before it, and whether the brought ones are among them."""
    prev = ""
    for seal in kept:
        if seal["prev"] != prev:
            report.add("seal_chain", seal["seq"], day=seal["day"])
        prev = canonical.seal_digest(seal)
    digests = {canonical.seal_digest(seal) for seal in kept}
    for seal in brought:
        if canonical.seal_digest(seal) not in digests:
            report.add("seal_lost", seal["seq"], day=seal["day"])
