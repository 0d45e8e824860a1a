"""Questionnaires (问卷): their questions, and what was answered by whom nobody knows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.matters.models import Matter

LONGEST_ANSWER = 1000


class Survey(models.Model):
    """One questionnaire; its name is the matter's title, `code` the last part of its address. It takes answers while it is
    open and `closes_on` has not passed. With `once`, one browser answers once."""

    class State(models.TextChoices):
        DRAFT = "draft", _("没有发布")
        OPEN = "open", _("正在征集")
        CLOSED = "closed", _("已结束")
        DROPPED = "dropped", _("已撤销")

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="survey")
    code = models.SlugField(max_length=16, unique=True)
    intro = models.TextField(_("说明"), blank=True, max_length=2000)
    once = models.BooleanField(_("一台设备只答一次"), default=True)
    closes_on = models.DateField(_("截止日期"))
    opened_on = models.DateField(_("发布日期"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.matter)


class SurveyQuestion(models.Model):
    """One question. `options` are its choices, one a line; a scale goes from one to five."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("单选")
        SEVERAL = "several", _("多选")
        SCALE = "scale", _("打分（1 至 5）")
        TEXT = "text", _("填写")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="questions", db_index=False)
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(_("问题"), max_length=200)
    options = models.TextField(blank=True, max_length=2000)
    required = models.BooleanField(default=True)

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=["survey", "place"], name="survey_question_once"),)

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[str]:
        """What may be chosen, in order; an answer names its place from 1."""
        if self.kind == self.Kind.SCALE:
            return [str(score) for score in range(1, 6)]
        return [line for line in self.options.split("\n") if line]


class SurveyResponse(models.Model):
    """One filled-in questionnaire, without anything that says whose. `by` is a keyed digest of the browser, where each may
    answer once."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses", db_index=False)
    day = models.DateField()
    by = models.CharField(max_length=64, null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["survey", "by"], name="survey_response_once"),)

    def __str__(self) -> str:
        return f"{self.day}"


class SurveyAnswer(models.Model):
    """What was answered to one question: the place of a choice from 1 (several have a row each), or words."""

    response = models.ForeignKey(SurveyResponse, models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="answers", db_index=False)
    choice = models.PositiveSmallIntegerField(null=True)
    text = models.CharField(blank=True, max_length=LONGEST_ANSWER)

    class Meta:
        indexes = (
            models.Index(fields=["question", "choice"], name="survey_answer_counted"),
            models.Index(fields=["response"], name="survey_answer_of"),
        )

    def __str__(self) -> str:
        return self.text or f"{self.choice}"
