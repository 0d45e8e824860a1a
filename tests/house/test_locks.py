"""The locks hold all that is asked for, each with hashes, and the tests run on what production runs on."""

from __future__ import annotations

import re

import pytest

from tests.house import tree

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(.*)$")


def wanted(source: str) -> set[str]:
    """Names asked for in an .in file, in the form that package indexes use."""
    lines = [line.split("#")[0].strip() for line in source.splitlines()]
    names = [re.split(r"[\[<>=~! ]", line)[0] for line in lines if line and not line.startswith("-")]
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def pins(source: str) -> dict[str, str]:
    """Version of each locked package; one without a hash is given as the empty word."""
    found: dict[str, str] = {}
    lines = source.splitlines()
    for number, line in enumerate(lines):
        if pin := PIN.match(line):
            hashed = number + 1 < len(lines) and "--hash=sha256:" in lines[number + 1]
            found[pin[1]] = pin[2] if hashed else ""
    return found


def lock(name: str) -> tuple[str, str]:
    """The wish and the lock of one list."""
    return tree.text(f"locks/{name}.in"), tree.text(f"locks/{name}.txt")


@pytest.mark.parametrize("name", ["run", "dev", "node"])
def test_lock_holds_what_is_asked_for_with_hashes(name: str) -> None:
    """A wish without its lock would be fetched in whatever version the day offers."""
    asked, locked = lock(name)
    assert wanted(asked) <= set(pins(locked))
    assert [package for package, version in pins(locked).items() if not version] == []


def test_tests_run_on_what_production_runs_on() -> None:
    """A package in both locks has one version."""
    run, dev = pins(lock("run")[1]), pins(lock("dev")[1])
    assert {name: (run[name], dev[name]) for name in run.keys() & dev.keys() if run[name] != dev[name]} == {}


def test_reading_of_locks_sees_a_missing_hash_and_odd_names() -> None:
    assert pins("a==1 \\\n    --hash=sha256:0\nb==2\nc==3\n") == {"a": "1", "b": "", "c": ""}
    assert wanted("# why\n-c run.txt\nDjango~=5.2\npsycopg[binary,pool]\nfactory_boy  # made\n") == {
        "django",
        "psycopg",
        "factory-boy",
    }
