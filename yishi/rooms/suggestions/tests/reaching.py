"""How each state is reached: the records of every world, one for each state and for each turn that a guard asks about."""

from __future__ import annotations

from typing import Any

from yishi.foundation import clock
from yishi.foundation.loops.take import create
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Suggestion
from yishi.rooms.suggestions.tests.office import WORDS
from yishi.rooms.suggestions.tests.worlds import NONE, World

MEETING = {"present": "代表、承办单位、办事机构", "opinion": "列入下年度计划。"}


def _wanted_back(w: World, s: Suggestion) -> Suggestion:
    """The author asked to withdraw it; the others have not agreed yet."""
    w.office.take(suggestion["withdraw"], s, "author", why="情况已变")
    return s


def drafts(w: World) -> None:
    """Drafts: one that waits for a signer, one that is ready."""
    s = w.office.draft()
    w.office.take(suggestion["invite"], s, "author", mandates=[w.office.second.pk, w.office.asked.pk])
    w.office.take(suggestion["confirm"], s, "signer")
    # Not put forward yet, so it is no business of the session's secretariat.
    w.note(s, "waits", asked="invited", signer="signer", secretariat=NONE)
    w.note(w.office.draft(), "ready", secretariat=NONE)


def received(w: World) -> None:
    """From the submission to the hand-over."""
    signer: dict[str, Any] = {"signer": "signer"} if w.joint else {}
    asked = (lambda s: _wanted_back(w, s)) if w.joint else (lambda s: s)
    w.note(asked(w.office.submitted(joint=w.joint)), **signer)
    w.note(asked(w.registered()), **signer)
    w.note(asked(w.passed_on()), passed=True, **signer)
    w.note(asked(w.handed(co=True)), passed=True, **signer)
    w.note(_handed_back(w), "handed back", passed=True, **signer)
    s = w.handed()
    w.office.take(suggestion["object_to_assignment"], s, "author", reason="应由第二局办理。", unit=w.office.units[1].pk)
    w.note(s, "objected to", passed=True, **signer)


def _handed_back(w: World) -> Suggestion:
    s = w.handed()
    h = w.office.part(s)
    w.office.take(handling["ask_hand_back"], h, "liaison0", reason="不属本局职责。")
    w.office.take(handling["agree_hand_back"], h, "office")
    return s


def gone(w: World) -> None:
    """Turned away, merged, withdrawn, kept off line, made elsewhere."""
    office = w.office
    ground = "personal"
    for way in ("returned", {"50": "reference", "31": "letter"}[w.name]):
        s = office.submitted()
        office.take(suggestion["turn_away"], s, "office", ground=ground, way=way, note="说明情况。")
        w.note(s)
    merged = office.submitted()
    office.take(suggestion["merge"], merged, "office", into=w.registered().pk)
    w.note(merged)
    whole = office.submitted()
    parts = [WORDS | {"title": f"关于第{at}件事的建议"} for at in ("一", "二")]
    office.take(suggestion["split"], whole, "office", parts=parts, agreed="已告知领衔人。")
    w.note(whole)
    withdrawn = office.submitted()
    office.take(suggestion["withdraw"], withdrawn, "author", why="已解决")
    w.note(withdrawn)
    with clock.at(office.day):
        secret = create(suggestion["register_secret"], office["office"], {"note": "档案室三柜"}).record
        given = {"title": "关于某事的建议", "lead": office.lead.pk, "organ": "市人大", "day": office.day.isoformat()}
        higher = create(suggestion["record_higher"], office["office"], given).record
    # Nobody put a secret one forward on line, and it is of no committee's field.
    w.note(secret)
    w.situations[-1] = _without(w.situations[-1], "author", "committee", "secretariat")
    with clock.at(office.day):
        over = create(suggestion["register_secret"], office["office"], {"note": "档案室三柜"}).record
    office.take(suggestion["close_secret"], over, "office")
    w.note(over, "secret")
    w.situations[-1] = _without(w.situations[-1], "author", "committee", "secretariat")
    w.note(higher)
    w.situations[-1] = _without(w.situations[-1], "committee", "secretariat")


