"""A process that takes steps and says each one when it is committed, until it is killed.

python -m tests.stress.taker prepare           make the tables and an office
python -m tests.stress.taker walk STEPS        take so many steps, a line for each: chain length, matter, version
python -m tests.stress.taker prove             look for what is lost, doubled or half done; JSON
"""

from __future__ import annotations

import json
import os
import sys

import django


def prepare() -> None:
    """Tables and an office."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from yishi.rooms.suggestions.tests.office import Office

    Office()


def _office() -> object:
    """The office that `prepare` made, with its people found again."""
    from yishi.foundation.people.models import Mandate, Organ, Role, Unit
    from yishi.rooms.suggestions.models import Topic
    from yishi.rooms.suggestions.tests.office import MONDAY, Office

    office = object.__new__(Office)
    office.day, office.organ = MONDAY, Organ.objects.get()
    office.topic, office.units = Topic.objects.get(), list(Unit.objects.filter(coordinates=False).order_by("pk"))
    office.lead = Mandate.objects.order_by("pk").first()
    office.people = {}
    from yishi.foundation.people.actors import actor_of

    held = Role.objects.select_related("account")
    for name, found in (
        ("office", held.get(code="office")), ("author", held.get(mandate=office.lead)),
        *((f"{code}{at}", held.get(code=code, unit=unit)) for at, unit in enumerate(office.units) for code in ("liaison", "head")),
    ):  # fmt: skip
        office.people[name] = actor_of(found.account, office.organ, MONDAY)
    return office


def walk(steps: int) -> None:
    """Take steps; a line is written only when the step it tells of has been committed."""
    from tests.stress.ground import head, life

    office, taken = _office(), 0
    os.write(1, b"ready\n")
    while True:
        for done in life(office):
            os.write(1, f"{head(office.organ)} {done.pk} {done.version}\n".encode())
            taken += 1
            if taken == steps:
                return


def prove() -> None:
    """The proof, on the database as it was left."""
    from tests.stress.ground import prove as look
    from yishi.foundation.matters.models import Matter
    from yishi.foundation.people.models import Organ

    found = look(Organ.objects.get())
    found["versions"] = dict(Matter.objects.values_list("pk", "version"))
    print(json.dumps(found))


def main() -> None:
    """Do what the command line says, on the day of the tests."""
    django.setup()
    from yishi.foundation import clock
    from yishi.rooms.suggestions.tests.office import MONDAY

    with clock.at(MONDAY):
        {"prepare": prepare, "walk": lambda: walk(int(sys.argv[2])), "prove": prove}[sys.argv[1]]()


if __name__ == "__main__":
    main()
