"""The flood in its short form: none is lost, and the one that floods is slowed. How quick pages are is measured and not tested:
machines that run tests are shared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from yishi.settings.env import ROOT


@pytest.mark.slow
def test_none_is_lost_and_only_the_one_that_floods_is_slowed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "flood", "--small", "--size", "40", "--database", "sqlite://"]
    env = os.environ | {"YISHI_BENCH_VAR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900, check=False)
    found = json.loads(done.stdout)
    assert found["acknowledged"] == found["kept"] == 20 * 10 and "refused" not in found, done.stderr
    assert found["flooding"]["200"] == 6 and set(found["flooding"]) == {"200", "429"}
