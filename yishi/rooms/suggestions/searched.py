"""What search finds a suggestion by. Number and title it knows itself.

Open text is what everyone may read who may read the suggestion, residents too once it is published. Inner text
is the office's: what is not for residents, or not for everyone in the matter. Drafts of answers, evaluations
and what became of them (sealed), and anything of a secret matter beyond its stub stand in neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch, QuerySet

from yishi.rooms.suggestions.models import Answer, Handling, Objection, Oversight, Promise, Suggestion

PARTS = (
    Prefetch("handlings", Handling.objects.select_related("unit").order_by("pk")),
    Prefetch("handlings__replies", Answer.objects.exclude(sent_on=None)),
    "handlings__opinions",
    "handlings__talks",
    "handlings__asks",
    "signers__mandate__person",
    Prefetch("objections", Objection.objects.order_by("pk")),
    Prefetch("oversight", Oversight.objects.order_by("day", "pk")),
    Prefetch("promises", Promise.objects.select_related("matter").prefetch_related("reports").order_by("pk")),
)


def texts(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """(key, open text, inner text) of each suggestion, its parts with an empty line between. A fixed number of
    queries for any number of keys."""
    for s in _suggestions(keys):
        yield s.pk, _joined(_open(s)), _joined(_inner(s))


def _suggestions(keys: Sequence[int]) -> QuerySet[Suggestion]:
    rows = Suggestion.objects.filter(pk__in=keys).select_related("lead__person", "grouping", "preferred")
    return rows.prefetch_related(*PARTS)


def _open(s: Suggestion) -> Iterator[str]:
    yield from (s.situation, s.proposals)
    yield str(s.lead or "")
    yield str(s.grouping or "")
    yield from (str(signer) for signer in s.signers.all() if signer.confirmed_on is not None)
    for part in s.handlings.all():
        if not part.superseded:
            yield from (part.unit.name, part.unit.short)
    for answer in _sent(s):
        # What the unit would not publish is never published (`publish` asks), and stands with the office.
        if answer.may_publish:
            yield from (answer.number, answer.text, answer.reason)


def _inner(s: Suggestion) -> Iterator[str]:
    yield s.research
    yield s.exit_note if s.exit_ground else ""  # without a ground it says where a secret paper lies
    yield str(s.preferred or "")
    yield from (str(signer) for signer in s.signers.all() if signer.confirmed_on is None and signer.declined_on is None)
    for answer in _sent(s):
        yield answer.reported
        if not answer.may_publish:
            yield from (answer.number, answer.text, answer.reason)
    for part in s.handlings.all():
        yield part.task
        yield from (opinion.text for opinion in part.opinions.all())
        yield from (talk.text for talk in part.talks.all())
        yield from (ask.reason for ask in part.asks.all())
    yield from (objection.reason for objection in s.objections.all())
    yield from (entry.text for entry in s.oversight.all())
    for promise in s.promises.all():
        yield promise.matter.title
        yield from (report.text for report in promise.reports.all())


def _sent(s: Suggestion) -> list[Answer]:
    return [answer for part in s.handlings.all() for answer in part.replies.all()]


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
