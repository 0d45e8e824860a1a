"""Carrying out an act of a page for a program, and the operation made of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from ninja import Router
from pydantic import BaseModel, Field

from yishi.doors.api.asking import as_page, found, posting
from yishi.doors.api.auth import Request
from yishi.doors.api.problems import WRITE, problems
from yishi.doors.api.types import PathKey
from yishi.doors.desk.people.acting import Act, ActPage, carried_out
from yishi.foundation.law.pack import PackError
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.refusals import Refused as StepRefused
from yishi.foundation.people.accounts import FirstPassword
from yishi.foundation.people.refusals import Refused


class Slip(BaseModel):
    """A first password. It is told this once and kept nowhere."""

    username: str
    name: str
    role: str
    place: str
    password: str


class Done(BaseModel):
    """What was done."""

    told: str = Field(description="办成了什么")
    id: int | None = Field(description="新建的一条的编号")
    slips: list[Slip] = Field(description="首次密码，只给出这一次，请立即妥善转交")


@dataclass(frozen=True)
class Doing:
    """An act as an operation: its address, its name, the page that finds it, what it is given.

    `places` are the parts of the address that the page takes, `fixed` what the page takes after them."""

    path: str
    name: str
    title: str
    page: ActPage
    body: type[BaseModel]
    places: tuple[str, ...] = ()
    fixed: tuple[Any, ...] = ()


def add(router: Router, doing: Doing) -> None:
    """Put it under its address."""
    router.post(
        doing.path, response={200: Done, **problems(WRITE)}, operation_id=doing.name, url_name=doing.name, summary=doing.title,
        description=f"{doing.page.find.__doc__}",
    )(_view(doing))  # fmt: skip


def _view(doing: Doing) -> Callable[..., Any]:
    def view(request, given, **places):  # type: ignore[no-untyped-def]  # typed below
        args = [places[name] for name in doing.places]
        return carry_out(request, doing.page, [*args, *doing.fixed], given.model_dump(exclude_unset=True))

    return typed_view(view, doing.places, given=doing.body)


def typed_view(view: Callable[..., Any], places: Sequence[str], **more: Any) -> Callable[..., Any]:
    """Ninja reads what a view takes from its signature; this one's is made here."""
    kinds = {"request": Request, **dict.fromkeys(places, PathKey), **more}
    plain = inspect.Parameter.POSITIONAL_OR_KEYWORD
    view.__annotations__ = kinds
    view.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # read by inspect.signature
        [inspect.Parameter(name, plain, annotation=kind) for name, kind in kinds.items()]
    )
    return view


def carry_out(request: Request, page: ActPage, args: Sequence[Any], given: dict[str, Any]) -> Done:
    """Do it, with the page's own form and checks; what was left out stands as the page would have it filled in."""
    asked = as_page(request, page.door)
    blank: Act = found(page.find, posting(asked, None), *args)
    act: Act = found(page.find, posting(asked, _filled(blank.form) | given), *args)
    return done_of(request, act)


def done_of(request: Request, act: Act) -> Done:
    """The act done; raises Invalid or Refused."""
    if not act.form.is_valid():
        raise Invalid({name: [str(each) for each in said] for name, said in act.form.errors.items()})
    try:
        note = carried_out(request.auth, act.form, act.do)
    except (Refused, PackError) as refusal:
        raise StepRefused(str(refusal)) from refusal
    return Done(told=note.told, id=note.row, slips=[slip(each) for each in act.slips])


def slip(row: FirstPassword) -> Slip:
    """A first password as it is told."""
    return Slip(username=row.username, name=row.name, role=row.role, place=row.place, password=row.password)


def _filled(form: forms.BaseForm) -> dict[str, Any]:
    """What stands in the page's form before anybody types."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, "", [])}
