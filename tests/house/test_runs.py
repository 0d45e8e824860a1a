"""The runs themselves tell the truth: in CI nothing is skipped, and what is left out is told at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import audit, check
from tests.house import tree

SKIPS = {
    "by marker": "import pytest\n@pytest.mark.skip(reason='why not')\ndef test_a(): ...\n",
    "by call": "import pytest\ndef test_a():\n    pytest.skip('why not')\n",
    "of a file": "import pytest\npytest.skip('why not', allow_module_level=True)\n",
    "in a fixture": "import pytest\n@pytest.fixture\ndef f(): pytest.skip('why not')\ndef test_a(f): ...\n",
}


@pytest.fixture
def run_under(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Callable[..., pytest.RunResult]:
    """Run a file of tests under the project's own conftest, in CI or not."""

    def run(source: str, *, ci: bool) -> pytest.RunResult:
        monkeypatch.setenv("CI", "true" if ci else "")
        pytester.makeini("[pytest]\nmarkers =\n    browser: x\n    postgres: x\n")
        pytester.makeconftest((tree.ROOT / "conftest.py").read_text())
        pytester.makepyfile(source)
        return pytester.runpytest_inprocess("-p", "no:django", "-p", "no:cacheprovider", "-p", "no:xdist")

    return run


@pytest.mark.parametrize("source", SKIPS.values(), ids=SKIPS.keys())
def test_a_skip_is_a_failure_in_ci(run_under: Callable[..., pytest.RunResult], source: str) -> None:
    """What is skipped there would be skipped for ever, and nobody would know."""
    refused = run_under(source, ci=True)
    assert refused.ret != 0
    refused.stdout.fnmatch_lines(["*Nothing may be skipped in CI: *why not*"])


@pytest.mark.parametrize("source", SKIPS.values(), ids=SKIPS.keys())
def test_a_skip_is_a_skip_elsewhere(run_under: Callable[..., pytest.RunResult], source: str) -> None:
    assert run_under(source, ci=False).parseoutcomes() == {"skipped": 1}


def test_a_passing_test_passes_in_ci(run_under: Callable[..., pytest.RunResult]) -> None:
    assert run_under("def test_a(): ...", ci=True).parseoutcomes() == {"passed": 1}


def test_browser_tests_need_chromium(
    run_under: Callable[..., pytest.RunResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    source = "import pytest\n@pytest.mark.browser\ndef test_a(): ...\ndef test_b(): ...\n"
    assert run_under(source, ci=False).parseoutcomes() == {"skipped": 1, "passed": 1}


def test_skipped_tests_are_told_with_their_reasons(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    skip = '<testcase><skipped type="pytest.skip" message="no Chromium"/></testcase>'
    xfail = '<testcase><skipped type="pytest.xfail" message="known"/></testcase>'
    report.write_text(f"<testsuites><testsuite>{skip}{skip}{xfail}</testsuite></testsuites>")
    assert check.skipped_tests(report) == ["2 tests: no Chromium"]


@pytest.mark.parametrize(
    ("command", "left_out", "expected"),
    [
        ("pass", "", (["it"], [], [])),
        ("raise SystemExit(3)", "", ([], ["it"], [])),
        ("raise SystemExit(77)", "", ([], [], ["it: nobody answered"])),
        ("raise SystemExit(3)", "no server", ([], [], ["it: no server"])),
    ],
)
def test_every_check_is_passed_failed_or_told(command: str, left_out: str, expected: tuple) -> None:
    outcome = check.Outcome()
    one = check.Check("it", [sys.executable, "-c", command], left_out=left_out, at_77="nobody answered")
    check.settle(one, outcome)
    assert (outcome.passed, outcome.failed, outcome.left_out) == expected


@pytest.mark.parametrize(
    ("ci", "excused", "status"),
    [(False, set(), 0), (True, set(), 1), (True, {"another"}, 1), (True, {"it"}, 0)],
)
def test_in_ci_leaving_out_is_failing(
    monkeypatch: pytest.MonkeyPatch, ci: bool, excused: set[str], status: int
) -> None:
    one = check.Check("it", [sys.executable, "-c", ""], left_out="no server")
    monkeypatch.setattr(check, "lint_checks", lambda: [one])
    monkeypatch.setattr(check, "IN_CI", ci)
    monkeypatch.setattr(check, "EXCUSED", excused)
    assert check.main("lint") == status


def test_the_audit_does_not_take_silence_for_health() -> None:
    """pip-audit says "no known vulnerabilities" when the index knows none of the packages."""
    silent = [{"name": "a", "skip_reason": "not found"}, {"name": "b", "skip_reason": "not found"}]
    weak = [{"name": "a", "version": "1", "vulns": [{"id": "CVE-0", "fix_versions": ["2"]}]}]
    assert not audit.answered(silent)
    assert audit.answered(weak)
    assert audit.weaknesses(weak) == ["a 1: CVE-0, mended in ['2']"]
