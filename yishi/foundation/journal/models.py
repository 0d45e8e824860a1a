"""Nouns of the journal. Triggers (`triggers.py`) keep the tables append only, whoever writes to them."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Head(models.Model):
    """Where an organ's chain stands; locked while entries are linked to it. It only ever grows.

    `chain` is the organ's code when its first entry was written. Hashes cover it and not the organ's code of
    today, so that an organ may get another code without breaking its chain.
    """

    organ = models.OneToOneField(
        "people.Organ", models.PROTECT, primary_key=True, related_name="+", verbose_name=_("机关")
    )
    chain = models.CharField(_("链名"), max_length=100, unique=True)
    seq = models.PositiveBigIntegerField(_("末条序号"), default=0)
    hash = models.CharField(_("末条哈希"), max_length=64)

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq}"


class Entry(models.Model):
    """One thing done (日志条目): when, by whom, in which matter, under which article. Never changed."""

    organ = models.ForeignKey("people.Organ", models.PROTECT, related_name="journal_entries", verbose_name=_("机关"))
    seq = models.PositiveBigIntegerField(_("序号"))
    day = models.DateField(_("发生日期"))
    at = models.DateTimeField(_("记录时间"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("经办账号")
    )
    actor_role = models.CharField(_("经办身份"), max_length=200)
    matter = models.ForeignKey(
        "matters.Matter", models.PROTECT, null=True, related_name="journal_entries", verbose_name=_("事项")
    )
    room = models.CharField(_("业务"), max_length=60)
    step = models.CharField(_("步骤"), max_length=60)
    law = models.TextField(_("依据"), blank=True)
    before = models.CharField(_("原状态"), max_length=60, blank=True)
    after = models.CharField(_("新状态"), max_length=60, blank=True)
    sealed = models.BooleanField(_("内容保密"), default=False)
    alg = models.CharField(_("算法"), max_length=10)
    body_hash = models.CharField(_("内容哈希"), max_length=64)
    prev_hash = models.CharField(_("上条哈希"), max_length=64)
    hash = models.CharField(_("本条哈希"), max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organ", "seq"), name="journal_entry_organ_seq"),)

    def __str__(self) -> str:
        return f"{self.organ_id}#{self.seq} {self.room}.{self.step}"


class Body(models.Model):
    """What was said and done (日志内容), apart from the entry so that it can be erased (删除个人信息)."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="body", verbose_name=_("条目"))
    salt = models.BinaryField(_("盐"), null=True)
    text = models.TextField(_("内容"), null=True)
    erased_at = models.DateTimeField(_("删除时间"), null=True)
    erased_why = models.TextField(_("删除理由"), blank=True)

    def __str__(self) -> str:
        return f"body of {self.entry_id}"

    @property
    def content(self) -> dict[str, Any] | None:
        """What was written, `{"actor": name, "said": {...}}`; None once erased."""
        return None if self.text is None else json.loads(self.text)


class Seal(models.Model):
    """A signed statement (封签) of where an organ's chain stood on a day. It names the seal before it."""

    organ = models.ForeignKey("people.Organ", models.PROTECT, related_name="+", verbose_name=_("机关"))
    day = models.DateField(_("日期"))
    seq = models.PositiveBigIntegerField(_("末条序号"))
    hash = models.CharField(_("末条哈希"), max_length=64)
    made_at = models.DateTimeField(_("封签时间"))
    prev = models.CharField(_("上一封签"), max_length=64, blank=True)
    key_id = models.CharField(_("密钥编号"), max_length=16)
    signature = models.CharField(_("签名"), max_length=128)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organ", "day"), name="journal_seal_organ_day"),)

    def __str__(self) -> str:
        return f"{self.organ_id} {self.day} #{self.seq}"
