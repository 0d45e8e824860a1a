"""Python looks for rubbish after so many new objects. Where thousands are made that all stay, it looks again and again and
finds nothing: a third of the time of deriving a batch of facts, a quarter of that of an import."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Let nothing be looked for inside; it is made up for between one helping and the next."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
