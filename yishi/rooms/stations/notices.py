"""Words of the room's clocks: it starts none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CLOCKS: Mapping[str, Any] = {}
