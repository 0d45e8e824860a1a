"""The gallery: every component in every state, with texts as long as real ones. Only while DEBUG is on."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yishi.doors.look import responses
from yishi.doors.look.gallery import forms, frame, lists, samples

Page = tuple[str, Callable[[HttpRequest], dict[str, object]]]


def _today(request: HttpRequest) -> dict[str, object]:
    return {
        "tallies": samples.tallies(),
        "todos": samples.todos(),
        "chart": samples.bars(),
        "plan": samples.PLAN,
    }


def _matter(request: HttpRequest) -> dict[str, object]:
    return {
        "steps": samples.steps(),
        "thread": samples.thread(),
        "clocks": samples.clocks(),
        "title": samples.LONG,
    }


def _list(request: HttpRequest) -> dict[str, object]:
    return {"table": lists.full(request.GET)}


def _empty(request: HttpRequest) -> dict[str, object]:
    return {"table": lists.empty(), "filtered": lists.nothing_found()}


def _form(request: HttpRequest) -> dict[str, object]:
    return {"form": forms.Answer(), "wrong": forms.wrong(), "evaluation": forms.Evaluation(prefix="e")}


def _parts(request: HttpRequest) -> dict[str, object]:
    for level, text in samples.MESSAGES:
        messages.add_message(request, level, text)
    return {
        "jobs": samples.jobs(),
        "states": samples.STATES,
        "charts": samples.charts(),
        "days": samples.days(),
    }


def _pocket(request: HttpRequest) -> dict[str, object]:
    return {"todos": samples.todos()[:4], "form": forms.Evaluation()}


def _public(request: HttpRequest) -> dict[str, object]:
    return {"thread": samples.thread()[:4], "tallies": samples.tallies()[:3], "title": samples.LONG}


PAGES: dict[str, Page] = {
    "": ("look/gallery/today.html", _today),
    "parts": ("look/gallery/parts.html", _parts),
    "matter": ("look/gallery/matter.html", _matter),
    "list": ("look/gallery/list.html", _list),
    "empty": ("look/gallery/empty.html", _empty),
    "form": ("look/gallery/form.html", _form),
    "pocket": ("look/gallery/pocket.html", _pocket),
    "public": ("look/gallery/public.html", _public),
    "print": ("look/gallery/print.html", lambda request: {"title": samples.LONG}),
    "preview": ("look/bulk_preview.html", lambda request: {"preview": lists.preview()}),
    "login": ("look/gallery/login.html", lambda request: {"form": forms.SignIn()}),
}
TROUBLE = ("400", "403", "403_csrf", "404", "500", "503", "look/refused", "look/offline", "look/locked_out")


def show(request: HttpRequest, part: str) -> HttpResponse:
    """One page of the gallery; a POST to the form page behaves as a step would."""
    if part.startswith("trouble-"):
        return _trouble(request, part.removeprefix("trouble-"))
    if part not in PAGES and part != "act":
        raise Http404
    own = part in ("pocket", "public")
    request.__dict__["shell_base"] = f"look/{part}.html" if own else "look/desk.html"
    if part == "act":
        return _act(request)
    template, fill = PAGES[part]
    return render(request, template, frame.shell(request) | fill(request))


def _act(request: HttpRequest) -> HttpResponse:
    form = forms.Return(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "已退回交办单位，理由已记入往来。")
        return responses.done(request, "../matter/")
    page: dict[str, object] = {"form": form, "title": "退回交办", "submit": "退回", "lead": samples.LONG}
    wrong = request.method == "POST"
    return responses.form_page(request, "look/form.html", frame.shell(request) | page, wrong=wrong)


def _trouble(request: HttpRequest, name: str) -> HttpResponse:
    template = next((one for one in TROUBLE if one.removeprefix("look/") == name), None)
    if template is None:
        raise Http404
    sentences = {
        "what": "没有交办",
        "why": "这件建议已由政府办公室在 3月12日 交办给市交通局，不能再交办一次。",
        "now": "如果要换承办单位，请先请承办单位退回，或由您提出改派。",
        "url": "../matter/",
        "label": "看这件建议现在到哪一步",
        "kept": [("reason", "职责不属于我局\n请改派")] if name == "503" else [],
    }
    return render(request, f"{template}.html", sentences)
