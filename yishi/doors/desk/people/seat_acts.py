"""What is done with seats: begun, ended, suspended, announced, filled again, moved between groups, put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.desk.people import seat_forms as forms
from yishi.doors.desk.people.access import write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.people.seats import seat_of
from yishi.doors.parts.who import Request
from yishi.foundation import language
from yishi.foundation.people import grounds, groupings, mandates
from yishi.foundation.people.models import Belonging, Mandate, Organ, Person
from yishi.foundation.people.privacy import erase_contacts, not_elsewhere
from yishi.foundation.people.refusals import Refused

SUSPENDED = "代表法 61"
ANNOUNCED = "代表法 63"
ELECTED = "代表法 2"


def law(organ: Organ, article: str) -> str:
    """The article where it binds: the deputies' law says nothing of CPPCC members."""
    return article if organ.profile == Organ.Profile.NPC else ""


def _named(seat: Mandate) -> dict[str, Any]:
    return {"姓名": seat.person.name, "身份": Mandate.Kind(seat.kind).label, "届次": seat.term or ""}


def _url(seat: Mandate) -> str:
    return reverse("desk:people_seat", args=[seat.pk])


@acts(write)
def begin(request: Request) -> Act:
    """Somebody takes a seat."""
    organ = request.actor.organ
    form = forms.Begin(sent(request), organ=organ)

    def do(data: dict[str, Any]) -> Note:
        marks: dict[str, Any] = form.marks()
        made = mandates.begin(
            organ, form.person(), data["kind"], data["began"], data["begun_by"], term=data["term"],
            number=data["number"], office=data["office"], groupings=data["groupings"], **marks,
        )  # fmt: skip
        said = _named(made) | {"产生方式": Mandate.Begun(made.begun_by).label, "证号": made.number, "职务": made.office}
        said["编入"] = [str(grouping) for grouping in data["groupings"]]
        told = _("已登记%(name)s。") % {"name": made.person.name}
        return Note(
            step="seat.begin",
            told=told,
            said=said,
            law=law(organ, ELECTED),
            after="sitting",
            day=made.began,
            url=_url(made),
            row=made.pk,
        )

    return Act(form, do, title=_("登记任职"), back=reverse("desk:people_home"), submit=_("登记"))


@acts(write)
def act(request: Request, pk: int, name: str) -> Act:
    """One of the acts on a seat."""
    found = ACTS.get(name)
    if found is None:
        raise Http404
    return found(request, seat_of(request, pk))


def _end(request: Request, seat: Mandate) -> Act:
    form = forms.End(sent(request), seat=seat)

    def do(data: dict[str, Any]) -> Note:
        mandates.end(seat, data["day"], data["ground"])
        article = grounds.ends(seat.organ, seat.kind)[data["ground"]]
        said = _named(seat) | {"情形": Mandate.Over(data["ground"]).label, "最后一天": data["day"]}
        told = _("%(name)s的资格于 %(day)s 终止。") % {"name": seat.person.name, "day": data["day"]}
        return Note(
            step="seat.end", told=told, said=said, law=article, before="sitting", after="ended", day=data["day"]
        )

    lead = _("%(name)s · 终止后角色、编组、联系随之结束；尚未办结的仍答复本人。") % {"name": seat.person.name}
    return Act(form, do, title=_("终止资格"), lead=lead, back=_url(seat))


def _suspend(request: Request, seat: Mandate) -> Act:
    form = forms.Suspend(sent(request), seat=seat)

    def do(data: dict[str, Any]) -> Note:
        mandates.suspend(seat, data["day"], data["ground"])
        told = _("%(name)s自 %(day)s 起暂停履职。") % {"name": seat.person.name, "day": data["day"]}
        said = _named(seat) | {"情形": data["ground"]}
        return Note(
            step="seat.suspend",
            told=told,
            said=said,
            law=law(seat.organ, SUSPENDED),
            before="sitting",
            after="suspended",
            day=data["day"],
        )

    return Act(form, do, title=_("暂停履职"), lead=seat.person.name, back=_url(seat))


