"""Run the checks of the house one after another and say at the end what failed and what was left out.

Usage: python scripts/check.py lint | all

Every check runs even when one before it failed. Exit status 1 if any failed, or, under CI=true, if any was
left out: what does not run there proves nothing. MAY_BE_LEFT_OUT names checks, parted by semicolons, that
a CI cannot run (say, one without a way to a database of weaknesses); they are still told.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
STATUTES = Path(os.environ.get("STATUTES", ROOT.parent / "shared" / "statutes"))
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
EXCUSED = {name.strip() for name in os.environ.get("MAY_BE_LEFT_OUT", "").split(";")}
LEFT_OUT = 77
LIMIT = 2700
"""Seconds after which a check is taken to hang."""
HEARTBEAT = 30
"""Seconds between two signs of life of a check that prints nothing."""


@dataclass(frozen=True)
class Check:
    """One command; `left_out` is the reason not to run it, `at_77` the reason when it exits with 77."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    left_out: str = ""
    at_77: str = ""
    report: Path | None = None
    """JUnit file the command writes; tests it calls skipped are told at the end."""


@dataclass
class Outcome:
    """What became of all checks so far."""

    passed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def tool(name: str, *arguments: str) -> list[str]:
    """Command line of a program in the virtual environment."""
    return [str(BIN / name), *arguments]


def lint_checks() -> list[Check]:
    """Checks that read the code, its drawings and its locks."""
    unanswered = "no database of weaknesses answered; the locked dependencies were not audited"
    return [
        Check("ruff", tool("ruff", "check", ".")),
        Check("ruff format", tool("ruff", "format", "--check", ".")),
        Check("layers (import-linter)", tool("lint-imports")),
        Check("mypy", tool("mypy")),
        Check("migrations", tool("python", "-m", "django", "makemigrations", "--check", "--dry-run")),
        Check("generated pages are fresh", tool("yishi", "docs", "--check")),
        Check("English words are whole", tool("yishi", "words", "--check")),
        Check(
            "rules agree with the statutes",
            tool("yishi", "law", "check", "--statutes", str(STATUTES)),
            left_out="" if STATUTES.is_dir() else f"no statutes at {STATUTES} (set STATUTES)",
        ),
        Check("known weaknesses", tool("python", "scripts/audit.py"), at_77=unanswered),
        Check("sizes", tool("python", "-m", "tests.house.budget")),
    ]


def test_checks(reports: Path) -> list[Check]:
    """All tests on SQLite, then those marked for both databases on PostgreSQL."""
    url = postgres_url()
    pytest = tool("python", "-m", "pytest", "-q", "--maxprocesses=8", "--dist=worksteal")
    lite, post = reports / "sqlite.xml", reports / "postgres.xml"
    return [
        Check("tests on SQLite", [*pytest, "-n", "auto", f"--junitxml={lite}"], report=lite),
        Check(
            "tests on PostgreSQL",
            [*pytest, "-n", "2", "-m", "postgres", f"--junitxml={post}"],
            env={"DATABASE_URL": url},
            left_out="" if url else "no PostgreSQL answers that lets us create databases (set DATABASE_URL)",
            report=post,
        ),
    ]


def postgres_url() -> str:
    """Address of a PostgreSQL for tests: DATABASE_URL if it names one, else a local one that lets us in."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return given  # asked for: where it does not answer the tests fail, and are not left out
    socket = "%2Fvar%2Frun%2Fpostgresql"
    local = (f"postgresql://{socket}/postgres", f"postgresql://postgres@{socket}/postgres")
    return next(filter(may_create, local), "")


def may_create(url: str) -> bool:
    """Whether the server at `url` answers and lets us create the test database."""
    import psycopg

    query = "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(query).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def run(check: Check) -> tuple[int, float]:
    """Run one check to its end; its exit status and seconds."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "yishi.settings.test", "PYTHONUNBUFFERED": "1"}
    env.pop("DATABASE_URL", None)  # SQLite, unless the check says otherwise
    env["PATH"] = f"{BIN}{os.pathsep}{env['PATH']}"
    began = time.monotonic()
    process = subprocess.Popen(check.command, cwd=ROOT, env={**env, **check.env})
    while True:
        try:
            return process.wait(timeout=HEARTBEAT), time.monotonic() - began
        except subprocess.TimeoutExpired:
            seconds = time.monotonic() - began
            print(f"   … {check.name}: {seconds:.0f} s", flush=True)
            if seconds > LIMIT:
                process.kill()
                print(f"   {check.name} hangs: stopped after {LIMIT} s", flush=True)


def skipped_tests(report: Path) -> list[str]:
    """Reasons of skipped tests in a JUnit file, each with how many."""
    if not report.exists():
        return []
    cases = ElementTree.parse(report).iter("skipped")
    reasons = Counter(case.get("message", "no reason given") for case in cases if case.get("type") == "pytest.skip")
    return [f"{count} tests: {reason}" for reason, count in reasons.items()]


def settle(check: Check, outcome: Outcome) -> None:
    """Run one check, or not, and note in `outcome` what became of it."""
    print(f"\n== {check.name}", flush=True)
    if check.left_out:
        print(f"   left out: {check.left_out}", flush=True)
        outcome.left_out.append(f"{check.name}: {check.left_out}")
        return
    status, seconds = run(check)
    if status == LEFT_OUT and check.at_77:
        outcome.left_out.append(f"{check.name}: {check.at_77}")
    else:
        (outcome.failed if status else outcome.passed).append(check.name)
    if check.report:
        outcome.left_out += [f"{check.name}: {line}" for line in skipped_tests(check.report)]
    print(f"   {check.name}: {'ok' if status == 0 else f'exit status {status}'}, {seconds:.0f} s", flush=True)


def main(what: str) -> int:
    """Run the checks that `what` names ("lint" or "all"); 0 when all is well."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="yishi-check-") as reports:
        checks = lint_checks() + (test_checks(Path(reports)) if what == "all" else [])
        for check in checks:
            settle(check, outcome)
    print(f"\n{len(outcome.passed)} checks passed: {', '.join(outcome.passed) or 'none'}")
    for name in outcome.failed:
        print(f"FAILED    {name}")
    for line in outcome.left_out:
        print(f"LEFT OUT  {line}")
    if not outcome.left_out:
        print("Nothing was left out.")
    owed = [line for line in outcome.left_out if IN_CI and line.split(":")[0] not in EXCUSED]
    if owed:
        print("Under CI nothing may be left out: this run counts as failed.")
    return 1 if outcome.failed or owed else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["lint"], ["all"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
