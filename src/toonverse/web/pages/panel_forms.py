"""What the panel page's plain forms say: fields as they came, and the changes they wish for."""

from collections.abc import Mapping, Sequence
from typing import get_args
from urllib.parse import parse_qsl

from toonverse.domain.lettering import Add, Balloon, BalloonEdit, BalloonKind, Change, Remove
from toonverse.domain.script import Line, LineKind
from toonverse.store.records import Words
from toonverse.studio.by_hand import BalloonChange
from toonverse.web.api.panels import LINES_MAX, NAME_MAX, PROMPT_MAX, SOUNDS_MAX, TEXT_MAX
from toonverse.web.pages.studio import WishUnfit

KINDS: tuple[BalloonKind, ...] = get_args(BalloonKind)
LINE_KINDS: tuple[LineKind, ...] = get_args(LineKind)
FIELDS_MAX = 4 * LINES_MAX + 16
FIELD_CHARACTERS_MAX = 4 * PROMPT_MAX

Said = Mapping[str, list[str]]


def edit_of(what: str, said: Said, balloons: Sequence[Balloon]) -> BalloonChange:
    """Only what differs from the balloon as the form showed it: it showed whole pixels."""
    if what == "remove":
        return Remove(whole(said, "index"))
    kind = next((one for one in KINDS if one == first(said, "kind")), None)
    tail = next((one for one in ("auto", "none") if one == first(said, "tail")), None)
    text, speaker = first(said, "text")[:TEXT_MAX].replace("\r\n", "\n"), first(said, "speaker")[:NAME_MAX]
    wish = BalloonEdit(text=text, kind=kind, speaker=speaker, tail=tail)
    if what == "add":
        return Add(wish)
    index = whole(said, "index")
    before = balloons[index] if index < len(balloons) else None
    if before is None:
        return Change(index, wish)
    shown = {
        "x": before.center.x,
        "y": before.center.y,
        "width": 2 * before.half_width,
        "height": 2 * before.half_height,
        "font_px": before.font_px,
        "rotation_deg": before.rotation_deg,
    }
    numbers = {name: value for name in shown if (value := number(said, name)) is not None}
    return Change(
        index,
        BalloonEdit(
            text=None if text == before.text else text,
            kind=None if kind == before.kind else kind,
            speaker=None if speaker == before.speaker else speaker,
            tail=wish.tail,
            **{name: value for name, value in numbers.items() if value != round(shown[name])},
        ),
    )


def words_of(said: Said) -> Words:
    """Lines without text are none. Raises WishUnfit."""
    texts, speakers, kinds = (said.get(name, []) for name in ("text", "speaker", "kind"))
    if not len(texts) == len(speakers) == len(kinds) <= LINES_MAX + 2:
        raise WishUnfit(field="text")
    lines = []
    for text, speaker, wished in zip(texts, speakers, kinds, strict=True):
        kind = next((one for one in LINE_KINDS if one == wished), None)
        if kind is None:
            raise WishUnfit(field="kind")
        if text.strip():
            lines.append(Line(" ".join(text.split())[:TEXT_MAX], speaker.strip()[:NAME_MAX], kind))
    sounds = [sound.strip()[:NAME_MAX] for sound in first(said, "sounds").splitlines()]
    return Words(tuple(lines[:LINES_MAX]), tuple(filter(None, sounds))[:SOUNDS_MAX])


def fields(body: bytes) -> dict[str, list[str]]:
    """Raises WishUnfit."""
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict"
        )
    except ValueError as unfit:
        raise WishUnfit(field="form") from unfit
    for name, value in pairs:
        found.setdefault(name, []).append(value[:FIELD_CHARACTERS_MAX])
    return found


def first(said: Said, name: str) -> str:
    return said.get(name, [""])[0]


def whole(said: Said, name: str) -> int:
    """Raises WishUnfit."""
    text = first(said, name).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise WishUnfit(field=name)
    return int(text)


def number(said: Said, name: str) -> float | None:
    """None where nothing is said. Raises WishUnfit."""
    text = first(said, name).strip()
    if not text:
        return None
    digits = text.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(text) < 12):
        raise WishUnfit(field=name)
    return float(text)
