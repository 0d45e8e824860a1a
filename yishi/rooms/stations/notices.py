"""Words of the room's clocks: it starts none (`deadlines.py`). What its steps tell stands in the steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CLOCKS: Mapping[str, Any] = {}
