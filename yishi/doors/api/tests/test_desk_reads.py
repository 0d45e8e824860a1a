"""What pages read, read by programs: for whom the page opens and as far as it opens, in few queries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.doors.api.tests.calling import Callers, good, told
from yishi.doors.desk.people.tests.world import DESK, JOURNAL, READ, World
from yishi.foundation.files import store
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.tests import samples
from yishi.foundation.journal.models import Body, Entry
from yishi.foundation.people.models import OwnPack
from yishi.rooms.suggestions.models import Bulletin, Handover, Hint, ScoreRule
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
WHO = ("office", "secretariat", "leader", "auditor", "administrator", "author", "liaison0", "head0")


@pytest.fixture
def world(db: None) -> World:
    """An office with something of everything."""
    return World()


@pytest.fixture
def api(world: World) -> Callers:
    """Its people as programs."""
    return Callers(world.office)


def pages(world: World) -> dict[str, frozenset[str]]:
    """Address -> who may read it. Written by hand."""
    organ, desk = world.organ, frozenset(DESK)
    handover = Handover.objects.create(organ=organ, title="试验交办会", day=world.day)
    hint = Hint.objects.create(organ=organ, title="试验选题", published_on=world.day)
    issue = Bulletin.objects.create(
        organ=organ, title="一期", day=world.day, year=2026, number=1, text="内容", made_by=world.account
    )
    ScoreRule.objects.create(organ=organ, year=2026, weights={"on_time": 100}, published_on=world.day)
    everybody = frozenset(WHO)
    return {
        "/figures": desk, "/home/desk": desk, f"/handovers/{handover.pk}": desk, f"/hints/{hint.pk}": desk, f"/bulletins/{issue.pk}": desk,
        "/scores.xlsx": frozenset({"office", "secretariat", "leader", "auditor"}),
        f"/bulletins/{issue.pk}/bulletin.docx": desk, "/report.docx": frozenset({"office", "secretariat"}),
        "/report.docx?inner=true": frozenset({"office"}),
        "/scores": frozenset({"office", "secretariat", "leader", "auditor"}), "/unit/figures": frozenset({"liaison0", "head0"}),
        "/home/unit": frozenset({"liaison0", "head0"}), "/home/pocket": frozenset({"author"}), "/duty": frozenset({"author"}),
        f"/seats/{world.seat.pk}": READ, "/groupings/tree": READ, f"/groupings/{world.grouping.pk}": READ, "/terms": READ, "/contacts": READ,
        f"/contacts/of/{world.seat.pk}": READ, f"/posts/{world.post.pk}": READ, f"/units/{world.unit.pk}": READ, "/structure": READ,
        f"/accounts/{world.account.pk}": frozenset({"administrator"}), "/journal/entries/1": JOURNAL, "/journal/seals": JOURNAL,
        f"/journal/seals/{world.seal.pk}/seal.json": JOURNAL, "/journal/chain.jsonl": JOURNAL, f"/journal/proofs/{world.job.pk}": frozenset({"auditor"}),
        "/law/when": READ, "/calendar/2026": READ, "/public/organs": everybody, f"/public/{organ.code}/figures": everybody,
        f"/public/deputies/{world.seat.pk}": everybody, f"/public/deputies/{world.seat.pk}/code.svg": everybody,
        "/imports/suggestions/template": desk, "/imports/roll/template": frozenset({"office", "administrator"}),
        "/imports/units/template": frozenset({"office", "administrator"}), "/imports/calendar/2026/template": frozenset({"office", "administrator"}),
    }  # fmt: skip


def test_who_reads_what(world: World, api: Callers) -> None:
    for path, readers in pages(world).items():
        for who in WHO:
            response = api.get(who, path)
            assert (response.status_code == 200) == (who in readers), (path, who, response.status_code)
            if who not in readers:
                told(response, response.status_code)
                assert response.status_code in (403, 404, 409), (path, who)


def test_few_queries(world: World, api: Callers) -> None:
    for path, readers in pages(world).items():
        who = next(who for who in WHO if who in readers)
        api.secret(who)
        with CaptureQueriesContext(connection) as asked:
            response: Any = api.get(who, path)
            b"".join(response.streaming_content) if response.streaming else response.content
        # The report on handling asks for each of its figures; nothing else writes so many.
        assert len(asked) <= (50 if path.startswith("/report.docx") else 45), (path, len(asked))


def test_another_organ_and_a_stranger(world: World, api: Callers) -> None:
    other = Callers(Office(place="31"))
    for path in pages(world):
        if any(part.isdecimal() for part in path.split("/")) and not path.startswith(
            ("/public", "/calendar", "/imports", "/journal/entries")
        ):
            who = "administrator" if path.startswith("/accounts") else "office"
            assert told(other.get(who, path), 404)["code"] == "not_found", path
        assert api.client.get(f"/api/v1{path}").status_code == 401, path


def test_telephones_and_days_of_birth_are_for_those_who_call(world: World, api: Callers) -> None:
    person = world.seat.person
    person.phone, person.born = "000-试-1234", world.day.replace(year=1970)
    person.save()
    path = f"/seats/{world.seat.pk}"
    assert good(api.get("office", path))["phone"] == "000-试-1234" and good(api.get("office", path))["born"]
    shut = good(api.get("auditor", path))
    assert shut["phone"] == "" and shut["born"] is None and shut["age"] and shut["seats"][0]["acts"] == []
    assert "end" in good(api.get("office", path))["seats"][0]["acts"]


def test_the_bodies_of_entries_are_hidden_as_on_the_page(world: World, api: Callers) -> None:
    draft = Entry.objects.filter(organ=world.organ, step="suggestion.draft").first()
    assert draft is not None
    found = good(api.get("office", f"/journal/entries/{draft.seq}"))
    assert "草稿" in found["hidden"] and found["said"] == {}
    told(api.get("office", "/journal/entries/999999"), 404)


def test_a_chain_is_proved_and_a_forged_seal_is_found(world: World, api: Callers) -> None:
    fine = good(api.post("auditor", "/journal/proofs", {}))
    assert fine["fine"] is True and fine["told"] and fine["job"] is None
    seal: Any = json.loads(api.get("auditor", f"/journal/seals/{world.seal.pk}/seal.json").content)
    assert good(api.post("auditor", "/journal/proofs", {"seal": seal}))["fine"] is True
    assert good(api.post("auditor", "/journal/proofs", {"seal": seal | {"hash": "0" * 64}}))["fine"] is False
    assert told(api.post("auditor", "/journal/proofs", {"seal": {"no": "seal"}}), 422)["errors"]["seal"]
    assert told(api.post("secretariat", "/journal/proofs", {}), 403)["code"] == "not_allowed"


def test_text_is_erased_once_it_was_seen(world: World, api: Callers) -> None:
    entry = Entry.objects.filter(organ=world.organ).order_by("seq").first()
    assert entry is not None
    asked = {"seqs": str(entry.seq), "why": "本人依个人信息保护法第四十七条请求删除"}
    assert good(api.post("administrator", "/journal/erasures/preview", asked))["seqs"] == [entry.seq]
    assert (
        told(api.post("administrator", "/journal/erasures/apply", asked | {"seen": [entry.seq + 1]}), 409)["code"]
        == "changed"
    )
    told(api.post("office", "/journal/erasures/apply", asked | {"seen": [entry.seq]}), 403)
    assert Body.objects.get(entry=entry).text is not None
    good(api.post("administrator", "/journal/erasures/apply", asked | {"seen": [entry.seq]}))
    assert Body.objects.get(entry=entry).text is None
    assert good(api.post("auditor", "/journal/proofs", {}))["fine"] is True
    assert told(api.post("administrator", "/journal/erasures/preview", {"why": "无"}), 422)["errors"]


def test_files_that_may_hold_the_same_are_named_and_go_when_chosen(
    world: World, api: Callers, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    account = world.office["office"].account
    assert account is not None
    row = store.attach(world.suggestion.matter, SimpleUploadedFile("试某的病历.png", samples.png()), account)
    asked = {"words": "试某", "why": "本人请求删除"}
    named = good(api.post("administrator", "/journal/erasures/preview", asked))["files"]
    assert [(one["id"], one["name"]) for one in named] == [(row.pk, "试某的病历.png")]
    assert told(api.post("administrator", "/journal/erasures/apply", asked | {"seen": []}), 422)["errors"]["files"]
    wrong = asked | {"seen": [], "files": [row.pk + 1]}
    assert told(api.post("administrator", "/journal/erasures/apply", wrong), 409)["code"] == "changed"
    good(api.post("administrator", "/journal/erasures/apply", asked | {"seen": [], "files": [row.pk]}))
    assert not Attachment.objects.filter(pk=row.pk).exists()
    assert good(api.post("auditor", "/journal/proofs", {}))["fine"] is True


def test_own_rules_are_previewed_and_switched_on() -> None:
    world = World("cppcc")
    api = Callers(world.office)
    own = good(api.get("office", "/rules/own"))
    name = next(row["name"] for row in own["items"] if row["name"].startswith("number_"))
    value = next(row["value"] for row in own["items"] if row["name"] == name)
    given = {"base": own["base"], "changes": {name: value + 1}}
    seen = good(api.post("office", "/rules/own/preview", given))
    assert len(seen["differences"]) >= 1 and not OwnPack.objects.exists()
    assert told(api.post("office", "/rules/own/preview", given | {"changes": {name: value}}), 422)["errors"]
    assert told(api.post("office", "/rules/own/preview", given | {"changes": {"none": 1}}), 422)["errors"]["none"]
    assert told(api.post("office", "/rules/own/preview", given | {"base": "other"}), 409)["code"] == "changed"
    told(api.post("leader", "/rules/own/switch-on", given | {"in_force_from": "2026-04-01"}), 403)
    assert told(api.post("office", "/rules/own/switch-on", given | {"in_force_from": "2020-01-01"}), 422)["errors"][
        "in_force_from"
    ]
    good(api.post("office", "/rules/own/switch-on", given | {"in_force_from": "2026-04-01"}))
    assert OwnPack.objects.get().made_by == world.account_of("office")


def test_statutes_are_not_edited(world: World, api: Callers) -> None:
    names = {item["name"] for item in good(api.get("office", "/rules/own"))["items"]}
    assert any("voice_answer" in name for name in names)  # what is assumed may be changed, and nothing else
    assert not any(word in name for name in names for word in ("reply", "hand_back", "evaluate"))


def test_hints_are_taken_down_by_those_who_keep_them(world: World, api: Callers) -> None:
    hint = Hint.objects.create(organ=world.organ, title="试验选题", published_on=world.day)
    told(api.post("leader", f"/hints/{hint.pk}/end"), 403)
    assert good(api.post("office", f"/hints/{hint.pk}/end"))["ended_on"] == world.day.isoformat()


def test_papers_reach_whom_they_concern(world: World, api: Callers) -> None:
    s, path = world.suggestion, f"/suggestions/{world.suggestion.pk}/form.docx"
    for who in ("office", "author", "liaison0"):
        response = api.get(who, path)
        assert response.status_code == 200 and response.content[:2] == b"PK", who
    for who in ("signer", "liaison1", "administrator"):
        told(api.get(who, path), 403 if who == "administrator" else 404)
    answered = world.office.answer(world.office.part(s))
    answer = answered.replies.get()
    for who, status in (("office", 200), ("author", 200), ("signer", 404), ("liaison0", 200)):
        assert api.get(who, f"/answers/{answer.pk}/letter.docx").status_code == status, who


def test_what_is_public_is_as_residents_read_it(world: World, api: Callers) -> None:
    told(api.get("office", f"/public/suggestions/{world.suggestion.pk}"), 404)
    told(api.get("office", "/public/none/figures"), 404)
    card = good(api.get("author", f"/public/deputies/{world.seat.pk}"))
    assert card["name"] == world.seat.person.name and card["sits"] and "phone" not in card
    assert good(api.get("author", f"/public/{world.organ.code}/figures", year=1999))["year"] == 2026


def test_notices_are_read_at_once(world: World, api: Callers) -> None:
    assert good(api.get("office", "/notices", unread="true"))["total"] > 0
    assert good(api.post("office", "/notices/read-all"))["marked"] > 0
    assert good(api.get("office", "/notices", unread="true"))["total"] == 0
