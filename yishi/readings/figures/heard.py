"""Figures of what residents say: received by channel, handed on, answered within so many days, solved, passed on, rated.

Counted from the facts of the room `voice` alone (`rooms/voice/figures.py`): its messages are told by their channels, its
answers by `answer_days`. What an office without that room records in totals stands in the figures of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from yishi.readings.figures.engine.questions import BECAME
from yishi.readings.figures.expression import Compound, Count, Expression
from yishi.readings.figures.figure import Figure
from yishi.rooms.suggestions.measures import PERCENT
from yishi.rooms.voice.figures import ANSWER_DAYS, LATE, RATED, REOPENED, WITHIN
from yishi.rooms.voice.models import Message, Rating
from yishi.rooms.voice.words import DAYS, ITEMS

LINE = "voice"
HEAD = "heard"
"""Begins the ids of all of them."""
C, L = Message.Channel, Message.Layer
CHANNELS = tuple(str(channel) for channel in C)
LAYERS = tuple(str(layer) for layer in L)
KINDS = ("voice_message", "petition")
"""What they are counted as; hotline, letters and visits are among these."""
ENGLISH = {
    C.DEPUTY_CODE: "deputies' codes", C.STATION_CODE: "stations' codes", C.WEB: "the web", C.ONLINE: "online reception",
    C.RECEPTION: "reception days", C.VISIT: "visits", C.ACTIVITY: "deputies' activities", C.INFORMANT: "informants",
    C.CALL: "phone calls", C.LETTER: "letters", C.CALLER: "callers", C.HOTLINE: "the hotline", C.SURVEY: "questionnaires",
    C.INSPECTION: "undercover inspection", C.SERVICE: "other systems",
}  # fmt: skip
CHANNEL_NAMES = {
    C.DEPUTY_CODE: "代表委员码", C.STATION_CODE: "站点码", C.WEB: "网上", C.ONLINE: "在线接待", C.RECEPTION: "接待日", C.VISIT: "走访中",
    C.ACTIVITY: "代表委员活动中", C.INFORMANT: "民情联络员处", C.CALL: "来电", C.LETTER: "来信", C.CALLER: "来访", C.HOTLINE: "热线",
    C.SURVEY: "问卷", C.INSPECTION: "暗访督查", C.SERVICE: "其他系统",
}  # fmt: skip
"""As reports write them, in every language."""
PASSED = (
    (L.SUGGESTION, "转为建议提案的群众意见", "turned into suggestions"),
    (L.HIGHER, "请上级代表委员反映的群众意见", "given to deputies of higher bodies"),
    (L.INFORMATION, "转为社情民意信息的群众意见", "turned into information items"),
    (L.TOPIC, "列为监督议题的群众意见", "made topics of supervision"),
)
GOOD = (Rating.Content.SATISFIED, Rating.Content.MOSTLY)


def of(what: str, **facets: Iterable[str]) -> Count:
    """A count of the room's facts."""
    held: dict[str, Any] = {name: tuple(str(value) for value in values) for name, values in facets.items()}
    return Count(what, tuple(sorted(held.items())))


# One fact a message, each of one: sums and times share a query with all other figures, distinct matters would each ask for their own.
RECEIVED = of("times", kind=KINDS, source=CHANNELS)
ANSWERED = of("sum", kind=("opinion_answered",), source=LAYERS)
SOLVED = of("matters", kind=KINDS, source=CHANNELS, tag=(f"{BECAME}problem_solved",))


def within(most: int) -> Count:
    """Answered in at most so many days; `most` is of `WITHIN`."""
    return of("matters", kind=(ANSWER_DAYS,), source=[name for days, name in WITHIN if days <= most])


def figures() -> Iterator[Figure]:
    """All of them, in the order in which a message goes."""
    yield from _received()
    yield from _answered()
    yield from _settled()
    yield from _rated()


def _figure(
    id: str, name: str, measure: str, said: str, expression: Expression, english: str, *, additive: bool = True
) -> Figure:
    return Figure(f"{HEAD}/{id}", LINE, name, (), measure, said, expression, additive, english=english)


def _received() -> Iterator[Figure]:
    yield _figure(
        "received", "登记办理的群众意见", ITEMS, _("期间收到的群众意见（含热线、信访），按收到之日计；待审核和屏蔽的不计，撤回、并入的计入。"),
        RECEIVED,
        "messages of residents received",
    )  # fmt: skip
    for channel in C:
        yield _figure(
            f"received/{channel}", f"{CHANNEL_NAMES[channel]}收到的群众意见", ITEMS, _("期间收到、登记的群众意见中，由这一渠道来的。"),
            of("times", kind=KINDS, source=(channel,)), f"messages received by {ENGLISH[channel]}",
        )  # fmt: skip
    yield _figure(
        "handed", "交部门办理的群众意见", ITEMS, _("期间第一次交给部门办理的群众意见，一件改交几次的计一件。"),
        of("sum", kind=("opinion_handed",), source=(L.UNIT,)), "messages handed to units",
    )  # fmt: skip


