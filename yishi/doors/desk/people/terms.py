"""Terms (届) and sessions (次会议): what falls "at the session" and who sits till when hang on these days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import may_write, read, write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.fields import DayField
from yishi.doors.desk.people.recording import Note
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.people import grounds, mandates, organs
from yishi.foundation.people.models import Mandate, Organ, Session, Term
from yishi.foundation.people.refusals import Refused


class TermForm(forms.Form):
    """A term's number and days."""

    number = forms.IntegerField(label=gettext_lazy("第几届"), min_value=1, max_value=200)
    began = DayField(label=gettext_lazy("开始"))
    ended = DayField(label=gettext_lazy("结束"), required=False, help_text=gettext_lazy("尚未换届的不填"))

    def clean(self) -> dict[str, Any]:
        """An end after the beginning."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("began") and data.get("ended") and data["ended"] <= data["began"]:
            self.add_error("ended", _("结束日期应晚于开始日期。"))
        return data


class SessionForm(forms.Form):
    """A session's number and days."""

    number = forms.IntegerField(label=gettext_lazy("第几次会议"), min_value=1, max_value=200)
    opens = DayField(label=gettext_lazy("开幕"))
    closes = DayField(label=gettext_lazy("闭幕"), help_text=gettext_lazy("开幕至闭幕提出的，按大会期间办理"))

    def clean(self) -> dict[str, Any]:
        """An end not before the beginning."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("opens") and data.get("closes") and data["closes"] < data["opens"]:
            self.add_error("closes", _("闭幕日期早于开幕日期。"))
        return data


class CloseForm(forms.Form):
    """The day on which a term is over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = DayField(label=_("最后一天"), initial=clock.today())


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """Every term with its sessions."""
    rows = (
        Term.objects.filter(organ=request.actor.organ)
        .annotate(seats=Count("mandates", distinct=True))
        .prefetch_related("sessions")
    )
    context = {
        "terms": rows,
        "today": clock.today(),
        "may": may_write(request.actor) and organs.holds_sessions(request.actor.organ),
    }
    return render(request, "desk/people/terms.html", context)


@acts(write)
def make_term(request: Request) -> Act:
    """A new term."""
    organ = request.actor.organ
    last = organ.terms.order_by("-number").first()
    form = TermForm(sent(request), initial={"number": last.number + 1 if last else 1})

    def do(data: dict[str, Any]) -> Note:
        if not organs.holds_sessions(organ):
            raise Refused(_("%(organ)s是工作机构，不作决议，没有届次和会议（组织法 59）。") % {"organ": organ.short})
        _term_fits(organ, None, data)
        made = Term.objects.create(organ=organ, **data)
        return Note(
            step="term.make",
            told=_("已新建%(term)s。") % {"term": made},
            said=_days(data) | {"届次": made},
            row=made.pk,
        )

    return Act(form, do, title=_("新建届次"), back=_home(), submit=_("新建"))


@acts(write)
def edit_term(request: Request, pk: int) -> Act:
    """A term's days changed."""
    organ = request.actor.organ
    term: Term = own(Term.objects.filter(organ=organ), pk)
    known = {name: getattr(term, name) for name in ("number", "began", "ended")}
    form = TermForm(sent(request), initial=known)

    def do(data: dict[str, Any]) -> Note:
        _term_fits(organ, term, data)
        _holds_its_own(term, data)
        for name, value in data.items():
            setattr(term, name, value)
        term.save(update_fields=[*data])
        return Note(
            step="term.edit", told=_("已修改%(term)s。") % {"term": term}, said=_days(data) | {"原": _days(known)}
        )

    return Act(form, do, title=_("修改%(term)s") % {"term": term}, back=_home(), submit=_("保存"))


def _term_fits(organ: Organ, term: Term | None, data: dict[str, Any]) -> None:
    """No two terms of one number, and none on the same day."""
    for other in organ.terms.exclude(pk=term.pk if term else 0):
        said = {"term": other}
        if other.number == data["number"]:
            raise Refused(_("已有%(term)s。") % said)
        first, last = (other, data) if other.number < data["number"] else (data, other)
        ended, began = _get(first, "ended"), _get(last, "began")
        if began <= _get(first, "began"):
            raise Refused(_("届次的先后与日期不符，请与%(term)s核对。") % said)
        if ended and ended >= began:
            raise Refused(_("与%(term)s的任期重叠，请核对日期。") % said)


def _get(row: Term | dict[str, Any], name: str) -> Any:
    return row[name] if isinstance(row, dict) else getattr(row, name)


