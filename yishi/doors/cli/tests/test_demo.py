"""The demo year: every state, class, lateness and refusal occurs, it is the same for a seed, and its records hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from django.db import transaction

from yishi.doors.cli.commands.facts import rebuild
from yishi.doors.cli.demo import year
from yishi.doors.cli.demo.plan import SMALL, Size
from yishi.doors.cli.doctor import clocks as clocks_checked
from yishi.doors.cli.doctor.findings import Grade
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import met_late, overdue
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.commands import verify_command
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Contact, Organ, Post, Visit
from yishi.foundation.people.tests.factories import make_organ
from yishi.rooms.activities.catalogue.kinds import load
from yishi.rooms.activities.loop import LOOPS as DEEDS
from yishi.rooms.activities.models import Activity, Target
from yishi.rooms.suggestions.loop import LOOPS
from yishi.rooms.suggestions.models import Handling, HandlingReport, Hint, Oversight, Promise, PromiseReport, Suggestion
from yishi.rooms.voice.loop import information, message, survey
from yishi.rooms.voice.models import Check, InfoItem, Message, Survey, SurveyResponse

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = dt.date(2026, 11, 22)
S, H, P = Suggestion.State, Handling.State, Promise.State
ELSEWHERE = {"npc": {S.LETTER, S.INFORMATION}, "cppcc": set()}
"""States to which the pack of the profile opens no way: Chongqing's knows two exits, the CPPCC committee's four."""


class _Undo(Exception):
    """Raised to take a year back."""


def told(organ: Organ) -> list[object]:
    """The organ's visits and facts without the keys of rows, nor the codes of stations, which no two in a house share."""
    rows = (
        Fact.objects.filter(organ=organ)
        .select_related("unit", "matter")
        .prefetch_related("tags", "persons__mandate", "groups__grouping")
    )
    visits = Visit.objects.filter(contact__keeper__organ=organ).values_list(
        "day", "how", "contact__keeper__number", "met", "note"
    )
    return sorted(map(str, visits)) + sorted(
        (
            row.kind, row.day.isoformat(), row.outcome, row.topic, row.source, row.unit.code if row.unit else "", row.matter.title,
            row.matter.number, *sorted(tag.tag for tag in row.tags.all() if not tag.tag.startswith("station:")),
            *sorted(f"{person.role} {person.mandate.number}" for person in row.persons.all()),
        )
        for row in rows
    )  # fmt: skip


def lived(profile: str) -> year.Built:
    """A small year of this profile."""
    return year.build(profile, seed=7, size=SMALL, today=TODAY)


def states(organ: Organ, kind: str) -> set[str]:
    """States in which matters of a kind stand today."""
    return set(Matter.objects.filter(organ=organ, kind=kind).values_list("state", flat=True))


def codes(items: Iterable[object]) -> set[str]:
    """Codes of listed things."""
    return {str(item.code) for item in items}  # type: ignore[attr-defined]


def check_states(built: year.Built) -> None:
    organ = built.house.organ
    assert states(organ, "suggestion") >= set(S) - ELSEWHERE[organ.profile]
    assert states(organ, "handling") >= set(H)
    assert states(organ, "promise") >= set(P)


def check_steps(built: year.Built) -> None:
    """Every step that somebody takes was taken; those of the system follow from others."""
    steps = {
        step.code for loop in LOOPS for step in loop.steps.values() if any(who.code != "system" for who in step.by)
    }
    made = {"handling.hand", "promise.make"}
    never = steps - set(built.taken) - made
    if built.house.pack.rule("extension") is None:
        never -= {"handling.ask_extension", "handling.grant_extension", "handling.refuse_extension"}
    if built.house.organ.profile == "cppcc":
        never -= {"suggestion.from_motion"}  # a CPPCC committee has no motions
    assert never <= {"handling.read"}
    kinds = {words.rpartition(" ")[2] for words in built.refused}
    assert kinds >= {"NotAllowed", "NotFound", "WrongState", "Invalid", "Refused"}


