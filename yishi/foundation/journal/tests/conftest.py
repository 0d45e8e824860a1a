"""An invented organ with an officer, a matter and a chain of entries."""

from __future__ import annotations

import datetime as dt
import importlib.util
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from yishi.foundation import clock
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor, Held
from yishi.foundation.people.models import Account, Organ

DAY = dt.date(2026, 3, 2)


def make_organ(code="jia-qu"):
    return Organ.objects.create(
        code=code, name=f"{code}人大常委会", short=code, profile="npc", level="district", place="500000"
    )


@pytest.fixture(autouse=True)
def secrets_dir(settings, tmp_path):
    settings.YISHI_SECRETS_DIR = tmp_path / "secrets"
    return settings.YISHI_SECRETS_DIR


@pytest.fixture
def organ(db):
    return make_organ()


@pytest.fixture
def officer(organ):
    account = Account.objects.create(username="officer", name="某某甲")
    return Actor(organ, "account", account.name, account, frozenset({Held("office")}))


@pytest.fixture
def matter(organ):
    return Matter.objects.create(
        organ=organ, room="suggestions", kind="suggestion", title="关于路灯的建议", state="draft",
        opened_on=DAY, touched_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def new(organ, officer, matter):
    """Make a NewEntry; `new(said={...})` changes one thing."""

    def make(**changes):
        values = {
            "organ_id": organ.pk, "actor": officer, "day": DAY, "room": "suggestions", "step": "register",
            "matter_id": matter.pk, "law": "代表法 51", "before": "submitted", "after": "registered",
            "said": {"意见": "同意登记"},
        }  # fmt: skip
        return NewEntry(**{**values, **changes})

    return make


@pytest.fixture
def chain(new):
    """Ten entries of one organ."""
    with transaction.atomic():
        return write([new(said={"意见": f"第{n}条意见"}, sealed=n % 2 == 0) for n in range(1, 11)])


@pytest.fixture(scope="session")
def script():
    """`scripts/verify_journal.py` as a module."""
    path = Path(django_settings.BASE_DIR) / "scripts" / "verify_journal.py"
    spec = importlib.util.spec_from_file_location("verify_journal", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
