"""A quiet score made by rule: a pad that breathes with the scenes, rain and wind, a note for each balloon."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from toonverse.draw.motion.air import AirKind
from toonverse.draw.motion.loudness import SAMPLES_PER_SECOND, Sound, levelled

Tone = Literal["bright", "dark", "tense"]
Event = Literal["balloon", "blow", "scene"]

CHORD_SECONDS = 4.0
_RATE = SAMPLES_PER_SECOND
# semitones above the key's root, four chords to a round
_CHORDS: dict[Tone, tuple[tuple[int, ...], ...]] = {
    "bright": ((0, 7, 16), (9, 16, 24), (5, 12, 21), (7, 14, 23)),
    "dark": ((0, 7, 15), (8, 15, 24), (5, 12, 20), (10, 17, 26)),
    "tense": ((0, 7, 12), (1, 8, 13), (0, 7, 15), (-2, 5, 13)),
}
_ROOT_HZ = 110.0
_BED: dict[AirKind, float] = {"rain": 0.030, "storm": 0.055, "snow": 0.008, "petals": 0.014}


@dataclass(frozen=True, slots=True)
class Passage:
    """What is heard from `from_s` to `to_s` of the film."""

    from_s: float
    to_s: float
    tone: Tone
    air: AirKind


def score(
    name: str, seconds: float, passages: Sequence[Passage], events: Sequence[tuple[float, Event]]
) -> Sound:
    """(2, samples) at 48 kHz, at -14 LUFS. `name` (the episode's) gives the key: equal input, equal sound."""
    count = round(seconds * _RATE)
    noise = np.random.default_rng(zlib.crc32(name.encode()))
    root = _ROOT_HZ * 2 ** ((zlib.crc32(name.encode()) % 7 - 3) / 12)
    sound = np.zeros((2, count), np.float32)
    for passage in passages:
        _pad(sound, passage, root)
        _bed(sound, passage, noise)
    for at_s, event in events:
        tone: Tone = next((p.tone for p in passages if p.from_s <= at_s < p.to_s), "dark")
        _ring(sound, at_s, event, tone, root, noise)
    return levelled(sound * _hull(count, 0, count, 0.4, 1.2))


def _pad(sound: Sound, passage: Passage, root: float) -> None:
    chords = _CHORDS[passage.tone]
    first, last = int(passage.from_s // CHORD_SECONDS), int(passage.to_s // CHORD_SECONDS)
    for number in range(first, last + 1):
        from_s = max(passage.from_s, number * CHORD_SECONDS)
        to_s = min(passage.to_s, (number + 1) * CHORD_SECONDS)
        start, stop = round(from_s * _RATE), min(sound.shape[1], round((to_s + 0.8) * _RATE))
        if stop - start < _RATE // 10:
            continue
        t = np.arange(start, stop, dtype=np.float32) / _RATE
        hull = _hull(stop - start, 0, stop - start, 0.7, 0.8)
        for k, step in enumerate(chords[number % len(chords)]):
            hz = root * 2 ** (step / 12)
            for side, detune in ((0, 0.9985), (1, 1.0015)):
                voice = np.zeros_like(t)
                for partial, share in ((1, 1.0), (2, 0.32), (3, 0.14), (4, 0.05)):
                    voice += share * np.sin(2 * np.pi * hz * detune * partial * t + k)
                sound[side, start:stop] += 0.055 * hull * voice


def _bed(sound: Sound, passage: Passage, noise: np.random.Generator) -> None:
    """Rain and wind: noise with its top and its floor taken off, swelling slowly."""
    level = _BED.get(passage.air, 0.0)
    start, stop = round(passage.from_s * _RATE), min(sound.shape[1], round((passage.to_s + 0.4) * _RATE))
    count = stop - start
    if not level or count < _RATE // 10:
        return
    tops = (500.0, 6500.0) if passage.air in ("rain", "storm") else (120.0, 900.0)
    hull = _hull(count, 0, count, 0.4, 0.4)
    swell = 1 + 0.25 * np.sin(2 * np.pi * 0.11 * np.arange(start, stop, dtype=np.float32) / _RATE)
    for side in range(2):
        hiss = _banded(noise.standard_normal(count, np.float32), *tops)
        sound[side, start:stop] += level * hull * swell * hiss


def _ring(
    sound: Sound, at_s: float, event: Event, tone: Tone, root: float, noise: np.random.Generator
) -> None:
    start = round(at_s * _RATE)
    count = min(sound.shape[1] - start, round(1.6 * _RATE))
    if count <= 0:
        return
    t = np.arange(count, dtype=np.float32) / _RATE
    if event == "balloon":
        chord = _CHORDS[tone][int(at_s // CHORD_SECONDS) % 4]
        hz = root * 4 * 2 ** (chord[int(at_s * 7) % 3] % 12 / 12)
        note = np.exp(-t * 4.5) * (np.sin(2 * np.pi * hz * t) + 0.3 * np.sin(4 * np.pi * hz * t))
        sound[:, start : start + count] += 0.05 * note
    elif event == "blow":
        thump = np.exp(-t * 7) * np.sin(2 * np.pi * (46 * t + 9 * (1 - np.exp(-t * 18))))
        crack = np.exp(-t * 26) * _banded(noise.standard_normal(count, np.float32), 200.0, 4000.0)
        sound[:, start : start + count] += 0.42 * thump + 0.09 * crack
    else:
        rush = np.exp(-(((t - 0.28) / 0.14) ** 2)) * _banded(
            noise.standard_normal(count, np.float32), 300.0, 2600.0
        )
        sound[:, start : start + count] += 0.05 * rush


def _banded(noise: Sound, low_hz: float, high_hz: float) -> Sound:
    """Noise between two frequencies, at the loudness it had."""
    size = 1 << (len(noise) - 1).bit_length()
    hz = np.fft.rfftfreq(size, 1 / _RATE)
    keep = 1 / (1 + (low_hz / np.maximum(hz, 1)) ** 4) / (1 + (hz / high_hz) ** 4)
    band: Sound = np.fft.irfft(np.fft.rfft(noise, size) * keep, size)[: len(noise)].astype(np.float32)
    return band / np.float32(max(1e-6, float(band.std())))


def _hull(count: int, start: int, stop: int, in_s: float, out_s: float) -> Sound:
    """Rises over `in_s` and falls over `out_s`, softly."""
    n = np.arange(count, dtype=np.float32)
    rise = np.clip((n - start) / (in_s * _RATE), 0, 1)
    fall = np.clip((stop - n) / (out_s * _RATE), 0, 1)
    hull: Sound = (np.sin(np.pi / 2 * rise) * np.sin(np.pi / 2 * fall)).astype(np.float32)
    return hull
