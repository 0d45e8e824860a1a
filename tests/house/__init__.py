"""Tests of the house rules: each says why, and proves on a good and a bad sample that it can fail."""