def _without(situation: Any, *names: str) -> Any:
    left = {name: parts for name, parts in situation.parts.items() if name not in names}
    return type(situation)(situation.kind, situation.state, situation.note, situation.pk, left)


def course(w: World) -> None:
    """The whole as its answer goes out, is evaluated and closed."""
    signer: dict[str, Any] = {"signer": "signer"} if w.joint else {}
    w.note(w.answered().suggestion, passed=True, **signer)
    h = w.answered()
    w.office.evaluate(h)
    w.note(h.suggestion, passed=True, **signer)
    h = w.answered()
    w.office.evaluate(h)
    w.office.take(handling["close"], h, "office")
    w.note(h.suggestion, passed=True, **signer)


def not_key(w: World) -> None:
    """Ordinary ones, which may still be chosen for supervision, in every state in which they may."""
    signer: dict[str, Any] = {"signer": "signer"} if w.joint else {}
    w.note(w.registered(key=False), "not key", **signer)
    w.note(w.passed_on(key=False), "not key", passed=True, **signer)
    w.note(w.handed(key=False), "not key", passed=True, **signer)
    w.note(w.office.answer(w.office.part(w.handed(key=False))).suggestion, "not key", passed=True, **signer)
    h = w.office.answer(w.office.part(w.handed(key=False)))
    w.office.evaluate(h)
    w.note(h.suggestion, "not key", passed=True, **signer)


def unevaluated(w: World) -> None:
    """Answered and never evaluated, though the office has urged (CQ 29); noted when the assumed period is over."""
    h = w.answered()
    w.office.later(25)
    w.office.take(handling["urge_evaluation"], h, "office")
    w.office.later(5)
    w.part(h, "urged")


def parts(w: World) -> None:
    """A unit's part until the answer leaves."""
    office = w.office
    s = w.handed(co=True)
    w.part(office.part(s))
    w.part(office.part(s, 1), "co")
    w.part(w.lead(), "lead")
    co = office.part(w.handed(co=True), 1)
    office.take(handling["receive"], co, "liaison1")
    w.part(co, "co")
    asked = w.lead()
    office.take(handling["ask_hand_back"], asked, "liaison0", reason="不属本局职责。")
    w.part(asked)
    w.part(Handling.objects.get(suggestion=_handed_back(w)))
    given = office.part(w.handed(co=True), 1)
    office.take(handling["receive"], given, "liaison1")
    office.take(handling["give_opinion"], given, "liaison1", text="同意。")
    w.part(given, "co")
    w.part(w.drafted())
    w.part(w.signed())


def hand_backs(w: World) -> None:
    """What waits for the decision on a hand-back, and for another unit."""
    asked = w.lead()
    w.office.take(handling["ask_hand_back"], asked, "liaison0", reason="不属本局职责。")
    w.part(asked)
    w.note(_handed_back(w), "handed back", passed=True)


def extensions(w: World) -> None:
    """Parts for which more time was asked."""
    for h in (w.lead(), w.drafted(), w.signed()):
        w.office.take(handling["ask_extension"], h, "liaison0", reason="涉及面广。")
        w.part(h, "more time asked")


def after(w: World) -> None:
    """A unit's part after the answer."""
    office = w.office
    w.part(w.answered())
    h = w.answered()
    office.evaluate(h)
    w.part(h, "satisfied")
    w.part(w.dissatisfied(), "not satisfied")
    w.part(w.dissatisfied(2), "not satisfied again")
    h = w.dissatisfied(2)
    office.take(handling["call_meeting"], h, "office")
    w.part(h)
    h = w.answered()
    office.evaluate(h)
    office.take(handling["close"], h, "office")
    w.part(h)
    s = office.assigned()
    office.take(suggestion["withdraw"], s, "author", why="已解决")
    w.note(Handling.objects.get(suggestion=s), liaison0="liaison", head0="head", signer=NONE)


