"""What the providers document as the most that a call uses: written down from their pages and not from the
catalogue, so that the one can be held against the other. A model that is not here fails whoever asks.

Sources: OpenAI's image guide (GPT Image 1's tables, tiles of 512 px), a reading of its public calculator (the
formula of GPT Image 2 and later), its vision guide (patches of 32 px, times a factor of the model); Google's
pages of the models, of media resolution (Gemini 3) and of tiles (Gemini 2.5).
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

FRAME_TOKENS = 16
"""Roles and separators: OpenAI counts 3 a message and 3 for the answer, and no call has more than two."""

PARTIAL_TOKENS = 100
"""Each partial picture of a stream (OpenAI's image guide)."""

Made = Callable[[int, int, str, str], int]
"""From width, height (px), quality and Google's word of the size to one picture's tokens."""

Shown = Callable[[int, int], int]
"""From width and height (px) to the tokens of a picture that is shown."""


def by_table(width: int, height: int, quality: str, word: str) -> int:
    square, tall = {"low": (272, 408), "medium": (1056, 1584), "high": (4160, 6240)}[quality]
    return square if width == height else tall


def by_formula(**factors: int) -> Made:
    """ceil(f * round(f * short / long) * (2,000,000 + w * h) / 4,000,000), in decimals."""

    def made(width: int, height: int, quality: str, word: str) -> int:
        factor = Decimal(factors[quality])
        ratio = Decimal(min(width, height)) / max(width, height)
        across = (factor * ratio).quantize(Decimal(1), ROUND_HALF_UP)
        exact = factor * across * (2_000_000 + width * height) / 4_000_000
        return int(exact.to_integral_value(ROUND_CEILING))

    return made


def by_word(**tokens: int) -> Made:
    return lambda width, height, quality, word: tokens[f"of_{word}"]


TWO = by_formula(low=16, medium=48, high=96)
LATER = by_formula(low=16, medium=24, high=48, xhigh=64, max=96)
MADE: dict[str, Made] = {
    "gpt-image-1": by_table,
    "gpt-image-1-mini": by_table,
    "gpt-image-1.5": by_table,
    "gpt-image-2": TWO,
    "gpt-image-2.5-flare": LATER,
    "gpt-image-2.5-sunburst": LATER,
    "gemini-2.5-flash-image": by_word(of_1K=1290, of_2K=1290),
    "gemini-3-pro-image": by_word(of_1K=1120, of_2K=1120, of_4K=2000),
    "gemini-3.1-flash-image": by_word(of_1K=1120, of_2K=1680, of_4K=2520),
    "gemini-3.1-flash-lite-image": by_word(of_1K=1120),
}


def in_tiles_of_512(width: int, height: int) -> int:
    """Scaled down until the shorter edge has 512 px; high fidelity costs an output's tokens on top."""
    scale = min(1.0, 512 / min(width, height))
    tiles = -(-int(width * scale) // 512) * -(-int(height * scale) // 512)
    return 65 + 129 * tiles + (4160 if width == height else 6240)


def no_denser_than_made(width: int, height: int) -> int:
    """Nobody has published a count: as many as the finest output of that size has."""
    return by_formula(max=96)(width, height, "max", "")


def in_patches(width: int, height: int) -> int:
    """32 px each, at most 1,536 of them, times the highest factor published."""
    patches = min(1536, -(-width // 32) * -(-height // 32))
    return -(-patches * 246 // 100)


def in_tiles(width: int, height: int) -> int:
    """One for a small picture, else tiles two thirds of the shorter edge wide, of 256 to 768 px."""
    if max(width, height) <= 384:
        return 258
    tile = min(768, max(256, int(min(width, height) / 1.5)))
    return 258 * (-(-width // tile) * -(-height // tile))


SHOWN: dict[str, Shown] = {
    "gpt-image-1": in_tiles_of_512,
    "gpt-image-1-mini": in_tiles_of_512,
    "gpt-image-1.5": in_tiles_of_512,
    "gpt-image-2": no_denser_than_made,
    "gpt-image-2.5-flare": no_denser_than_made,
    "gpt-image-2.5-sunburst": no_denser_than_made,
    "gpt-5.6-luna": in_patches,
    "gpt-5.6-terra": in_patches,
    "gemini-2.5-flash-image": in_tiles,
    "gemini-3-pro-image": lambda width, height: 560,
    "gemini-3.1-flash-image": lambda width, height: 1120,
    "gemini-3.1-flash-lite-image": lambda width, height: 1120,
    "gemini-2.5-flash": in_tiles,
    "gemini-3.5-flash": lambda width, height: 1120,
    "gemini-3.5-flash-lite": lambda width, height: 1120,
    "gemini-3.1-pro-preview": lambda width, height: 1120,
    "gemini-3.6-flash": lambda width, height: 1120,
    "gemini-3.7-flash": lambda width, height: 1120,
    "gemini-3.8-flash": lambda width, height: 1120,
}
