"""What is in the air while a shot lasts: rain, snow, petals, dust in the light. A function of time alone."""

import math
import random
import zlib
from dataclasses import dataclass
from typing import Literal

import skia

from toonverse.domain.storyboard import Shot
from toonverse.draw.motion.screen import HEIGHT_PX, WIDTH_PX

AirKind = Literal["still", "rain", "storm", "snow", "petals", "dust"]
Rgb = tuple[int, int, int]

_COUNT: dict[AirKind, tuple[int, int]] = {  # far, near
    "rain": (110, 34),
    "storm": (170, 70),
    "snow": (110, 34),
    "petals": (10, 12),
    "dust": (22, 10),
}
_SPARE = 120.0  # beyond the screen's edges, where things enter and leave


@dataclass(frozen=True, slots=True)
class _Mote:
    x: float
    y: float
    size: float
    speed: float
    phase: float


@dataclass(frozen=True, slots=True)
class Air:
    """`colour` is RGB; `far` things are behind the people, `near` ones before them."""

    kind: AirKind
    colour: Rgb
    far: tuple[_Mote, ...] = ()
    near: tuple[_Mote, ...] = ()

    def draw(self, canvas: skia.Canvas, seconds: float, near: bool) -> None:
        """On the screen, at a time of the film (a shot goes on where the one before it stopped)."""
        motes = self.near if near else self.far
        if not motes:
            return
        if self.kind in ("rain", "storm"):
            self._streaks(canvas, motes, seconds, near)
        elif self.kind == "petals":
            self._leaves(canvas, motes, seconds)
        else:
            self._dots(canvas, motes, seconds, near)

    def _streaks(self, canvas: skia.Canvas, motes: tuple[_Mote, ...], seconds: float, near: bool) -> None:
        slant = 0.55 if self.kind == "storm" else 0.14
        speed, long = (3000.0, 210.0) if near else (1900.0, 105.0)
        ends = []
        for mote in motes:
            fallen = mote.y + seconds * speed * mote.speed
            y = fallen % (HEIGHT_PX + 2 * _SPARE) - _SPARE
            x = (mote.x - slant * fallen) % (WIDTH_PX + 2 * _SPARE) - _SPARE
            tall = long * mote.size
            ends += [skia.Point(x, y), skia.Point(x - slant * tall, y + tall)]
        paint = skia.Paint(AntiAlias=near, Color=_color(self.colour, 0.34 if near else 0.26))
        paint.setStrokeWidth(2.6 if near else 1.4)
        canvas.drawPoints(skia.Canvas.kLines_PointMode, ends, paint)

    def _dots(self, canvas: skia.Canvas, motes: tuple[_Mote, ...], seconds: float, near: bool) -> None:
        falls = self.kind == "snow"
        for mote in motes:
            speed = (150.0 if near else 85.0) if falls else -(26.0 if near else 14.0)
            sway = (46 if falls else 22) * math.sin(seconds * (0.7 + 0.5 * mote.speed) + mote.phase)
            y = (mote.y + seconds * speed * mote.speed) % (HEIGHT_PX + 2 * _SPARE) - _SPARE
            x = (mote.x + sway + seconds * 9 * mote.speed) % (WIDTH_PX + 2 * _SPARE) - _SPARE
            size = mote.size * ((9.0 if near else 4.5) if falls else (5.5 if near else 3.0))
            cover = 0.85 if falls else 0.42 + 0.34 * math.sin(seconds * 1.3 * mote.speed + mote.phase)
            if not falls:
                canvas.drawCircle(x, y, size * 3.0, _paint(self.colour, cover * 0.16))
            canvas.drawCircle(x, y, size, _paint(self.colour, cover))

    def _leaves(self, canvas: skia.Canvas, motes: tuple[_Mote, ...], seconds: float) -> None:
        for mote in motes:
            y = (mote.y + seconds * 120 * mote.speed) % (HEIGHT_PX + 2 * _SPARE) - _SPARE
            x = (mote.x + seconds * 210 * mote.speed) % (WIDTH_PX + 2 * _SPARE) - _SPARE
            turn = seconds * 1.6 * mote.speed + mote.phase
            canvas.save()
            canvas.translate(x, y + 26 * math.sin(turn))
            canvas.rotate(math.degrees(turn))
            wide, high = 20 * mote.size, (4 + 8 * abs(math.cos(turn * 1.7))) * mote.size
            canvas.drawOval(skia.Rect(-wide, -high, wide, high), _paint(self.colour, 0.9))
            canvas.restore()


STILL = Air("still", (0, 0, 0))


def air_of(shot: Shot, indoors: bool, scene: str) -> Air:
    """By the shot's weather; in a room, or where nothing falls, there is dust in the light."""
    kind: AirKind = "dust"
    wet = shot.weather in ("rain", "storm") or shot.place == "rainy street"
    if not indoors and shot.size != "insert":
        if wet:
            kind = "storm" if shot.weather == "storm" else "rain"
        elif shot.weather == "snow":
            kind = "snow"
        elif shot.weather == "wind" or shot.place == "forest":
            kind = "petals"
    chance = random.Random(zlib.crc32(f"{scene}|{kind}".encode()))
    far, near = _COUNT[kind]
    return Air(kind, _colour(kind, shot), _motes(chance, far), _motes(chance, near))


def _motes(chance: random.Random, count: int) -> tuple[_Mote, ...]:
    return tuple(
        _Mote(
            chance.uniform(0, WIDTH_PX + 2 * _SPARE),
            chance.uniform(0, HEIGHT_PX + 2 * _SPARE),
            chance.uniform(0.5, 1.2),
            chance.uniform(0.75, 1.25),
            chance.uniform(0, 2 * math.pi),
        )
        for _ in range(count)
    )


def _colour(kind: AirKind, shot: Shot) -> Rgb:
    if kind in ("rain", "storm"):
        return 222, 234, 255
    if kind == "snow":
        return 255, 255, 255
    if kind == "petals":
        if shot.place == "forest":
            return (255, 176, 112) if shot.light == "sunset" else (196, 222, 136)
        return (255, 200, 216) if shot.light in ("day", "dawn") else (255, 170, 110)
    return (255, 224, 170) if shot.light in ("night", "evening", "sunset", "dawn") else (255, 250, 230)


def _color(colour: Rgb, cover: float) -> int:
    return int(skia.Color(*colour, round(255 * min(1.0, max(0.0, cover)))))


def _paint(colour: Rgb, cover: float) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color=_color(colour, cover))
