"""The file itself, read by FFmpeg's own demuxer and decoders."""

import struct
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from shorts.filmed import SHOTS, STORYBOARD, Filmed
from toonverse.draw.motion.loudness import TARGET_LUFS, loudness
from toonverse.draw.motion.pace import END_SECONDS, TITLE_SECONDS
from toonverse.studio.shorts.encoding import XMP_BOX
from toonverse.studio.shorts.selection import estimate


def boxes(data: bytes) -> list[tuple[bytes, int, int]]:
    """The file's outermost boxes: kind, start, size."""
    found, at = [], 0
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found.append((kind, at, size))
        at += size
    return found


def heard(path: Path) -> NDArray[np.float32]:
    resampler = AudioResampler("fltp", "stereo", 48_000)
    with av.open(str(path)) as file:
        frames = [out.to_ndarray() for frame in file.decode(audio=0) for out in resampler.resample(frame)]
    return np.concatenate(frames, axis=1)


def test_it_is_what_players_of_shorts_take(filmed: Filmed):
    with av.open(str(filmed.made.path)) as file:
        picture, sound = file.streams.video[0], file.streams.audio[0]
        context = picture.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.width, context.height, picture.average_rate) == (1080, 1920, 30)
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (
            1,
            1,
            1,
            1,
        )
        assert (sound.codec_context.name, sound.codec_context.sample_rate) == ("aac", 48_000)
        assert sound.codec_context.layout.name == "stereo"


def test_its_captions_say_what_its_balloons_say(filmed: Filmed):
    cues = filmed.made.path.with_suffix(".vtt").read_text().split("\n\n")
    assert cues[0] == "WEBVTT"
    said = [cue.split("\n")[1] for cue in cues[1:]]
    assert {"Mina: 기다려!", "Jun: 왜?", "쾅"} <= set(said)


def test_every_frame_decodes_and_picture_and_sound_are_equally_long(filmed: Filmed):
    with av.open(str(filmed.made.path)) as file:
        count = sum(1 for _ in file.decode(video=0))
    assert count == round(filmed.made.seconds * 30)
    assert abs(heard(filmed.made.path).shape[1] / 48_000 - filmed.made.seconds) < 0.1


def test_the_index_comes_before_the_pictures(filmed: Filmed):
    kinds = [kind for kind, _, _ in boxes(filmed.made.path.read_bytes())]
    assert kinds.index(b"moov") < kinds.index(b"mdat")


def test_how_it_came_to_be_is_in_the_file(filmed: Filmed):
    data = filmed.made.path.read_bytes()
    kind, at, size = boxes(data)[-1]
    assert (kind, data[at + 8 : at + 24]) == (b"uuid", XMP_BOX)
    assert data[at + 24 : at + size] == filmed.task.xmp
    assert b"digitalsourcetype/algorithmicMedia" in filmed.task.xmp
    with av.open(str(filmed.made.path)) as file:
        assert file.metadata["title"] == "비의 편지"
        assert file.metadata["comment"] == filmed.task.imprint.made_words


def test_it_is_as_loud_as_players_want_it_and_never_clips(filmed: Filmed):
    sound = heard(filmed.made.path)
    assert loudness(sound) == pytest.approx(TARGET_LUFS, abs=0.5)
    assert float(np.abs(sound).max()) < 1.0


def test_it_lasts_as_long_as_its_words_take_to_read(filmed: Filmed):
    """The title's time is the first shot's lead."""
    whole = estimate(SHOTS[1:], STORYBOARD.language)
    assert whole - TITLE_SECONDS - END_SECONDS < filmed.made.seconds <= whole + 0.5


def test_nothing_half_made_is_left_beside_it(filmed: Filmed):
    names = sorted(path.name for path in filmed.made.path.parent.iterdir())
    assert names == ["short.mp4", "short.vtt"]