def _resume(request: Request, seat: Mandate) -> Act:
    form = forms.OnDay(sent(request), label=_("自哪天起恢复"))

    def do(data: dict[str, Any]) -> Note:
        mandates.resume(seat, data["day"])
        told = _("%(name)s自 %(day)s 起恢复履职。") % {"name": seat.person.name, "day": data["day"]}
        return Note(
            step="seat.resume",
            told=told,
            said=_named(seat),
            law=law(seat.organ, SUSPENDED),
            before="suspended",
            after="sitting",
            day=data["day"],
        )

    return Act(form, do, title=_("恢复履职"), lead=seat.person.name, back=_url(seat))


def _report(request: Request, seat: Mandate) -> Act:
    form = forms.OnDay(sent(request), label=_("报告日期"))

    def do(data: dict[str, Any]) -> Note:
        mandates.report(seat, data["day"])
        told = _("已记下 %(day)s 报告。") % {"day": data["day"]}
        article = law(seat.organ, ANNOUNCED)
        return Note(
            step="seat.report",
            told=told,
            said=_named(seat),
            law=article,
            before="ended",
            after="reported",
            day=data["day"],
        )

    lead = _("%(name)s · 资格的终止由代表资格审查委员会报告常委会，再由常委会公告。") % {"name": seat.person.name}
    return Act(form, do, title=_("资格审查报告"), lead=lead, back=_url(seat), submit=_("登记"))


def _erase(request: Request, seat: Mandate) -> Act:
    """What only served to call someone is deleted; the roll and its statistics stay."""
    person = seat.person
    form = forms.Erase(sent(request))

    def do(data: dict[str, Any]) -> Note:
        gone = erase_contacts(person, seat.organ, born=data["born"])
        words = [Person._meta.get_field(name).verbose_name for name in gone]  # type: ignore[union-attr]  # a plain field
        told = _("已删除%(name)s的%(what)s。") % {"name": person.name, "what": language.listed(words)}
        return Note(step="seat.erase", told=told, said={"姓名": person.name, "删除": words})

    lead = _(
        "%(name)s · 电话从名册和账号中删除，不能恢复；姓名、任职和办理记录不动。日志里旧的号码请在“办理日志”中另行删除。"
    ) % {"name": person.name}
    return Act(form, do, title=_("删除联系信息"), lead=lead, back=_url(seat), submit=_("删除"))


def _announce(request: Request, seat: Mandate) -> Act:
    form = forms.OnDay(sent(request), label=_("公告日期"))

    def do(data: dict[str, Any]) -> Note:
        if seat.announced:
            raise Refused(
                _("%(name)s资格的终止已于 %(day)s 公告。") % {"name": seat.person.name, "day": seat.announced}
            )
        mandates.announce(seat, data["day"])
        told = _("已记下 %(day)s 公告。") % {"day": data["day"]}
        return Note(
            step="seat.announce",
            told=told,
            said=_named(seat),
            law=law(seat.organ, ANNOUNCED),
            before="ended",
            after="announced",
            day=data["day"],
        )

    return Act(form, do, title=_("公告终止"), lead=seat.person.name, back=_url(seat))


def _replace(request: Request, seat: Mandate) -> Act:
    form = forms.Replace(sent(request), organ=seat.organ)

    def do(data: dict[str, Any]) -> Note:
        made = mandates.replace(seat, form.person(), data["began"], number=data["number"], **form.marks())
        said = _named(made) | {
            "产生方式": Mandate.Begun(made.begun_by).label,
            "接替": seat.person.name,
            "证号": made.number,
        }
        words = {"name": made.person.name, "way": made.get_begun_by_display(), "old": seat.person.name}
        told = _("%(name)s经%(way)s接替%(old)s。") % words
        return Note(
            step="seat.replace",
            told=told,
            said=said,
            law=law(seat.organ, ELECTED),
            after="sitting",
            day=made.began,
            url=_url(made),
            row=made.pk,
        )

    lead = _("接替%(name)s空出的席位，编入同一代表团（界别）、选区。") % {"name": seat.person.name}
    title = _("登记补选") if seat.organ.profile == Organ.Profile.NPC else _("登记增补")
    return Act(form, do, title=title, lead=lead, back=_url(seat), submit=_("登记"))


