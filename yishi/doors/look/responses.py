"""Answers that behave alike with and without scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseLocation, trigger_client_event

from yishi.doors.look.context import in_panel, shell_of

_IN_PLACE = "innerHTML show:none"
_NEVER_KEPT = {"csrfmiddlewaretoken", "code", "otp"}


def done(request: HttpRequest, url: str, *, stay: bool = False) -> HttpResponse:
    """Answer a form that succeeded: go to `url`.

    From the panel the page behind is drawn afresh without losing its place and the panel closes;
    with `stay` it is the page the reader is on (a filtered list, say) instead of `url`.
    """
    if not in_panel(request):
        response: HttpResponse = HttpResponseRedirect(url)
        response.status_code = 303
        return response
    here = _here(request) if stay else ""
    # "show:none" keeps the reader's place; the type of `swap` knows only the bare words.
    response = HttpResponseLocation(here or url, target="body", swap=cast("Literal['innerHTML']", _IN_PLACE))
    return trigger_client_event(response, "look:done")


def _here(request: HttpRequest) -> str:
    htmx = getattr(request, "htmx", None)
    path = htmx.current_url_abs_path if htmx else None
    return path if path and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def form_page(request: HttpRequest, template: str, context: dict[str, object], *, wrong: bool) -> HttpResponse:
    """A page with a form: 422 when what was typed was wrong (htmx draws it all the same), else 200."""
    return render(request, template, context, status=422 if wrong else 200)


def refused(
    request: HttpRequest,
    what: str,
    why: str,
    *,
    now: str = "",
    url: str = "",
    label: str = "",
    status: int = 409,
) -> HttpResponse:
    """A refusal in three sentences: what did not happen, why, what to do now (with a link)."""
    context = {
        "what": what,
        "why": why,
        "now": now,
        "url": url,
        "label": label,
        "shell_base": shell_of(request),
    }
    return render(request, "look/refused.html", context, status=status)


def busy(request: HttpRequest, seconds: int = 3) -> HttpResponse:
    """503 with a sentence and the form kept: what was sent can be sent again with one button."""
    context = {"kept": list(kept(request.POST)), "retry_url": request.get_full_path()}
    has_files = bool(request.FILES) if request.method == "POST" else False
    response = render(request, "503.html", context | {"lost_files": has_files}, status=503)
    response["Retry-After"] = str(seconds)
    return response


def kept(sent: QueryDict) -> Iterable[tuple[str, str]]:
    """What was typed, as (name, value) pairs for hidden fields; secrets are never written to a page."""
    for name, values in sent.lists():
        if name not in _NEVER_KEPT and "password" not in name:
            yield from ((name, str(value)) for value in values)
