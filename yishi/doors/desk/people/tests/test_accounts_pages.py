"""Accounts: made, reset, closed, given roles; passwords are shown once and written nowhere."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from yishi.doors.desk.people.tests.test_acts import last, post, recorded
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.journal.models import Body
from yishi.foundation.people.models import Account, Role
from yishi.foundation.people.tests.factories import AccountFactory, MandateFactory, RoleFactory
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
PASSWORD = re.compile(r'slip-code">([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<')


@pytest.fixture
def world() -> World:
    return World()


def admin(world: World, name: str, data: dict[str, object], **keys: int) -> object:
    return post(world, name, data, who="administrator", **keys)


def test_an_account_is_made_with_one_role(world: World) -> None:
    data = {"name": "试督办", "username": "shi-duban", "code": "supervisor", "day": "2026-03-16"}
    answer = admin(world, "people_account_new", data)
    password = PASSWORD.search(answer.content.decode())[1]
    made = Account.objects.get(username="shi-duban")
    assert made.check_password(password) and made.must_change_password and made.home == world.organ
    recorded("account.make", 用户名="shi-duban")
    assert not Body.objects.filter(text__contains=password).exists()
    assert "用户名已被使用" in admin(world, "people_account_new", data).content.decode()


@pytest.mark.parametrize("code", ["member", "resident", "emperor"])
def test_some_roles_are_not_given(world: World, code: str) -> None:
    data = {"name": "试甲", "username": "shi-a", "code": code, "day": "2026-03-16"}
    assert admin(world, "people_account_new", data).status_code == 422
    assert not Account.objects.filter(username="shi-a").exists()


def test_a_role_of_a_unit_names_it(world: World) -> None:
    data = {"name": "试甲", "username": "shi-a", "code": "head", "day": "2026-03-16"}
    assert "请选择单位" in admin(world, "people_account_new", data).content.decode()
    assert admin(world, "people_account_new", data | {"unit": world.unit.pk}).status_code == 200


def test_all_members_get_accounts_at_once(world: World) -> None:
    fresh = [MandateFactory(organ=world.organ) for _ in range(3)]
    MandateFactory(organ=world.organ, person=fresh[0].person, kind="standing", number="")
    answer = admin(world, "people_account_members", {})
    assert len(PASSWORD.findall(answer.content.decode())) == 3
    made = Account.objects.get(person=fresh[0].person)
    assert made.roles.filter(code="member").count() == 2
    recorded("account.make", 账号数=3)
    assert "在任的都已有账号" in admin(world, "people_account_members", {}).content.decode()


def test_a_password_is_reset_and_an_account_closed(world: World) -> None:
    account = world.account_of("leader")
    answer = admin(world, "people_account_reset", {}, pk=account.pk)
    account.refresh_from_db()
    assert account.check_password(PASSWORD.search(answer.content.decode())[1]) and account.must_change_password
    recorded("account.reset")
    assert admin(world, "people_account_close", {}, pk=account.pk).status_code == 303
    recorded("account.close")
    account.refresh_from_db()
    assert not account.is_active
    assert "已经停用" in admin(world, "people_account_close", {}, pk=account.pk).content.decode()


def test_the_last_administrator_stays(world: World) -> None:
    own = world.account_of("administrator")
    assert "唯一的系统管理员" in admin(world, "people_account_close", {}, pk=own.pk).content.decode()
    role = Role.objects.get(account=own, code="administrator")
    assert (
        "唯一的系统管理员"
        in admin(world, "people_role_take", {"day": "2026-03-16"}, pk=own.pk, role=role.pk).content.decode()
    )


def test_an_account_of_another_organ_is_not_reset_here(world: World) -> None:
    other = World()
    guest = AccountFactory(home=other.organ)
    RoleFactory(organ=world.organ, account=guest, code="supervisor")
    before = guest.password
    assert "请由那里的管理员办理" in admin(world, "people_account_reset", {}, pk=guest.pk).content.decode()
    assert "请由那里的管理员办理" in admin(world, "people_account_close", {}, pk=guest.pk).content.decode()
    guest.refresh_from_db()
    assert guest.password == before and guest.is_active


def test_roles_given_and_taken(world: World) -> None:
    account = world.account_of("leader")
    assert (
        admin(
            world,
            "people_role_give",
            {"code": "committee", "grouping": world.office.committee.pk, "day": "2026-03-16"},
            pk=account.pk,
        ).status_code
        == 303
    )
    recorded("account.give_role", 角色="专门委员会")
    role = Role.objects.get(account=account, code="committee")
    assert admin(world, "people_role_take", {"day": "2026-03-20"}, pk=account.pk, role=role.pk).status_code == 303
    recorded("account.take_role")
    member = Role.objects.get(account=world.account_of("author"), code="member")
    refused = admin(world, "people_role_take", {"day": "2026-03-20"}, pk=member.account_id, role=member.pk)
    assert "随其资格终止" in refused.content.decode()


def test_a_page_opened_writes_nothing(world: World) -> None:
    seq, account = last().seq, world.account_of("leader")
    with clock.at(MONDAY):
        for name in ("people_account_reset", "people_account_close"):
            assert world.client("administrator").get(reverse(f"desk:{name}", args=[account.pk])).status_code == 200
    assert last().seq == seq