def check_outcomes(built: year.Built) -> None:
    organ, choices = built.house.organ, built.house.pack.choices

    def outcomes(kind: str) -> set[str]:
        return set(Fact.objects.filter(organ=organ, kind=kind).values_list("outcome", flat=True))

    assert outcomes("answered") == codes(choices.answer_classes.value)
    assert outcomes("evaluated") == codes(choices.scale.value)
    assert outcomes("handed") == set(Handling.Part.values)
    assert outcomes("look_back") == set(Oversight.Found.values)
    assert outcomes("oversight") == set(Oversight.Kind.values) - {"look_back"}
    grounds = (
        Suggestion.objects.filter(matter__organ=organ).exclude(exit_ground="").values_list("exit_ground", flat=True)
    )
    assert set(grounds) == codes(choices.inadmissible.value)
    results = PromiseReport.objects.filter(promise__suggestion__matter__organ=organ).values_list("result", flat=True)
    assert set(results) == set(PromiseReport.Result.values)
    kinds = set(Fact.objects.filter(organ=organ).values_list("kind", flat=True))
    assert kinds >= {
        "handled_again",
        "unevaluated",
        "promise_kept",
        "promise_failed",
        "good",
        "key",
        "published",
        "withheld",
        "recorded",
        "split",
        "carried",
        "good_handling",
    }
    source = Suggestion.Source
    others = {"npc": {source.GROUP}, "cppcc": {source.DELEGATION, source.MOTION}}[organ.profile]
    assert outcomes("submitted") == set(source.values) - others
    log = Oversight.objects.filter(suggestion__matter__organ=organ)
    assert set(log.values_list("phase", flat=True)) == set(Oversight.Phase.values)
    assert Hint.objects.filter(organ=organ).exists() and HandlingReport.objects.filter(organ=organ).exists()


def check_clocks(built: year.Built) -> None:
    rows = Clock.objects.filter(organ=built.house.organ)
    late = set(rows.filter(overdue(TODAY)).values_list("kind", flat=True))
    assert late >= {"assign", "reply", "contact", "evaluate", "promise"}
    soon = rows.filter(met_on=None, stopped_on=None, due_on__range=(TODAY, TODAY + dt.timedelta(days=8)))
    assert set(soon.values_list("kind", flat=True)) >= {"assign", "promise"}
    assert (
        rows.filter(met_late(), kind="reply", round=1).exists()
        and rows.filter(met_late(), kind="reply", round=2).exists()
    )
    owed = rows.filter(matter__closed_on__isnull=False, met_on=None, stopped_on=None)
    assert not owed.exclude(kind="reassign").exists(), "nothing is owed on what is closed but finding the right unit"
    assert [finding.grade for finding in clocks_checked.days()] == [Grade.FINE]


def check_words(built: year.Built) -> None:
    papers = Suggestion.objects.filter(matter__organ=built.house.organ).exclude(situation="")
    lengths = [len(paper.situation) + len(paper.proposals) for paper in papers]
    assert min(lengths) >= 300 and max(lengths) <= 900
    titles = list(papers.values_list("matter__title", flat=True))
    assert len(titles) == len(set(titles))
    middle = {"npc": "云", "cppcc": "溪"}[built.house.organ.profile]
    assert {mandate.person.name[1] for mandate in built.house.mandates} == {middle}


def check_around(built: year.Built) -> None:
    """Posts of every kind, both chains, and visits of the year, none in the days to come, all by invented people."""
    organ = built.house.organ
    posts = Post.objects.filter(organ=organ).select_related("person")
    assert {post.kind for post in posts} == set(Post.Kind.values)
    everybody = [*posts, *built.house.mandates]
    assert len({each.person.name for each in everybody}) == len(everybody), "no name is used twice"
    links = Contact.objects.filter(keeper__organ=organ)
    assert set(links.values_list("chain", flat=True)) == {Contact.Chain.MEMBERS, Contact.Chain.PUBLIC}
    days = set(Visit.objects.filter(contact__in=links).values_list("day", flat=True))
    assert len(days) > 20 and max(days) < TODAY and all(day.weekday() < 5 for day in days)


