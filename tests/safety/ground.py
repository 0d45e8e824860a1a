"""Two organs at work. In ours stand two cases of everything, so that each person has what is his and what is not:

`one` was put forward by `author` with `signer`, went through the government's office, is handled by the unit of `liaison`
and `head`, and lies in the field of `committee`. `two` was put forward by `former`, whose mandate has ended since, with
`member`; the unit of `other_liaison`, of the Party's side, handles it. Every name and title of ours carries `OURS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client

from tests.safety.street import Street
from yishi.doors.api import tokens
from yishi.doors.api.urls import UPLOADS
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.files import store
from yishi.foundation.loops.take import create
from yishi.foundation.matters import numbers
from yishi.foundation.outbox.models import Job
from yishi.foundation.people import mandates
from yishi.foundation.people.models import Account, Grouping, Mandate, Person, Post, RoleCode, Unit
from yishi.foundation.people.tests.factories import AccountFactory, GroupingFactory, MandateFactory, UnitFactory
from yishi.readings.figures.models import SavedFigure
from yishi.readings.report.models import Asserted, Chapter, Paragraph, Report
from yishi.rooms.activities.loop import activity, outside_total, own_kind, target
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import (
    Answer,
    Bulletin,
    Handling,
    HandlingReport,
    Handover,
    Hint,
    Promise,
    Suggestion,
    Topic,
)
from yishi.rooms.suggestions.tests.office import Office

OURS = "甲地印"
STRANGER = "stranger"
PEOPLE = (
    STRANGER, "nobody", "resident", "keeper", "office", "secretariat", "committee", "leader", "supervisor", "auditor", "administrator",
    "government_office", "party_office", "author", "signer", "member", "former", "liaison", "head", "other_liaison",
)  # fmt: skip
"""The columns of `pages_who_may.csv`."""
NAMED = {"liaison": "liaison0", "head": "head0", "other_liaison": "liaison2", "keeper": "station_keeper"}
"""What the columns call some of the office's people."""
HIS = dict.fromkeys(("author", "signer", "liaison", "head", "committee", "government_office", "keeper"), "one")
HIS |= dict.fromkeys(("former", "member", "other_liaison", "party_office"), "two")


@dataclass
class Case:
    """A suggestion with what hangs on it, to stand in addresses."""

    suggestion: Suggestion
    handling: Handling | None = None
    answer: Answer | None = None
    promise: Promise | None = None
    file: Any = None


