import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.filter import Graph

from toonverse.draw.motion.loudness import PEAK, levelled, loudness
from toonverse.draw.motion.sound import Passage, score


def tone(hz: float, level_db: float, seconds: float = 4.0) -> np.ndarray:
    t = np.arange(int(seconds * 48_000)) / 48_000
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * hz * t)
    return np.stack([wave, wave]).astype(np.float32)


def measured_by_ffmpeg(sound: np.ndarray) -> float:
    """By libavfilter's ebur128: another implementation of the standard."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=48_000, format="fltp", layout="stereo")
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout="stereo")
    frame.sample_rate = 48_000
    frame.pts = 0
    graph.push(frame)
    graph.push(None)
    found = float("nan")
    while True:
        try:
            found = float(sink.pull().metadata.get("lavfi.r128.I", found))  # type: ignore[attr-defined]
        except (EOFError, BlockingIOError):
            return found


def test_the_standards_own_tone_measures_what_the_standard_says():
    """EBU Tech 3341, case 1: a stereo sine of 1,000 Hz at -23 dBFS is -23.0 LUFS."""
    assert loudness(tone(1000, -23.0, 20.0)) == pytest.approx(-23.0, abs=0.1)


def test_quiet_passages_are_gated_out():
    """EBU Tech 3341, case 3."""
    parts = [tone(1000, -36.0, 10), tone(1000, -23.0, 60), tone(1000, -36.0, 10)]
    assert loudness(np.concatenate(parts, axis=1)) == pytest.approx(-23.0, abs=0.1)


def test_another_meter_agrees_about_our_score():
    sound = score("비의 편지", 6.0, [Passage(0, 6, "tense", "rain")], [(1.0, "balloon"), (2.5, "blow")])
    assert loudness(sound) == pytest.approx(-14.0, abs=0.3)
    assert measured_by_ffmpeg(sound) == pytest.approx(loudness(sound), abs=0.2)
    assert float(np.abs(sound).max()) <= PEAK


def test_silence_stays_silent():
    quiet = np.zeros((2, 96_000), np.float32)
    assert loudness(quiet) == -np.inf
    assert not levelled(quiet).any()
    assert not score("x", 2.0, [], []).any()


def test_equal_scores_are_equal_and_other_episodes_sound_otherwise():
    passages = [Passage(0, 2, "bright", "petals")]
    assert np.array_equal(score("a", 2.0, passages, []), score("a", 2.0, passages, []))
    assert not np.array_equal(score("a", 2.0, passages, []), score("b", 2.0, passages, []))
