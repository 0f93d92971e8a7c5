"""Tests of stories by others are collected only where those stories are."""

from shared_data import without_shared

collect_ignore = without_shared("test_gold_labels.py", "test_shared_screenplays.py")
