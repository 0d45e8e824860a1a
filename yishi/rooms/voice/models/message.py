"""The message (群众意见) and who sent it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Account, Mandate, Unit

LONGEST = 20_000
"""Characters of a message; the longest real one met has 7,000."""


class Message(models.Model):
    """What one resident said, once, by one channel. Its state is in `Matter`; its title is the matter's.

    `topic` is a code of the catalogue of topics, `area` the street or town that is counted, `place` where it is.
    `station` and `deputy` are whose code was scanned, who received, or to whom it was said. `round` counts how often it
    was handed out. What is shown to everybody are the `public_` words, which somebody looked over, never `text`.
    """

    class State(models.TextChoices):
        CHECKING = "checking", _("待审核")
        RECEIVED = "received", _("待分办")
        ASKED = "asked", _("待补充")
        ASSIGNED = "assigned", _("办理中")
        ANSWERED = "answered", _("已答复")
        SOLVED = "solved", _("已解决")
        CLOSED = "closed", _("已办结")
        CONVERTED = "converted", _("已转化")
        MERGED = "merged", _("已并入")
        WITHDRAWN = "withdrawn", _("已撤回")
        BLOCKED = "blocked", _("已屏蔽")

    class Channel(models.TextChoices):
        DEPUTY_CODE = "deputy_code", _("代表码（委员码）")
        STATION_CODE = "station_code", _("站点码")
        WEB = "web", _("网上留言")
        ONLINE = "online", _("在线接待")
        RECEPTION = "reception", _("接待日")
        VISIT = "visit", _("走访")
        ACTIVITY = "activity", _("代表活动")
        INFORMANT = "informant", _("民情联络员")
        CALL = "call", _("来电")
        LETTER = "letter", _("来信")
        CALLER = "caller", _("来访")
        HOTLINE = "hotline", _("热线")
        SURVEY = "survey", _("问卷")
        INSPECTION = "inspection", _("暗访督查")
        SERVICE = "service", _("其他系统")

    class Layer(models.TextChoices):
        """How it is dealt with (分层处理)."""

        ON_SPOT = "on_spot", _("即提即办")
        OWN = "own", _("镇街、站点办理")
        UNIT = "unit", _("交部门办理")
        SUGGESTION = "suggestion", _("转为建议（提案）")
        HIGHER = "higher", _("请上级代表（委员）反映")
        INFORMATION = "information", _("转为社情民意信息")
        TOPIC = "topic", _("列为监督议题")
        EXPLAINED = "explained", _("解释说明")
        REFERENCE = "reference", _("留作参考")
        DECLINED = "declined", _("不予受理")

    class Outcome(models.TextChoices):
        """What came of it."""

        SOLVED = "solved", _("已经解决")
        PLANNED = "planned", _("列入计划")
        EXPLAINED = "explained", _("解释说明")
        REFERENCE = "reference", _("留作参考")
        DECLINED = "declined", _("不予受理")

    class Publicity(models.TextChoices):
        UNDECIDED = "undecided", _("未决定")
        PUBLISHED = "published", _("已公开")
        WITHHELD = "withheld", _("不公开")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="message")
    channel = models.CharField(_("渠道"), max_length=12, choices=Channel, default=Channel.WEB)
    petition = models.BooleanField(_("信访事项"), default=False)
    text = models.TextField(_("内容"), max_length=LONGEST)
    arrived_at = models.DateTimeField(_("收到时间"))
    topic = models.SlugField(_("类别"), max_length=24, blank=True, db_index=False)
    topic_guessed = models.BooleanField(_("类别为推测"), default=False)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    area = models.CharField(_("镇街（片区）"), max_length=12, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    station = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="messages_at", verbose_name=_("站点")
    )
    deputy = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("代表（委员）")
    )
    occasion = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="messages_of", verbose_name=_("接待、活动")
    )
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    heads = models.PositiveIntegerField(_("人次"), default=1)
    supports = models.PositiveIntegerField(_("附议数"), default=0)
    objections = models.PositiveIntegerField(_("反对数"), default=0)
    urgent = models.BooleanField(_("急件"), default=False)
    layer = models.CharField(_("处理方式"), max_length=12, choices=Layer, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="messages")
    round = models.PositiveSmallIntegerField(default=0)
    assigned_on = models.DateField(_("交办日期"), null=True, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome, blank=True)
    ground = models.CharField(_("不予受理的理由"), max_length=200, blank=True)
    held_for = models.CharField(_("待审核的原因"), max_length=120, blank=True)
    solved_on = models.DateField(_("解决日期"), null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(_("重新办理次数"), default=0)
    may_publish = models.BooleanField(_("同意公开"), default=False)
    publicity = models.CharField(_("公开"), max_length=10, choices=Publicity, default=Publicity.UNDECIDED)
    publicity_ground = models.CharField(_("不公开理由"), max_length=200, blank=True)
    public_title = models.CharField(_("公开的标题"), max_length=200, blank=True)
    public_text = models.TextField(_("公开的内容"), blank=True, max_length=LONGEST)
    public_answer = models.TextField(_("公开的答复"), blank=True, max_length=LONGEST)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["-arrived_at"], name="message_by_arrival"),
            models.Index(fields=["topic", "-arrived_at"], name="message_of_topic"),
            models.Index(fields=["area", "-arrived_at"], name="message_of_area"),
            models.Index(fields=["station", "-arrived_at"], name="message_of_station"),
            models.Index(fields=["unit", "-arrived_at"], name="message_of_unit"),
            models.Index(fields=["matter"], condition=models.Q(petition=True), name="message_petitions"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(publicity="withheld") | ~models.Q(publicity_ground=""),
                name="message_withheld_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(publicity="published") | ~models.Q(public_text=""),
                name="message_published_has_words",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="message_point_on_earth",
            ),
            models.CheckConstraint(condition=models.Q(heads__gte=1), name="message_of_somebody"),
        )

    def __str__(self) -> str:
        return str(self.matter)

    @property
    def lies(self) -> str:
        """Where it is, in one line: the street or town before a place that does not say it."""
        return self.place if self.area in self.place else f"{self.area} {self.place}".strip()


class Sender(models.Model):
    """Who sent it, as far as his own matter needs it: apart from the message, so that few see it and it can be erased.

    `who` tells one sender from another without saying who he is (a keyed digest of phone or account name), for counting
    people. `link` and `code` are keyed digests of what he follows his message by, `tail` of the last four digits of his
    phone; none of them can be read back."""

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="sender")
    name = models.CharField(_("称呼"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    who = models.CharField(max_length=32, blank=True, db_index=True)
    link = models.CharField(max_length=64, null=True, blank=True, unique=True)
    code = models.CharField(max_length=64, null=True, blank=True, unique=True)
    tail = models.CharField(max_length=64, blank=True)
    wants_word = models.BooleanField(_("办理进展发短信"), default=False)
    erased_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
