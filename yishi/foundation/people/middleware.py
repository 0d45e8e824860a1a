"""Whoever came with a first password chooses his own before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

CHANGE = "account_change_password"
OPEN = (CHANGE, "account_logout")


class OwnPasswordFirst:
    """Sends an account that still has its first password to where it is changed; nothing else opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, or send to the page of the password."""
        if getattr(request.user, "must_change_password", False) and not self._open(request.path):
            return redirect(CHANGE)
        return self.get_response(request)

    def _open(self, path: str) -> bool:
        return path in {reverse(name) for name in OPEN} or path.startswith(f"/{settings.STATIC_URL.lstrip('/')}")
