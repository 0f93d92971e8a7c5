"""How a character is drawn: the same in every panel of an episode."""

from dataclasses import dataclass
from typing import Literal

from toonverse.domain.script import Age

Sex = Literal["female", "male"]
HairStyle = Literal[
    "short",
    "messy",
    "spiky",
    "bowl",
    "slick",
    "buzz",
    "curly",
    "bob",
    "long",
    "wavy",
    "ponytail",
    "pigtails",
    "braid",
    "bun",
    "topknot",
    "bald",
]
Outfit = Literal[
    "jacket",
    "coat",
    "hoodie",
    "uniform",
    "suit",
    "shirt",
    "sweater",
    "dress",
    "apron",
    "hanbok",
    "robe",
    "workwear",
    "cloak",
    "armor",
    "gown",
    "durumagi",
    "gakuran",
    "waistcoat",
    "blouse",
    "frock",
    "tunic",
    "whites",
    "shirtwaist",
    "royal",
    "official",
    "scrubs",
    "fatigues",
    "beesuit",
    "spacesuit",
    "chef",
    "turnout",
    "slicker",
    "maid",
]
Beard = Literal["none", "stubble", "moustache", "full"]
Build = Literal["slim", "average", "large"]
Species = Literal[
    "human",
    "goblin",
    "robot",
    "dog",
    "cat",
    "fox",
    "rabbit",
    "tiger",
    "bear",
    "horse",
    "cow",
    "bird",
    "dragon",
]
UPRIGHT: frozenset[Species] = frozenset({"human", "goblin", "robot"})
"""Those with a person's body: they wear clothes and have hands."""
Hat = Literal[
    "none",
    "cap",
    "brimmed",
    "gat",
    "towel",
    "hood",
    "peaked",
    "helmet",
    "toque",
    "nurse",
    "samo",
    "ikseon",
    "felt",
    "crown",
    "pointed",
    "straw",
    "veil",
    "beanie",
    "maid",
]


@dataclass(frozen=True, slots=True)
class Look:
    """Colours are `#rrggbb`. A `teen` is young, and drawn a little smaller and rounder.

    `face` names the face: looks of one person share it though hair, clothes or years change ("" goes by sex
    and colours). `wet` and `wounded` are for a shot or a scene. A `species` that is no human is drawn
    as an animal (`hair` is the coat, `skin` muzzle and belly, `accent` its marks); a goblin has a horn, a
    robot a visor.
    """

    sex: Sex
    age: Age
    build: Build = "average"
    skin: str = "#f6cfb4"
    hair: str = "#2a2233"
    hair_style: HairStyle = "short"
    eyes: str = "#4a3a30"
    outfit: Outfit = "jacket"
    top: str = "#c23b3f"
    inner: str = "#f2efe8"
    bottom: str = "#2e3350"
    shoes: str = "#3a2a2a"
    accent: str = "#f0b23c"
    beard: Beard = "none"
    hat: Hat = "none"
    glasses: bool = False
    scarf: bool = False
    teen: bool = False
    face: str = ""
    wet: bool = False
    wounded: bool = False
    species: Species = "human"
    sunglasses: bool = False