def check_deeds(built: year.Built) -> None:
    """Activities in every state over most lines, by every step; numbers of this year and the next; totals from outside."""
    organ = built.house.organ
    for loop in DEEDS:
        assert states(organ, loop.kind) == set(loop.states.values), loop.kind
    assert not {step.code for loop in DEEDS for step in loop.steps.values()} - set(built.taken)
    rows = Activity.objects.filter(matter__organ=organ)
    lines = set(rows.values_list("line", flat=True))
    offered = {kind.line for kind in load().kinds if organ.profile in kind.profiles}
    assert len(lines) >= 20 and lines <= offered
    assert all(day < TODAY for day in rows.filter(matter__state="recorded").values_list("day", flat=True))
    assert (
        rows.filter(matter__state="planned", day__gte=TODAY).exists()
        and rows.filter(matter__state="planned", day__lt=TODAY).exists()
    )
    assert set(Target.objects.filter(organ=organ).values_list("year", flat=True)) == {TODAY.year, TODAY.year + 1}
    assert Fact.objects.filter(organ=organ, outside=True).count() == 2
    assert Fact.objects.filter(organ=organ, day__year=TODAY.year - 1).exists()


SELDOM = {"message.erase_words", "message.support", "message.take_over"}
"""What an ordinary year may do without: erasing on request, a neighbour's support, what another system sends."""


def check_voices(built: year.Built) -> None:
    """Messages in every state, by every step that a person takes, through most channels; some late, some reopened, rated."""
    organ = built.house.organ
    assert states(organ, "message") == set(Message.State)
    steps = {step.code for step in message.steps.values() if any(who.code != "system" for who in step.by)}
    assert steps - set(built.taken) - SELDOM == set()
    rows = Message.objects.filter(matter__organ=organ)
    own = rows.filter(channel__in=(Message.Channel.DEPUTY_CODE, Message.Channel.WEB, Message.Channel.RECEPTION))
    assert own.exclude(station=None).count() > own.count() / 10, "they are said at stations"
    assert states(organ, "survey") == set(Survey.State) and states(organ, "info_item") == set(InfoItem.State)
    beside = {step.code for loop in (survey, information) for step in loop.steps.values()}
    assert beside - set(built.taken) == set()
    assert SurveyResponse.objects.filter(survey__matter__organ=organ).count() >= 36
    assert 100 < rows.count() < 200 and set(rows.values_list("channel", flat=True)) >= {
        "deputy_code",
        "web",
        "hotline",
        "reception",
    }
    assert (
        rows.filter(reopened__gt=0).exists()
        and rows.filter(petition=True).exists()
        and rows.filter(publicity="published").exists()
    )
    for check in Check.objects.filter(message__in=rows).select_related("message"):
        answered = check.message.assignments.get(round=check.round).answered_by_id
        assert check.by_id != answered, "who answered does not confirm"
    found = {kind: Fact.objects.filter(organ=organ, kind=kind) for kind in ("answer_days", "rated", "problem_solved")}
    assert all(facts.exists() for facts in found.values()) and found["answer_days"].filter(tags__tag="late").exists()
    assert set(found["rated"].values_list("source", flat=True)) >= {"satisfied", "mostly"}
    assert rows.filter(arrived_at__date__gt=TODAY).count() == 0


FIRST: dict[str, list[object]] = {}
"""What a test before has told, so that the comparison need not live the same year once more."""


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_a_year_is_lived_through(profile: str) -> None:
    built = lived(profile)
    check_states(built)
    check_steps(built)
    check_outcomes(built)
    check_clocks(built)
    check_words(built)
    check_around(built)
    check_deeds(built)
    check_voices(built)
    code, lines = verify_command(built.house.organ.code)
    assert code == 0, lines
    seen, changed = rebuild(keep=False)
    assert seen > SMALL.suggestions and changed == 0, "deriving the facts again gives the facts of the year lived"
    FIRST[profile] = told(built.house.organ)


def test_the_same_for_a_seed_whatever_else_the_database_holds() -> None:
    if "npc" not in FIRST:
        with pytest.raises(_Undo), transaction.atomic():
            FIRST["npc"] = told(lived("npc").house.organ)
            raise _Undo
    make_organ("npc", "33")
    assert told(lived("npc").house.organ) == FIRST["npc"]


def test_too_small_a_year_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        year.build("npc", size=Size(suggestions=20), today=TODAY)
    assert not Organ.objects.exists()