def _answered() -> Iterator[Figure]:
    yield _figure(
        "answered", "群众意见答复件数", ITEMS, _("期间答复（含不予受理的告知）的群众意见，一件答复几次的按最后一次答复之日计一件。"), ANSWERED,
        "messages answered",
    )  # fmt: skip
    for days, _name in WITHIN:
        said = _("期间答复的群众意见中，自收到之日起 %(days)d 日（自然日）以内答复的，当日答复为 0 日。") % {
            "days": days
        }
        yield _figure(
            f"answered/within_{days}",
            f"群众意见{days}日内答复",
            ITEMS,
            said,
            within(days),
            f"messages answered within {days} days",
        )
    for days, _name in WITHIN:
        said = _("期间 %(days)d 日（自然日）以内答复的 ÷ 期间答复的；没有答复的不在分母里，另看未答复件。") % {
            "days": days
        }
        yield _figure(
            f"answered/within_{days}/rate", f"群众意见{days}日内答复率", PERCENT, said,
            Compound("rate", (within(days), ANSWERED)), f"rate of answers within {days} days",
        )  # fmt: skip
    took = of("sum", kind=(ANSWER_DAYS,))
    yield _figure(
        "days/mean", "群众意见平均答复用时", DAYS, _("期间答复的群众意见，从收到之日到最后一次答复之日的自然日数的平均数。"),
        Compound("mean", (took, ANSWERED)), "mean days to the answer", additive=False,
    )  # fmt: skip
    yield _figure(
        "days/median", "群众意见答复用时中位数", DAYS, _("期间答复的群众意见，从收到到最后一次答复的自然日数的中位数：一半不超过这么多天，两个居中的取平均。"),
        of("median", kind=(ANSWER_DAYS,)), "median days to the answer", additive=False,
    )  # fmt: skip
    yield _figure(
        "late", "群众意见逾期答复", ITEMS, _("期间答复的群众意见中，晚于答复期限的；收到时没有适用规则的没有期限，不计。"),
        of("sum", kind=("opinion_answered",), source=LAYERS, tag=(LATE,)), "messages answered late",
    )  # fmt: skip


def _settled() -> Iterator[Figure]:
    yield _figure(
        "solved", "核实解决的群众意见", ITEMS, _("期间收到的群众意见中，到期末经他人核实（或者原系统记为）已经解决的。"), SOLVED,
        "messages received and solved",
    )  # fmt: skip
    yield _figure(
        "solved/rate", "群众意见核实解决率", PERCENT, _("期间收到、到期末已经解决的 ÷ 期间收到的。"), Compound("rate", (SOLVED, RECEIVED)),
        "rate of messages solved",
    )  # fmt: skip
    for layer, name, english in PASSED:
        yield _figure(
            f"passed/{layer}", name, ITEMS, _("期间收到的群众意见中，后来转为这一种的；取消转化的不计。"),
            of("times", kind=KINDS, source=CHANNELS, tag=(f"passed:{layer}",)), f"messages {english}",
        )  # fmt: skip
    yield _figure(
        "reopened", "重新办理的群众意见", ITEMS, _("期间收到的群众意见中，后来因没有解决而重新办理过的，几次的计一件。"),
        of("times", kind=KINDS, source=CHANNELS, tag=(REOPENED,)), "messages dealt with again",
    )  # fmt: skip


def _rated() -> Iterator[Figure]:
    rated = of("sum", kind=(RATED,))
    content = of("sum", kind=(RATED,), source=[str(each) for each in Rating.Content])
    yield _figure(
        "rated",
        "反映人评价的群众意见",
        ITEMS,
        _("期间反映人自己作出最后一次评价的群众意见。"),
        rated,
        "messages rated by their senders",
    )
    yield _figure(
        "rated/satisfied", "反映人满意率", PERCENT, _("评价为满意、基本满意的 ÷ 说了满意不满意的；没有说的不计。"),
        Compound("rate", (of("sum", kind=(RATED,), source=GOOD), content)), "rate of content senders",
    )  # fmt: skip
    yield _figure(
        "rated/solved", "反映人认可解决率", PERCENT, _("反映人说解决了的 ÷ 作出评价的。"),
        Compound("rate", (of("sum", kind=(RATED,), outcome=(Rating.Solved.YES,)), rated)), "rate of senders who say it is solved",
    )  # fmt: skip
