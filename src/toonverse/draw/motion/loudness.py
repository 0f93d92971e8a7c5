"""How loud a programme is (ITU-R BS.1770-4, integrated, gated), and made as loud as players want it."""

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

SAMPLES_PER_SECOND = 48_000
TARGET_LUFS = -14.0
"""What players of shorts turn everything louder down to."""

PEAK = 0.84
"""-1.5 dBFS: a little below what coding may add."""

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two filters of BS.1770-4, tables 1 and 2, as (b, a) at 48 kHz."""

_BLOCK, _STEP = int(0.4 * SAMPLES_PER_SECOND), int(0.1 * SAMPLES_PER_SECOND)
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_OFFSET = -0.691


def loudness(sound: Sound) -> float:
    """LUFS of (channels, samples) at 48 kHz; minus infinity for silence, or what is shorter than 0.4 s."""
    if sound.shape[1] < _BLOCK:
        return -np.inf
    squares = np.concatenate([[0.0], np.cumsum((_weighted(sound) ** 2).sum(0))])
    starts = np.arange(0, sound.shape[1] - _BLOCK + 1, _STEP)
    power = (squares[starts + _BLOCK] - squares[starts]) / _BLOCK
    level = _OFFSET + 10 * np.log10(np.maximum(power, 1e-15))
    heard = level > _ABSOLUTE_GATE
    if not heard.any():
        return -np.inf
    gate = _OFFSET + 10 * np.log10(power[heard].mean()) + _RELATIVE_GATE
    return float(_OFFSET + 10 * np.log10(power[heard & (level > gate)].mean()))


def levelled(sound: Sound, target: float = TARGET_LUFS) -> Sound:
    """The sound at the target's loudness, peaks bent so that none passes `PEAK`. Silence stays."""
    for _ in range(4):  # bending peaks takes loudness away: a few rounds agree to a tenth of a unit
        now = loudness(sound)
        if not np.isfinite(now) or abs(now - target) < 0.05:
            break
        sound = _bent(sound * np.float32(10 ** ((target - now) / 20)))
    return sound


def _bent(sound: Sound) -> Sound:
    """Straight up to two thirds of the peak, then ever flatter."""
    knee = PEAK * 2 / 3
    over = np.maximum(np.abs(sound) - knee, 0.0)
    room = PEAK - knee
    bent: Sound = (np.sign(sound) * (np.minimum(np.abs(sound), knee) + room * np.tanh(over / room))).astype(
        np.float32
    )
    return bent


def _weighted(sound: Sound) -> NDArray[np.float64]:
    """Both filters at once, in the frequency domain: a loop over samples would take minutes."""
    count = sound.shape[1]
    size = 1 << (count + SAMPLES_PER_SECOND).bit_length()
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones_like(turn)
    for b, a in (_SHELF, _HIGH_PASS):
        response *= (b[0] + b[1] * turn + b[2] * turn**2) / (a[0] + a[1] * turn + a[2] * turn**2)
    spectrum = np.fft.rfft(sound, size, axis=1) * response
    filtered: NDArray[np.float64] = np.fft.irfft(spectrum, size, axis=1)[:, :count]
    return filtered
