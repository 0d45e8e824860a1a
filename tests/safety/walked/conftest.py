"""One ground for all tests of this folder; whatever a test changes is undone after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.safety.ground import Ground, Readers
from yishi.rooms.suggestions.tests.office import Office


@pytest.fixture(scope="package")
def stood(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[tuple[Ground, Office]]:
    """Ours, our people, and the people of another organ; all undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        ground = Ground().stand()
        yield ground, Office(day=ground.day)
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def db(stood: object) -> Iterator[None]:
    """In place of the usual one, which would end the transaction in which the ground stands."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ground(stood: tuple[Ground, Office], db: None) -> Ground:
    """Our organ at work."""
    return stood[0]


@pytest.fixture
def ours(stood: tuple[Ground, Office], db: None) -> Readers:
    """Our people."""
    return Readers(stood[0])


@pytest.fixture
def others(stood: tuple[Ground, Office], db: None) -> Readers:
    """People of another organ."""
    return Readers(stood[1])
