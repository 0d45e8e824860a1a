"""Icons of @tabler/icons, read from node_modules when first asked for and kept in memory.

An icon never stands alone for a meaning: a word is beside it, or the link has an `aria-label`.
So a missing file leaves a gap and not an error; `checks` says so at start.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_OPENING = re.compile(r"<svg[^>]*>", re.DOTALL)
_EMPTY_BOX = re.compile(r'<path stroke="none"[^>]*/>')


def folder() -> Path:
    """Where the drawings lie; the setting LOOK_ICONS overrides the place."""
    default = Path(settings.BASE_DIR) / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
    return Path(getattr(settings, "LOOK_ICONS", default))


@lru_cache(maxsize=256)
def drawing(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers; empty when there is no such file.

    Raises ValueError for a name that is none, so that no path can be smuggled in.
    """
    if not _NAME.match(name):
        raise ValueError(f"no icon name: {name!r}")
    try:
        svg = (folder() / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        return mark_safe("")
    opening = (
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" '
        'aria-hidden="true" focusable="false">'
    )
    svg = _EMPTY_BOX.sub("", _OPENING.sub(opening, svg, count=1))
    return mark_safe(" ".join(svg.split()))  # a file of a locked package, no user's text in it
