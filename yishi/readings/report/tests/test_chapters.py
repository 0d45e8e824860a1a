"""Chapters as data: nothing that is recorded is left out of the report, and nothing is told twice."""

from __future__ import annotations

from collections import Counter

import pytest

from yishi.readings.report import chapters
from yishi.rooms.activities.catalogue import kinds


@pytest.mark.parametrize("profile", kinds.PROFILES)
def test_every_line_of_the_catalogue_stands_in_just_one_chapter(profile: str) -> None:
    told = Counter(line for chapter in chapters.of(profile) for line in chapter.lines)
    assert told == Counter(line.code for line in kinds.load().lines)


@pytest.mark.parametrize("profile", kinds.PROFILES)
def test_a_report_ends_with_what_is_lacking_and_what_is_planned(profile: str) -> None:
    rows = chapters.of(profile)
    assert [row.tells for row in rows[-2:]] == ["lacking", "planned"]
    assert all(row.lines for row in rows[:-2]) and not any(row.lines for row in rows[-2:])
    assert len({row.code for row in rows}) == len(rows)


@pytest.mark.parametrize("profile", kinds.PROFILES)
def test_sentences_of_the_frame_name_only_what_is_known(profile: str) -> None:
    frame = chapters.frame(profile)
    for sentence in vars(frame).values():
        assert "{" not in sentence.format(place="试验区", year=2026, until="2026年12月31日")


def test_an_unknown_profile_has_no_chapters() -> None:
    with pytest.raises(KeyError):
        chapters.of("court")
