"""What lettering costs a panel, beside a naive Pillow lettering of the same words in the same run."""

import io
import statistics
import time
from collections.abc import Callable
from importlib.resources import files

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Lettering
from toonverse.domain.panel import Face
from toonverse.domain.script import Line
from toonverse.draw.fitting import fit
from toonverse.draw.letter import letter, render
from toonverse.draw.png import decode_png, encode_png
from toonverse.store.fonts import typefaces

SIZE = (1024, 1536)
TIMES = 24
FACES = (
    Face("민수", Box(180, 560, 400, 840), Point(290, 780), Box(100, 560, 480, 1536)),
    Face("지은", Box(640, 600, 830, 850), Point(735, 800), Box(560, 600, 910, 1536)),
)
WORDS = (
    ("그날 저녁, 우리는 처음으로 서로의 이름을 불렀다.", "", "caption"),
    ("내일이면 이 도시를 떠나야 해. 너도 같이 갈래?", "민수", "speech"),
    ("정말로 그렇게 말하고 싶었던 건 아니었어.", "지은", "thought"),
)
Figure = tuple[str, float, str]


def figures() -> list[Figure]:
    """Name, value, unit. Every round letters words of its own, so that no cache of line breaks helps."""
    fonts = typefaces()
    picture = _picture()
    packed = encode_png(picture)
    fonts.face("Jua_400Regular")
    _panel(picture, 0)

    def ours(turn: int) -> None:
        fit.cache_clear()
        render(picture, _panel(picture, turn), fonts)

    def ours_packed(turn: int) -> None:
        fit.cache_clear()
        pixels = decode_png(packed)
        encode_png(render(pixels, _panel(pixels, turn), fonts))

    return [
        ("letter a panel: three balloons and a sound, layout and raster", _median_ms(ours), "ms"),
        ("PNG to lettered PNG", _median_ms(ours_packed), "ms"),
        ("naive Pillow lettering, raster only", _median_ms(lambda turn: _naive(picture, turn), 6), "ms"),
        ("naive Pillow, PNG to lettered PNG", _median_ms(lambda turn: _naive_packed(packed, turn), 3), "ms"),
    ]


def _median_ms(work: Callable[[int], object], times: int = TIMES) -> float:
    spent = []
    for turn in range(times):
        start = time.perf_counter()
        work(turn)
        spent.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(spent), 1)


def _panel(picture: np.ndarray, turn: int) -> Lettering:
    lines = [Line(_varied(text, turn), who, kind) for text, who, kind in WORDS]
    return letter(SIZE, lines, ["콰앙!!"], FACES, "ko", typefaces(), picture)


def _varied(text: str, turn: int) -> str:
    return f"{text[:-1]} {chr(0xAC00 + 28 * (turn + 1))}{text[-1]}"


def _picture() -> np.ndarray:
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]].astype(np.float32)
    sky = np.stack([120 + 80 * np.sin(y / 400 + c) + 30 * np.sin(x / 90 + c) for c in range(3)], -1)
    sky += np.random.default_rng(7).normal(0, 2, sky.shape)
    return sky.clip(0, 255).astype(np.uint8)


def _naive(picture: np.ndarray, turn: int) -> Image.Image:
    """What a first script does: an ellipse at four times the size, scaled down, words wrapped by count."""
    image = Image.fromarray(picture)
    font = ImageFont.truetype(
        io.BytesIO((files("toonverse") / "assets/fonts/Jua_400Regular.ttf").read_bytes()), 132
    )
    for i, (text, _, _) in enumerate(WORDS):
        layer = Image.new("RGBA", (400 * 4, 240 * 4))
        draw = ImageDraw.Draw(layer)
        draw.ellipse((8, 8, 1592, 952), fill="white", outline="black", width=14)
        words, lines = _varied(text, turn).split(), [""]
        for word in words:
            if len(lines[-1]) + len(word) > 9:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        draw.multiline_text((800, 480), "\n".join(lines), "black", font, anchor="mm", align="center")
        small = layer.resize((400, 240), Image.Resampling.LANCZOS)
        image.paste(small, (60 + 480 * (i % 2), 60 + 280 * (i // 2)), small)
    return image


def _naive_packed(packed: bytes, turn: int) -> bytes:
    target = io.BytesIO()
    _naive(np.asarray(Image.open(io.BytesIO(packed)).convert("RGB")), turn).save(target, "PNG")
    return target.getvalue()