def _join(request: Request, seat: Mandate) -> Act:
    form = forms.Join(sent(request), seat=seat)

    def do(data: dict[str, Any]) -> Note:
        groupings.join(seat, data["grouping"], data["day"], heads=data["heads"], second=data["second"])
        told = _("%(name)s已编入%(where)s。") % {"name": seat.person.name, "where": data["grouping"]}
        said = _named(seat) | {"编入": str(data["grouping"]), "任团长、组长、召集人": data["heads"]}
        return Note(step="grouping.join", told=told, said=said, day=data["day"])

    lead = _("%(name)s · 代表团、界别、选区同时只属一个，原来的到前一天为止。") % {"name": seat.person.name}
    return Act(form, do, title=_("编入代表团、小组"), lead=lead, back=_url(seat), submit=_("编入"))


@acts(write)
def leave(request: Request, pk: int, belonging: int) -> Act:
    """A place given up."""
    seat = seat_of(request, pk)
    held: Belonging = own(seat.belongings.select_related("grouping"), belonging)
    form = forms.OnDay(sent(request), label=_("最后一天"))

    def do(data: dict[str, Any]) -> Note:
        groupings.leave(seat, held.grouping, data["day"])
        told = _("%(name)s自 %(day)s 的次日起不再属于%(where)s。") % {
            "name": seat.person.name,
            "day": data["day"],
            "where": held.grouping,
        }
        return Note(step="grouping.leave", told=told, said=_named(seat) | {"离开": str(held.grouping)}, day=data["day"])

    return Act(form, do, title=_("离开%(where)s") % {"where": held.grouping}, lead=seat.person.name, back=_url(seat))


def _correct(request: Request, seat: Mandate) -> Act:
    known = {name: getattr(seat.person, name) for name in forms.PERSON} | {
        name: getattr(seat, name) for name in (*forms.MARKS, "number", "office")
    }
    form = forms.Correct(sent(request), initial=known)

    def do(data: dict[str, Any]) -> Note:
        changed = [name for name, before in known.items() if data.get(name) != before]
        if not changed:
            raise Refused(_("没有改动任何一项。"))
        _number_free(seat, data["number"])
        not_elsewhere(seat.person, seat.organ, [name for name in changed if name in forms.PERSON and known[name]])
        for target, names in ((seat.person, forms.PERSON), (seat, (*forms.MARKS, "number", "office"))):
            mine = [name for name in names if name in changed]
            for name in mine:
                setattr(target, name, data[name])
            if mine:
                target.save(update_fields=mine)
        said = {"姓名": seat.person.name} | {
            form.fields[name].label: [str(known[name] or "—"), str(data[name] or "—")] for name in changed
        }
        return Note(step="seat.correct", told=_("已更正。"), said=said)

    lead = _("改正登记错误。任职起止、编组的变动请用相应的办理。")
    return Act(form, do, title=_("更正名册"), lead=lead, back=_url(seat), submit=_("保存"))


def _number_free(seat: Mandate, number: str) -> None:
    same = Mandate.objects.filter(organ=seat.organ, kind=seat.kind, term=seat.term, number=number).exclude(pk=seat.pk)
    holder = same.select_related("person").first() if number else None
    if holder:
        raise Refused(_("证号 %(n)s 已属于%(name)s。") % {"n": number, "name": holder.person.name})


ACTS: dict[str, Callable[[Request, Mandate], Act]] = {
    "end": _end, "suspend": _suspend, "resume": _resume, "report": _report, "announce": _announce, "replace": _replace,
    "join": _join, "correct": _correct, "erase": _erase,
}  # fmt: skip
