"""Why a file was not taken, in a sentence that says what to mend."""

from __future__ import annotations


class FileRefused(Exception):
    """A file that is not taken. `code` names the reason to programs; the text is for whoever sent it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
