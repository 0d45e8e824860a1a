"""An office with a matter in every state that its steps lead to, for tests that go through all operations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.doors.api.tests.filled_street import Street
from yishi.foundation import clock
from yishi.foundation.files import store
from yishi.foundation.files.models import Attachment
from yishi.foundation.matters.models import Matter
from yishi.rooms.activities.loop import activity, outside_total, own_kind, target
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Hint, Suggestion

TAKERS = {
    "office": "office", "secretariat": "secretariat", "government_office": "government_office", "party_office": "party_office",
    "author": "author", "drafter": "author", "signer": "signer", "invited": "signer", "liaison": "liaison0", "head": "head0",
    "lead_liaison": "liaison0", "committee": "committee", "supervisor": "supervisor", "attender": "author", "reporter": "author",
    "station_keeper": "keeper", "deputy": "author", "unit": "liaison0", "writer": "author", "informant": "informant", "on_duty": "author", "himself": "author",
    "receiver": "signer",
}  # fmt: skip
"""Who of the office takes a step, by who may."""
PLANS: list[dict[str, Any]] = [{"what": "加装电梯十部", "due": "2026-09-30"}]


class Filled(Street):
    """`Office` after a few weeks' work."""

    def fill(self) -> Filled:
        """Walk the steps to every state."""
        self.beginnings()
        self.handled()
        self.answered()
        self.deeds()
        self.street()
        for person in (self.lead, self.second):
            self.draft(title=f"关于{person}所在小区的建议")
        Hint.objects.create(organ=self.organ, title="养老服务", topic=self.topic, published_on=self.day)
        with clock.at(self.day):
            author = self.people["author"].account
            assert author is not None
            file = SimpleUploadedFile("附图说明.txt", "现场情况".encode(), "text/plain")
            self.file: Attachment = store.attach(
                Matter.objects.filter(kind="suggestion", state="draft")[0], file, author
            )
        return self

    def beginnings(self) -> None:
        """Before any unit has it."""
        s = self.draft()
        self.take(suggestion["invite"], s, "author", mandates=[self.second.pk])
        self.submitted(joint=True)
        target, merged = self.registered(), self.registered()
        self.take(suggestion["merge"], merged, "office", into=target.pk)
        for side in ("government", "party"):
            self.take(suggestion["pass_to_office"], self.registered(), "office", side=side)
        turned = self.submitted()
        self.take(suggestion["turn_away"], turned, "office", ground="complaint", way="reference", note="属于申诉事项。")
        self.take(suggestion["withdraw"], self.registered(), "author", why="已解决。")

    def handled(self) -> None:
        """In units' hands."""
        self.assigned(co=True, joint=True)
        given = self.part(self.assigned(co=True), 1)
        self.take(handling["receive"], given, "liaison1", phone="000-试-0000")
        self.take(handling["give_opinion"], given, "liaison1", text="同意。")
        asked = self.part(self.assigned())
        self.take(handling["ask_hand_back"], asked, "liaison0", reason="不属本单位职责。")
        back = self.part(self.assigned())
        self.take(handling["ask_hand_back"], back, "liaison0", reason="不属本单位职责。")
        self.take(handling["agree_hand_back"], back, "office")
        self.take(suggestion["object_to_assignment"], self.assigned(), "author", reason="宜由第二局办理。")
        for last in ("draft_answer", "sign"):
            h = self.part(self.assigned())
            self.take(handling["receive"], h, "liaison0", phone="000-试-0000", leader="试甲", undertaker="试乙")
            self.take(handling["record_talk"], h, "liaison0", day=self.day, how="visit", text="已听取意见。")
            self.take(handling["draft_answer"], h, "liaison0", kind="solving", text="未发出的答复稿。", plans=PLANS)
            if last == "sign":
                self.take(handling["sign"], h, "head0")

    def answered(self) -> None:
        """Answered, evaluated, promised, closed, published."""
        self.answer(self.part(self.assigned(joint=True)))
        self.evaluate(self.answer(self.part(self.assigned())))
        again = self.answer(self.part(self.assigned()))
        self.evaluate(again, "dissatisfied", "没有写明时限。")
        self.take(handling["order_again"], again, "office", demand="请写明完成时限。")
        self.answer(again)
        self.evaluate(again, "dissatisfied", "仍未写明。")
        self.take(handling["call_meeting"], again, "office")
        closed = self.evaluate(self.answer(self.part(self.assigned())))
        self.take(handling["close"], closed, "office")
        open_one = self.evaluate(self.answer(self.part(self.assigned())))
        self.take(handling["close"], open_one, "office")
        self.take(suggestion["publish"], open_one.suggestion, "office")
        due = dt.date(2026, 9, 30)
        self.promised(due)
        reported = self.promised(due)
        self.take(promise["report_kept"], reported, "liaison0", text="十部已投入使用。", done_on=self.day)
        judged = self.promised(due)
        self.take(promise["report_kept"], judged, "liaison0", text="十部已投入使用。", done_on=self.day)
        self.evaluate(judged, "dissatisfied", "只装了九部。")

    def deeds(self) -> None:
        """Activities in every state, and what stands beside them."""
        kind = {"kind": "law_inspection", "day": self.day.isoformat()}
        heads, outputs = [{"role": "resident", "heads": 30}], [{"code": "opinion", "quantity": "12", "name": ""}]
        self.opened(activity["record"], **kind, persons=[self.lead.pk], heads=heads, outputs=outputs)
        for name in ("strike", ""):
            self._then(self.opened(activity["record"], **kind), name, why="记错了。")
        for name in ("cancel", ""):
            self._then(self.opened(activity["plan"], **kind), name, why="改期。")
        told = self.opened(activity["report"], "author", **kind)
        self._then(told, "turn_back", why="日期不对。")
        self.opened(activity["report"], "author", **kind)
        stock = {"name": "试验小组", "line": "duty", "measure": "个", "definition": "成立一个计一个。", "form": "stock"}
        made = self.opened(own_kind["add"], **stock)
        group = {"kind": made.code, "day": (self.day - dt.timedelta(days=9)).isoformat()}
        self.opened(activity["record"], **group)
        self._then(self.opened(activity["record"], **group), "end", day=self.day.isoformat())
        self.opened(target["set_target"], year=self.day.year, code="law_inspection", number="6")
        self.opened(
            outside_total["report_outside"], code="law_inspection", quantity="9", by_whom="试验市各镇", since="2026-01-01",
            until=self.day.isoformat(),
        )  # fmt: skip

    def _then(self, deed: Any, name: str, **given: Any) -> None:
        if name:
            self.take(activity[name], deed, "office", **given)

    def keys(self) -> dict[tuple[str, str], list[Matter]]:
        """Matters by kind and state."""
        found: dict[tuple[str, str], list[Matter]] = defaultdict(list)
        for row in Matter.objects.filter(organ=self.organ):
            found[row.kind, row.state].append(row)
        return found

    def drafts(self) -> list[Handling]:
        """Parts with an answer that is not sent."""
        return list(
            Handling.objects.filter(suggestion__matter__organ=self.organ, replies__sent_on=None).exclude(replies=None)
        )

    def open_one(self) -> Suggestion:
        """The one that is published."""
        return Suggestion.objects.select_related("matter").get(matter__organ=self.organ, publicity="published")
