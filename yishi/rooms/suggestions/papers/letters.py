"""答复函 with its receipt, filled from answers: one, or hundreds in a job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.clocks import packs
from yishi.foundation.law.pack import Pack
from yishi.foundation.papers import PaperRefused
from yishi.foundation.papers import forms as paper
from yishi.foundation.people.models import Mandate, Organ, Unit
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Answer
from yishi.rooms.suggestions.papers.names import attached, coordinator_of, session_short, words_of

Told = Callable[[int, int], None]
"""`told(done, total)`; a job gives `Progress.step`."""


@dataclass
class Desk:
    """What letters of one organ share, read once."""

    organ: Organ
    units: list[Unit] = field(default_factory=list)
    packs: dict[str, Pack | None] = field(default_factory=dict)

    def pack(self, ref: str) -> Pack | None:
        """The rules that a matter keeps."""
        if ref not in self.packs:
            self.packs[ref] = packs.pack_of(self.organ, ref)
        return self.packs[ref]

    def copies(self, unit: Unit) -> tuple[str, ...]:
        """The organ's own office, and the office that coordinates the unit's system (CQ 25)."""
        sides = (Unit.Side.GOVERNMENT, Unit.Side.PARTY)
        office = coordinator_of(self.units, unit.side) if unit.side in sides else ""
        return tuple(dict.fromkeys(name for name in (self.organ.name, office) if name and name != unit.name))


@language.in_that_of_records(PaperRefused)
def reply_letter(answer: Answer, mandate: Mandate | None = None) -> bytes:
    """One letter, to the lead signer or to `mandate`, who must have put it forward too.

    Raises PaperRefused for what cannot be a letter yet: not signed, no addressee."""
    found = _loaded(Answer.objects.filter(pk=answer.pk))[0]
    to = mandate or found.handling.suggestion.lead
    if mandate is not None and mandate.pk not in {row.pk for row in _signers(found)}:
        raise PaperRefused(_("该代表（委员）不是本件的提出人，不能向其出具答复函。"))
    return paper.reply_letter(_letter(found, to, _desk(found.handling.matter.organ)))


@language.in_that_of_records(PaperRefused)
def reply_letters(
    answers: QuerySet[Answer], *, every_signer: bool = False, duplex: bool = True, told: Told | None = None
) -> bytes:
    """Many letters in one file for printing; with `every_signer` one to each who put the matter forward.

    A number of queries that does not grow with the letters. Raises PaperRefused for none, and for answers of
    several organs."""
    found = _loaded(answers)
    organs = {answer.handling.matter.organ_id: answer.handling.matter.organ for answer in found}
    if len(organs) != 1:
        raise PaperRefused(_("没有可以打印的答复函。") if not organs else _("一次只能打印一个机关的答复函。"))
    desk = _desk(next(iter(organs.values())))

    def letters() -> Iterator[paper.Reply]:
        for at, answer in enumerate(found, 1):
            signers = _signers(answer)
            for mandate in _receivers(signers, every_signer):
                yield _letter(answer, mandate, desk)
            if told:
                told(at, len(found))

    return paper.reply_letters(letters(), duplex=duplex)


def _desk(organ: Organ) -> Desk:
    return Desk(organ, list(Unit.objects.filter(organ=organ, coordinates=True)))


def _loaded(found: QuerySet[Answer]) -> list[Answer]:
    related = (
        "signed_by", "handling__unit", "handling__matter__organ", "handling__suggestion__matter", "handling__suggestion__lead__person",
        "handling__suggestion__session__term", "handling__suggestion__term", "handling__suggestion__grouping",
    )  # fmt: skip
    prefetch = (
        "handling__suggestion__signers__mandate__person", "handling__matter__clocks", "handling__matter__attachments",
    )  # fmt: skip
    order = ("handling__suggestion__matter__number", "handling__unit__code", "round", "pk")
    return list(found.select_related(*related).prefetch_related(*prefetch).order_by(*order))


def _signers(answer: Answer) -> list[Mandate]:
    s = answer.handling.suggestion
    joint = [row.mandate for row in s.signers.all() if row.confirmed_on]
    return [row for row in dict.fromkeys([s.lead, *joint]) if row is not None]


def _receivers(signers: list[Mandate], every_signer: bool) -> list[Mandate | None]:
    """Nobody by name where a delegation put it forward."""
    named: list[Mandate | None] = [*(signers if every_signer else signers[:1])]
    return named or [None]


def _letter(answer: Answer, to: Mandate | None, desk: Desk) -> paper.Reply:
    h, s = answer.handling, answer.handling.suggestion
    day = answer.sent_on or answer.signed_on
    if day is None:
        raise PaperRefused(_("“%s”的答复还没有签发，不能出具答复函。") % s.matter.title)
    pack, words = desk.pack(h.matter.pack), words_of(desk.organ)
    addressee = to.person.name if to else (s.grouping.name if s.grouping else "")
    return paper.Reply(
        unit=h.unit.name, number=answer.number, session=session_short(desk.organ, s), matter_number=s.matter.number,
        matter_title=s.matter.title, addressee=addressee, body=_body(answer), day=day,
        promises=[paper.Promise(text=plan["what"], due=dt.date.fromisoformat(plan["due"])) for plan in answer.plans],
        signer=answer.signed_by.name if answer.signed_by else "", contact=h.undertaker, phone=h.phone or h.unit.phone,
        remarks=_remarks(answer, pack), attachments=attached(h.matter.attachments.all(), answer.round),
        copies=desk.copies(h.unit), receipt=_receipt(answer, pack, desk), words=words,
    )  # fmt: skip


def _body(answer: Answer) -> str:
    parts = [answer.text]
    if answer.reason.strip():
        parts.append(f"暂不能解决的原因：{answer.reason}")
    if answer.reported.strip():
        parts.append(f"向上级反映的情况：{answer.reported}")
    return "\n".join(parts)


def _remarks(answer: Answer, pack: Pack | None) -> list[str]:
    found = given.answer_class(pack, answer.kind)
    open_word = "本答复可以公开" if answer.may_publish else "本答复不宜公开"
    return [*([f"答复类别：{found.label}"] if found else []), open_word]


def _receipt(answer: Answer, pack: Pack | None, desk: Desk) -> paper.Receipt | None:
    """The page on which the lead signer evaluates; none where the rules ask nothing."""
    grades = [grade.label for grade in given.scale(pack)]
    questions = [(question.label, grades) for question in given.questions(pack)]
    if not questions or not grades:
        return None
    clocks = [
        row for row in answer.handling.matter.clocks.all() if row.kind == "evaluate" and row.round == answer.round
    ]
    return paper.Receipt(questions=questions, return_to=desk.organ.name, return_by=clocks[0].due_on if clocks else None)
