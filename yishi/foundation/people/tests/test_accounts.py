"""Accounts: first passwords, closing, and who holds what on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import RequestFactory

from yishi.foundation.people.accounts import (
    NewAccount,
    choose_password,
    deactivate,
    first_password,
    heads,
    holders,
    liaisons,
    make_accounts,
    reset_password,
)
from yishi.foundation.people.appointments import appoint, dismiss
from yishi.foundation.people.middleware import OwnPasswordFirst
from yishi.foundation.people.models import Account, Role, RoleCode
from yishi.foundation.people.refusals import Refused
from yishi.foundation.people.tests.factories import (
    AccountFactory,
    GroupingFactory,
    MandateFactory,
    RoleFactory,
    UnitFactory,
    make_organ,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 12)
ONE = dt.timedelta(days=1)


def wanted(organ, number=1, **more):
    return [
        NewAccount(f"lianluo{n}", f"试{n}", RoleCode.LIAISON, unit=UnitFactory(organ=organ), **more)
        for n in range(number)
    ]


def test_accounts_come_with_a_password_shown_once_and_kept_hashed():
    organ = make_organ()
    (slip,) = make_accounts(organ, wanted(organ, phone="023-1"), DAY)
    account = Account.objects.get()
    assert account.check_password(slip.password) and slip.password not in account.password
    assert account.must_change_password and account.phone == "023-1"
    role = account.roles.get()
    assert (role.code, role.began, slip.place) == (RoleCode.LIAISON, DAY, role.unit.short)


def test_many_accounts_take_few_queries(django_assert_max_num_queries):
    organ = make_organ()
    many = wanted(organ, 300)
    with django_assert_max_num_queries(20):
        slips = make_accounts(organ, many, DAY)
    assert len({slip.password for slip in slips}) == 300


def test_a_members_account_follows_his_seat():
    seat = MandateFactory(organ=make_organ())
    new = NewAccount("daibiao1", seat.person.name, RoleCode.MEMBER, mandate=seat)
    make_accounts(seat.organ, [new], DAY)
    account = Account.objects.get()
    assert account.person == seat.person and account.roles.get().began == seat.began
    with pytest.raises(Refused, match="已有账号"):
        make_accounts(seat.organ, [NewAccount("daibiao2", "x", RoleCode.MEMBER, mandate=seat)], DAY)


def test_all_accounts_or_none():
    organ = make_organ()
    AccountFactory(username="lianluo1")
    with pytest.raises(Refused, match="用户名已被使用：lianluo1"):
        make_accounts(organ, wanted(organ, 3), DAY)
    with pytest.raises(Refused, match="只能含"):
        make_accounts(organ, [NewAccount("有 空格", "x", RoleCode.OFFICE)], DAY)
    with pytest.raises(Refused, match="twice"):
        make_accounts(organ, [NewAccount("twice", "x", RoleCode.OFFICE)] * 2, DAY)
    assert Account.objects.count() == 1 and not Role.objects.exists()


def test_first_passwords_are_random_and_legible():
    made = {first_password() for _n in range(200)}
    assert len(made) == 200 and all(len(word) == 14 and not set(word) & set("ilo01") for word in made)


def test_few_rounds_are_made_up_when_he_signs_in(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    organ = make_organ()
    (slip,) = make_accounts(organ, wanted(organ), DAY)
    account = Account.objects.get()
    assert account.check_password(slip.password)
    account.refresh_from_db()
    assert f"${PBKDF2PasswordHasher.iterations}$" in account.password and account.must_change_password


def test_his_own_password_takes_the_first_ones_place():
    organ = make_organ()
    (slip,) = make_accounts(organ, wanted(organ), DAY)
    account = Account.objects.get()
    for password, said in ((slip.password, "不能与原密码相同"), ("123", "密码")):
        with pytest.raises(Refused, match=said):
            choose_password(account, password)
    choose_password(account, "zijide-mima-88")
    account.refresh_from_db()
    assert account.check_password("zijide-mima-88") and not account.must_change_password
    again = reset_password(account)
    account.refresh_from_db()
    assert account.check_password(again.password) and account.must_change_password


@pytest.mark.parametrize(
    ("must", "path", "status"),
    [(True, "/desk/", 302), (False, "/desk/", 200), (True, "/static/a.css", 200), (True, None, 200)],
)
def test_nothing_opens_before_the_first_password_is_changed(must, path, status, monkeypatch):
    where = {"account_change_password": "/accounts/password/change/", "account_logout": "/accounts/logout/"}
    monkeypatch.setattr("yishi.foundation.people.middleware.reverse", where.__getitem__)
    monkeypatch.setattr("django.shortcuts.resolve_url", where.__getitem__)
    from django.http import HttpResponse

    request = RequestFactory().get(path or where["account_change_password"])
    request.user = AccountFactory(must_change_password=must)
    assert OwnPasswordFirst(lambda _request: HttpResponse())(request).status_code == status


def test_deactivating_ends_roles_and_sign_in_but_not_the_last_administrator():
    organ = make_organ()
    admin = RoleFactory(organ=organ, code=RoleCode.ADMINISTRATOR).account
    with pytest.raises(Refused, match="唯一的系统管理员"):
        deactivate(admin, DAY)
    RoleFactory(organ=organ, code=RoleCode.ADMINISTRATOR)
    future = RoleFactory(organ=organ, account=admin, code=RoleCode.AUDITOR, began=DAY + ONE)
    deactivate(admin, DAY)
    admin.refresh_from_db()
    assert not admin.is_active and not admin.has_usable_password()
    assert admin.roles.get().ended == DAY and not Role.objects.filter(pk=future.pk).exists()


def test_who_holds_what_on_a_day():
    organ = make_organ()
    unit, other = UnitFactory(organ=organ), UnitFactory(organ=organ)
    old = RoleFactory(organ=organ, code=RoleCode.LIAISON, unit=unit, ended=DAY).account
    new = RoleFactory(organ=organ, code=RoleCode.LIAISON, unit=unit, began=DAY + ONE).account
    head = RoleFactory(organ=organ, code=RoleCode.HEAD, unit=unit).account
    RoleFactory(organ=organ, code=RoleCode.LIAISON, unit=other)
    RoleFactory(organ=organ, code=RoleCode.HEAD, unit=unit, account=AccountFactory(is_active=False))
    assert list(liaisons(unit, DAY)) == [old] and list(liaisons(unit, DAY + ONE)) == [new]
    assert list(heads(unit, DAY)) == [head]
    assert set(holders(organ, [RoleCode.LIAISON, RoleCode.HEAD], DAY, unit=unit)) == {old, head}
    assert holders(organ, [RoleCode.LIAISON], DAY).count() == 2
    assert not holders(make_organ(), [RoleCode.LIAISON], DAY)


def test_appointing_and_dismissing():
    organ = make_organ()
    account, unit = AccountFactory(), UnitFactory(organ=organ)
    role = appoint(organ, account, RoleCode.LIAISON, DAY, unit=unit)
    assert appoint(organ, account, RoleCode.LIAISON, DAY, unit=unit) == role
    for code, place, said in (
        (RoleCode.MEMBER, {}, "随其资格产生"),
        (RoleCode.HEAD, {}, "请选择单位"),
        (RoleCode.COMMITTEE, {}, "请选择专门委员会"),
        (RoleCode.HEAD, {"unit": UnitFactory()}, "不属于本机关"),
        (RoleCode.COMMITTEE, {"grouping": GroupingFactory()}, "不属于本机关"),
    ):
        with pytest.raises(Refused, match=said):
            appoint(organ, account, code, DAY, **place)
    dismiss(role, DAY + ONE)
    assert list(liaisons(unit, DAY + ONE)) == [account] and not liaisons(unit, DAY + 2 * ONE)
    dismiss(appoint(organ, account, RoleCode.OFFICE, DAY), DAY - ONE)
    assert not holders(organ, [RoleCode.OFFICE], DAY)
    with pytest.raises(Refused, match="随其资格终止"):
        dismiss(RoleFactory(organ=organ, code=RoleCode.MEMBER), DAY)
