"""Real messages, which lie beside the repository: without them this is left out, but not in CI. No word of them stands here."""

from __future__ import annotations

import os
import time

import pytest

from bench.topics import folder
from yishi.readings.topics.reading import messages
from yishi.readings.topics.topic import topics

HOTTEST = 10


def test_topics_of_the_real_file() -> None:
    path = folder() / "supported.csv"
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no messages at {path}; set YISHI_MESSAGES")
        pytest.skip("the real messages are not here; set YISHI_MESSAGES")
    said, bad = messages(path)
    assert len(said) > 2_500 and len(bad) < 5
    began = time.process_time()
    found = topics(said)
    assert time.process_time() - began < 30
    hottest = found[:HOTTEST]
    assert len(found) >= 3 * HOTTEST and all(
        one.place for one in (topic.called for topic in hottest) if one.admin == ""
    )
    numbers = [number for topic in found for number in topic.numbers]
    assert len(numbers) == len(set(numbers))  # a message is in one topic at most
    assert max(len(topic.rows) for topic in found) < 60  # no chain swallows the file
    for topic in hottest:
        assert topic.heat.people >= 2 and topic.heat.total > found[-1].heat.total
