"""kill -9 while a short is made: the next process goes on, and nothing is bought twice."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import av
import numpy as np

from commands import SOURCES, environment
from shorts.studio import CLIP_NUSD
from toonverse.draw.motion.pace import END_SECONDS

TESTS = SOURCES.parent / "tests"


def made_by(home: Path, fault: str = "") -> "subprocess.CompletedProcess[str]":
    """What one process does with the home."""
    path = os.pathsep.join((str(SOURCES), str(TESTS)))
    return subprocess.run(
        [sys.executable, str(TESTS / "shorts" / "film_once.py"), str(home), *([fault] if fault else [])],
        env={**environment(home), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_wherever_it_is_killed_the_short_is_made_and_its_clip_bought_once(tmp_path: Path):
    """First when the operation is known, then when the clip is settled, then while the film is made."""
    home = tmp_path / "home"
    for fault in ("operation", "settled", "filming"):
        killed = made_by(home, fault)
        assert killed.returncode == -signal.SIGKILL, (fault, killed.stderr)
    whole = made_by(home)
    assert whole.returncode == 0, whole.stderr
    made = json.loads(whole.stdout)
    assert (made["status"], made["cost"]) == ("DONE", CLIP_NUSD)
    assert len(list((home / "operations").iterdir())) == 1
    video = home / made["video"]
    there = {path.name for path in video.parent.iterdir()}
    assert there == {video.name, video.with_suffix(".vtt").name}, "nothing half made is left"
    is_a_mix_of_drawn_and_bought(video, made["seconds"])


def is_a_mix_of_drawn_and_bought(video: Path, seconds: float) -> None:
    """The drawn panel has colours; the clip is grey, ever lighter."""
    colour, light = [], []
    with av.open(str(video)) as file:
        for frame in file.decode(video=0):
            small = frame.reformat(width=54, height=96).to_ndarray(format="rgb24").astype(int)
            colour.append(float(np.abs(small[..., 0] - small[..., 2]).mean()))
            light.append(float(small[60:].mean()))
    assert len(colour) == round(seconds * 30)
    assert min(colour[5:60]) > 4
    grey = [n for n in range(len(colour) - round(END_SECONDS * 30)) if colour[n] < 2]
    assert len(grey) > 30
    assert light[grey[-1]] > light[grey[0]] + 60
