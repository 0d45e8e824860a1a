"""Hot topics as they were last found: a reading of one window of days, its topics, and the messages of each.

All of it can be found again from the messages and may be thrown away, but for the names that the office gave.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.people.models import Organ
from yishi.readings.topics.heat import Heat
from yishi.readings.topics.naming import Called
from yishi.rooms.voice.models import Message


class Reading(models.Model):
    """What was found in the messages of an organ that came in between two days. `looked` is how many messages there were,
    `mark` what tells whether they are still the same, `as_of` the day up to which weeks and what is recent are counted."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="+", db_index=False)
    since = models.DateField()
    until = models.DateField()
    made_at = models.DateTimeField()
    as_of = models.DateField()
    looked = models.PositiveIntegerField()
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["organ", "since", "until"], name="topic_reading_once"),)

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"


class Topic(models.Model):
    """One topic of a reading: its name and place as they were read, the parts of its heat, and how it grew.

    `own_name` is what the office calls it, kept when the reading is made anew. `called_by` is the message whose words
    its name are: who may not read that is not shown them."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="topics", db_index=False)
    problem = models.CharField(_("热点"), max_length=200)
    own_name = models.CharField(_("名称"), max_length=80, blank=True)
    place = models.CharField(_("地点"), max_length=80, blank=True)
    admin = models.CharField(max_length=40, blank=True)
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    topic = models.SlugField(_("类别"), max_length=24, blank=True, db_index=False)
    called_by = models.ForeignKey(Message, models.CASCADE, related_name="+", db_index=False)
    first = models.DateField(_("最早"))
    last = models.DateField(_("最近"))
    messages = models.PositiveIntegerField(_("条数"))
    people = models.PositiveIntegerField(_("人数"))
    supports = models.PositiveIntegerField(_("附议数"))
    objections = models.PositiveIntegerField(_("反对数"))
    recent = models.PositiveIntegerField()
    week = models.PositiveIntegerField()
    """Messages of the last seven days, and of the seven before."""
    week_before = models.PositiveIntegerField()
    heat = models.DecimalField(_("热度"), max_digits=10, decimal_places=1)
    weeks = models.JSONField(default=list)
    """[Monday, number] from the first week to the last."""

    class Meta:
        ordering = ("-heat", "pk")
        indexes = (models.Index(fields=["reading", "-heat"], name="topic_by_heat"),)

    def __str__(self) -> str:
        return self.own_name or self.called.whole

    @property
    def called(self) -> Called:
        """Its name and place as they were read."""
        return Called(self.problem, self.place, self.admin)

    @property
    def where(self) -> str:
        """District and place."""
        return self.called.where

    @property
    def warmth(self) -> Heat:
        """The parts of its heat."""
        return Heat(self.messages, self.people, self.supports, self.objections, self.recent)


class Member(models.Model):
    """A message of a topic; each message is in one topic of a reading at most."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="members")
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["topic", "message"], name="topic_member_once"),)

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.message_id}"
