"""Real reports with their claims marked, which lie beside the repository: without them this is left out, but not in CI."""

from __future__ import annotations

import json
import os

import pytest

from bench.claims import FOUND, RIGHT, Score, folder, score


def test_claims_of_real_reports() -> None:
    if not (where := folder()).is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no reports at {where}; set YISHI_REPORTS")
        pytest.skip("the marked reports are not here; set YISHI_REPORTS")
    total = Score()
    for path in sorted(where.glob("*.claims.jsonl")):
        text = path.with_name(path.name.replace(".claims.jsonl", ".txt")).read_text(encoding="utf-8")
        one = score(text, map(json.loads, path.read_text(encoding="utf-8").splitlines()))
        assert one.precision >= FOUND and one.recall >= FOUND, one.line(path.name)
        assert one.seconds < 0.5 * max(1, len(text) / 12_000), one.line(path.name)
        total.add(one)
    assert total.found > 400 and total.right >= RIGHT, total.line("total")


def mark(start: int, end: int, value: float, unit: str, optional: bool = False) -> dict[str, object]:
    kind = "percent" if unit == "%" else "count"
    return dict(start=start, end=end, value=value, unit=unit, optional=optional, approx=False, kind=kind, scope="year")


def test_scoring_sees_what_is_missed_what_is_too_much_and_what_is_optional() -> None:
    text = "办理提案12件，走访企业9家，联系群众30人。"
    found = score(text, [mark(4, 6, 12, "件"), mark(12, 13, 9, "家", optional=True)])
    assert (found.found, len(found.missed), len(found.extra)) == (1, 0, 1)
    assert found.precision == 0.5 and found.recall == 1 and not found.passes()
    assert score(text, [mark(4, 6, 13, "件")]).missed == ["办理提案[12]件，走访企业9家，联系群"]
