"""Taking the journal outside: a chain as JSON lines, a seal as JSON. README.md describes both.

Whoever holds an export and a seal proves them with `scripts/verify_journal.py` and needs nothing of Yishi.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yishi.foundation import clock
from yishi.foundation.journal import canonical, keys, rows, seals
from yishi.foundation.journal.check import Standing
from yishi.foundation.journal.models import Head, Seal
from yishi.foundation.people.models import Organ


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _head(head: Standing | None) -> dict[str, Any] | None:
    return {"seq": head.seq, "hash": head.hash} if head else None


def chain_lines(organ: Organ, *, bodies: bool = True) -> Iterator[str]:
    """The organ's chain as JSON lines: a first line, every entry, every seal, an end line.

    Without `bodies` no text leaves the house, and the chain can be proved all the same.
    """
    began = rows.head(organ.pk)
    chain = began.chain if began else organ.code
    yield _line(
        {
            "yishi": "journal", "form": canonical.FORM, "chain": chain, "organ": organ.name, "bodies": bodies,
            "exported_at": canonical.moment(clock.now()), "head": _head(began),
        }
    )  # fmt: skip
    kept = rows.seals(organ.pk, chain)
    for row in rows.entries(organ.pk, chain, bodies=bodies):
        yield _line(row)
    known = keys.known_keys()
    for seal in kept:
        yield _line({"seal": {**seal, "public_key": known.get(str(seal["key_id"]), "")}})
    yield _line({"end": {"head": _head(rows.head(organ.pk))}})


def export_chain(organ: Organ, path: Path, *, bodies: bool = True) -> int:
    """Write the organ's chain to `path`, readable by its owner only; gives the number of entries.

    A row whose text is no UTF-8 (someone changed a byte) is written with the very bytes that stand there.
    """
    lines = 0
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        for line in chain_lines(organ, bodies=bodies):
            file.write(line)
            lines += not line.startswith(('{"yishi":', '{"seal":', '{"end":'))
    return lines


def seal_json(seal: Seal) -> str:
    """One seal with its public key and the organ's name, to be kept outside or printed."""
    chain = Head.objects.values_list("chain", flat=True).get(organ_id=seal.organ_id)
    public_key = keys.known_keys().get(seal.key_id, "")
    about = {"yishi": "seal", "form": canonical.SEAL_FORM, "organ": seal.organ.name}
    content = {**about, **seals.seal_row(seal, chain), "public_key": public_key}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read_seal(path: Path) -> dict[str, Any]:
    """An exported seal. Raises ValueError if the file is none; who signed it is for `verify` to say."""
    seal = json.loads(path.read_text(encoding="utf-8"))
    wanted = {*canonical.SEAL_FIELDS, "signature", "public_key"}
    if not isinstance(seal, dict) or seal.get("yishi") != "seal" or not wanted <= seal.keys():
        raise ValueError(f"{path} is not an exported seal")
    return seal
