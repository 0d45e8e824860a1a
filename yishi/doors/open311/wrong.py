"""What is said when something is not done: a list of errors, each a code and a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from yishi.doors.open311.formats import answer


class Wrong(Exception):
    """It was not done, for these reasons."""

    def __init__(self, status: int, *sentences: object) -> None:
        super().__init__(status)
        self.status, self.sentences = status, [str(sentence) for sentence in sentences]


def errors(format: str, status: int, sentences: Sequence[str]) -> HttpResponse:
    """The errors as a response."""
    response = answer(format, "errors", [{"code": status, "description": sentence} for sentence in sentences], status)
    if status == 503:
        response["Retry-After"] = "3"
    return response
