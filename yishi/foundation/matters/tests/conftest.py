"""Transactional tests here empty every table, the journal's too."""

from yishi.foundation.journal.tests.flushing import journal_can_be_flushed  # noqa: F401  a fixture
