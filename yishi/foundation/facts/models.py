"""Facts: one countable happening a row, in a star that figures and the report read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Grouping, Mandate, Organ, Unit


class Fact(models.Model):
    """Something that happened once and can be counted.

    `key` is what the room calls it within its matter ("answered/2/unit-5"), so that deriving a matter's facts
    again changes only what changed. `until` makes it a stock (存量): in being from `day` to the day before.
    `sealed` facts are shown in sums of five or more, or to those who may see the rows (秘密评价). `outside` ones are totals
    that an organ outside the installation reported: in no sum unless asked for, and marked wherever they are shown.

    Columns with which a longer index begins, and those that are only asked beside the organ, have none of their own.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False)
    organ_path = models.CharField(max_length=240)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="facts", db_index=False)
    key = models.CharField(max_length=60)
    day = models.DateField(_("日期"))
    until = models.DateField(null=True, blank=True)
    line = models.SlugField(max_length=24, db_index=False)
    kind = models.SlugField(max_length=32, db_index=False)
    topic = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=24, blank=True)
    outcome = models.CharField(max_length=32, blank=True)
    place = models.CharField(max_length=12, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, default=1)
    measure = models.CharField(max_length=8, default="件")
    sealed = models.BooleanField(default=False)
    outside = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["matter", "key"], name="fact_once"),)
        indexes = (
            models.Index(fields=["organ", "line", "kind", "day", "matter"], name="fact_of_organ"),
            # Holds all that the figures of a tree are added up from, so that they are read off it alone.
            models.Index(
                fields=["line", "kind", "day", "source", "outcome", "quantity", "sealed", "outside"],
                name="fact_of_tree",
            ),
            models.Index(fields=["unit", "kind", "day"], condition=models.Q(unit__isnull=False), name="fact_of_unit"),
        )


class FactPerson(models.Model):
    """Who took part in it, as what."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="persons", db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT)
    role = models.CharField(max_length=16)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["fact", "mandate", "role"], name="fact_person_once"),)


class FactOrgan(models.Model):
    """Organs that did it together; counted once in the sum of a tree."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="hosts", db_index=False)
    organ = models.ForeignKey(Organ, models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["fact", "organ"], name="fact_organ_once"),)


class FactGroup(models.Model):
    """Delegations, sectors and groups that did it."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="groups", db_index=False)
    grouping = models.ForeignKey(Grouping, models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["fact", "grouping"], name="fact_group_once"),)


class FactTag(models.Model):
    """Further topics and marks."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="tags", db_index=False)
    tag = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["fact", "tag"], name="fact_tag_once"),)
        indexes = (models.Index(fields=["tag"], name="fact_by_tag"),)


class Rebuild(models.Model):
    """A rebuild under way, at most one: how far it came, and what the rooms' code and the journals were when it began.

    What it found to differ waits in `Gone`, `Draft` and `DraftBridge`, which nobody reads, until all is swapped in at once.
    """

    code = models.CharField(max_length=64)
    heads = models.JSONField(default=dict)
    last = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)


class Gone(models.Model):
    """A fact that is not derived any more; steps may meanwhile have taken it away themselves."""

    fact = models.BigIntegerField(primary_key=True)
    matter = models.BigIntegerField(db_index=True)


class Draft(models.Model):
    """A fact that is derived and does not stand yet: the columns of `Fact`, keys of other rows as plain numbers."""

    organ_id = models.BigIntegerField()
    organ_path = models.CharField(max_length=240)
    matter_id = models.BigIntegerField(db_index=True)
    key = models.CharField(max_length=60)
    day = models.DateField()
    until = models.DateField(null=True)
    line = models.CharField(max_length=24)
    kind = models.CharField(max_length=32)
    topic = models.CharField(max_length=40)
    source = models.CharField(max_length=24)
    outcome = models.CharField(max_length=32)
    place = models.CharField(max_length=12)
    unit_id = models.BigIntegerField(null=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    measure = models.CharField(max_length=8)
    sealed = models.BooleanField()
    outside = models.BooleanField()


class DraftBridge(models.Model):
    """A bridge of a draft: which of the four, the key at its other end or the word on it."""

    matter_id = models.BigIntegerField(db_index=True)
    key = models.CharField(max_length=60)
    bridge = models.SmallIntegerField()
    other = models.BigIntegerField()
    word = models.CharField(max_length=40)
