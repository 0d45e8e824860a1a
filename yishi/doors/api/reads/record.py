"""The organ's journal as a whole: one entry, seals, the chain, its proof, and personal text erased from it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Annotated, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from yishi.doors.api.asking import as_page, found
from yishi.doors.api.auth import Request
from yishi.doors.api.lists.listing import FILE
from yishi.doors.api.problems import ONE, READ, WRITE, problems
from yishi.doors.api.types import Given, Key, PathKey
from yishi.doors.desk.people.acting import own
from yishi.doors.desk.record import erase, proof, sight, views, words
from yishi.foundation.files.models import Attachment
from yishi.foundation.journal.lists import lines
from yishi.foundation.journal.models import Entry, Head, Seal
from yishi.foundation.loops.refusals import Changed, Invalid
from yishi.foundation.outbox.models import Job

router = Router(tags=["journal"])
MOST_SEAL = 64


class EntryWhole(BaseModel):
    """An entry of the organ's chain. `hidden` says why its body is not for this reader."""

    seq: int
    day: dt.date
    at: dt.datetime
    step: str
    title: str
    room: str
    actor: str
    role: str
    law: str
    matter: int | None
    said: dict[str, str]
    hidden: str
    erased: bool
    erased_why: str
    hash: str


class SealOut(BaseModel):
    """A day's signed seal."""

    id: int
    day: dt.date
    seq: int
    hash: str
    key_id: str
    signature: str


class SealList(BaseModel):
    """Seals, the latest first, and how long the chain is."""

    length: int
    items: list[SealOut]


class ProofIn(Given):
    """A seal that was kept outside, as its file has it."""

    seal: dict[str, str | int] | None = Field(None, max_length=MOST_SEAL, title="外存的封签")


class ProofOut(BaseModel):
    """What a proof found; a long chain is proved by a job, to be asked for at /journal/proofs/{job}."""

    job: int | None
    state: str = Field(description="waiting、running、done、failed 等")
    done: int
    total: int
    fine: bool | None
    told: list[str]


class EraseIn(Given):
    """Which entries, and why. Everything filled in must fit."""

    words: Annotated[str, Field(max_length=80, title="内容里含有")] = ""
    number: Annotated[str, Field(max_length=40, title="事项编号")] = ""
    seqs: Annotated[str, Field(max_length=400, title="日志序号", description="如 12, 15-20")] = ""
    why: Annotated[str, Field(min_length=1, max_length=400, title="理由", description="永久保留，不要写个人信息")]


class EraseSeen(EraseIn):
    """The same, once the entries were seen."""

    seen: Annotated[list[Key], Field(max_length=erase.MOST, title="预览给出的序号")]
    files: Annotated[list[Key], Field(max_length=erase.MOST, title="一并删除的附件")] = []


class FileMeant(BaseModel):
    """A file that may hold the same text: of a matter concerned, or named so."""

    id: int
    name: str
    number: str = Field(description="事项编号")
    size: int


class Erasing(BaseModel):
    """The entries that are meant, or were erased, and the files that may hold the same, or went too."""

    seqs: list[int]
    files: list[FileMeant]


@router.get("/journal/entries/{int:seq}", response={200: EntryWhole, **problems(ONE)}, operation_id="get_entry")
def get_entry(request: Request, seq: PathKey) -> EntryWhole:
    """One entry by its number in the organ's chain, as far as this reader may know it."""
    as_page(request, views.read)
    actor = request.auth
    rows = Entry.objects.filter(organ=actor.organ).select_related("actor", "matter__parent", "body")
    row: Entry = own(rows, views.key_of(rows, seq))
    why, line = sight.hidden(row, actor), lines([row], cleared=True)[0]
    said = {} if why else {words.label(row.step, name): words.value(value) for name, value in line.said.items()}
    return EntryWhole(
        seq=row.seq, day=row.day, at=row.at, step=row.step, title=words.step(row.step), room=str(words.room(row.room, actor.organ.profile)),
        actor=row.actor.name if row.actor else "", role=row.actor_role, law=row.law, matter=row.matter_id if sight.sees_matter(row, actor) else None,
        said=said, hidden=str(why), erased=line.erased, erased_why=row.body.erased_why if line.erased else "", hash=row.hash,
    )  # fmt: skip


