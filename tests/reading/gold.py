"""Runs the gold labels' own scoring over a reading and gives its figures as numbers."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from shared_data import shared


def figures(gold: Path, told: dict[str, Any], folder: Path) -> dict[str, float]:
    """Label -> share, as `score.py` prints them, for one story."""
    predictions = folder / "told.json"
    predictions.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-X", "utf8", str(shared("data/gold/score.py")), str(gold), str(predictions)]
    printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return {label: float(value) for label, value in re.findall(r"^(\S[\w ]+?)\s+(\d\.\d+)", printed, re.M)}
