"""What search knows of matters: derived from them, and made anew by `index.rebuild` at any time.

The grams themselves stand where each database finds them fastest: SQLite in the FTS5 table `search_fts`,
PostgreSQL in two columns of `search_entry` that only its store knows (migration 0002).
"""

from __future__ import annotations

from django.db import models

from yishi.foundation.matters.models import Matter


class Entry(models.Model):
    """A matter that can be found. `head` is its number and title, folded, a line each."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="+")
    head = models.TextField()

    def __str__(self) -> str:
        return self.head


class Text(models.Model):
    """The folded text of a matter: `open_text` for all who may read the matter, `inner_text` for the office."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="+")
    open_text = models.TextField()
    inner_text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.open_text[:80]


class Gram(models.Model):
    """How common a gram is: the share of entries that hold it, 0 to 1. Rare ones have no row."""

    number = models.IntegerField(primary_key=True)
    share = models.FloatField()

    def __str__(self) -> str:
        return f"{self.number:x}"


class Weighing(models.Model):
    """The last counting of grams: over how many entries, and the share given to those without a row."""

    entries = models.PositiveIntegerField()
    rarest = models.FloatField()

    def __str__(self) -> str:
        return str(self.entries)
