"""Matters (事项): one row for everything that lives through a loop, whatever its room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models import Organ


class Matter(models.Model):
    """What every room's own table shares its key with. Steps lock this row and check `version`.

    `parent` is the matter this one is a part of (a unit's handling of a suggestion); the root of a family is
    locked first, so that steps on different members of it never wait for each other in a ring.
    `pack` names the rule pack and version under which it began and stays ("50@2018-01-01").
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="matters")
    room = models.SlugField(max_length=24)
    kind = models.SlugField(max_length=24)
    number = models.CharField(_("编号"), max_length=40, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    state = models.SlugField(max_length=24)
    version = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    pack = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField(_("开始"))
    closed_on = models.DateField(_("结束"), null=True, blank=True)
    touched_at = models.DateTimeField(_("最近变动"))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organ", "kind", "number"], condition=~models.Q(number=""), name="matter_number_once"
            ),
        )
        indexes = (
            models.Index(fields=["organ", "room", "kind", "state", "-opened_on"], name="matter_by_state"),
            models.Index(fields=["organ", "room", "kind", "-opened_on"], name="matter_by_day"),
            models.Index(fields=["organ", "room", "kind", "-number"], name="matter_by_number"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def family(self) -> int:
        """Key of the matter to lock first: the parent where there is one."""
        return self.parent_id or self.pk


class Link(models.Model):
    """Two matters that belong together: `origin` became, joined or is followed by `target`."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("并入")
        MADE_FROM = "made_from", _("来源于")
        FOLLOWS = "follows", _("延续自")
        RAISED = "raised", _("上报为")
        ALIKE = "alike", _("内容相近")

    origin = models.ForeignKey(Matter, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Matter, models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=12, choices=Kind)
    made_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["origin", "target", "kind"], name="link_once"),
            models.CheckConstraint(condition=~models.Q(origin=models.F("target")), name="link_not_to_itself"),
        )


class Series(models.Model):
    """A running number of an organ: 建议第 1 号 to n within a year or session. Locked while numbers are taken."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    name = models.CharField(max_length=60)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "name"], name="series_once"),)