def _holds_its_own(term: Term, data: dict[str, Any]) -> None:
    """Sessions and seats stay within the term."""
    for session in term.sessions.all():
        if session.opens < data["began"] or (data["ended"] and session.closes > data["ended"]):
            raise Refused(_("%(session)s不在这个任期内，请先修改会议日期。") % {"session": session})
    if term.mandates.filter(began__lt=data["began"]).exists():
        raise Refused(_("已有任职早于 %(day)s 开始，任期不能晚于它们。") % {"day": data["began"]})


@acts(write)
def close_term(request: Request, pk: int) -> Act:
    """The term is over: every seat that still stands in it ends with it (代表法 2)."""
    organ = request.actor.organ
    term: Term = own(Term.objects.filter(organ=organ), pk)
    open_seats = list(term.mandates.filter(ended=None).select_related("person", "organ").order_by("pk"))
    form = CloseForm(sent(request))

    def do(data: dict[str, Any]) -> Note:
        day = data["day"]
        _term_fits(organ, term, {"number": term.number, "began": term.began, "ended": day})
        if day <= term.began or any(seat.began > day for seat in open_seats):
            raise Refused(_("有任职在这一天之后才开始，请核对日期。"))
        _holds_its_own(term, {"began": term.began, "ended": day})
        for seat in open_seats:
            if not Mandate.objects.filter(pk=seat.pk, ended=None).exists():
                continue  # a standing committee's member ended with his deputy's seat
            mandates.end(seat, day, Mandate.Over.TERM)
        term.ended = day
        term.save(update_fields=["ended"])
        law = grounds.ends(organ, grounds.kinds(organ)[0]).get(Mandate.Over.TERM, "")
        told = _("%(term)s任期届满，%(n)d 个席位随之终止。") % {"term": term, "n": len(open_seats)}
        return Note(
            step="term.close",
            told=told,
            law=law,
            said={"届次": term, "席位": len(open_seats)},
            day=day,
            before="running",
            after="over",
        )

    lead = _("在任的 %(n)d 个席位将一并以“任期届满”终止；尚未办结的仍继续办理并答复提出人。") % {"n": len(open_seats)}
    return Act(form, do, title=_("%(term)s任期届满") % {"term": term}, lead=lead, back=_home(), submit=_("任期届满"))


@acts(write)
def make_session(request: Request, pk: int) -> Act:
    """A new session of a term."""
    term: Term = own(Term.objects.filter(organ=request.actor.organ), pk)
    last = term.sessions.order_by("-number").first()
    form = SessionForm(sent(request), initial={"number": last.number + 1 if last else 1})

    def do(data: dict[str, Any]) -> Note:
        _session_fits(term, None, data)
        made = Session.objects.create(term=term, **data)
        said = {"会议": made, "开幕": made.opens, "闭幕": made.closes}
        return Note(step="session.make", told=_("已新建%(session)s。") % {"session": made}, said=said, row=made.pk)

    return Act(form, do, title=_("%(term)s：新建会议") % {"term": term}, back=_home(), submit=_("新建"))


@acts(write)
def edit_session(request: Request, pk: int) -> Act:
    """A session's days changed."""
    session: Session = own(Session.objects.filter(term__organ=request.actor.organ).select_related("term"), pk)
    known = {name: getattr(session, name) for name in ("number", "opens", "closes")}
    form = SessionForm(sent(request), initial=known)

    def do(data: dict[str, Any]) -> Note:
        _session_fits(session.term, session, data)
        for name, value in data.items():
            setattr(session, name, value)
        session.save(update_fields=[*data])
        said = {
            "会议": session,
            "开幕": [known["opens"], data["opens"]],
            "闭幕": [known["closes"], data["closes"]],
        }
        return Note(step="session.edit", told=_("已修改%(session)s。") % {"session": session}, said=said)

    lead = _("改动只影响以后提出的；已经提出的保留当时的“大会期间”或“闭会期间”，已经起算的期限不变。")
    return Act(form, do, title=_("修改%(session)s") % {"session": session}, lead=lead, back=_home(), submit=_("保存"))


def _session_fits(term: Term, session: Session | None, data: dict[str, Any]) -> None:
    if data["opens"] < term.began or (term.ended and data["closes"] > term.ended):
        raise Refused(_("会议日期不在%(term)s任期内。") % {"term": term})
    for other in (
        Session.objects.filter(term__organ=term.organ).exclude(pk=session.pk if session else 0).select_related("term")
    ):
        if other.term_id == term.pk and other.number == data["number"]:
            raise Refused(_("已有%(session)s。") % {"session": other})
        if other.opens <= data["closes"] and data["opens"] <= other.closes:
            raise Refused(_("与%(session)s的会期重叠。") % {"session": other})


def _days(data: dict[str, Any]) -> dict[str, Any]:
    return {"届": data["number"], "开始": data["began"], "结束": data["ended"]}


def _home() -> str:
    return reverse("desk:people_terms")
