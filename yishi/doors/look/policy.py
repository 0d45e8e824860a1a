"""What a page may load and where its forms may go: nothing but the house itself, no script or style within the page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
HEADER = "Content-Security-Policy"
ELSEWHERE = "/api/"
"""The api's own documentation page comes from its package, with a script within it."""


class Policy:
    """Puts the policy on every page that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pages only: what is downloaded opens nothing."""
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html") and not request.path.startswith(ELSEWHERE):
            response.headers.setdefault(HEADER, POLICY)
        return response
