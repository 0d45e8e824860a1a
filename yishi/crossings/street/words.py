"""What a resident is told of each step of the suggestion that his message became: a plain sentence, no title and nobody's name
before it was made public, and never how it was evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import language
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.suggestions.models import Answer, Handling, Promise, Suggestion
from yishi.rooms.voice.models import Message

S, Outcome = Suggestion.State, Message.Outcome
LONGEST = 300
"""Characters of what `message.tell_progress` tells."""


@dataclass(frozen=True)
class Happened:
    """One entry of the journal: the step, the state it led to, the suggestion it belongs to, and the unit's part if it was one's."""

    step: str
    after: str
    suggestion: Suggestion
    handling: Handling | None = None

    @property
    def words(self) -> dict[str, Any]:
        """What sentences are filled with."""
        s = self.suggestion
        unit = self.handling.unit.name if self.handling else ""
        return {**WORDS[s.matter.organ.profile], "number": s.matter.number, "unit": unit}


Says = Callable[[Happened], str]


def _says(sentence: Any) -> Says:
    return lambda happened: str(sentence) % happened.words


def _registered(happened: Happened) -> str:
    return _("%(matter)s已登记，编号 %(number)s。") % happened.words if happened.after == S.REGISTERED else ""


def _assigned(happened: Happened) -> str:
    rows = Handling.objects.filter(suggestion=happened.suggestion, superseded=False).select_related("unit")
    units = language.listed(h.unit.name for h in rows.order_by("pk"))
    return _("%(matter)s已交%(units)s办理。") % (happened.words | {"units": units})


def _answered(happened: Happened) -> str:
    if happened.handling is None:
        return ""
    if text := _public_words(happened.suggestion, happened.handling):
        return _("%(unit)s已答复：%(text)s") % (happened.words | {"text": text})
    return _("%(unit)s已书面答复提出%(matter)s的%(maker)s，正在请%(maker)s评价。") % happened.words


def _published(happened: Happened) -> str:
    text = public_answers(happened.suggestion)
    said = _("%(matter)s和答复已经公开。") % happened.words
    return language.following([said, text]) if text else said


def _promise(happened: Happened) -> str:
    if happened.after == Promise.State.KEPT:
        return _("答复中承诺的一件事已经落实。")
    return _("答复中承诺的一件事没有能够落实，原因已向提出%(matter)s的%(maker)s说明。") % happened.words


def public_answers(s: Suggestion) -> str:
    """What its units answered, as far as everybody may read it; nothing where it was not made public."""
    rows = Handling.objects.filter(suggestion=s, superseded=False).select_related("unit").order_by("pk")
    found = [(h.unit.name, _public_words(s, h)) for h in rows]
    return "\n".join(language.pair(unit, text) for unit, text in found if text)


def _public_words(s: Suggestion, h: Handling) -> str:
    if s.publicity != Suggestion.Publicity.PUBLISHED:
        return ""
    row = Answer.objects.filter(handling=h, sent_on__isnull=False, may_publish=True).order_by("round").last()
    return row.text if row else ""


SAID: Mapping[str, Says] = {
    "suggestion.submit": _says(lazy("%(maker)s已正式提出%(matter)s，等待审查。")),
    "suggestion.pass_review": _registered,
    "suggestion.from_messages": _registered,
    "suggestion.merge": _says(lazy("与另一件内容相同的%(matter)s合并办理，答复会一并告诉您。")),
    "suggestion.stand_alone": _says(lazy("恢复单独办理，进展会继续告诉您。")),
    "suggestion.split": _says(lazy("其中有几件不同的事，已分成几件%(matter)s分别办理。")),
    "suggestion.pass_to_office": _says(lazy("%(matter)s已转有关办公室，研究由哪个单位办理。")),
    "suggestion.assign": _assigned,
    "suggestion.reassign": _assigned,
    "suggestion.handled_again": _says(lazy("%(matter)s正在进一步办理。")),
    "suggestion.all_evaluated": _says(lazy("%(maker)s已对答复作出评价。")),
    "suggestion.publish": _published,
    "suggestion.all_closed": _says(lazy("%(matter)s已办结，答复中承诺的事还在落实，有结果再告诉您。")),
    "handling.send": _answered,
    "promise.close": _promise,
}
"""What is told of a step while something is still to come."""
WENT: Mapping[str, Any] = {
    S.WITHDRAWN: lazy("%(matter)s已由提出的%(maker)s撤回，您反映的问题重新确定由谁办理。"),
    "": lazy("没有作为%(matter)s办理，您反映的问题重新确定由谁办理。"),
}
ONE_WENT = lazy("其中一件%(matter)s已撤回或者不作为%(matter)s办理，其余的还在办理。")
ONE_OVER = lazy("其中一件%(matter)s已办结，其余的还在办理。")


def went(happened: Happened) -> str:
    """It left without an answer."""
    return str(WENT.get(happened.after, WENT[""])) % happened.words


def one_of_several(happened: Happened) -> str:
    """One of those into which it was split is over."""
    return str(ONE_OVER if happened.after == S.CLOSED else ONE_WENT) % happened.words


def concluded(over: Sequence[Suggestion]) -> tuple[str, str]:
    """Outcome and answer, once every suggestion that it became is over. It counts as solved where each counts as solved; whether
    it is, the resident says himself."""
    closed = [s for s in over if s.matter.state == S.CLOSED]
    solved = all(s.solved_on is not None for s in closed)
    texts = [text for s in closed if (text := public_answers(s))]
    words = WORDS[closed[0].matter.organ.profile]
    plain = _("%(matter)s已经答复并办结。答复没有公开，想了解详情请与工作机构联系。") % words
    return (Outcome.SOLVED if solved else Outcome.EXPLAINED), "\n".join(texts) or plain