@dataclass
class Ground(Office):
    """Our organ. `cases` are by what the table says in its column `what`, then `one` and `two`."""

    cases: dict[str, dict[str, Case]] = field(default_factory=dict)
    _titles: int = 0

    def draft(self, who: str = "author", **words: Any) -> Suggestion:
        """A draft whose title is of ours and like no other."""
        self._titles += 1
        words.setdefault("title", f"关于{OURS}第{self._titles}件事的建议")
        return super().draft(who, **words)

    def stand(self) -> Ground:
        """Everything that the addresses name."""
        self._people()
        self.handover = Handover.objects.create(organ=self.organ, day=self.day, title=f"{OURS}交办会")
        self.cases["case"] = {"one": self._one(), "two": self._two(answered=True)}
        self.cases["unsent"] = {"one": self._unsent(), "two": self._two(answered=False)}
        self.cases["draft"] = {
            "one": Case(self._with("author", "signer")),
            "two": Case(self._with("former", "member", topic=self.other_topic.pk)),
        }
        self.cases["published"] = {"one": self._published()}
        with clock.at(self.day):
            create(suggestion["register_secret"], self["office"], {"note": "档案室乙柜"})
        self.cases["secret"] = {"one": Case(Suggestion.objects.get(matter__state="offline", matter__organ=self.organ))}
        self._kept()
        self._deeds()
        self.street = Street(self, OURS).stand()
        self.desk = World(office=self)
        with clock.at(self.day):
            mandates.end(self.third, self.day, Mandate.Over.RESIGNED)
        self.later(1)
        self._mark()
        return self

    def _people(self) -> None:
        self.third, self.fourth = MandateFactory(organ=self.organ), MandateFactory(organ=self.organ)
        self.units[2] = UnitFactory(organ=self.organ, side=Unit.Side.PARTY)
        self.other_topic = Topic.objects.create(
            organ=self.organ, code="other", name="文教",
            committee=GroupingFactory(organ=self.organ, kind=Grouping.Kind.COMMITTEE, term=None),
        )  # fmt: skip
        for name, code, role in (
            ("former", RoleCode.MEMBER, {"mandate": self.third}),
            ("member", RoleCode.MEMBER, {"mandate": self.fourth}),
            ("liaison2", RoleCode.LIAISON, {"unit": self.units[2]}),
            ("head2", RoleCode.HEAD, {"unit": self.units[2]}),
            ("station_keeper", RoleCode.STATION_KEEPER, {}),
            ("resident", RoleCode.RESIDENT, {}),
        ):
            self._make(name, code, **role)
        self.nobody: Account = AccountFactory(home=self.organ)

    def _with(self, author: str, signer: str, **words: Any) -> Suggestion:
        s = self.draft(author, **words)
        seat = {"signer": self.second, "member": self.fourth}[signer]
        self.take(suggestion["invite"], s, author, mandates=[seat.pk])
        self.take(suggestion["confirm"], s, signer)
        return s

    def _register(self, s: Suggestion, author: str) -> None:
        self.take(suggestion["submit"], s, author)
        while self.again(s).matter.state == Suggestion.State.SUBMITTED:
            self.take(suggestion["pass_review"], s, "office")

    def _handed(self) -> Handling:
        s = self._with("author", "signer")
        self._register(s, "author")
        self.take(suggestion["pass_to_office"], s, "office", side="government")
        self.take(suggestion["assign"], s, "government_office", lead=self.units[0].pk, handover=self.handover.pk)
        return self.part(s)

    def _one(self) -> Case:
        h = self.answer(self._handed(), "solving", plans=[{"what": "加装电梯十部", "due": "2026-09-30"}])
        return self._whole(h)

    def _unsent(self) -> Case:
        h = self._handed()
        self._write(h, 0)
        return self._whole(h, by="liaison0")

    def _two(self, *, answered: bool) -> Case:
        s = self._with("former", "member", topic=self.other_topic.pk)
        self._register(s, "former")
        self.take(suggestion["pass_to_office"], s, "office", side="party")
        self.take(suggestion["assign"], s, "party_office", lead=self.units[2].pk, handover=self.handover.pk)
        h = self.part(s, 2)
        if not answered:
            self._write(h, 2)
            return self._whole(h, by="liaison2")
        self.answer(h, "solving", plans=[{"what": "增设座椅十把", "due": "2026-09-30"}])
        return self._whole(h)

    def _published(self) -> Case:
        h = self.evaluate(self.answer(self.part(self.assigned())))
        self.take(handling["close"], h, "office")
        self.take(suggestion["publish"], h.suggestion, "office")
        return self._whole(h)

    def _write(self, h: Handling, at: int) -> None:
        who = f"liaison{at}"
        self.take(handling["receive"], h, who)
        self.take(handling["record_talk"], h, who, day=self.day, how="visit", text="已听取意见。")
        self.take(handling["draft_answer"], h, who, kind="solved", text="未发出的答复稿。", may_publish=True)

    def _whole(self, h: Handling, by: str = "") -> Case:
        """With a file of the suggestion's by the office, or by a unit's liaison one of its part that has not gone out."""
        account = self.people[by or "office"].account
        assert account is not None
        s = Suggestion.objects.select_related("matter").get(pk=h.suggestion_id)
        with clock.at(self.day):
            file = store.attach(h.matter if by else s.matter, _text_file(), account)
        return Case(s, h, Answer.objects.filter(handling=h).first(), Promise.objects.filter(handling=h).first(), file)

    def _kept(self) -> None:
        """What the office keeps beside the loops, and a token of its own."""
        account = self.people["office"].account
        assert account is not None
        with clock.at(self.day):
            self.token = tokens.make(account, self.organ, "对接")[0]
        self.hint = Hint.objects.create(organ=self.organ, title=f"{OURS}选题", topic=self.topic, published_on=self.day)
        self.report = HandlingReport.objects.create(
            organ=self.organ, year=2025, part=f"{OURS}报告", reported_on=self.day
        )
        self.bulletin = Bulletin.objects.create(
            organ=self.organ, title=f"{OURS}简报", day=self.day, text="正文", year=2026, number=numbers.take(self.organ, "bulletin-2026")[0],
            made_by=self.people["office"].account,
        )  # fmt: skip
        self._told()

    def _told(self) -> None:
        """A figure of our own, an annual report with a chapter, a paragraph and a sum, and the job that drafted it."""
        self.figure = SavedFigure.objects.create(
            organ=self.organ,
            code="ours",
            name=f"{OURS}指标",
            measure="次",
            definition="都计。",
            expression={"count": "times"},
        )
        self.annual = Report.objects.create(organ=self.organ, year=2026, title=f"{OURS}工作报告")
        self.chapter = Chapter.objects.create(report=self.annual, order=10, title=f"{OURS}章")
        self.paragraph = Paragraph.objects.create(chapter=self.chapter, order=10, text=f"{OURS}段落[[received]]。")
        self.sum = Asserted.objects.create(report=self.annual, formula="[[received]] = [[received]] + 0")
        self.job = Job.objects.create(
            organ=self.organ, account=self.people["office"].account, kind="report-draft", title=f"{OURS}起草", function="yishi",
            kwargs={}, digest="x", state=Job.State.DONE, result_text=str(self.annual.pk), made_at=clock.now(),
        )  # fmt: skip

    def _deeds(self) -> None:
        """Activities, one of each that addresses tell apart, and what stands beside them. The office recorded them."""
        today = self.day.isoformat()
        code = "law_inspection" if self.organ.profile == "npc" else "forum"
        kind = {"kind": code, "day": today}
        office, author = self["office"], self["author"]
        with clock.at(self.day):
            self.deed = create(activity["record"], office, kind | {"title": f"{OURS}检查"}).record
            self.ahead = create(activity["plan"], office, kind | {"title": f"{OURS}视察"}).record
            self.told = create(activity["report"], author, kind | {"title": f"{OURS}走访"}).record
            self.target = create(
                target["set_target"], office, {"year": self.day.year, "code": code, "number": "6"}
            ).record
            self.own_kind = create(
                own_kind["add"],
                office,
                {"name": f"{OURS}议事会", "line": "duty", "measure": "场", "definition": "一场一计。"},
            ).record
            self.outside = create(
                outside_total["report_outside"], office,
                {"code": code, "quantity": "9", "by_whom": f"{OURS}各镇", "since": "2026-01-01", "until": today},
            ).record  # fmt: skip

    def _mark(self) -> None:
        """Let every name of ours be known wherever it is shown."""
        mine = {
            Person: {"mandates__organ": self.organ}, Unit: {"organ": self.organ}, Grouping: {"organ": self.organ},
            Topic: {"organ": self.organ}, Account: {"home": self.organ},
        }  # fmt: skip
        for model, which in mine.items():
            keys = list(model.objects.filter(**which).values_list("pk", flat=True).distinct())
            model.objects.filter(pk__in=keys).update(name=Concat(F("name"), Value(OURS)))
        Unit.objects.filter(organ=self.organ).update(short=Concat(F("short"), Value(OURS)))
        posts = Post.objects.filter(organ=self.organ).values("person")
        Person.objects.filter(pk__in=posts).update(name=Concat(F("name"), Value(OURS)))

    def account(self, who: str) -> Account | None:
        """Who plays the part; None for a stranger."""
        if who in (STRANGER, "nobody"):
            return None if who == STRANGER else self.nobody
        found: Account | None = self.people[NAMED.get(who, who)].account
        return found


