"""Type: which face sets which character, shaped by HarfBuzz, measured in ems.

One em is the font size; y grows downwards from the baseline. Faces come in as bytes, so nothing here
reads a file. Comic faces lack glyphs (rare syllables, dashes, hearts): every character falls back by
itself along the chain of its role, and what no face has is told by `missing`.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import skia
import uharfbuzz as hb

from toonverse.domain.lettering import BalloonKind

Script = Literal["ko", "en", "ja"]

_BEHIND = (
    "GothicA1_700Bold",
    "NotoSansJP_700Bold",
    "NotoSansSymbols2_400Regular",
    "NotoEmoji_700Bold",
)
_SPEECH = {"ko": "Jua_400Regular", "en": "ComicNeue_700Bold", "ja": "MochiyPopOne_400Regular"}
_LOUD = {"ko": "BlackHanSans_400Regular", "en": "Bangers_400Regular", "ja": "DelaGothicOne_400Regular"}
_HAND = {"ko": "NanumPenScript_400Regular", "en": "PatrickHand_400Regular", "ja": "MochiyPopOne_400Regular"}
_PLAIN = {"ko": "GothicA1_600SemiBold", "en": "ComicNeue_700Bold", "ja": "NotoSansJP_700Bold"}
_INWARD = {**_SPEECH, "en": "ComicNeue_700Bold_Italic"}

FIRST_FACE: dict[BalloonKind, dict[str, str]] = {
    "speech": _SPEECH,
    "shout": _LOUD,
    "whisper": _SPEECH,
    "thought": _INWARD,
    "phone": _SPEECH,
    "narration": _PLAIN,
    "letter": _HAND,
    "sign": _LOUD,
    "sfx": _LOUD,
}
"""The face that sets each kind of text in each script; the others stand behind it."""

# Characters that a comic face often lacks, and how a letterer writes them with what it has.
_PLAINER = {
    "…": "...",
    "⋯": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "～": "~",
    "〜": "~",
    "–": "-",
    "‒": "-",
    "！": "!",
    "？": "?",
    "，": ",",
    "‼": "!!",
    "⁉": "!?",
    "\u00a0": " ",
}
_ATTACHED = frozenset("\ufe0f\ufe0e\u200d\u20e3") | {chr(c) for c in range(0x1F3FB, 0x1F400)}
_NEUTRAL = frozenset(" .,!?~-'\"")
_CACHED_MAX = 8192


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face; `xs` and `ys` are pen positions in ems."""

    face: "Typeface"
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped piece of text. `left`, `top`, `right`, `bottom` bound its ink, in ems."""

    runs: tuple[Run, ...]
    advance: float
    left: float
    top: float
    right: float
    bottom: float


class Typeface:
    """One font: HarfBuzz shapes with it, Skia draws with it."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.face = hb.Face(hb.Blob(data))
        self.font = hb.Font(self.face)
        self.upem: int = self.face.upem
        # A manager of its own: the system's would read, and complain about, the machine's font set-up.
        self.skia = skia.FontMgr.New_Custom_Empty().makeFromData(skia.Data.MakeWithCopy(data))
        self._covered: dict[str, bool] = {}
        self._inks: dict[int, tuple[float, float, float, float] | None] = {}

    def has(self, character: str) -> bool:
        known = self._covered.get(character)
        if known is None:
            glyph = self.font.get_nominal_glyph(ord(character))
            known = self._covered[character] = glyph is not None and glyph != 0
        return known

    def ink(self, glyph: int) -> tuple[float, float, float, float] | None:
        """Left, top, width and height of a glyph's ink in ems, from its origin; None for a blank."""
        if glyph not in self._inks:
            found, em = self.font.get_glyph_extents(glyph), self.upem
            self._inks[glyph] = (
                (found.x_bearing / em, -found.y_bearing / em, found.width / em, -found.height / em)
                if found is not None and found.width
                else None
            )
        return self._inks[glyph]

    def middle(self, sample: str) -> float:
        """Height of the optical middle of `sample`'s ink over the baseline, in ems."""
        extents = self.font.get_glyph_extents(self.font.get_nominal_glyph(ord(sample)) or 0)
        return (extents.y_bearing + extents.height / 2) / self.upem if extents else 0.35

    def at(self, font_px: float) -> skia.Font:
        font = skia.Font(self.skia, font_px)
        font.setEdging(skia.Font.Edging.kAntiAlias)
        font.setSubpixel(True)
        font.setHinting(skia.FontHinting.kNone)
        return font


