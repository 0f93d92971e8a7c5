"""Commands as a user runs them, each a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parents[1] / "src"
SECONDS_MAX = 120


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        return dict(json.loads(self.out))

    @property
    def error(self) -> dict[str, Any]:
        """The one JSON object on stderr that says what went wrong."""
        return dict(json.loads(self.err.splitlines()[-1])["error"])


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TMPDIR")}
    return {**kept, "PYTHONPATH": str(SOURCES), "TOONVERSE_HOME": str(home), "TOONVERSE_WORKERS": "2", **more}


def start(home: Path, *words: str | Path, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "toonverse", *map(str, words)],
        env=environment(home, **env),
        cwd=home.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str]) -> Ran:
    out, err = process.communicate(timeout=SECONDS_MAX)
    return Ran(process.returncode, out, err)


def run(home: Path, *words: str | Path, **env: str) -> Ran:
    return finish(start(home, *words, **env))
