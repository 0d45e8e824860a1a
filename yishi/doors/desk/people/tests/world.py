"""A world for the tests of registers, rules and journal: an office, and an address for every page of theirs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import URLPattern, reverse

from yishi.doors.desk.people.urls import urlpatterns as people
from yishi.doors.desk.record.urls import urlpatterns as record
from yishi.doors.desk.rules.urls import urlpatterns as rules
from yishi.foundation import clock
from yishi.foundation.journal import seals
from yishi.foundation.outbox import jobs
from yishi.foundation.people import mandates
from yishi.foundation.people.models import Belonging, CalendarDay, Contact, Mandate, Role, Session, Visit
from yishi.foundation.people.tests.factories import MandateFactory, PostFactory, RoleFactory
from yishi.rooms.suggestions.tests.office import MONDAY, Office

PATTERNS: dict[str, URLPattern] = {f"desk:{pattern.name}": pattern for pattern in [*people, *rules, *record]}
OFFICE, ADMINISTRATOR = "office", "administrator"
DESK = (OFFICE, "secretariat", "committee", "leader", "supervisor", "auditor", "government_office", "party_office")
STRANGERS = ("author", "liaison0", "head0")
EVERYBODY = (*DESK, ADMINISTRATOR, *STRANGERS)

READ = frozenset({*DESK, ADMINISTRATOR})
WRITE = frozenset({OFFICE, ADMINISTRATOR})
JOURNAL = frozenset({OFFICE, "leader", "auditor", ADMINISTRATOR})

READ_PAGES = """
people_home people_seat people_groupings people_grouping people_terms people_contacts people_links people_visits people_keeper people_posts
people_post people_units people_unit people_organs
people_statistics people_figure rules_home rules_pack rules_when rules_calendar rules_calendar_year
"""
WRITE_PAGES = """
people_begin people_leave people_act people_grouping_new people_grouping_edit people_grouping_add people_term_new people_term_edit
people_term_close people_session_new people_session_edit people_contact_new people_visit people_contact_end people_post_new people_post_edit people_post_end
people_unit_new people_unit_edit people_appoint people_dismiss people_import people_import_template people_import_preview
people_import_cancel rules_day_set rules_day_remove rules_calendar_load rules_calendar_template rules_calendar_preview
"""
ACCOUNT_PAGES = """
people_accounts people_account_new people_account_members people_account people_account_reset people_account_close people_role_give
people_role_take people_second_off people_organ_new people_organ_edit record_erase
"""
JOURNAL_PAGES = "record_home record_entry record_seals record_seal_file record_chain record_verify record_job"
WHO: dict[str, frozenset[str]] = {
    **dict.fromkeys(READ_PAGES.split(), READ),
    **dict.fromkeys(WRITE_PAGES.split(), WRITE),
    **dict.fromkeys(ACCOUNT_PAGES.split(), frozenset({ADMINISTRATOR})),
    **dict.fromkeys(JOURNAL_PAGES.split(), JOURNAL),
    "rules_edit": frozenset({OFFICE}),
}
"""Page -> who may open it. Written by hand: a page without a line fails the tests."""


class World:
    """An office on an ordinary Monday, with something of everything."""

    def __init__(self, profile: str = "npc", place: str = "50", office: Office | None = None) -> None:
        self._clients: dict[str, Client] = {}
        self.office = office or Office(profile=profile, place=place)
        self.organ = self.office.organ
        self.day = MONDAY
        self.seat: Mandate = self.office.lead
        self.belonging = Belonging.objects.filter(mandate=self.seat).get()
        self.grouping = self.belonging.grouping
        self.contact = Contact.objects.create(keeper=self.seat, kept=self.office.second, began=dt.date(2026, 1, 5))
        Visit.objects.create(contact=self.contact, day=dt.date(2026, 2, 2), how="走访")
        CalendarDay.objects.get_or_create(
            day=dt.date(2026, 10, 1), defaults={"working": False, "name": "国庆节", "source": "试发〔2026〕1号"}
        )
        self.post = PostFactory(organ=self.organ)
        self.unit = self.office.units[0]
        self.role = Role.objects.get(unit=self.unit, code="liaison")
        self.account = self.office.people["office"].account
        self.gone = MandateFactory(organ=self.organ)
        mandates.end(self.gone, dt.date(2026, 2, 1), Mandate.Over.RESIGNED)
        self.suggestion = self.office.assigned()
        self.office.draft()
        with clock.at(MONDAY):
            self.seal = seals.seal(self.organ, MONDAY)
            own = self.office.people["auditor"].account
            self.job = jobs.start(
                "journal-verify",
                "校验",
                "yishi.doors.desk.record.work.verify_chain",
                {"organ": self.organ.pk, "seals": []},
                own,
                self.organ,
            )
        self.extra_role = RoleFactory(organ=self.organ, account=self.account, code="supervisor")

    def account_of(self, who: str) -> Any:
        """The account that plays a part."""
        return self.office.people[who].account

    def client(self, who: str) -> Client:
        """Signed in as whoever plays a part; the same client each time."""
        if who not in self._clients:
            self._clients[who] = Client()
            self._clients[who].force_login(self.account_of(who))
        return self._clients[who]

    def url(self, name: str) -> str:
        """An address of the page, for things that are there."""
        pattern = PATTERNS[name]
        keys = list(pattern.pattern.converters)
        return reverse(name, kwargs={key: self._value(name, key) for key in keys})

    def _value(self, name: str, key: str) -> Any:
        session = Session.objects.filter(term__organ=self.organ).first()
        named = {
            "desk:people_grouping": self.grouping.pk, "desk:people_term": self.seat.term_id, "desk:people_session_new": self.seat.term_id,
            "desk:people_session_edit": session.pk, "desk:people_visit": self.contact.pk, "desk:people_contact_end": self.contact.pk,
            "desk:people_post": self.post.pk, "desk:people_organ": self.organ.pk, "desk:people_unit": self.unit.pk, "desk:people_appoint": self.unit.pk,
            "desk:people_dismiss": self.unit.pk, "desk:people_account": self.account.pk, "desk:people_role": self.account.pk,
            "desk:people_second": self.account.pk, "desk:record_seal": self.seal.pk, "desk:record_job": self.job.pk,
        }  # fmt: skip
        if key == "pk":
            return next((value for start, value in named.items() if name.startswith(start)), self.seat.pk)
        if key == "role":
            return self.role.pk if name == "desk:people_dismiss" else self.extra_role.pk
        known = {
            "belonging": self.belonging.pk, "name": "end", "key": "women", "what": "roll", "year": 2026, "month": 10, "day": 1, "seq": 1,
            "ref": "cppcc_own@1" if self.organ.profile == "cppcc" else "chongqing@2018-01-01",
        }  # fmt: skip
        return known[key]
