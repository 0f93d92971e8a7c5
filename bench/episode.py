"""A 12-panel episode from the command line, as a user waits for it: whole processes, from start to exit."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PANELS = 12
REPEATS = 3

Figure = tuple[str, float, str]


def figures() -> list[Figure]:
    """Name, value, unit. The first run warms the disc cache and is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        _seconds(Path(folder) / "warm", "make", "examples/last-ferry.txt", "--panels", str(PANELS))
        fresh, again = [], []
        for repeat in range(REPEATS):
            home = Path(folder) / str(repeat)
            command = ("make", "examples/last-ferry.txt", "--panels", str(PANELS), "--json")
            fresh.append(_seconds(home, *command))
            again.append(_seconds(home, *command))
        helped = [_seconds(Path(folder) / "none", "--help") for _ in range(REPEATS)]
    return [
        (f"episode of {PANELS} panels, from story to strip", statistics.median(fresh), "s"),
        ("the same command again", statistics.median(again), "s"),
        ("toonverse --help", statistics.median(helped), "s"),
    ]


def _seconds(home: Path, *words: str) -> float:
    environment = {**os.environ, "TOONVERSE_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "toonverse", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started
