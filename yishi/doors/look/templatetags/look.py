"""The components as template tags: `{% load look %}`. Each has an example in the README and the gallery."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yishi.doors.look import cells, icons, wording
from yishi.doors.look import context as surroundings
from yishi.doors.look import fields as drawing
from yishi.doors.look.cards import ClockCard, Job, Numbers, Step, Tally, ThreadItem, Todo
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Table
from yishi.foundation import language

register = template.Library()
PAST_SHOWN = 4
"""Steps already done that stay open in a stepper; earlier ones fold away."""


@register.inclusion_tag("look/parts/state.html", name="state")
def state(word: str | State, kind: str = "") -> dict[str, object]:
    """`{% state "已超期 3 天" "late" %}` or `{% state row.state %}`: word, shape and colour together."""
    made = word if isinstance(word, State) else State(str(word), kind)
    return {"word": made.word, "kind": Kind(made.kind).value}


@register.simple_tag
def day(moment: dt.date | None, provisional: bool = False, weekday: bool = True) -> SafeString:
    """`{% day due %}`: 3月12日 周二, the year only if it is not this one; `provisional=True` adds 暂定."""
    return cells.day(moment, provisional=provisional, weekday=weekday) if moment else SafeString("")


@register.simple_tag
def left(due: dt.date | None, working_days: int | None = None) -> str:
    """`{% left due working_days %}`: 还有 5 个工作日 / 今天到期 / 已超期 3 天."""
    return wording.left_words(due, working_days) if due else ""


@register.filter(name="measured")
def measured(count: int | str, what: str) -> str:
    """`{{ n }} {{ n|measured:"people" }}`: the measure word for so many."""
    return language.measured(count, what)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "inbox" %}`: an outline icon, decoration beside a word."""
    return icons.drawing(name)


@register.simple_tag
def pocket_home() -> str:
    """Where Pocket begins."""
    return surroundings.pocket_home()


@register.inclusion_tag("look/parts/stepper.html")
def stepper(steps: Sequence[Step], label: str = "") -> dict[str, object]:
    """`{% stepper steps %}`: the loop as it went, stands, and may go on."""
    past = [step for step in steps if step.when == "past"]
    folded = past[:-PAST_SHOWN] if len(past) > PAST_SHOWN + 1 else []
    return {
        "folded": folded,
        "shown": [step for step in steps if step.when == "now" or (step.when == "past" and step not in folded)],
        "next": [step for step in steps if step.when == "next"],
        "label": label or _("办理进程"),
    }


@register.inclusion_tag("look/parts/thread.html")
def thread(items: Sequence[ThreadItem], label: str = "") -> dict[str, object]:
    """`{% thread items %}`: what was said and decided, oldest first, with the days between."""
    gaps = [""][: len(items)] + [wording.between_words(a.day, b.day) for a, b in pairwise(items)]
    return {"entries": list(zip(gaps, items, strict=True)), "label": label or _("往来与决定")}


@register.inclusion_tag("look/parts/clock_card.html", name="clock_card")
def clock_card(clock: ClockCard) -> dict[str, object]:
    """`{% clock_card clock %}`: what is owed, by whom, until when, and why that day."""
    if clock.met:
        words = _("%(day)s 已办") % {"day": wording.day_words(clock.met, weekday=False)}
    elif clock.paused:
        words = _("%(day)s 起暂停计时") % {"day": wording.day_words(clock.paused, weekday=False)}
    else:
        words = wording.left_words(clock.due, clock.working_days)
    return {"clock": clock, "words": words}


@register.inclusion_tag("look/parts/todo.html")
def todo(items: Sequence[Todo], cards: bool = False) -> dict[str, object]:
    """`{% todo items %}`: what wants doing as lines; `cards=True` for the phone, one decision each."""
    return {"items": items, "cards": cards}


@register.inclusion_tag("look/parts/tally.html")
def tally(tallies: Sequence[Tally]) -> dict[str, object]:
    """`{% tally tallies %}`: a row of numbers, each opening to the rows behind it."""
    return {"tallies": tallies}


@register.inclusion_tag("look/parts/measure.html")
def measure(done: int, plan: int, label: str, note: str = "") -> dict[str, object]:
    """`{% measure 41 60 "重点督办" "上年同期 38，+3" %}`: how far a year's plan is done, as a bar with its words."""
    return {"done": done, "plan": plan, "label": label, "note": note}


@register.inclusion_tag("look/parts/empty.html")
def empty(title: str, text: str = "", action_url: str = "", action_label: str = "") -> dict[str, object]:
    """`{% empty "还没有建议" "说明" url "登记第一件" %}`: what will be here and the first step."""
    return {"title": title, "text": text, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("look/parts/progress.html")
def progress(job: Job) -> dict[str, object]:
    """`{% progress job %}`: long work; asks again every two seconds until it has ended."""
    return {"job": job}


@register.inclusion_tag("look/parts/chart.html")
def chart(id: str, option: Mapping[str, Any], table: Numbers, sentence: str) -> dict[str, object]:
    """`{% chart "solved" option table "今年…" %}`: a sentence, a picture, and its numbers one click away."""
    return {
        "id": f"chart-{id}",
        "data_id": f"chart-{id}-option",
        "option": option,
        "table": table,
        "sentence": sentence,
    }


@register.inclusion_tag("look/parts/field.html")
def field(bound: BoundField, kind: str = "") -> dict[str, object]:
    """`{% field form.reason %}`; `kind="cards"` draws choices as big buttons."""
    group = drawing.is_group(bound)
    return {
        "field": bound,
        "kind": kind,
        "group": group,
        "check": drawing.is_check(bound),
        "control": "" if group else drawing.control(bound),
        "choices": drawing.choices(bound) if group else [],
        "described": drawing.described_by(bound),
        "limit": drawing.limit(bound),
        "errors": drawing.sentences(bound),
    }


@register.inclusion_tag("look/parts/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """`{% fields form %}`: what is wrong at the top, hidden fields, then every field."""
    return {"form": form}


@register.inclusion_tag("look/parts/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """`{% form_errors form %}`: all that is wrong, each a link to its field."""
    wrong = [(form[name], drawing.sentences(form[name])) for name in form.errors if name in form.fields]
    return {
        "form": form,
        "wrong": wrong,
        "count": sum(len(e) for _f, e in wrong) + len(form.non_field_errors()),
    }


@register.inclusion_tag("look/list.html", takes_context=True)
def listing(context: template.Context, table: Table) -> dict[str, object]:
    """`{% listing table %}`: a whole list with views, filters, columns, bulk actions and export."""
    return {"table": table, "csrf_token": context.get("csrf_token"), "request": context.get("request")}


@register.simple_tag(name="rows")
def table_rows(table: Table) -> SafeString:
    """`{% rows table %}`: the rows of a list, each cell drawn by the kind of its value."""
    return cells.rows(table)
