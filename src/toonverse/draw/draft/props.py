"""Things a story names, in a hand or large in an insert; each drawn in about 1 x 1 round (0, 0)."""

import re
from collections.abc import Callable

from toonverse.draw.draft import (
    props_hand,
    props_home,
    props_land,
    props_live,
    props_ride,
    props_small,
    props_store,
    props_tools,
)
from toonverse.draw.draft.brush import Canvas, tinting
from toonverse.draw.draft.states import draw_in_state, state_of

_DRAWERS: dict[str, Callable[[Canvas, float], None]] = {
    **props_hand.DRAWERS,
    **props_home.DRAWERS,
    **props_store.DRAWERS,
    **props_ride.DRAWERS,
    **props_live.DRAWERS,
    **props_tools.DRAWERS,
    **props_small.DRAWERS,
    **props_land.DRAWERS,
}

# what a story may call it -> the drawing it gets
_ALSO: dict[str, str] = {
    "note": "letter",
    "paper": "letter",
    "card": "letter",
    "telegram": "letter",
    "contract": "letter",
    "money": "bill",
    "banknote": "bill",
    "cash": "bill",
    "dagger": "knife",
    "pie": "bread",
    "urn": "jar",
    "crock": "jar",
    "kettle": "teapot",
    "pistol": "gun",
    "rifle": "gun",
    "towel": "cloth",
    "scarf": "cloth",
    "handkerchief": "cloth",
    "kitten": "cat",
    "puppy": "dog",
    "crow": "bird",
    "gull": "bird",
    "toy": "doll",
    "ferry": "boat",
    "ship": "boat",
    "tram": "bus",
    "taxi": "car",
    "automobile": "car",
    "chicken": "hen",
    "cock": "hen",
    "rooster": "hen",
    "infant": "baby",
    "matches": "match",
    "flame": "match",
    "scooter": "bicycle",
    "motorcycle": "bicycle",
    "piano": "keyboard",
    "photographs": "photo",
    "coins": "coin",
    "medal": "coin",
    "cent": "coin",
    "dollar": "coin",
    "pocket watch": "watch",
    "timer": "watch",
    "mug": "cup",
    "tea": "cup",
    "coffee": "cup",
    "glass": "cup",
    "wine": "bottle",
    "soju": "bottle",
    "beer": "bottle",
    "soup": "bowl",
    "rice": "bowl",
    "seolleongtang": "bowl",
    "food": "bowl",
    "porridge": "bowl",
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
    "trunk": "suitcase",
    "luggage": "suitcase",
    "stool": "chair",
    "pail": "bucket",
    "hatchet": "axe",
    "spade": "shovel",
    "banner": "flag",
    "tiara": "crown",
    "stick": "cane",
    "walking stick": "cane",
    "alarm clock": "clock",
    "spoon": "chopsticks",
    "tombstone": "gravestone",
    "headstone": "gravestone",
    "backpack": "bag",
    "purse": "wallet",
    "keys": "key",
    "picture": "photo",
    "photograph": "photo",
    "frame": "photo",
    "painting": "photo",
    "blade": "sword",
    "present": "gift",
    "package": "gift",
    "parcel": "gift",
    "chest": "box",
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
    "cigarette": "cigar",
    "shoe": "shoes",
    "boots": "shoes",
    "stars": "star",
    "blood": "tear",
    "computer": "laptop",
    "screen": "laptop",
    "guitar": "violin",
    "hands": "hand",
    "sealed letter": "envelope",
    "sealed scroll": "envelope",
    "bonfire": "campfire",
    "capsule": "pod",
    "id card": "badge",
    "flashlight": "torch",
    "pills": "medicine",
}


_GIVEN = re.compile(r"\b(?:gifts?|presents?|birthday|christmas|ribbon)\b|선물|생일|성탄|리본", re.IGNORECASE)


def as_told(noun: str, action: str) -> str:
    """The noun, or a more exact one by the text around it: a box that is a present."""
    return "gift" if noun == "box" and _GIVEN.search(action) else noun


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


def draw_prop(canvas: Canvas, noun: str, line: float, colour: str = "") -> None:
    """The thing as it is, or as its first word says ("torn letter"). Unknown nouns are a bundle with a
    seal."""
    state, whole = state_of(noun)
    name = known_prop(whole) or "bundle"
    draw_in_state(canvas, state, lambda: _drawn(canvas, name, line, colour), line)
