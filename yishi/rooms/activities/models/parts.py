"""What belongs to an activity: who took part and who held it too, what came of it, and what it was about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Grouping, Mandate, Organ, Post, Unit
from yishi.rooms.activities.models.activity import Activity

MOST_HEADS = 10_000_000


class Participant(models.Model):
    """One who took part, by his seat or named post, or how many did whose names are not kept.

    Residents are heads and never names. `signed_at` is when he signed in by the activity's code or at the desk."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="participants", db_index=False)
    role = models.CharField(_("身份"), max_length=16)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="participates")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="participates")
    heads = models.PositiveIntegerField(_("人次"), null=True, blank=True)
    signed_at = models.DateTimeField(_("签到时间"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["activity", "mandate", "role"], name="participant_seat_once"),
            models.UniqueConstraint(fields=["activity", "post", "role"], name="participant_post_once"),
            models.UniqueConstraint(
                fields=["activity", "role"], condition=Q(heads__isnull=False), name="participant_heads_once"
            ),
            models.CheckConstraint(
                condition=Q(mandate__isnull=False, post=None, heads=None)
                | Q(mandate=None, post__isnull=False, heads=None)
                | Q(mandate=None, post=None, heads__gte=1, heads__lte=MOST_HEADS, signed_at=None),
                name="participant_is_a_seat_a_post_or_heads",
            ),
        )

    def __str__(self) -> str:
        named = self.mandate or (self.post and self.post.person)
        return str(named) if named else str(self.heads)


class Host(models.Model):
    """Who held it together with the organ: another organ of the tree, a unit, or an outside body by name."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="hosts")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="co_hosts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="co_hosts")
    name = models.CharField(_("单位名称"), max_length=60, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["activity", "organ"], name="host_organ_once"),
            models.UniqueConstraint(fields=["activity", "unit"], name="host_unit_once"),
            models.UniqueConstraint(fields=["activity", "name"], condition=~Q(name=""), name="host_name_once"),
            models.CheckConstraint(
                condition=Q(organ__isnull=False, unit=None, name="")
                | Q(organ=None, unit__isnull=False, name="")
                | (Q(organ=None, unit=None) & ~Q(name="")),
                name="host_is_an_organ_a_unit_or_a_name",
            ),
        )

    def __str__(self) -> str:
        return str(self.organ or self.unit or self.name)


class Joined(models.Model):
    """A delegation, sector or group that did it."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="joined", db_index=False)
    grouping = models.ForeignKey(Grouping, models.PROTECT, related_name="took_part")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["activity", "grouping"], name="joined_once"),)

    def __str__(self) -> str:
        return str(self.grouping)


class Output(models.Model):
    """What came of it: so many opinions, a report adopted by somebody at a level, an amount. `day` is its own: an
    instruction arrives weeks later. `quantity` is in the output's first measure (元, never 万元)."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="outputs")
    code = models.SlugField(_("成果"), max_length=32, db_index=False)
    quantity = models.DecimalField(_("数量"), max_digits=18, decimal_places=4)
    measure = models.CharField(max_length=8)
    name = models.CharField(_("名称"), max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="outputs")
    level = models.CharField(_("采用层级"), max_length=12, blank=True)
    by_whom = models.CharField(_("采用单位"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=400, blank=True)
    day = models.DateField(_("日期"))
    struck_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(quantity__gt=0), name="output_of_something"),)

    def __str__(self) -> str:
        return f"{self.quantity.normalize():f}{self.measure}"


class About(models.Model):
    """A matter of any room that the activity was about: the suggestion that a visit looked into."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="about", db_index=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="activities")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["activity", "matter"], name="about_once"),)

    def __str__(self) -> str:
        return str(self.matter)
