"""Frames and sound into an MP4 that phones and platforms take: H.264, AAC, its index first.

Through PyAV, which brings FFmpeg's libraries in its wheel ([why](docs/decisions/0009-shorts.md)).
"""

import struct
from collections.abc import Iterable, Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.video.reformatter import Colorspace, VideoReformatter
from numpy.typing import NDArray

from toonverse.draw.motion.loudness import SAMPLES_PER_SECOND, Sound
from toonverse.draw.motion.screen import FRAMES_PER_SECOND, HEIGHT_PX, WIDTH_PX
from toonverse.studio.shorts.task import ClipUnreadable

Pixels = NDArray[np.uint8]
Packet: TypeAlias = "av.Packet[av.VideoStream] | av.Packet[av.AudioStream]"

THREADS = 2
"""Fixed: x264 gives other bytes with another number of threads."""

X264 = {
    "preset": "superfast",
    "crf": "21",
    "x264-params": "mbtree=1:rc-lookahead=15:aq-mode=1:keyint=60:vbv-maxrate=12000:vbv-bufsize=18000",
    "profile": "high",
}
"""Half of what `veryfast` takes at this size and little larger, as flat colours cost few bits anyway.
Screentone in motion costs many: 12 Mbit/s (vbv, in kbit) are the limit."""

SOUND_BITS_PER_SECOND = 160_000
XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""The `uuid` box that holds XMP in ISO files (XMP specification, part 3, table 8)."""

CLIP_SECONDS_MAX = 120.0
_BT709, _LIMITED = 1, 1
_FRAME_SAMPLES = 1024


class Film:
    """Takes frames one by one, then the sound, and writes the file at `path` (on a disc: the index of an MP4
    is put first by reading it once more)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        self._file = av.open(str(path), "w", format="mp4", options=options)
        self._picture = self._file.add_stream("libx264", rate=FRAMES_PER_SECOND, options=X264)
        self._picture.width, self._picture.height = WIDTH_PX, HEIGHT_PX
        self._picture.pix_fmt = "yuv420p"
        context = self._picture.codec_context
        context.thread_count = THREADS
        context.color_range, context.colorspace = _LIMITED, _BT709
        context.color_primaries = context.color_trc = _BT709
        self._sound = self._file.add_stream("aac", rate=SAMPLES_PER_SECOND, layout="stereo")
        self._sound.bit_rate = SOUND_BITS_PER_SECOND
        self._reformatter = VideoReformatter()
        self._packets: list[Packet] = []
        self.frames = 0

    @property
    def seconds(self) -> float:
        return self.frames / FRAMES_PER_SECOND

    def show(self, pixels: Pixels) -> None:
        """The next frame: BGRA, (1920, 1080, 4), read before this returns."""
        frame = av.VideoFrame.from_numpy_buffer(pixels, format="bgra")
        frame = self._reformatter.reformat(frame, format="yuv420p", dst_colorspace=Colorspace.ITU709)
        frame.pts, frame.time_base = self.frames, Fraction(1, FRAMES_PER_SECOND)
        self.frames += 1
        self._packets.extend(self._picture.encode(frame))

    def finish(self, sound: Sound, title: str, comment: str, xmp: bytes) -> None:
        """Completes the file, with `sound` of (2, samples) at 48 kHz. `xmp` says how it came to be."""
        self._packets.extend(self._picture.encode(None))
        heard = list(self._heard(sound))
        self._file.metadata.update({"title": title, "comment": comment})
        for packet in sorted([*self._packets, *heard], key=_starts):
            self._file.mux(packet)
        self._file.close()
        box = struct.pack(">I4s16s", 24 + len(xmp), b"uuid", XMP_BOX) + xmp
        with self._path.open("ab") as out:
            out.write(box)

    def _heard(self, sound: Sound) -> Iterator[Packet]:
        for start in range(0, sound.shape[1], _FRAME_SAMPLES):
            part = np.ascontiguousarray(sound[:, start : start + _FRAME_SAMPLES], np.float32)
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = SAMPLES_PER_SECOND, start
            frame.time_base = Fraction(1, SAMPLES_PER_SECOND)
            yield from self._sound.encode(frame)
        yield from self._sound.encode(None)


def _starts(packet: Packet) -> tuple[Fraction, int]:
    """When it is decoded; pictures before sound."""
    return (packet.dts or 0) * packet.time_base, packet.stream.index


def clip_frames(video: bytes, frames_max: int) -> Iterator[Pixels]:
    """The frames of a bought clip on our screen: BGRA, filling it, 30 a second. Raises ClipUnreadable."""
    try:
        with av.open(BytesIO(video)) as source:
            assert isinstance(source, InputContainer)  # opened to be read
            stream = source.streams.video[0]
            stream.thread_count = THREADS
            yield from _thirtieths(source.decode(stream), frames_max)
    except (av.FFmpegError, IndexError, ValueError) as failure:
        raise ClipUnreadable(reason=str(failure)[:200]) from failure


def clip_seconds(video: bytes) -> float:
    """How long its pictures last. Raises ClipUnreadable for what is no video that can be played."""
    try:
        with av.open(BytesIO(video)) as source:
            assert isinstance(source, InputContainer)  # opened to be read
            stream = source.streams.video[0]
            next(source.decode(stream))
            length = stream.duration * stream.time_base if stream.duration and stream.time_base else None
            seconds = float(length or (source.duration or 0) / av.time_base)
    except (av.FFmpegError, IndexError, ValueError, StopIteration) as failure:
        raise ClipUnreadable(reason=str(failure)[:200]) from failure
    if not 0 < seconds <= CLIP_SECONDS_MAX:
        raise ClipUnreadable(reason=f"it lasts {seconds:.1f} s")
    return seconds


def clip_sound(video: bytes) -> Sound:
    """What is heard in it: (2, samples) at 48 kHz, none where it is mute. Raises ClipUnreadable."""
    parts: list[Sound] = []
    try:
        with av.open(BytesIO(video)) as source:
            assert isinstance(source, InputContainer)  # opened to be read
            if source.streams.audio:
                resampler = AudioResampler("fltp", "stereo", SAMPLES_PER_SECOND)
                for frame in source.decode(source.streams.audio[0]):
                    parts += [out.to_ndarray().astype(np.float32) for out in resampler.resample(frame)]
    except (av.FFmpegError, IndexError, ValueError) as failure:
        raise ClipUnreadable(reason=str(failure)[:200]) from failure
    return np.concatenate(parts, axis=1) if parts else np.zeros((2, 0), np.float32)


def _thirtieths(decoded: Iterable[av.VideoFrame], frames_max: int) -> Iterator[Pixels]:
    """Each frame as often as its time asks for."""
    shown = 0
    for frame in decoded:
        at = (frame.time or 0.0) * FRAMES_PER_SECOND
        if shown and at < shown - 0.5:
            continue
        pixels = _filled(frame)
        while shown <= at + 0.5:
            yield pixels
            shown += 1
            if shown >= frames_max:
                return


def _filled(frame: av.VideoFrame) -> Pixels:
    """Scaled to fill the screen, its middle kept."""
    scale = max(WIDTH_PX / frame.width, HEIGHT_PX / frame.height)
    width, height = round(frame.width * scale), round(frame.height * scale)
    pixels = frame.reformat(width=width, height=height, format="bgra").to_ndarray()
    left, top = (width - WIDTH_PX) // 2, (height - HEIGHT_PX) // 2
    return np.ascontiguousarray(pixels[top : top + HEIGHT_PX, left : left + WIDTH_PX])
