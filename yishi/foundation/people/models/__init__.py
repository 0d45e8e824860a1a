"""Organs, units, persons, mandates, groupings, accounts and roles: who is who, and on which day."""

from yishi.foundation.people.models.accounts import Account, CalendarDay, CalendarYear, OwnPack, Role, RoleCode
from yishi.foundation.people.models.organs import Grouping, Organ, Session, Term, Unit
from yishi.foundation.people.models.persons import (
    Belonging,
    Contact,
    Mandate,
    Person,
    Post,
    Suspension,
    Visit,
    in_force,
)

__all__ = [
    "Account",
    "Belonging",
    "CalendarDay",
    "CalendarYear",
    "Contact",
    "Grouping",
    "Mandate",
    "Organ",
    "OwnPack",
    "Person",
    "Post",
    "Role",
    "RoleCode",
    "Session",
    "Suspension",
    "Term",
    "Unit",
    "Visit",
    "in_force",
]
