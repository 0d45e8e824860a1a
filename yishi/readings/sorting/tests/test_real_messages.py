"""Real messages beside the repository, by the measures of `make bench-voice`: without them this is left out, but not in CI."""

from __future__ import annotations

import os

import pytest

from bench import voice
from bench.said import folder

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _there() -> None:
    if not (folder() / "labelled.csv").is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no messages at {folder()}; set YISHI_MESSAGES")
        pytest.skip("the real messages are not here; set YISHI_MESSAGES")


def test_right_kind_of_unit_is_among_three() -> None:
    assert voice.likely_unit()


def test_class_is_told_better_than_by_the_baseline() -> None:
    """One fold of one seed: whether it works at all; the ten seeds are `make bench-voice`'s."""
    train, test = voice.folds(0)[0]
    right = voice.classes()[test]
    assert (voice.ours(train, test) == right).mean() > (voice.by_words(train, test) == right).mean()


def test_rows_of_one_number_or_text_stay_together() -> None:
    groups = voice.groups()
    assert len(set(groups)) < len(groups)
    for train, test in voice.folds(1):
        assert not {groups[at] for at in train} & {groups[at] for at in test}
