"""Values go to the database as Django would have sent them, for every field of every model of ours."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy

from yishi.foundation.matters.models import Link
from yishi.foundation.prepared.cursors import connected
from yishi.foundation.prepared.values import adapted, ways

pytestmark = [
    pytest.mark.django_db, pytest.mark.postgres,
    pytest.mark.filterwarnings("ignore:DateTimeField:RuntimeWarning"),  # what is given is anything at all
]  # fmt: skip

VALUES = (
    None, "", "字", Link.Kind.MERGED, gettext_lazy("标题"), 0, 7, "7", 2**40, True, False, 1.5, Decimal("1.50"), dt.date(2026, 3, 2),
    dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC), "2026-03-02", b"\x00", [1], {"a": 1},
)  # fmt: skip
OURS = [model for model in apps.get_models() if model.__module__.startswith("yishi.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_value_of_every_field(model):
    for field in model._meta.concrete_fields:
        for value in VALUES:
            if isinstance(field, models.FileField):
                continue
            row = model()
            row.__dict__[field.attname] = value
            ours = _or_error(lambda: adapted(row, ways([field]), connected(), adding=True)[0])  # noqa: B023  called at once
            django = _or_error(lambda: field.get_db_prep_save(field.pre_save(row, True), connected()))  # noqa: B023
            assert (type(ours), _plain(ours)) == (type(django), _plain(django)), (field, value)


def _or_error(make: Any) -> Any:
    try:
        return make()
    except Exception as error:  # whatever Django raises is to be raised
        return type(error).__name__


def _plain(value: Any) -> Any:
    """Wrappers of JSON have no equality of their own."""
    return getattr(value, "obj", value)


def test_what_was_left_out_is_asked_of_the_database(django_user_model, django_assert_num_queries):
    made = django_user_model.objects.create(username="a", name="甲")
    row = django_user_model.objects.defer("name").get(pk=made.pk)
    with django_assert_num_queries(1):
        assert adapted(row, ways([django_user_model._meta.get_field("name")]), connected(), adding=False) == ["甲"]
