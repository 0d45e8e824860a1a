"""The page of how messages were answered, and the rows behind each of its numbers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.figures import asking, lists, memory, shown
from yishi.doors.desk.figures.access import read
from yishi.doors.desk.figures.asking import Asked
from yishi.doors.desk.figures.memory import Col, Held
from yishi.doors.desk.voice_figures import cut
from yishi.doors.look.cards import Tally
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.kept import kept
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.facts.models import Fact
from yishi.readings.figures import answering
from yishi.readings.figures.answering import MOST, WHOLE, Line
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.rows import open_to
from yishi.rooms.voice.catalogue.topics import by_name

MOST_ROWS = 5000
"""Rows that one list holds; of more the file of the figures tells."""
LONGEST_KEY = 80


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """All of them in a few numbers, then a line for each class, unit, street, or what the address asks."""
    asked, by = asking.asked(request.actor.organ, request.GET), _by(request)
    held = _table(request, asked, by, _lines(request, asked, by))
    if kind := request.GET.get("export"):
        return memory.export(request, held, kind)
    found = _lines(request, asked, WHOLE)
    context = {
        "asked": asked, "links": asking.links(asked, request.GET), "kept": asking.kept(request.GET), "by": _choices(request, by),
        "tallies": _tallies(asked, by, found[0]) if found else [], "table": memory.page(request, held),
    }  # fmt: skip
    return render(request, "desk/voice_figures/home.html", context, status=422 if asked.form.errors else 200)


def _lines(request: Request, asked: Asked, by: str) -> list[Line]:
    """Counted once for as long as nothing more is recorded here; what lies below has heads of its own."""

    def count() -> list[Line]:
        return answering.lines(Scope(request.actor.organ), asked.span, by, tree=asked.tree)

    return count() if asked.tree else kept(request, "answering", asked.span, by, clock.today(), make=count)


def _by(request: Request) -> str:
    by: str = request.GET.get("by", "")
    return by if by in cut.BY else "topic"


def _choices(request: Request, chosen: str) -> list[asking.Link]:
    return [asking.Link(str(label), memory.address(request, by=by), by == chosen) for by, label in cut.BY.items()]


def _table(request: Request, asked: Asked, by: str, lines: list[Line]) -> Held:
    caption = _("群众意见答复情况（%s）") % cut.HEADS[by]
    return Held(
        id="answering", caption=caption, url=request.path, rows=cut.named(lines, by), columns=cut.columns(asked, by),
        link=lambda row: cut.rows_url(asked, by, row.line.key, "answered" if row.line.answered else "received"),
        empty=Empty(_("这段时间还没有群众意见"), _("登记、导入群众意见之后，这里按类别、单位列出答复得快不快。")), counted="rows",
    )  # fmt: skip


def _tallies(asked: Asked, by: str, line: Line) -> list[Tally]:
    """The figures of all, each opening to its own page, where it is defined."""

    def tally(label: Any, id: str, value: Any, unit: str, note: str = "") -> Tally:
        return Tally(str(label), value, lists.address(f"heard/{id}", asked), unit, note=note)

    days = [
        tally(cut.WHATS[f"within_{most}"], f"answered/within_{most}/rate", shown.number(line.rate(most)), "%", _("%d 件") % line.within(most))
        for most in MOST
    ]  # fmt: skip
    return [
        tally(cut.WHATS["received"], "received", line.received, _("件")), tally(cut.WHATS["answered"], "answered", line.answered, _("件")),
        *days, tally(_("用时中位数"), "days/median", shown.number(line.median), _("天"), _("平均 %s 天") % shown.number(line.mean)),
        tally(cut.WHATS["late"], "late", line.late, _("件")),
        tally(_("解决率"), "solved/rate", shown.number(line.solved_rate), "%", _("%d 件") % line.solved),
    ]  # fmt: skip


@read
@require_GET
def rows(request: Request) -> HttpResponse:
    """The messages behind one number that this reader may open, and how many he may not."""
    asked, by = asking.asked(request.actor.organ, request.GET), _by(request)
    if request.GET.get("by") == WHOLE:
        by = WHOLE
    what = request.GET.get("what", "")
    what = what if what in cut.WHATS else "answered"
    key = request.GET.get("key", "")[:LONGEST_KEY]
    every = answering.behind(Scope(asked.organ), asked.span, by, key, what, tree=asked.tree)
    open_ones = open_to(request.actor, every).select_related("matter__message__unit", "unit")
    name = _name(by, key)
    held = _list(request, f"{name}：{cut.WHATS[what]}", list(open_ones[:MOST_ROWS]), what)
    if kind := request.GET.get("export"):
        return memory.export(request, held, kind)
    hidden = every.count() - open_ones.count()
    context = {
        "asked": asked, "name": name, "what": cut.WHATS[what], "table": memory.page(request, held), "hidden": hidden,
        "back": f"{reverse('desk:voice_figures')}?{asked.other(by=by if by != WHOLE else '')}",
    }  # fmt: skip
    return render(request, "desk/voice_figures/rows.html", context)


def _name(by: str, key: str) -> str:
    if by == WHOLE:
        return _("全部")
    if by in ("topic", "place", "channel"):
        return cut.names(by, [key]).get(key) or key or str(cut.UNSAID)
    its = int(key) if answering.is_row(key) else None
    return cut.names(by, [its]).get(its) or str(cut.UNSAID)


def _list(request: Request, caption: str, found: list[Fact], what: str) -> Held:
    took = what not in ("received", "solved")
    columns = [
        Col("title", _("事项"), lambda f: Cell(f.matter.title, f.matter.number), lambda f: f.matter.title, primary=True, sheet=lambda f: f.matter.title),
        Col("number", _("编号"), lambda f: f.matter.number, filed=True),
        Col("topic", _("类别"), _topic, lambda f: f.topic),
        Col("arrived", _("收到"), _arrived, lambda f: f.matter.message.arrived_at),
        Col("day", _("答复日期"), lambda f: f.day, lambda f: f.day, on=took),
        Col("took", _("用时（天）"), lambda f: int(f.quantity), lambda f: f.quantity, numeric=True, on=took),
        Col("unit", _("办理单位"), lambda f: str(f.unit or ""), lambda f: str(f.unit or "")),
        Col("place", _("镇街"), lambda f: f.place, lambda f: f.place),
        Col("state", _("现在"), lambda f: str(f.matter.message.State(f.matter.state).label)),
    ]  # fmt: skip
    kept = [col for col in columns if took or col.key not in ("day", "took")]
    return Held(
        id="answered", caption=caption, url=request.path, rows=found, columns=kept, link=_link, label=lambda f: f.matter.title,
        empty=Empty(_("没有可以查看的明细"), _("可能属于其他机关，或者您无权查看。")),
    )  # fmt: skip


def _topic(fact: Fact) -> Cell:
    """Guessed ones say so."""
    topic = by_name().get(fact.topic)
    guessed = fact.matter.message.topic_guessed
    return Cell(topic.called if topic else fact.topic, _("推测") if guessed and fact.topic else "")


def _arrived(fact: Fact) -> Any:
    return fact.matter.message.arrived_at.astimezone(CHINA).date()


def _link(fact: Fact) -> str:
    """Its page, where the desk has one."""
    try:
        return reverse("desk:message", args=[fact.matter_id])
    except NoReverseMatch:
        return ""
