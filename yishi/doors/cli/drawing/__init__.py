"""Pages of docs/generated, drawn from the code: each module gives one page as text, the same for the same code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yishi.doors.cli.drawing import clocks, figures, loops, roles

PAGES: Mapping[str, Callable[[], str]] = {
    "loops.md": loops.page,
    "roles.md": roles.page,
    "clocks.md": clocks.page,
    "figures.md": figures.page,
}
"""Name of the page -> what draws it."""

HEAD = "<!-- Drawn from the code by `yishi docs`; do not edit. -->\n"


def drawn() -> dict[str, str]:
    """Every page as it should be now."""
    return {name: HEAD + page().rstrip("\n") + "\n" for name, page in PAGES.items()}