class Typefaces:
    """All faces, built from `{name: bytes}`, each opened when first needed."""

    def __init__(self, fonts: Mapping[str, bytes]) -> None:
        self._fonts = fonts  # not copied: it may read a face only when that is asked for
        self._open: dict[str, Typeface] = {}
        self._shaped: dict[tuple[str, tuple[str, ...]], Shaped] = {}

    def face(self, name: str) -> Typeface:
        if name not in self._open:
            self._open[name] = Typeface(name, self._fonts[name])
        return self._open[name]

    def chain(self, kind: BalloonKind, script: Script) -> tuple[str, ...]:
        """Names of the faces asked in turn for each character of a text of this kind."""
        first = FIRST_FACE[kind][script]
        second = ("GothicA1_900Black",) if kind in ("shout", "sfx") else ()
        others = (_SPEECH["ko"], _SPEECH["ja"]) if kind in ("speech", "thought", "phone") else ()
        wanted = (first, *others, *second, *_BEHIND)
        return tuple(name for name in dict.fromkeys(wanted) if name in self._fonts)

    def missing(self, text: str, chain: tuple[str, ...]) -> str:
        """The characters of `text` that no face of the chain can draw, each once."""
        lost = (c for c in text if c not in _ATTACHED and self._having(c, chain) is None)
        return "".join(dict.fromkeys(lost))

    def shape(self, text: str, chain: tuple[str, ...]) -> Shaped:
        """Glyphs and positions of one line; cached, since balloons are measured more than drawn."""
        key = (text, chain)
        if key not in self._shaped:
            if len(self._shaped) >= _CACHED_MAX:
                self._shaped.clear()
            self._shaped[key] = self._shape(text, chain)
        return self._shaped[key]

    def _shape(self, text: str, chain: tuple[str, ...]) -> Shaped:
        pen, runs, ink = 0.0, [], _Ink()
        for face, piece in self._itemize(text, chain):
            buffer = hb.Buffer()
            buffer.add_str(piece)
            buffer.guess_segment_properties()
            hb.shape(face.font, buffer, {"kern": True, "liga": True})
            glyphs, xs, ys = [], [], []
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                x, y = pen + position.x_offset / face.upem, -position.y_offset / face.upem
                glyphs.append(info.codepoint)
                xs.append(x)
                ys.append(y)
                ink.add(face, info.codepoint, x, y)
                pen += position.x_advance / face.upem
            runs.append(Run(face, tuple(glyphs), tuple(xs), tuple(ys)))
        return Shaped(tuple(runs), pen, *ink.bounds(pen))

    def _itemize(self, text: str, chain: tuple[str, ...]) -> list[tuple[Typeface, str]]:
        """Stretches set in one face; spaces and points stay with the word before them where they can."""
        pieces: list[tuple[Typeface, str]] = []
        for character in text:
            before = pieces[-1][0] if pieces else None
            if before and (character in _ATTACHED or (character in _NEUTRAL and before.has(character))):
                chosen = before
            else:
                chosen = self._having(character, chain) or self.face(chain[0])
            if chosen is before:
                pieces[-1] = (chosen, pieces[-1][1] + character)
            else:
                pieces.append((chosen, character))
        return pieces

    def _having(self, character: str, chain: tuple[str, ...]) -> Typeface | None:
        """The first face of the chain with the character; those behind it are not opened."""
        for name in chain:
            if (face := self.face(name)).has(character):
                return face
        return None


class _Ink:
    """Grows over the glyphs of a line to the box of its ink."""

    def __init__(self) -> None:
        self.left = self.top = float("inf")
        self.right = self.bottom = float("-inf")

    def add(self, face: Typeface, glyph: int, x: float, y: float) -> None:
        ink = face.ink(glyph)
        if ink is None:
            return
        left, top = x + ink[0], y + ink[1]
        self.left, self.top = min(self.left, left), min(self.top, top)
        self.right = max(self.right, left + ink[2])
        self.bottom = max(self.bottom, top + ink[3])

    def bounds(self, advance: float) -> tuple[float, float, float, float]:
        if self.right < self.left:
            return 0.0, 0.0, advance, 0.0
        return self.left, self.top, self.right, self.bottom


def script_of(text: str, language: str) -> Script:
    """The script that sets the text: kana make it Japanese, hangul Korean, else the panel's language."""
    if any("\u3040" <= c <= "\u30ff" for c in text):
        return "ja"
    if any("\uac00" <= c <= "\ud7a3" or "\u3131" <= c <= "\u318e" for c in text):
        return "ko"
    return "ko" if language == "ko" and not any(c.isascii() and c.isalpha() for c in text) else "en"


def closed(comic: str) -> str:
    """What is said, without the comma that prose puts before "she said": in a balloon a point ends it."""
    return comic[:-1] + "." if comic.endswith(",") else comic


def comic_text(text: str, kind: BalloonKind, script: Script, fonts: Typefaces) -> str:
    """The text as a letterer writes it: one line of words, English in capitals, dashes doubled.

    Characters that the first face lacks are written plainer where a plainer form exists (… as three
    points). Letters and whispers keep their case: they are written, or breathed, not lettered.
    """
    first = fonts.face(fonts.chain(kind, script)[0])
    text = unicodedata.normalize("NFC", text)
    text = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or c.isprintable() or c in _ATTACHED
    )
    if script == "en" and kind not in ("letter", "whisper"):
        text = "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
    if script == "en":
        text = text.replace("—", "--").replace("―", "--")
    text = "".join(c if first.has(c) else _PLAINER.get(c, c) for c in text)
    return " ".join(text.split())
