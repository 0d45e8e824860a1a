"""The preview of a file, and its import through the step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.loops.importing import AT_ONCE, Told, take_rows
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.imports.plans import Outcome, Preview, may_apply, refuse_together, remarks
from yishi.foundation.people.models import Organ
from yishi.foundation.people.refusals import Refused as RollRefused
from yishi.foundation.sheets import Limits, Sheet, read
from yishi.foundation.sheets import template as empty_sheet
from yishi.rooms.voice.catalogue.topics import by_name
from yishi.rooms.voice.imports.columns import columns
from yishi.rooms.voice.imports.matching import Guess, Guessed, MessagePlan, Said, add_guess, match
from yishi.rooms.voice.imports.registry import Registry
from yishi.rooms.voice.loop.history import import_one
from yishi.rooms.voice.models import Message

LIMITS = Limits(rows=200_000, megabytes=200, unpacked_megabytes=400)
"""A hotline's year is ten times what an office writes by hand."""
CLASSES_SHOWN = 20


@dataclass(frozen=True)
class Options:
    """What is chosen with the file: the channel of rows that name none, and who guesses what they leave out."""

    channel: str = Message.Channel.HOTLINE
    guess: Guess | None = None


@dataclass
class MessagePreview(Preview[MessagePlan]):
    """What an import would do; `guessed` keeps the guesses by row, as guessing is slow."""

    options: Options = field(default_factory=Options, repr=False)
    guessed: dict[tuple[str, int], Guessed] = field(default_factory=dict, repr=False)

    @property
    def new(self) -> list[MessagePlan]:
        """Rows that would come in."""
        return [row for row in self.rows if row.outcome is Outcome.NEW]


@dataclass(frozen=True)
class Taken:
    """What an import did: how many came in, and what became of every row."""

    taken: int
    counts: dict[Outcome, int]


def template(profile: str) -> bytes:
    """An empty sheet to fill in."""
    return empty_sheet(columns(profile), _("群众意见"))


def preview(
    actor: Actor, data: bytes, options: Options | None = None, *, told: Told | None = None, limits: Limits = LIMITS
) -> MessagePreview:
    """What the file would do, row by row; changes nothing. Raises NotAllowed for whoever may not import."""
    _may(actor)
    return _plan(actor, read(data, columns(actor.organ.profile), limits), options or Options(), told=told)


def apply(
    given: MessagePreview, actor: Actor, *, skip_bad: bool = False, told: Told | None = None, together: bool = True
) -> Taken:
    """Do what the preview said: every row, or with `skip_bad` the good ones; in one transaction, or where not `together` in
    helpings of a thousand, so that others work meanwhile and it can be stopped: what is in by then stays.

    Raises a `Refused` with its sentence: for whoever may not, when a row is bad and may not be skipped, when the register
    has changed since the preview. Then nothing was changed, or not `together` no more than `told` said."""
    _may(actor)
    try:
        with transaction.atomic() if together else nullcontext():
            if together:
                Organ.objects.select_for_update(no_key=True).get(pk=actor.organ.pk)
            now = _plan(actor, given.source, given.options, given.guessed)
            may_apply(given, now, skip_bad)
            given.rows = now.rows  # the same again: a hotline's year is not held twice
            if not now.new:
                raise Refused(_("文件里的 %d 件都已导入过，没有新的。") % len(now.good))
            take_rows(import_one, actor, now.new, told)
    except RollRefused as refusal:
        raise Refused(str(refusal)) from refusal
    except IntegrityError as error:
        raise Refused(_("导入的同时有人登记了相同的编号，请重新预览后再导入；已经写入的不会重复。")) from error
    return Taken(len(now.new), now.counts)


def _may(actor: Actor) -> None:
    if not import_one.allows(actor, Message()):
        raise NotAllowed(_("只有代表（提案）工作机构可以导入群众意见，您可以在列表中查看。"))


def _plan(
    actor: Actor, source: Sheet, options: Options, guessed: dict[tuple[str, int], Guessed] | None = None,
    told: Told | None = None,
) -> MessagePreview:  # fmt: skip
    registry = Registry.load(actor)
    made = MessagePreview(
        actor.organ, registry.work.day, source, errors=list(source.errors), options=options, guessed=guessed or {}
    )
    if made.errors:
        return made
    made.rows = [match(row, registry, options.channel) for row in source.rows]
    fit = [row for row in made.rows if not row.errors]
    refuse_together(fit, lambda row: row.given.get("number"), _("编号 %(key)s 与%(others)s重复。"))
    refuse_together(fit, _unnumbered, _("与%(others)s重复：同一时间收到、内容相同的“%(key)s”。"))
    if options.guess and not made.guessed:
        made.guessed = _guessed(made.new, options.guess, told)
    for row in made.new:
        if its := made.guessed.get((row.sheet, row.line)):
            add_guess(row, its)
    made.notes = [*remarks(source), *_classes(made.rows), *_passed_over(made.rows)]
    return made


def _unnumbered(row: MessagePlan) -> tuple[object, ...] | None:
    """What tells two messages without numbers apart."""
    given = row.given
    return None if given.get("number") else (given["arrived_at"], given["text"], row.name)


def _guessed(rows: Sequence[MessagePlan], guess: Guess, told: Told | None) -> dict[tuple[str, int], Guessed]:
    found: dict[tuple[str, int], Guessed] = {}
    known: dict[Guessed, Guessed] = {}  # a few hundred there are, for however many rows
    for start in range(0, len(rows), AT_ONCE):
        helping = rows[start : start + AT_ONCE]
        said = [Said(row.name, row.given["text"], row.given.get("answer", "")) for row in helping]
        guessed = zip(helping, guess(said), strict=True)
        found |= {(row.sheet, row.line): known.setdefault(its, its) for row, its in guessed}
        if told:
            told(start + len(helping), len(rows))
    return found


def _classes(rows: Sequence[MessagePlan]) -> list[str]:
    """Classes that the catalogue does not know, each with its number."""
    names: Counter[str] = Counter(row.values["class"] for row in rows if row.given and row.values.get("class"))
    unknown = [(name, number) for name, number in names.most_common() if name not in by_name()]
    if not unknown:
        return []
    listed = language.listed(f"{name}（{number}）" for name, number in unknown[:CLASSES_SHOWN])
    return [_("不在目录里的类别，导入后类别留空：%s。") % listed]


def _passed_over(rows: Sequence[MessagePlan]) -> list[str]:
    """How many came in before, and how many of these have been answered since."""
    known = [row for row in rows if row.known and not row.errors]
    said = [_("有 %d 件已导入过，略过。") % len(known)] if known else []
    answered = [row for row in known if row.warnings]
    if answered:
        places = language.listed(row.place() for row in answered[:CLASSES_SHOWN])
        said.append(_("其中 %(n)d 件文件里有答复而系统里还没有：%(places)s。") % {"n": len(answered), "places": places})
    return said