def _text_file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("附图说明.txt", "现场情况".encode(), "text/plain")


class Readers:
    """The people of an office with their browsers and their programs, each made once."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._browsers: dict[str, Client] = {}
        self._secrets: dict[str, str] = {}

    def _account(self, who: str) -> Account | None:
        if isinstance(self.office, Ground):
            return self.office.account(who)
        return None if who == STRANGER else self.office.people[NAMED.get(who, who)].account

    def ask(self, who: str, method: str, path: str, data: Any = None, **more: Any) -> Any:
        """What `who` gets: by his token at the api, by his session elsewhere. A stranger has neither."""
        client = self._browser(who)
        if path.startswith("/api/") and self._account(who):
            more["headers"] = {"Authorization": f"Bearer {self._secret(who)}"} | more.get("headers", {})
            client = self._browser(STRANGER)
        if path.startswith("/api/") and method == "POST" and not any(part in path for part in UPLOADS):
            more.setdefault("content_type", "application/json")
        with clock.at(self.office.day):
            if isinstance(data, bytes):  # as it is: the client's own methods would read it first
                return client.generic(method, path, data, **more)
            return getattr(client, method.lower())(path, {} if data is None else data, **more)

    def sign_in(self, who: str) -> None:
        """Beforehand, where what is asked will be undone: the session would be undone with it."""
        self._browser(who)
        if self._account(who):
            self._secret(who)

    def _browser(self, who: str) -> Client:
        if who not in self._browsers:
            client = self._browsers[who] = Client(raise_request_exception=False)
            account = self._account(who)
            if account is not None:
                client.force_login(account)
        return self._browsers[who]

    def _secret(self, who: str) -> str:
        if who not in self._secrets:
            account = self._account(who)
            assert account is not None
            with clock.at(self.office.day):
                self._secrets[who] = tokens.make(account, self.office.organ, "测试")[1]
        return self._secrets[who]
