"""Ask whether a locked dependency has a published weakness.

Exit status: 0 none known, 1 at least one, 77 no database answered (pip-audit itself calls that a success
when the index merely does not know the packages, so its own status cannot be trusted).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
UNANSWERED = 77
SERVICES = ("pypi", "osv")


def ask(service: str) -> list[dict[str, Any]] | None:
    """Every locked dependency with what `service` knows of it; None when it does not answer."""
    found: list[dict[str, Any]] = []
    for lock in ("run", "dev", "node"):
        command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", service, "--timeout", "10"]
        command += ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
        answer = subprocess.run(
            [*command, "--requirement", f"locks/{lock}.txt"], cwd=ROOT, capture_output=True, text=True
        )
        try:
            found += json.loads(answer.stdout)["dependencies"]
        except (ValueError, KeyError):
            return None
    return found if answered(found) else None


def answered(dependencies: list[dict[str, Any]]) -> bool:
    """Whether the service knew the packages; one without any record of them skips each and says "none"."""
    skipped = sum("skip_reason" in each for each in dependencies)
    return skipped * 2 < len(dependencies)


def weaknesses(dependencies: list[dict[str, Any]]) -> list[str]:
    """One line for each weakness: package, version, name of the weakness, versions that mend it."""
    return [
        f"{each['name']} {each['version']}: {weakness['id']}, mended in {weakness['fix_versions'] or 'none'}"
        for each in dependencies
        for weakness in each.get("vulns", [])
    ]


def main() -> int:
    """Ask each service until one answers; print what it says."""
    for service in SERVICES:
        dependencies = ask(service)
        if dependencies is not None:
            lines = weaknesses(dependencies)
            print("\n".join(lines) or f"{len(dependencies)} locked dependencies, no known weakness ({service})")
            return 1 if lines else 0
    print("No database of weaknesses answered.")
    return UNANSWERED


if __name__ == "__main__":
    sys.exit(main())
