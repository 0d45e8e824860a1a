"""Reception days (接待日) with times that residents book without an account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate
from yishi.rooms.stations.models.station import Station


class Reception(models.Model):
    """One reception day of a station. Its state is in `Matter`.

    `kind` is a code of the catalogue of activities: deputy_reception, or chair_reception of the council's members.
    `heads` is how many residents came without having booked, `area` the street or town in which the station then lay."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("可预约")
        HELD = "held", _("已举办")
        CANCELLED = "cancelled", _("已取消")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="reception")
    station = models.ForeignKey(Station, models.PROTECT, related_name="receptions", db_index=False)
    kind = models.SlugField(_("种类"), max_length=24, db_index=False)
    day = models.DateField(_("日期"))
    starts = models.TimeField(_("开始时间"))
    ends = models.TimeField(_("结束时间"))
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    topics = models.CharField(_("主题"), max_length=120, blank=True)
    by_video = models.BooleanField(_("视频接待"), default=False)
    heads = models.PositiveIntegerField(_("未预约到场人次"), default=0)

    class Meta:
        indexes = (
            models.Index(fields=["station", "day"], name="reception_of_station"),
            models.Index(fields=["day"], name="reception_by_day"),
        )
        constraints = (models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="reception_hours"),)

    def __str__(self) -> str:
        return str(self.matter)


class Receiver(models.Model):
    """A deputy or member who receives. `came` is known once it was held."""

    reception = models.ForeignKey(Reception, models.PROTECT, related_name="receivers", db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="receives")
    came = models.BooleanField(_("到场"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["reception", "mandate"], name="receiver_once"),)

    def __str__(self) -> str:
        return str(self.mandate)


class Slot(models.Model):
    """A time that can be booked by so many parties."""

    reception = models.ForeignKey(Reception, models.PROTECT, related_name="slots", db_index=False)
    starts = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))
    capacity = models.PositiveSmallIntegerField(_("可约几批"), default=1)

    class Meta:
        ordering = ("starts", "pk")
        constraints = (
            models.UniqueConstraint(fields=["reception", "starts"], name="slot_once"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts"), capacity__gte=1), name="slot_of_some_time"),
        )

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


class Booking(models.Model):
    """A time that a resident booked; who he is stands apart."""

    class State(models.TextChoices):
        BOOKED = "booked", _("已预约")
        CANCELLED = "cancelled", _("已取消")
        CAME = "came", _("已到")
        ABSENT = "absent", _("未到")

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings")
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.BOOKED)
    heads = models.PositiveSmallIntegerField(_("几人"), default=1)
    made_at = models.DateTimeField()
    cancelled_by = models.CharField(_("由谁取消"), max_length=40, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(heads__gte=1), name="booking_of_somebody"),)

    def __str__(self) -> str:
        return f"{self.slot} · {self.get_state_display()}"


class Booker(models.Model):
    """Who booked, as far as he can be reached and received: apart, so that few see it and it can be erased.

    `who` and `client` tell one phone, one machine from another for limits (keyed digests); `link`, `code` and `tail` are
    digests of what he follows his booking by. `errors` counts wrong digits behind the code, `shut_until` how long it stays shut."""

    booking = models.OneToOneField(Booking, models.PROTECT, primary_key=True, related_name="booker")
    name = models.CharField(_("称呼"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    about = models.CharField(_("想谈什么"), max_length=200, blank=True)
    who = models.CharField(max_length=32, blank=True)
    client = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField()
    link = models.CharField(max_length=64, null=True, blank=True, unique=True)
    code = models.CharField(max_length=64, null=True, blank=True, unique=True)
    tail = models.CharField(max_length=64, blank=True)
    errors = models.PositiveSmallIntegerField(default=0)
    shut_until = models.DateTimeField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["client", "made_at"], name="booker_of_client"),
            models.Index(fields=["who", "made_at"], name="booker_of_phone"),
        )

    def __str__(self) -> str:
        return self.name
