"""What waits for a deputy or member: signatures, evaluations, answers to read, withdrawals to agree to, reports turned
back, what residents said, drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.cards import Todo
from yishi.doors.look.states import Kind
from yishi.doors.parts.matter import kind_of_day
from yishi.doors.pocket import messages
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.people.actors import Actor
from yishi.rooms.activities.models import Activity
from yishi.rooms.stations.lists import kept
from yishi.rooms.suggestions.loop.leaving import OPEN
from yishi.rooms.suggestions.models import Delivery, Handling, Objection, Promise, Signer, Suggestion

S = Suggestion.State
H = Handling.State
P = Promise.State
RECENT = dt.timedelta(days=30)
"""How long the answer to an objection stands among the cards."""
MOST = 100


@dataclass(frozen=True)
class Waiting:
    """The rows that wait for one actor. Nothing is asked before it is needed."""

    actor: Actor

    @cached_property
    def stations(self) -> frozenset[int]:
        """Stations that he keeps; no query for who keeps none."""
        return kept(self.actor)

    @property
    def signatures(self) -> QuerySet[Signer]:
        """Invitations to sign, and withdrawals to agree to."""
        asked = Q(
            mandate__in=self.actor.sitting, confirmed_on=None, declined_on=None, suggestion__matter__state=S.DRAFT
        )
        leaving = Q(
            mandate__in=self.actor.mandates, confirmed_on__isnull=False, agreed_to_withdraw_on=None,
            suggestion__withdrawal_asked_on__isnull=False, suggestion__matter__state__in=OPEN,
        )  # fmt: skip
        return Signer.objects.filter(asked | leaving, suggestion__matter__organ=self.actor.organ)

    def _mine(self, prefix: str) -> Q:
        """What he put forward himself, or in the name of the grouping that he leads."""
        return Q(**{f"{prefix}lead__in": self.actor.mandates}) | Q(**{f"{prefix}grouping__in": self.actor.leads})

    @property
    def answers(self) -> QuerySet[Handling]:
        """Answers to evaluate."""
        rows = Handling.objects.filter(matter__organ=self.actor.organ, matter__state=H.ANSWERED, superseded=False)
        return rows.filter(self._mine("suggestion__"))

    @property
    def promises(self) -> QuerySet[Promise]:
        """Outcomes of promises to evaluate."""
        rows = Promise.objects.filter(matter__organ=self.actor.organ, matter__state=P.REPORTED)
        return rows.filter(self._mine("suggestion__"))

    @property
    def unread(self) -> QuerySet[Delivery]:
        """Answers to read by those who signed and do not evaluate."""
        rows = Delivery.objects.filter(
            mandate__in=self.actor.mandates, read_on=None, answer__round=F("answer__handling__round"),
            answer__handling__matter__organ=self.actor.organ, answer__handling__matter__state__in=[H.ANSWERED, H.EVALUATED],
        )  # fmt: skip
        return rows.exclude(self._mine("answer__handling__suggestion__"))

    @property
    def returned(self) -> QuerySet[Activity]:
        """Reports of his duty that the office turned back, to be mended."""
        rows = Activity.objects.filter(matter__organ=self.actor.organ, matter__state=Activity.State.RETURNED)
        return rows.filter(reporter__in=self.actor.mandates)

    @property
    def own(self) -> QuerySet[Suggestion]:
        """His drafts, and those whose assignment he objected to and was answered lately."""
        decided = Objection.objects.filter(mandate__in=self.actor.mandates, decided_on__gte=clock.today() - RECENT)
        rows = Suggestion.objects.filter(matter__organ=self.actor.organ)
        return rows.filter(
            Q(lead__in=self.actor.sitting, matter__state=S.DRAFT) | Q(pk__in=decided.values("suggestion"))
        )

    def count(self) -> int:
        """How many decisions wait; drafts are not counted. One query."""
        kinds: list[QuerySet[Any]] = [self.signatures, self.answers, self.promises, self.unread, self.returned]
        kinds += [messages.heard(self.actor, self.stations), messages.to_check(self.actor, self.stations)]
        first, *others = [rows.order_by().values_list("pk") for rows in kinds]
        return int(first.union(*others, all=True).count())

    def cards(self) -> list[Todo]:
        """One card for each decision, what is due first on top. Seven queries."""
        found = [*self._signature_cards(), *self._answer_cards(), *self._promise_cards(), *self._unread_cards()]
        found += [*self._returned_cards(), *messages.cards(self.actor, self.stations)]
        return sorted(found, key=lambda card: (card.due is None, card.due or dt.date.max))

    def _signature_cards(self) -> Iterator[Todo]:
        for signer in self.signatures.select_related("suggestion__matter", "suggestion__lead__person")[:MOST]:
            s = signer.suggestion
            word, action = (_("撤回要您同意"), _("看一看")) if signer.confirmed_on else (_("请您联名"), _("看内容"))
            yield Todo(s.matter.title, _url(s.pk), word, Kind.SOON, s.matter.number, str(s.lead or ""), action=action)

    def _answer_cards(self) -> Iterator[Todo]:
        rows = _due(self.answers, "evaluate").select_related("matter", "unit", "suggestion__matter")
        for h in rows[:MOST]:
            url = reverse("pocket:step", args=["handling", h.pk, "evaluate"])
            yield Todo(
                h.matter.title,
                url,
                _("请评价答复"),
                _kind(h.due),
                h.suggestion.matter.number,
                str(h.unit),
                h.due,
                action=_("评价"),
            )

    def _promise_cards(self) -> Iterator[Todo]:
        rows = _due(self.promises, "promise_evaluate").select_related("matter", "handling__unit", "suggestion__matter")
        for p in rows[:MOST]:
            url = reverse("pocket:step", args=["promise", p.pk, "evaluate"])
            word = _("请评价承诺落实")
            yield Todo(
                p.matter.title,
                url,
                word,
                _kind(p.due),
                p.suggestion.matter.number,
                str(p.handling.unit),
                p.due,
                action=_("评价"),
            )

    def _unread_cards(self) -> Iterator[Todo]:
        rows = self.unread.select_related("answer__handling__matter", "answer__handling__unit")
        for row in rows[:MOST]:
            h = row.answer.handling
            yield Todo(
                h.matter.title, _url(h.suggestion_id), _("有新答复"), Kind.WAITING, who=str(h.unit), action=_("阅读")
            )

    def _returned_cards(self) -> Iterator[Todo]:
        for a in self.returned.select_related("matter").order_by("-matter__touched_at", "-pk")[:MOST]:
            url = reverse("pocket:activity", args=[a.pk])
            yield Todo(a.matter.title, url, _("履职报告被退回"), Kind.SOON, a.matter.number, action=_("修改"))

    def drafts(self) -> list[Todo]:
        """Drafts with how far they are, and answers to objections. Three queries."""
        rows = self.own.select_related("matter").prefetch_related(
            "signers", Prefetch("objections", Objection.objects.exclude(decided_on=None))
        )
        return [_draft(s) if s.matter.state == S.DRAFT else _objection(s) for s in rows.order_by("-pk")[:MOST]]


def _url(pk: int) -> str:
    return reverse("pocket:suggestion", args=[pk])


def _due(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    running = Clock.objects.filter(RUNNING, matter=OuterRef("pk"), kind=kind).order_by("due_on")
    return rows.annotate(due=Subquery(running.values("due_on")[:1])).order_by("due", "pk")


def _kind(due: dt.date | None) -> Kind:
    """The mark of the running clock that is due then."""
    return Kind.WAITING if due is None else kind_of_day(due)


def _draft(s: Suggestion) -> Todo:
    waits = sum(signer.confirmed_on is None and signer.declined_on is None for signer in s.signers.all())
    if s.submitted_on:
        return Todo(s.matter.title, _url(s.pk), _("退回请修改"), Kind.SOON, action=_("修改"))
    if waits:
        return Todo(s.matter.title, _url(s.pk), _("等 %d 人联名") % waits, Kind.WAITING, action=_("看一看"))
    ready = bool(s.situation.strip() and s.proposals.strip())
    return Todo(
        s.matter.title,
        _url(s.pk),
        _("可以提交") if ready else _("没有写完"),
        Kind.ON_TIME,
        action=_("提交") if ready else _("接着写"),
    )


def _objection(s: Suggestion) -> Todo:
    return Todo(s.matter.title, _url(s.pk), _("对交办的意见有了答复"), Kind.DONE, s.matter.number, action=_("看答复"))