def joined(w: World) -> None:
    """Answered, with another deputy's suggestion merged into it."""
    s = w.passed_on()
    w.office.take(suggestion["merge"], _of_another(w), "office", into=s.pk)
    w.office.take(suggestion["assign"], s, "government_office", lead=w.office.units[0].pk)
    h = w.office.answer(w.office.part(s))
    w.part(h, "with one merged", asked="joined")
    s = w.passed_on()
    w.office.take(suggestion["merge"], _of_another(w), "office", into=s.pk)
    w.office.take(suggestion["assign"], s, "government_office", lead=w.office.units[0].pk)
    h = w.office.answer(w.office.part(s))
    w.office.evaluate(h)
    w.part(h, "with one merged", asked="joined")


def _of_another(w: World) -> Suggestion:
    other = w.office.draft("asked")
    w.office.take(suggestion["submit"], other, "asked")
    return other


def of_a_delegation(w: World) -> None:
    """Put forward by a delegation whose head is another one today (CQ 8, 26)."""
    office = w.office
    given = WORDS | {"topic": office.topic.pk, "grouping": office.delegation.pk, "discussed_on": office.day.isoformat()}
    with clock.at(office.day):
        s = create(suggestion["submit_for_group"], office["author"], given).record
    office.take(suggestion["pass_review"], s, "secretariat")
    office.take(suggestion["pass_to_office"], s, "secretariat", side="government")
    office.take(suggestion["assign"], s, "government_office", lead=office.units[0].pk)
    h = office.answer(office.part(s), "solving", plans=[{"what": "加装", "due": office.day.isoformat()}])
    w.part(h, "of a delegation", chief="group_head", signer=NONE)
    p = h.promises.get()
    office.take(promise["report_kept"], p, "liaison0", text="已加装。", done_on=office.day)
    w.part(p, "of a delegation", chief="group_head", signer=NONE)


def promises(w: World) -> None:
    """Promises until they are off the ledger."""
    office = w.office
    w.part(w.promised())
    w.part(w.reported())
    p = w.reported()
    office.evaluate(p)
    w.part(p, "satisfied")
    office.take(promise["close"], (kept := _evaluated(w)), "office")
    w.part(kept)
    office.take(promise["close"], (failed := _evaluated(w, kept=False)), "office")
    w.part(failed)
    w.part(_stopped(w))
    w.part(_evaluated(w, "dissatisfied"), "not satisfied")


def meeting_on_promise(w: World) -> None:
    """Not satisfied with what became of it (CQ 28)."""
    p = _evaluated(w, "dissatisfied")
    w.office.take(promise["call_meeting"], p, "office")
    w.part(p)


def last_year(w: World) -> None:
    """All that may be carried over into the next year, as it stands in January (SH 19, 22)."""
    office = w.office
    w.note(office.submitted())
    w.note(w.registered())
    w.note(w.passed_on(), passed=True)
    w.note(w.handed(), passed=True)
    w.note(w.answered().suggestion, passed=True)
    h = w.answered()
    office.evaluate(h)
    w.note(h.suggestion, passed=True)
    w.part(w.promised())
    w.part(w.reported())
    w.part(_evaluated(w))
    meeting_on_promise(w)
    office.on(office.day.replace(year=office.day.year + 1, month=1))


def _evaluated(w: World, grade: str = "satisfied", *, kept: bool = True) -> Any:
    p = w.reported(kept=kept)
    w.office.evaluate(p, grade, "没有落实。" if grade == "dissatisfied" else "")
    return p


def _stopped(w: World) -> Any:
    s = w.handed(separate=True)
    due = w.office.day.isoformat()
    h = w.office.answer(w.office.part(s), "solving", plans=[{"what": "加装", "due": due}])
    w.office.take(suggestion["withdraw"], s, "author", why="情况已变")
    if w.joint:
        w.office.take(suggestion["agree_to_withdraw"], s, "signer")
    return h.promises.get()


def information(w: World) -> None:
    """A proposal that became an item of information (转社情民意)."""
    s = w.office.submitted()
    w.office.take(suggestion["turn_away"], s, "office", ground="personal", way="information", note="说明情况。")
    w.note(s)
