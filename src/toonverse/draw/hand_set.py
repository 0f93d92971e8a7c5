"""A balloon's words set as a person wants them: its kind, its type, its size."""

from dataclasses import replace

from toonverse.domain.lettering import Balloon, BalloonEdit, Lettering
from toonverse.draw import sfx
from toonverse.draw.fitting import STRIP_PX, Fitted, font_scale
from toonverse.draw.hand_fit import fit_width, natural_shapes
from toonverse.draw.pieces import body_px, floor_px
from toonverse.draw.typeset import Script, Typefaces, closed, comic_text, script_of
from toonverse.errors import UsageError

BALLOONS_MAX = 30
FONT_LEAST_PX, FONT_MOST_PX = 12.0, 240.0
"""Of type set by hand, in an 800 px wide strip. What is under 22 is told of."""
_AS_FITTED = 0.02  # a balloon so near to a shape its words would be given was not sized by hand
_SMALLER = 0.94
_SOUND_SHARE = 0.1  # of the panel's width, for the type of a new sound
_SOUND_TURN_DEG, _SOUND_GROWTH = -8.0, 0.24


class WordsMissing(UsageError):
    """Nothing of the text can be lettered."""

    code = "words_missing"


class BalloonUnfit(UsageError):
    """Facts: reason (`too_large`: even small, the words need more than the picture; `too_many`)."""

    code = "balloon_unfit"


def usual_px(layer: Lettering) -> float:
    """The size of this panel's dialogue: as its balloons have it, else the usual."""
    sizes = [
        one.font_px / font_scale(one.kind, script_of(one.text, layer.language))
        for one in layer.balloons
        if one.kind != "sfx"
    ]
    return min(sizes, default=body_px(layer.width))


def font_within(px: float, width: int) -> float:
    scale = width / STRIP_PX
    return min(max(px, FONT_LEAST_PX * scale), FONT_MOST_PX * scale)


def worded(balloon: Balloon, edit: BalloonEdit, layer: Lettering, fonts: Typefaces) -> Balloon:
    """The balloon with the edit's words, kind, speaker and sizes; place and tail as they are.

    Raises WordsMissing, BalloonUnfit.
    """
    text, kind = _as_typed(edit.text, balloon), edit.kind or balloon.kind
    speaker = balloon.speaker if edit.speaker is None else edit.speaker.strip()
    if kind == "sfx":
        text, speaker = " ".join(text.split()), ""
    new = replace(balloon, text=text, kind=kind, speaker=speaker)
    script = script_of(text, layer.language)
    if not comic_text(text, kind, script, fonts):
        raise WordsMissing()
    if edit.font_px is not None:
        new = replace(new, font_px=edit.font_px)
    elif kind == "sfx" and balloon.kind != "sfx":
        new = replace(new, font_px=_SOUND_SHARE * layer.width)
    elif kind != "sfx" and balloon.kind == "sfx":
        new = replace(new, font_px=usual_px(layer) * font_scale(kind, script))
    elif kind != balloon.kind:
        was = font_scale(balloon.kind, script_of(balloon.text, layer.language))
        new = replace(new, font_px=new.font_px * font_scale(kind, script) / was)
    new = replace(new, font_px=font_within(new.font_px, layer.width))
    if kind == "sfx":
        return _sound(new, balloon, edit, layer, fonts)
    new = replace(new, rotation_deg=0.0, growth=0.0)
    is_same = (new.text, new.kind, new.font_px) == (balloon.text, balloon.kind, balloon.font_px)
    if is_same and edit.width is None and edit.height is None:
        return new
    return _fitted(new, balloon, edit, script, layer, fonts)


def _as_typed(text: str | None, balloon: Balloon) -> str:
    if text is None:
        return balloon.text
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(filter(None, lines))


