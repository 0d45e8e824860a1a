"""The office of these tests."""

from yishi.readings.topics.tests.office import lit, office

__all__ = ["lit", "office"]
