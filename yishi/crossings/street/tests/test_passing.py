"""Messages become a suggestion: all of it or nothing, both sides linked, the journal naming who did it."""

from __future__ import annotations

import pytest

from yishi.crossings.street import passing, wording
from yishi.crossings.street.behind import behind
from yishi.crossings.street.tests.town import SAID, WRITTEN, Town
from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Invalid, NotAllowed, NotFound, Refused
from yishi.foundation.matters.models import Link, Matter
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Origin, Suggestion
from yishi.rooms.voice.models import Message

pytestmark = pytest.mark.django_db
S = Message.State


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.mark.postgres
def test_a_deputy_drafts_from_what_was_said_to_him(town: Town) -> None:
    first, second = town.message(), town.message("东门路路灯坏了好几盏，一直没人修，希望尽快修好。")
    s = town.drafted(first, second)
    assert (s.matter.state, s.lead_id, s.source) == ("draft", town.office.lead.pk, Suggestion.Source.MESSAGE)
    assert (s.origin.messages, s.origin.title) == (2, "东门路照明")
    links = Link.objects.filter(origin=s.pk, kind=Link.Kind.MADE_FROM)
    assert set(links.values_list("target", flat=True)) == {first.pk, second.pk}
    for m in (first, second):
        again = town.again(m.pk)
        assert (again.matter.state, again.layer) == (S.CONVERTED, Message.Layer.SUGGESTION)
        assert "已据此起草建议" in town.told(m)[-1]


def test_the_journal_names_who_did_it_on_both_sides_and_no_title_of_a_draft(town: Town) -> None:
    m = town.message()
    s = town.drafted(m)
    author = town.office["author"]
    made = Entry.objects.select_related("body").get(matter=s.pk, step="suggestion.draft")
    became = Entry.objects.select_related("body").get(matter=m.pk, step="message.convert")
    assert (made.actor, became.actor) == (author.account, author.account)
    assert became.actor_role == "系统" and became.body.content["actor"] == author.name
    assert WRITTEN["title"] not in became.body.text and became.body.content["said"]["target"] == f"#{s.pk}"


def test_the_facts_of_a_message_follow(town: Town) -> None:
    m = town.message()
    assert Fact.objects.get(matter=m.pk, key="received").outcome == ""
    town.drafted(m)
    assert Fact.objects.get(matter=m.pk, key="received").outcome == "suggestion"


def test_one_that_cannot_go_stops_all(town: Town) -> None:
    first, gone = town.message(), town.message("这件事情已经不用再办了，谢谢你们的关心。")
    town.take("decline", gone, ground="other", text="不归本机关管。")
    town.take("reopen", gone, why="再看看")
    town.take("merge", gone, into=first.pk)
    with pytest.raises(Refused, match="已并入"):
        town.drafted(first, gone)
    assert not Suggestion.objects.exists() and not Link.objects.filter(kind="made_from").exists()
    assert town.again(first.pk).matter.state == S.RECEIVED and not Origin.objects.exists()


def test_words_that_do_not_fit_leave_everything_as_it_was(town: Town) -> None:
    m = town.message()
    with pytest.raises(Invalid) as wrong:
        town.drafted(m, title="")
    assert "title" in wrong.value.errors
    assert town.again(m.pk).matter.state == S.RECEIVED and not Matter.objects.filter(kind="suggestion").exists()


def test_what_was_said_to_another_deputy_is_not_found(town: Town) -> None:
    m = town.message()
    with clock.at(town.office.day), pytest.raises(NotFound):
        passing.draft_from(town.office["signer"], [m.pk], WRITTEN)
    with clock.at(town.office.day), pytest.raises(Refused, match="没有选中"):
        passing.draft_from(town.office["author"], [], WRITTEN)


def test_who_reads_all_may_not_take_them_across(town: Town) -> None:
    m = town.message()
    for who in ("supervisor", "leader", "auditor", "secretariat"):
        with clock.at(town.office.day), pytest.raises(NotAllowed):
            passing.draft_for(town.office[who], [m.pk], WRITTEN | {"lead": town.office.lead.pk})
    with clock.at(town.office.day), pytest.raises(NotAllowed):
        passing.join(town.office["author"], [m.pk], 1)
    assert town.again(m.pk).matter.state == S.RECEIVED


