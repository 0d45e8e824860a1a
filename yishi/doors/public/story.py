"""A published suggestion as a conversation: asked, handed over, contacted, answered, promised, kept.

Only what was published is told: no evaluation, no telephone, no draft, no word of the talks and opinions between
offices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from yishi.doors.look.cards import ThreadItem
from yishi.doors.look.states import Kind, State
from yishi.doors.look.wording import day_words
from yishi.doors.public.organs import words_of
from yishi.foundation import language
from yishi.foundation.clocks.packs import pack_of
from yishi.foundation.law.pack import Pack
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Answer, Handling, Promise, PromiseReport, Signer, Suggestion

S = Suggestion.State
P = Promise.State
Part = Handling.Part


def with_story(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Rows with all that their story asks for, in a fixed number of queries."""
    standing = Handling.objects.filter(superseded=False).select_related("unit").order_by("pk")
    open_answers = Answer.objects.filter(sent_on__isnull=False, may_publish=True)
    return rows.select_related("matter__organ", "lead__person", "grouping", "topic", "session__term").prefetch_related(
        Prefetch("signers", Signer.objects.filter(confirmed_on__isnull=False).select_related("mandate__person")),
        Prefetch("handlings", standing),
        Prefetch("handlings__replies", open_answers),
        "handlings__talks",
        Prefetch(
            "promises",
            Promise.objects.filter(answer__may_publish=True)
            .select_related("matter", "handling__unit")
            .order_by("due_on"),
        ),
        "promises__reports",
    )


def plain_state(s: Suggestion) -> State:
    """Where it stands, in a resident's words; whether it was evaluated is nobody's business here."""
    state = S(s.matter.state)
    if state in (S.ANSWERED, S.EVALUATED):
        return State(str(_("已答复")), Kind.DONE)
    if state == S.CLOSED:
        return State(str(_("已办结")), Kind.DONE)
    if state in (S.SUBMITTED, S.REGISTERED, S.WITH_OFFICE, S.ASSIGNED):
        return State(str(_("正在办理")), Kind.ON_TIME)
    return State(str(state.label), Kind.ENDED)


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise as the public reads it."""

    what: str
    unit: str
    due: dt.date
    state: State


def pledges(s: Suggestion) -> list[Pledge]:
    """What was promised, and what became of it; a result stands only once it is settled."""
    ends = {
        P.KEPT: State(str(_("已兑现")), Kind.DONE),
        P.FAILED: State(str(_("未能兑现")), Kind.ENDED),
        P.STOPPED: State(str(_("已终止")), Kind.ENDED),
    }
    going = State(str(_("兑现中")), Kind.ON_TIME)
    ends |= dict.fromkeys((P.REPORTED, P.EVALUATED, P.MEETING), State(str(_("单位已报告，待确认")), Kind.WAITING))
    return [
        Pledge(p.matter.title, p.handling.unit.name, p.due_on, ends.get(P(p.matter.state), going))
        for p in s.promises.all()
    ]


def story(s: Suggestion) -> list[ThreadItem]:
    """The conversation, oldest first."""
    pack = pack_of(s.matter.organ, s.matter.pack)
    items = [*_asked(s), *_handed(s), *_contacted(s), *_answered(s, pack), *_kept(s)]
    return [item for _day, _order, item in sorted(items, key=lambda found: found[:2])]


Item = tuple[dt.date, int, ThreadItem]


def names(s: Suggestion) -> str:
    """Who put it forward, as on the public roll."""
    found = [str(s.grouping)] if s.grouping else []
    found += [str(s.lead)] if s.lead and not s.grouping else []
    return language.listed([*found, *(str(signer) for signer in s.signers.all())])


def _asked(s: Suggestion) -> Iterator[Item]:
    words = words_of(s.matter.organ)
    if s.submitted_on:
        text = "\n".join(filter(None, (s.situation, s.proposals)))
        verb = _("提出%(matter)s") % {"matter": words.matter}
        yield s.submitted_on, 0, ThreadItem(names(s), s.submitted_on, verb, text, words.maker)


def _handed(s: Suggestion) -> Iterator[Item]:
    days: dict[dt.date, list[Handling]] = {}
    for h in s.handlings.all():
        days.setdefault(h.handed_on, []).append(h)
    for day, parts in days.items():
        lines = []
        for part, words in ((Part.LEAD, _("负责办理")), (Part.SEPARATE, _("分别办理")), (Part.CO, _("一起办理"))):
            units = language.listed(h.unit.name for h in parts if h.part == part)
            lines += [language.pair(words, units)] if units else []
        yield day, 1, ThreadItem(s.matter.organ.short, day, _("交给有关单位办理"), "\n".join(lines), kind="noted")


def _contacted(s: Suggestion) -> Iterator[Item]:
    maker = words_of(s.matter.organ).maker
    for h in s.handlings.all():
        for talk in h.talks.all():
            verb = _("联系了%(maker)s（%(how)s）") % {"maker": maker, "how": talk.get_how_display()}
            yield talk.day, 2, ThreadItem(h.unit.name, talk.day, verb, kind="noted")


def _answered(s: Suggestion, pack: Pack | None) -> Iterator[Item]:
    for h in s.handlings.all():
        for answer in h.replies.all():
            if answer.sent_on is None:
                continue
            kind = given.answer_class(pack, answer.kind)
            verb = _("再次答复") if answer.round > 1 else _("答复")
            verb = language.pair(verb, kind.shown) if kind else verb
            text = "\n".join(filter(None, (answer.text, answer.reason, answer.reported)))
            yield answer.sent_on, 3, ThreadItem(h.unit.name, answer.sent_on, verb, text)
    for p in s.promises.all():
        made = p.matter.opened_on
        text = _("%(what)s，%(day)s前完成") % {"what": p.matter.title, "day": day_words(p.due_on, weekday=False)}
        yield made, 4, ThreadItem(p.handling.unit.name, made, _("作出承诺"), text, kind="decided")


def _kept(s: Suggestion) -> Iterator[Item]:
    verbs = {PromiseReport.Result.KEPT: _("报告承诺已落实"), PromiseReport.Result.FAILED: _("报告承诺不能落实")}
    for p in s.promises.all():
        for report in p.reports.all():
            verb = verbs.get(PromiseReport.Result(report.result))
            if verb:
                yield report.day, 5, ThreadItem(p.handling.unit.name, report.day, verb, p.matter.title, kind="decided")
        if p.matter.state == P.KEPT and p.matter.closed_on:
            yield (
                p.matter.closed_on,
                6,
                ThreadItem(s.matter.organ.short, p.matter.closed_on, _("确认承诺已兑现"), p.matter.title, kind="noted"),
            )
