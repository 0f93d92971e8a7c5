"""Things a story names, in a hand or large in an insert; each drawn in about 1 x 1 round (0, 0)."""

from collections.abc import Callable

from toonverse.draw.draft import props_hand, props_home
from toonverse.draw.draft.brush import Canvas, tinting

_DRAWERS: dict[str, Callable[[Canvas, float], None]] = {**props_hand.DRAWERS, **props_home.DRAWERS}

# what a story may call it -> the drawing it gets
_ALSO: dict[str, str] = {
    "note": "letter",
    "envelope": "letter",
    "paper": "letter",
    "card": "letter",
    "telegram": "letter",
    "map": "letter",
    "contract": "letter",
    "money": "coin",
    "coins": "coin",
    "medal": "coin",
    "cent": "coin",
    "dollar": "coin",
    "pocket watch": "watch",
    "clock": "watch",
    "timer": "watch",
    "mug": "cup",
    "tea": "cup",
    "coffee": "cup",
    "glass": "cup",
    "wine": "bottle",
    "soju": "bottle",
    "beer": "bottle",
    "medicine": "bottle",
    "soup": "bowl",
    "rice": "bowl",
    "seolleongtang": "bowl",
    "food": "bowl",
    "porridge": "bowl",
    "pot": "bowl",
    "noodles": "bowl",
    "telephone": "phone",
    "smartphone": "phone",
    "mobile": "phone",
    "diary": "book",
    "notebook": "book",
    "bible": "book",
    "flowers": "flower",
    "rose": "flower",
    "bouquet": "flower",
    "petal": "flower",
    "suitcase": "bag",
    "backpack": "bag",
    "purse": "bag",
    "basket": "bag",
    "wallet": "bag",
    "keys": "key",
    "picture": "photo",
    "photograph": "photo",
    "frame": "photo",
    "painting": "photo",
    "blade": "sword",
    "knife": "sword",
    "dagger": "sword",
    "present": "box",
    "gift": "box",
    "package": "box",
    "parcel": "box",
    "chest": "box",
    "candle": "lamp",
    "light": "lamp",
    "pencil": "pen",
    "brush": "pen",
    "hairpin": "comb",
    "combs": "comb",
    "chain": "necklace",
    "pendant": "necklace",
    "locket": "necklace",
    "parasol": "umbrella",
    "spectacles": "glasses",
    "cigarette": "pipe",
    "shoe": "shoes",
    "boots": "shoes",
    "rickshaw": "wheel",
    "bicycle": "wheel",
    "stars": "star",
    "blood": "tear",
    "computer": "laptop",
    "screen": "laptop",
    "guitar": "violin",
    "hands": "hand",
}

_HELD_SIZE: dict[str, float] = {
    "umbrella": 3.4,
    "sword": 2.6,
    "bag": 1.0,
    "box": 1.05,
    "book": 0.75,
    "laptop": 1.1,
    "lantern": 0.9,
    "lamp": 0.8,
    "bottle": 0.8,
    "flower": 1.0,
    "letter": 0.62,
    "photo": 0.55,
    "bowl": 0.72,
    "cup": 0.52,
    "violin": 1.6,
    "ring": 0.3,
    "coin": 0.3,
    "key": 0.45,
    "watch": 0.5,
    "comb": 0.5,
    "pen": 0.5,
    "ticket": 0.45,
    "pipe": 0.5,
}


def known_prop(noun: str) -> str:
    """The drawing a noun stands for; "" when there is none of its own."""
    words = noun.lower().strip().replace("_", " ")
    for name in (words, *reversed(words.split())):
        name = _ALSO.get(name, name)
        if name in _DRAWERS:
            return name
        if name.endswith("s") and name[:-1] in _DRAWERS:
            return name[:-1]
    return ""


def _drawn(canvas: Canvas, name: str, line: float, colour: str) -> None:
    """The drawing as it is, or in the colour the story gives the thing."""
    if colour:
        canvas.saveLayer(None, tinting(colour))
    _DRAWERS[name](canvas, line)
    if colour:
        canvas.restore()


def draw_held(canvas: Canvas, noun: str, line: float, colour: str = "") -> None:
    """The thing at its own size in heads, its grip near the origin. Unknown nouns are a wrapped bundle."""
    name = known_prop(noun) or "bundle"
    size = _HELD_SIZE.get(name, 0.7)
    canvas.save()
    if name == "umbrella":
        canvas.translate(0.02, -1.25)
    elif name == "sword":
        canvas.translate(0.3, -0.95)
        canvas.rotate(24)
    elif name in ("bag", "lantern"):
        canvas.translate(0, 0.5)
    elif name in ("flower", "bottle", "lamp"):
        canvas.translate(0, -0.22)
    canvas.scale(size, size)
    _drawn(canvas, name, line / size, colour)
    canvas.restore()


def draw_prop(canvas: Canvas, noun: str, line: float, colour: str = "") -> None:
    """The thing large, for an insert. Unknown nouns are a wrapped bundle with a seal."""
    _drawn(canvas, known_prop(noun) or "bundle", line, colour)
