"""Tests that share one ground: standing it up takes longer than most of them."""
