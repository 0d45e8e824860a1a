"""File names as people see them: what a browser or a foreign system sent, made harmless."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,6}$", re.IGNORECASE | re.ASCII)
FORBIDDEN = re.compile(r'[<>:"|?*]')
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
UNSEEN = ("C", "Zl", "Zp")
"""Unicode categories dropped: controls, surrogates, unassigned and private ones, and format characters,
among them those that turn the reading direction ("gnp.exe" shown as "exe.png")."""


def clean(name: str) -> str:
    """The last part of a path without anything unseen or reserved, at most 120 characters, its suffix kept
    (in small letters).

    Never empty and never hidden: a name of which nothing is left becomes 附件.
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(char for char in name if not unicodedata.category(char).startswith(UNSEEN))
    seen = FORBIDDEN.sub("_", " ".join(seen.split())).strip(". ")
    if DEVICES.match(seen):
        seen = f"_{seen}"
    suffix = suffix_of(seen)
    stem = seen[: len(seen) - len(suffix)].strip(". ")[: LONGEST - len(suffix)].rstrip(". ")
    return f"{stem or '附件'}{suffix}"


def suffix_of(name: str) -> str:
    """The suffix in small letters with its dot; empty where there is none ("2026.3.5", "第1.2稿")."""
    found = SUFFIX.search(name)
    return found.group().lower() if found else ""
