"""An office on its first morning."""

from yishi.doors.desk.tests.conftest import office

__all__ = ["office"]
