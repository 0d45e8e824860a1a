"""Answers that are kept while no journal has gone on.

`parts/kept.py` keeps what one organ's journal vouches for. A figure may count what several organs recorded (a sub-tree, what
was held together), so here every journal must stand where it stood."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """So many answers of a process; those not asked for the longest go."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[Hashable, tuple[int, T]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, head: int, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each head. `head` was read before."""
        with self._lock:
            held = self._held.get(key)
        if held is not None and held[0] == head:
            return held[1]
        made = make()
        with self._lock:
            self._held[key] = head, made
            self._held.move_to_end(key)
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return made

    def forget(self) -> None:
        """Make everything anew."""
        with self._lock:
            self._held.clear()
