"""Acts of the desk's pages by programs: as the page does them, for whom the page opens, with the page's own form."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from yishi.doors.api.acts import doing, table
from yishi.doors.api.acts.doing import Doing
from yishi.doors.api.asking import as_page, posting
from yishi.doors.api.tests.calling import Callers, good, told
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.journal.models import Body, Entry
from yishi.foundation.people.grounds import SUSPENSIONS
from yishi.foundation.people.models import Account, Contact, Grouping, Mandate, Organ, Post, Role, Unit, Visit
from yishi.rooms.suggestions.models import Bulletin, HandlingReport, Handover, Hint, ScoreRule, Topic
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """An office with something of everything."""
    return World()


@pytest.fixture
def api(world: World) -> Callers:
    """Its people as programs."""
    return Callers(world.office)


def places(world: World, each: Doing) -> dict[str, int]:
    """What stands in the address of an act."""
    session = world.seat.term.sessions.first() if world.seat.term else None
    kept = {
        "term": world.seat.term_id, "session": session.pk if session else 0, "contact": world.contact.pk, "duty": world.contact.pk, "post": world.post.pk,
        "unit": world.unit.pk, "account": world.account.pk, "organ": world.organ.pk, "grouping": world.grouping.pk, "seat": world.seat.pk,
    }  # fmt: skip
    first = each.path.split("/")[1].removesuffix("s")
    row = {"handover": Handover, "hint": Hint, "topic": Topic, "bulletin": Bulletin, "report": HandlingReport}.get(
        first
    )
    if row is not None and "id" in each.places:
        kept[first] = _row(world, row)
    role = world.role.pk if each.name == "unit_dismiss" else world.extra_role.pk
    return {
        "id": kept.get(first, 0),
        "belonging": world.belonging.pk,
        "role": role,
        "year": 2026,
        "month": 10,
        "day": 1,
    }


def _row(world: World, model: Any) -> int:
    n = model.objects.count() + 1
    day = {"day": world.day} if model in (Handover, Bulletin) else {}
    more: dict[Any, dict[str, Any]] = {
        Handover: {"title": "试验交办会"}, Hint: {"title": "试验选题", "published_on": world.day}, Topic: {"code": f"t{n}", "name": f"试验{n}"},
        HandlingReport: {"year": 2026, "part": "市人民政府", "reported_on": world.day},
        Bulletin: {"title": "试验简报", "year": 2026, "number": n, "text": "内容", "made_by": world.account},
    }  # fmt: skip
    return int(model.objects.create(organ=world.organ, **day, **more[model]).pk)


def address(world: World, each: Doing) -> str:
    """The whole address."""
    return each.path.replace("int:", "").format(**places(world, each))


def doer(each: Doing) -> str:
    """Somebody who may."""
    if each.name.startswith("my_"):
        return "author"
    return "administrator" if each.name.startswith(("account", "organ")) else "office"


def test_the_schema_has_just_the_fields_of_the_page(world: World) -> None:
    with clock.at(world.day):
        for each in table.ALL:
            _same_fields(world, each)


def _same_fields(world: World, each: Doing) -> None:
    request: Any = RequestFactory().post("/")
    request.auth = world.office[doer(each)]
    asked = posting(as_page(request, each.page.door), None)
    at = places(world, each)
    form = each.page.find(asked, *(at[name] for name in each.places), *each.fixed).form
    fields = each.body.model_fields
    # A second sector is a CPPCC member's alone; the page leaves the box out for others.
    assert set(fields) - set(form.fields) <= {"second"} and set(form.fields) <= set(fields), each.name
    left = doing._filled(form)
    for name, field in form.fields.items():
        assert fields[name].is_required() == (field.required and name not in left), (each.name, name)


@pytest.mark.parametrize("who", ["author", "head0", "leader"])
def test_whom_the_page_does_not_let_the_api_does_not(world: World, api: Callers, who: str) -> None:
    before = Entry.objects.count()
    for each in (each for each in table.ALL if doer(each) != who):
        response = api.post(who, address(world, each), filled_in(each))
        assert told(response, 403)["code"] == "not_allowed", each.name
    assert Entry.objects.count() == before


def filled_in(each: Doing) -> dict[str, Any]:
    """A body that fits the schema, whatever sense it makes."""
    values: dict[str, Any] = {"day": "2026-03-16", "opens": "2026-03-16", "closes": "2026-03-17", "began": "2026-03-16",
                              "reported_on": "2026-03-16"}  # fmt: skip
    found = {}
    for name, field in each.body.model_fields.items():
        if field.is_required():
            schema = each.body.model_json_schema()["properties"][name]
            given = {"integer": 1, "array": [1], "string": "x"}.get(schema.get("type", ""), "x")
            found[name] = values.get(name, schema.get("const", schema.get("enum", [given])[0]))
    return found


def test_a_deputy_logs_a_visit_of_his_own(world: World, api: Callers) -> None:
    mine = good(api.get("author", "/duty/contacts"))
    assert [row["id"] for row in mine] == [world.contact.pk] and len(mine[0]["visits"]) == 1
    good(api.post("author", f"/duty/contacts/{world.contact.pk}/visit", {"how": "座谈", "met": 4}))
    assert len(good(api.get("author", "/duty/contacts"))[0]["visits"]) == 2
    told(api.post("signer", f"/duty/contacts/{world.contact.pk}/visit", {"how": "座谈"}), 404)


def test_another_organs_rows_are_not_there(world: World) -> None:
    other = Callers(Office())
    for each in (each for each in table.ALL if "id" in each.places):
        who = doer(each)
        assert told(other.post(who, address(world, each), filled_in(each)), 404)["code"] == "not_found", each.name


def test_a_seat_from_its_beginning_to_its_successor(world: World, api: Callers) -> None:
    person = {"name": "试新人", "born": "1970-01-01", "number": "9001"}
    begun = person | {"kind": "deputy", "began": "2026-03-10", "begun_by": "by_elected"}
    made = good(api.post("office", "/seats/begin", begun | {"grass_roots": True, "groupings": [world.grouping.pk]}))
    seat = Mandate.objects.get(pk=made["id"])
    assert (seat.person.name, seat.grass_roots, seat.non_party, seat.term_id) == (
        "试新人",
        True,
        False,
        world.seat.term_id,
    )
    assert Entry.objects.last().step == "seat.begin" and Entry.objects.last().actor == world.account_of("office")
    assert "名册中已有" in told(api.post("office", "/seats/begin", begun), 422)["errors"]["name"][0]
    path = f"/seats/{seat.pk}"
    good(api.post("office", f"{path}/correct", {"office": "委员"}))
    seat.refresh_from_db()
    assert (seat.office, seat.number, seat.grass_roots) == ("委员", "9001", True)
    assert told(api.post("office", f"{path}/suspend", {"ground": "病假"}), 422)["errors"]["ground"]
    good(api.post("office", f"{path}/suspend", {"ground": SUSPENSIONS[0], "day": "2026-03-12"}))
    good(api.post("administrator", f"{path}/resume", {"day": "2026-03-16"}))
    good(api.post("office", f"{path}/end", {"ground": "resigned"}))
    good(api.post("office", f"{path}/report"))
    good(api.post("office", f"{path}/announce"))
    again = told(api.post("office", f"{path}/announce"), 409)
    assert again["code"] == "refused" and "公告" in again["sentence"]
    assert told(api.post("office", f"{path}/erase", {"born": True}), 422)["errors"]["sure"]
    good(api.post("office", f"{path}/erase", {"born": True, "sure": True}))
    seat.refresh_from_db()
    assert seat.reported == seat.announced == world.day and seat.person.born is None


def test_what_the_office_keeps(world: World, api: Callers) -> None:
    """Made, then changed in one thing: the others stand."""
    day = {"day": "2026-03-16"}
    made = good(api.post("secretariat", "/handovers/make", {"title": "试验交办会", "place": "会议厅"} | day))["id"]
    good(api.post("office", f"/handovers/{made}/edit", {"title": "第二次交办会"}))
    assert Handover.objects.values_list("title", "place", "day").get(pk=made) == ("第二次交办会", "会议厅", world.day)
    hint = good(api.post("office", "/hints/make", {"title": "养老服务"}))["id"]
    assert Hint.objects.get(pk=hint).published_on == world.day
    assert told(api.post("leader", f"/hints/{hint}/edit", {"title": "不行"}), 403)["code"] == "not_allowed"
    good(api.post("office", f"/hints/{hint}/edit", {"text": "关注居家养老。", "topic": world.office.topic.pk}))
    assert Hint.objects.get(pk=hint).title == "养老服务"
    assert told(api.post("office", f"/hints/{hint}/edit", {"ended_on": "2026-03-01"}), 422)["errors"]["ended_on"]
    good(api.post("office", f"/hints/{hint}/edit", {"ended_on": "2026-03-20"}))
    assert good(api.post("office", f"/hints/{hint}/end"))["ended_on"] == world.day.isoformat()
    assert "撤下" in told(api.post("office", f"/hints/{hint}/end"), 409)["sentence"]
    good(api.post("office", "/topics/make", {"code": "edu", "name": "教育"}))
    assert told(api.post("office", "/topics/make", {"code": "edu", "name": "教育"}), 422)["errors"]
    issue = good(api.post("office", "/bulletins/make", {"title": "第一期", "text": "内容"}))["id"]
    good(api.post("office", f"/bulletins/{issue}/edit", {"text": "改过的内容"}))
    assert Bulletin.objects.values_list("title", "number", "text", "made_by").get(pk=issue) == (
        "第一期", 1, "改过的内容", world.account_of("office").pk,
    )  # fmt: skip
    good(api.post("office", "/scores/publish", {"on_time": 40, "contact": 5}))
    assert ScoreRule.objects.get().weights["on_time"] == 40
    assert "不再改动" in told(api.post("office", "/scores/publish", {}), 409)["sentence"]


def test_units_people_and_passwords(world: World, api: Callers) -> None:
    unit = {"code": "试900", "name": "试验新局", "short": "试局", "side": "government"}
    made = good(api.post("office", "/units/make", unit))["id"]
    good(api.post("office", f"/units/{made}/edit", {"phone": "000-试"}))
    assert Unit.objects.values_list("name", "phone").get(pk=made) == ("试验新局", "000-试")
    told(api.post("office", f"/units/{made}/edit", {}), 409)
    someone = {"code": "liaison", "name": "试联络", "username": "try-liaison"}
    slips = good(api.post("office", f"/units/{made}/appoint", someone))["slips"]
    account = Account.objects.get(username="try-liaison")
    assert account.check_password(slips[0]["password"]) and account.must_change_password
    role = Role.objects.get(account=account)
    good(api.post("office", f"/units/{made}/dismiss/{role.pk}", {"day": "2026-03-20"}))
    assert told(api.post("office", "/accounts/make", {}), 422)["errors"]
    assert told(api.post("office", f"/accounts/{account.pk}/reset"), 403)["code"] == "not_allowed"
    again = good(api.post("administrator", f"/accounts/{account.pk}/reset"))["slips"][0]
    account.refresh_from_db()
    assert account.check_password(again["password"])
    good(api.post("administrator", f"/accounts/{account.pk}/roles/give", {"code": "leader"}))
    leader = Role.objects.get(account=account, code="leader")
    good(api.post("administrator", f"/accounts/{account.pk}/roles/{leader.pk}/take"))
    good(api.post("administrator", f"/accounts/{account.pk}/close"))
    account.refresh_from_db()
    assert not account.is_active
    assert not any(again["password"] in str(row) for row in Body.objects.values_list("text", flat=True))


def test_an_organ_below_with_its_own_administrator(world: World, api: Callers) -> None:
    asked = {
        "name": "试验街道人大工作委员会", "short": "试验街道", "level": "street", "place": world.organ.place, "code": "try-street",
        "admin_name": "试管理", "admin_username": "try-admin",
    }  # fmt: skip
    made = good(api.post("administrator", "/organs/make", asked))
    below = Organ.objects.get(pk=made["id"])
    assert below.parent == world.organ and below.working
    account = Account.objects.get(username="try-admin")
    assert account.home == below and account.check_password(made["slips"][0]["password"])
    good(api.post("administrator", f"/organs/{below.pk}/edit", {"short": "试街"}))
    assert Organ.objects.values_list("name", "short").get(pk=below.pk) == ("试验街道人大工作委员会", "试街")
    assert good(api.get("office", "/lists/organs"))["total"] == 2


def test_terms_groupings_contacts_posts(world: World, api: Callers) -> None:
    term = good(api.post("office", "/terms/make", {"began": "2030-01-01", "number": 90}))["id"]
    days = {"opens": "2030-02-01", "closes": "2030-02-05"}
    session = good(api.post("office", f"/terms/{term}/sessions/make", days))["id"]
    good(api.post("office", f"/sessions/{session}/edit", {"closes": "2030-02-06"}))
    assert "重叠" in told(api.post("office", f"/terms/{term}/sessions/make", days), 409)["sentence"]
    good(api.post("office", f"/terms/{term}/edit", {"ended": "2034-12-31"}))
    group = good(api.post("office", "/groupings/make", {"kind": "activity", "name": "试验小组"}))["id"]
    good(api.post("office", f"/groupings/{group}/edit", {"seats": 8}))
    assert Grouping.objects.values_list("name", "seats").get(pk=group) == ("试验小组", 8)
    good(api.post("office", f"/groupings/{group}/add", {"mandate": world.seat.pk, "heads": True}))
    link = world.contact.pk
    good(api.post("office", f"/contacts/{link}/visit", {"note": "了解情况", "met": 12}))
    assert Visit.objects.values_list("how", "met").get(note="了解情况") == ("走访", 12)
    good(api.post("office", f"/contacts/{link}/end"))
    asked = {"chain": "members", "keeper": world.office.second.pk, "kept": [world.seat.pk]}
    assert "people_of" in told(api.post("office", "/contacts/begin", asked | {"chain": "public"}), 422)["errors"]
    good(api.post("office", "/contacts/begin", asked))
    assert Contact.objects.filter(keeper=world.office.second, kept=world.seat, began=world.day).exists()
    post = good(api.post("office", "/posts/begin", {"name": "试监督", "kind": Post.Kind.values[0]}))["id"]
    good(api.post("office", f"/posts/{post}/edit", {"work": "试村", "grouping": world.grouping.pk}))
    assert Post.objects.values_list("person__work", "grouping").get(pk=post) == ("试村", world.grouping.pk)
    good(api.post("office", f"/posts/{post}/end"))
    assert Post.objects.get(pk=post).ended == world.day
    good(
        api.post(
            "office",
            "/calendar/2026/set",
            {"day": "2026-05-04", "working": "off", "name": "试", "source": "试发〔2026〕2号"},
        )
    )
    good(api.post("office", "/calendar/2026/remove/5/4"))
    told(api.post("office", "/calendar/2026/remove/2/30"), 404)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/handovers/make", {"title": "试\x00验", "day": "2026-03-16"}), ("/handovers/make", {"title": "\ud800", "day": "2026-03-16"}),
        ("/handovers/make", {"title": "长" * 81, "day": "2026-03-16"}), ("/handovers/make", {"title": 5, "day": "2026-03-16"}),
        ("/handovers/make", {"title": "试", "day": "2026-02-30"}), ("/handovers/make", {"title": "试", "day": "1000-01-01", "no": 1}),
        ("/handovers/make", {"title": "试", "day": "2026-03-16", "session": 2**63 - 1}), ("/terms/make", {"began": "2030-01-01", "number": 2**80}),
        ("/groupings/make", {"kind": "no_such", "name": "试"}), ("/contacts/begin", {"chain": "members", "keeper": 1, "kept": [2**63 - 1]}),
        ("/units/make", {"code": "1", "name": "试", "short": "试", "side": "government", "began": "1500-01-01"}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(world: World, api: Callers, path: str, body: dict[str, Any]) -> None:
    before = Entry.objects.count()
    response = api.post("office", path, body)
    assert told(response, 422)["errors"] and Entry.objects.count() == before
