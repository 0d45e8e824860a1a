"""Tests here that commit need the journal to let itself be emptied after them."""

from yishi.foundation.journal.tests.flushing import journal_can_be_flushed  # noqa: F401  a fixture
