"""代表建议专用纸、提案专用纸, filled from the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.papers import PaperRefused, zipped
from yishi.foundation.papers import forms as paper
from yishi.foundation.people.models import Mandate
from yishi.rooms.suggestions.models import Handling, Suggestion
from yishi.rooms.suggestions.papers.names import attached, group_of, session_full, words_of

Part = Handling.Part


@language.in_that_of_records(PaperRefused)
def suggestion_form(s: Suggestion) -> bytes:
    """One form. Raises PaperRefused for a secret matter, of which only a stub is kept (SH 9, ZJ 17)."""
    return _form(_loaded(Suggestion.objects.filter(pk=s.pk))[0])


@language.in_that_of_records(PaperRefused)
def suggestion_forms(found: QuerySet[Suggestion]) -> bytes:
    """Many forms as a zip archive, each under its number and title; secret ones are left out."""
    rows = [s for s in _loaded(found) if not _secret(s)]
    if not rows:
        raise PaperRefused(_("没有可以导出的件。"))
    return zipped((f"{s.matter.number or f'未编号{s.pk}'} {s.matter.title[:60]}.docx", _form(s)) for s in rows)


def _loaded(found: QuerySet[Suggestion]) -> list[Suggestion]:
    related = ("matter__organ", "lead__person", "session__term", "term", "topic", "preferred", "grouping")
    prefetch = (
        "lead__belongings__grouping", "signers__mandate__person", "signers__mandate__belongings__grouping",
        "handlings__unit", "handlings__matter__clocks", "matter__attachments",
    )  # fmt: skip
    return list(found.select_related(*related).prefetch_related(*prefetch).order_by("matter__number", "pk"))


def _secret(s: Suggestion) -> bool:
    return s.matter.state == Suggestion.State.OFFLINE or (s.lead_id is None and s.grouping_id is None)


def _form(s: Suggestion) -> bytes:
    if _secret(s):
        raise PaperRefused(_("涉密件在线下办理，这里没有可以打印的内容。"))
    organ = s.matter.organ
    parts = [part for part in s.handlings.all() if not part.superseded]
    lead = [part for part in parts if part.part != Part.CO]
    return paper.suggestion_form(
        paper.SuggestionForm(
            session=session_full(organ, s.session, s.term), title=s.matter.title, lead=_lead(s),
            cosigners=[_signer(row.mandate) for row in s.signers.all() if row.confirmed_on],
            number=s.matter.number, category=s.topic.name if s.topic else "", day=s.submitted_on,
            problem=s.situation, proposal=s.proposals, wishes=_wishes(s), attachments=attached(s.matter.attachments.all()), opinion=_opinion(s),
            lead_unit="、".join(part.unit.name for part in lead),
            co_units=[part.unit.name for part in parts if part.part == Part.CO],
            due=due_of(lead), words=words_of(organ),
        )
    )  # fmt: skip


def due_of(parts: Iterable[Handling]) -> dt.date | None:
    """The last day for the answer, of those that answer; reads prefetched clocks."""
    days = [row.due_on for part in parts for row in part.matter.clocks.all() if row.kind == "reply" and row.round == 1]
    return max(days, default=None)


def _lead(s: Suggestion) -> paper.Signer:
    """The author with his telephone, which the form asks for; a delegation signs by its name."""
    if s.lead is None:
        return paper.Signer(name=s.grouping.name if s.grouping else "")
    person = s.lead.person
    group = s.grouping.name if s.grouping else group_of(s.lead)
    return paper.Signer(name=person.name, group=group, unit=person.work, phone=person.phone)


def _signer(mandate: Mandate) -> paper.Signer:
    return paper.Signer(name=mandate.person.name, group=group_of(mandate))


def _wishes(s: Suggestion) -> list[tuple[str, str]]:
    return [
        ("是否同意向社会公开", "同意" if s.may_publish else "不同意"),
        ("希望承办单位", s.preferred.name if s.preferred else ""),
    ]


def _opinion(s: Suggestion) -> str:
    return s.exit_note if s.matter.closed_on and s.exit_ground else ""