def _sound(new: Balloon, before: Balloon, edit: BalloonEdit, layer: Lettering, fonts: Typefaces) -> Balloon:
    """Type is as wide as it is large, so a width is a size. Raises BalloonUnfit."""
    script = script_of(new.text, layer.language)
    is_new = before.kind != "sfx" or not before.lines
    turn = (
        (_SOUND_TURN_DEG if is_new else new.rotation_deg) if edit.rotation_deg is None else edit.rotation_deg
    )
    growth = _SOUND_GROWTH if is_new else new.growth
    new = replace(
        new, lines=(comic_text(new.text, "sfx", script, fonts),), rotation_deg=turn, growth=growth,
        tail=None, tail_by_hand=False, joined=-1,
    )  # fmt: skip
    new = sfx.bounded(new, layer.language, fonts)
    wanted = 1.0
    if edit.font_px is None and (edit.width is not None or edit.height is not None):
        wide = edit.width / (2 * new.half_width) if edit.width else 0.0
        wanted = max(wide, edit.height / (2 * new.half_height) if edit.height else 0.0)
    most = min(layer.width / (2 * new.half_width), layer.height / (2 * new.half_height))
    px = min(font_within(new.font_px * wanted, layer.width), new.font_px * most)
    if px < FONT_LEAST_PX * layer.width / STRIP_PX / 2:
        raise BalloonUnfit(reason="too_large")
    return sfx.bounded(replace(new, font_px=px), layer.language, fonts)


def _fitted(
    new: Balloon, before: Balloon, edit: BalloonEdit, script: Script, layer: Lettering, fonts: Typefaces
) -> Balloon:
    """Raises BalloonUnfit."""
    comic = _comic(new, before, script, fonts)
    least = min(floor_px(layer.width), new.font_px)
    while True:
        shape = _shape(comic, new, before, edit, script, layer, fonts)
        if 2 * shape.half_width <= layer.width and 2 * shape.half_height <= layer.height:
            return replace(
                new, lines=shape.lines, half_width=shape.half_width, half_height=shape.half_height, reason=()
            )
        if new.font_px <= least:
            raise BalloonUnfit(reason="too_large")
        new = replace(new, font_px=max(least, new.font_px * _SMALLER))


def _comic(new: Balloon, before: Balloon, script: Script, fonts: Typefaces) -> str:
    """The words as they are lettered, line breaks kept; what was closed with a point stays so."""
    lines = [comic_text(line, new.kind, script, fonts) for line in new.text.split("\n")]
    comic = "\n".join(filter(None, lines))
    was_closed = bool(before.lines) and before.lines[-1].endswith(".") and before.text.endswith(",")
    return closed(comic) if was_closed and new.text == before.text else comic


def _shape(
    comic: str,
    new: Balloon,
    before: Balloon,
    edit: BalloonEdit,
    script: Script,
    layer: Lettering,
    fonts: Typefaces,
) -> Fitted:
    """In pixels. A size that was wished holds, or that a person gave it before; else as its words want it."""
    px, widest = new.font_px, layer.width / 2
    wide = before.half_width if edit.width is None else edit.width / 2
    high = edit.height / 2 if edit.height is not None else 0.0
    if edit.width is None and edit.height is None and _is_as_fitted(before, layer, fonts):
        natural = natural_shapes(comic, new.kind, script, fonts)
        fits = [one for one in natural if one.half_width * px <= widest]
        if fits:
            found = min(fits, key=lambda one: one.cost + abs(one.half_width * px - wide) / layer.width)
            return Fitted(found.lines, found.half_width * px, found.half_height * px, found.cost)
    elif edit.height is None and edit.width is None:
        high = before.half_height
    found = fit_width(comic, new.kind, script, fonts, min(wide, widest) / px)
    height = max(found.half_height * px, min(high, layer.height / 2))
    return Fitted(found.lines, found.half_width * px, height, found.cost)


def _is_as_fitted(balloon: Balloon, layer: Lettering, fonts: Typefaces) -> bool:
    """Whether the balloon has a size that its words would be given, or has none yet."""
    if not balloon.lines or balloon.kind == "sfx":
        return True
    script = script_of(balloon.text, layer.language)
    comic = _comic(balloon, balloon, script, fonts)
    return any(
        abs(shape.half_width * balloon.font_px / balloon.half_width - 1) < _AS_FITTED
        and abs(shape.half_height * balloon.font_px / balloon.half_height - 1) < _AS_FITTED
        for shape in natural_shapes(comic, balloon.kind, script, fonts)
    )
