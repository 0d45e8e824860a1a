"""交办通知 with its 交办清单, filled from the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet

from yishi.foundation import clock, language
from yishi.foundation.papers import PaperRefused
from yishi.foundation.papers import forms as paper
from yishi.foundation.people.models import Organ, Unit
from yishi.rooms.suggestions.models import Handling, Handover, Suggestion
from yishi.rooms.suggestions.papers.form import due_of
from yishi.rooms.suggestions.papers.names import maker_of, words_of

Part = Handling.Part


@language.in_that_of_records(PaperRefused)
def hand_over_list(
    source: Handover | QuerySet[Suggestion],
    organ: Organ,
    *,
    unit: Unit | None = None,
    seen: QuerySet[Suggestion] | None = None,
    number: str = "",
    notice: bool = True,
) -> bytes:
    """What a hand-over meeting, or a choice of suggestions, gave to units; to one of them with `unit`; of
    `seen` alone where the reader may not see all.

    With `notice` the list is an annex to the notice (`number` is its 发文字号); without, it stands alone.
    Raises PaperRefused for an empty list."""
    found = source.suggestions.all() if isinstance(source, Handover) else source
    if seen is not None:
        found = found.filter(pk__in=seen.values("pk"))
    rows = _loaded(found.filter(matter__organ=organ, assigned_on__isnull=False), unit)
    meeting = source if isinstance(source, Handover) else None
    day = meeting.day if meeting else clock.today()
    words = words_of(organ)
    title = f"关于交办{meeting.title if meeting else ''}{words.maker}{words.matter}的通知" if notice else ""
    return paper.hand_over_list(
        paper.HandOver(
            issuers=(organ.name,), title=title, number=number, day=day, words=words,
            rows=[_row(s) for s in rows],
            addressees=_addressees(rows, unit) if notice else (),
            opening=_opening(organ, rows, day) if notice else "",
        )
    )  # fmt: skip


def _loaded(found: QuerySet[Suggestion], unit: Unit | None) -> list[Suggestion]:
    if unit:
        found = found.filter(pk__in=Handling.objects.filter(unit=unit, superseded=False).values("suggestion"))
    related, prefetch = ("matter", "lead__person", "grouping"), ("handlings__unit", "handlings__matter__clocks")
    return list(found.select_related(*related).prefetch_related(*prefetch).order_by("matter__number", "pk"))


def _standing(s: Suggestion) -> list[Handling]:
    return [part for part in s.handlings.all() if not part.superseded]


def _row(s: Suggestion) -> paper.HandOverRow:
    parts = _standing(s)
    lead = [part for part in parts if part.part != Part.CO]
    return paper.HandOverRow(
        number=s.matter.number, title=s.matter.title, lead_signer=maker_of(s),
        lead_unit="、".join(str(part.unit) for part in lead),
        co_units=[str(part.unit) for part in parts if part.part == Part.CO], due=due_of(lead),
    )  # fmt: skip


def _addressees(rows: Sequence[Suggestion], unit: Unit | None) -> tuple[str, ...]:
    if unit:
        return (unit.name,)
    named = {part.unit.name: None for s in rows for part in _standing(s)}
    return tuple(named) if len(named) <= 5 else ("各承办单位",)


def _opening(organ: Organ, rows: Sequence[Suggestion], day: dt.date) -> str:
    words = words_of(organ)
    hard = sum(s.hard for s in rows)
    said = f"现将{words.maker}{words.matter}{len(rows)}件（见附件）交由你们研究办理，请按下列要求办好："
    lines = [
        said,
        f"一、请在清单所列办结期限前书面答复{words.maker}，并抄送我处；会办单位请将会办意见按期送主办单位。",
        f"二、办理中应当主动与{words.maker}联系沟通，充分听取意见；答复须经单位负责人审定签发。",
        "三、认为不属于本单位职责的，请在规定期限内书面说明理由，由我处研究后重新交办，不得自行转送。",
    ]
    if hard:
        lines.append(f"其中涉及面广、处理难度大的{hard}件，办结期限已按规定计算。")
    return "\n".join(lines)