@router.get("/journal/seals", response={200: SealList, **problems(READ)}, operation_id="list_seals")
def list_seals(request: Request) -> SealList:
    """The latest seals, as many as the page shows."""
    as_page(request, proof.read)
    head = Head.objects.filter(organ=request.auth.organ).first()
    rows = Seal.objects.filter(organ=request.auth.organ).order_by("-day")[: proof.SHOWN]
    items = [SealOut(id=r.pk, day=r.day, seq=r.seq, hash=r.hash, key_id=r.key_id, signature=r.signature) for r in rows]
    return SealList(length=head.seq if head else 0, items=items)


@router.get(
    "/journal/seals/{int:id}/seal.json",
    response={200: None, **problems(ONE)},
    operation_id="get_seal_file",
    openapi_extra=FILE,
)
def get_seal_file(request: Request, id: PathKey) -> HttpResponseBase:
    """One signed seal, to be kept outside."""
    made: HttpResponseBase = found(proof.seal_file, as_page(request, proof.read), id)
    return made


@router.get(
    "/journal/chain.jsonl", response={200: None, **problems(READ)}, operation_id="get_chain", openapi_extra=FILE
)
def get_chain(request: Request) -> HttpResponseBase:
    """The whole chain without bodies, which `yishi verify` and its small script prove."""
    made: HttpResponseBase = found(proof.chain_file, as_page(request, proof.read))
    return made


@router.post("/journal/proofs", response={200: ProofOut, **problems(WRITE)}, operation_id="prove_journal")
def prove_journal(request: Request, given: ProofIn) -> ProofOut:
    """Prove the organ's chain now, against a seal kept outside if one is given."""
    as_page(request, proof.read)
    sent: MultiValueDict[str, Any] = MultiValueDict()
    if given.seal is not None:
        sent["seal"] = SimpleUploadedFile("seal.json", json.dumps(given.seal).encode())
    form = proof.Outside({}, sent)
    if not form.is_valid():
        raise Invalid({name: [str(each) for each in said] for name, said in form.errors.items()})
    proved = proof.prove(request.auth, form)
    if isinstance(proved, Job):
        return _job(proved)
    fine, told = proved
    return ProofOut(job=None, state="done", done=0, total=0, fine=fine, told=[str(line) for line in told])


def _job(row: Job) -> ProofOut:
    word, *told = row.result_text.split("\n") if row.state == Job.State.DONE else [""]
    fine = word == "ok" if word else None
    return ProofOut(job=row.pk, state=str(row.state), done=row.done, total=row.total, fine=fine, told=told)


@router.get("/journal/proofs/{int:id}", response={200: ProofOut, **problems(ONE)}, operation_id="get_proof")
def get_proof(request: Request, id: PathKey) -> ProofOut:
    """How far my proof is, and what it found."""
    as_page(request, proof.read)
    return _job(proof.job_of(request.auth, id))


def _meant(request: Request, given: EraseIn) -> erase.Meant:
    as_page(request, erase.erasers)
    form = erase.Erase(given.model_dump(include={"words", "number", "seqs", "why"}))
    meant = erase.found_by(form, request.auth.organ) if form.is_valid() else erase.Meant([], [])
    if form.errors:
        raise Invalid({name: [str(each) for each in said] for name, said in form.errors.items()})
    return meant


def _erasing(entries: Sequence[Entry], files: Sequence[Attachment]) -> Erasing:
    named = [
        FileMeant(id=row.pk, name=row.name, number=(row.matter.parent or row.matter).number, size=row.size)
        for row in files
    ]
    return Erasing(seqs=[entry.seq for entry in entries], files=named)


@router.post("/journal/erasures/preview", response={200: Erasing, **problems(WRITE)}, operation_id="preview_erasure")
def preview_erasure(request: Request, given: EraseIn) -> Erasing:
    """Which entries an erasure of personal text would take, and which files may hold the same. Nothing is changed."""
    meant = _meant(request, given)
    return _erasing(meant.entries, meant.files)


@router.post("/journal/erasures/apply", response={200: Erasing, **problems(WRITE)}, operation_id="apply_erasure")
def apply_erasure(request: Request, given: EraseSeen) -> Erasing:
    """Erase the text of the entries that were seen, and the files that were chosen, for good. The chain still holds."""
    meant = _meant(request, given)
    files = meant.ticked(str(key) for key in given.files)
    if sorted(given.seen) != [entry.seq for entry in meant.entries] or files is None:
        raise Changed()
    if not meant.entries and not files:
        raise Invalid({"files": [_("请勾选要删除的附件。")]})
    told = _erasing(meant.entries, files)
    erase.carry_out(request.auth, meant.entries, files, given.why)
    return told