def test_the_office_asks_a_deputy_who_alone_sees_the_draft(town: Town) -> None:
    from yishi.foundation.outbox.models import Notice
    from yishi.rooms.suggestions.lists import visible

    m, office = town.message(deputy=""), town.office
    with clock.at(office.day):
        matter = passing.draft_for(office["office"], [m.pk], WRITTEN | {"lead": office.second.pk})
    s = town.of(matter)
    assert (s.matter.state, s.lead_id, s.origin.messages) == ("draft", office.second.pk, 1)
    assert visible(office["signer"]).filter(pk=s.pk).exists() and not visible(office["office"]).filter(pk=s.pk).exists()
    assert "请您根据 1 条群众意见起草" in Notice.objects.get(kind="draft_for").text
    office.take(suggestion["submit"], s, "signer")
    assert office.again(s).matter.state == "submitted"


@pytest.mark.postgres
def test_the_office_registers_what_a_deputy_put_forward(town: Town) -> None:
    s = town.registered(town.message())
    assert (s.matter.state, s.submitted_on, s.registered_on) == ("registered", town.office.day, town.office.day)
    assert s.matter.number == f"{town.office.day.year}0001"
    assert Fact.objects.filter(matter=s.pk, kind="registered").exists()


def test_messages_join_one_that_stands_and_are_counted_with_the_first(town: Town) -> None:
    s = town.registered(town.message())
    later = town.message("东门路的路灯还是没有装，孩子放学走夜路不安全。")
    with clock.at(town.office.day):
        passing.join(town.office["office"], [later.pk], s.pk)
    assert town.of(s.matter).origin.messages == 2
    town.assigned(s)
    last = town.message("东门路什么时候能装上路灯，天黑以后没有人敢走。")
    with clock.at(town.office.day):
        passing.join(town.office["office"], [last.pk], s.pk)
    assert len(behind(town.office["office"], s.pk).shown) == 3
    town.office.answer(town.office.part(s))
    too_late = town.message("东门路路灯什么时候装，请给一个准确的时间。")
    with clock.at(town.office.day), pytest.raises(Refused, match="不能再归入"):
        passing.join(town.office["office"], [too_late.pk], s.pk)
    assert town.again(too_late.pk).matter.state == S.RECEIVED


def test_merged_ones_are_counted_and_readers_see_what_they_may(town: Town) -> None:
    lead, other = town.message(), town.message("东门路没有路灯，晚上出门很不方便，请解决。", deputy="")
    town.take("merge", other, into=lead.pk)
    s = town.registered(lead)
    assert s.origin.messages == 2
    office, author, member = (behind(town.office[who], s.pk) for who in ("office", "author", "member"))
    assert ([m.pk for m in office.shown], office.others) == ([lead.pk], 1)
    assert ([m.pk for m in author.shown], author.others) == ([lead.pk], 1)
    assert (member.shown, member.others) == ([], 2)
    assert not behind(town.office["office"], town.office.draft().pk)


def test_what_is_offered_masks_numbers_and_names_no_sender(town: Town) -> None:
    m = town.message("请打13912345678找我，东门路没有路灯，晚上看不清楚。")
    found = wording.offered([m, town.message()])
    assert "13912345678" not in found.situation and "139********" in found.situation
    assert "试居民" not in found.situation and "13800000000" not in found.situation
    assert SAID in found.situation and found.title.startswith("关于解决“") and found.title.endswith("的建议")
    assert len(wording.offered([m] * 40).situation) < 30 * 700


def test_too_many_at_once_are_refused(town: Town) -> None:
    with clock.at(town.office.day), pytest.raises(Refused, match="最多转化"):
        passing.draft_from(town.office["author"], range(1, passing.MOST + 2), WRITTEN)


def test_a_proposal_of_the_cppcc_is_called_so() -> None:
    town = Town(profile="cppcc")
    m = town.message()
    town.drafted(m)
    assert "委员已据此起草提案" in town.told(m)[-1]


def test_one_that_was_concluded_joins_the_same_suggestion_again(town: Town) -> None:
    m, office = town.message(), town.office["office"]
    s = town.registered(m)
    town.take("conclude", m, outcome="explained", text="已说明。")
    with clock.at(town.office.day):
        passing.join(office, [m.pk], s.pk)
    assert town.again(m.pk).matter.state == S.CONVERTED
    assert Link.objects.filter(origin=s.pk, target=m.pk, kind=Link.Kind.MADE_FROM).count() == 1


def test_one_that_comes_back_after_an_answer_is_unanswered_again(town: Town) -> None:
    m = town.message()
    town.take("settle", m, layer="explained", text="已经向您说明。")
    assert town.again(m.pk).answered_at
    town.registered(m)
    town.take("come_back", m, told="重新办理。")
    again = town.again(m.pk)
    assert (again.matter.state, again.outcome, again.answered_at, again.solved_on) == (S.RECEIVED, "", None, None)
