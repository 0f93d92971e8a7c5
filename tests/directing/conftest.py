"""Tests of stories by others are collected only where those stories are."""

from shared_data import without_shared

collect_ignore = without_shared("test_turns_by_others.py")
