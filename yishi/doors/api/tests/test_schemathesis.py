"""Every operation under generated requests, good and bad: the answer is always one that the description names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from yishi import rooms
from yishi.doors.api.steps.matters import people_take, plural
from yishi.doors.api.tests.calling import ROOT, Callers
from yishi.doors.api.tests.filled import TAKERS, Filled
from yishi.foundation import clock
from yishi.foundation.law import packs
from yishi.foundation.matters.models import Matter
from yishi.rooms.suggestions.models import Hint

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.slow]

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
"""All but `positive_data_acceptance`: a schema cannot say what makes sense on one matter, so its form refuses with 422."""

BOUNDED = settings(
    max_examples=3,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Roads:
    """Which person takes an operation on which matter, so that generated requests reach the step itself."""

    def __init__(self, office: Filled) -> None:
        self.office, self.known = office, office.keys()
        self.steps = {
            f"{loop.kind}_{step.name}": step
            for loop in rooms.loops().values()
            for step in loop.steps.values()
            if people_take(step)
        }

    def of(self, operation: Any) -> tuple[str, dict[str, Any], Matter | None]:
        """Who, path parameters, and the matter."""
        name = operation.definition.raw["operationId"]
        step = self.steps.get(name.removesuffix("_batch"))
        places = [parameter.name for parameter in operation.path_parameters]
        if step is None:
            return self._who(operation.path), self._plain(operation.path, places), None
        who = TAKERS[next((part.code for part in step.by if part.code in TAKERS), "office")]
        rows = [row for state in step.sources for row in self.known.get((step.loop.kind, state), ())]
        row = rows[len(name) % len(rows)] if rows else None
        return who, {"id": row.pk} if "id" in places and row else {}, row

    def _plain(self, path: str, places: list[str]) -> dict[str, Any]:
        kind = next((kind for kind in rooms.loops() if path.startswith(f"{ROOT}/{plural(kind)}")), "suggestion")
        first = next(rows[0] for (each, state), rows in self.known.items() if each == kind and state != "draft")
        given: dict[str, Any] = {
            "id": self._row(path, first.pk), "matter": first.pk, "ref": packs.ALL[0].ref, "step": "assign", "figure": "received",
            "code": self.office.organ.code, "year": 2026, "month": 10, "day": 1, "seq": 1, "role": 1, "belonging": 1, "what": "units",
            "row": 1,
        }  # fmt: skip
        return {name: given[name] for name in places}

    def _who(self, path: str) -> str:
        """Somebody to whom the operation opens."""
        openers = {"/accounts": "administrator", "/erasures": "administrator", "/our-": "liaison0", "/unit/": "liaison0", "/home/unit": "liaison0",
                   "/mine": "author", "/my-": "author", "/duty": "author", "/home/pocket": "author"}  # fmt: skip
        return next((who for part, who in openers.items() if part in path), "office")

    def _row(self, path: str, matter: int) -> int:
        """The key of something that is there."""
        organ, seat = self.office.organ, self.office.lead
        account = self.office.people["office"].account
        assert account is not None
        found = {
            "/attachments/": self.office.file.pk, "/seats/": seat.pk, "/deputies/": seat.pk, "/contacts/of/": seat.pk, "/groupings/": self.office.delegation.pk,
            "/terms/": seat.term_id or 0, "/units/": self.office.units[0].pk, "/accounts/": account.pk, "/topics/": self.office.topic.pk,
            "/hints/": Hint.objects.filter(organ=organ).values_list("pk", flat=True)[0], "/public/suggestions/": self.office.open_one().pk,
        }  # fmt: skip
        return next((key for part, key in found.items() if part in path), matter)


@pytest.fixture
def app(db: None) -> Iterator[WSGIHandler]:
    """The house as a server calls it, on the test's own transaction: a request would else close its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


SHARES = 4
"""The operations are tried in so many tests, that several workers may share them."""


@pytest.mark.parametrize("share", range(SHARES))
def test_no_request_gets_an_answer_that_is_not_described(
    app: WSGIHandler, subtests: pytest.Subtests, share: int
) -> None:
    office = Filled().fill()
    callers = Callers(office)
    with clock.at(office.day):
        schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", app)
        # Wrong tokens have a test of their own; here they would only keep bad data from being read.
        schema.config.generation.with_security_parameters = False
        roads = Roads(office)
        for result in list(schema.get_all_operations())[share::SHARES]:
            operation = result.ok()
            who, places, row = roads.of(operation)
            for mode, fixed in ((m, f) for m in GenerationMode for f in ((places, {}) if places else ({},))):
                with subtests.test(f"{operation.label} {mode.value} {fixed} by {who}"):
                    _try(operation, mode, fixed, callers.secret(who), row)


def _try(operation: Any, mode: GenerationMode, fixed: dict[str, Any], secret: str, row: Matter | None) -> None:
    @seed(2026)
    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=fixed or None))
    def attempt(case: Any) -> None:
        if (
            mode is GenerationMode.POSITIVE
            and row is not None
            and isinstance(case.body, dict)
            and "version" in case.body
        ):
            case.body["version"] = row.version
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
            transaction.set_rollback(True)

    # Where nothing can be said wrongly (a page without filters), there is nothing to try.
    with suppress(Unsatisfiable):
        attempt()
