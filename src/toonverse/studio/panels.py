"""From the storyboard to pictures: one bought call for each panel (컷)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from toonverse.domain.panel import Face, Picture
from toonverse.domain.storyboard import Brief, Storyboard
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import ProviderError, UsageError
from toonverse.metering.calls import Bought, ImageCall, Keep, Quality
from toonverse.metering.catalog import Catalog, Model
from toonverse.store.images import DamagedImage, ImageMissing, ImageStore
from toonverse.store.works import Works
from toonverse.studio.directing.framing import HEIGHT_MIN_PX, TURN_HEIGHT_PX, WIDTH_PX
from toonverse.studio.sizes import nearest_size
from toonverse.studio.writing import cut_bytes

DRAFT_MODEL = "draft"

DEFAULT_QUALITY: Quality = "medium"
QUALITIES: tuple[Quality, ...] = ("low", "standard", "medium", "hd", "high", "xhigh", "max")

PROMPT_BYTES_MAX = 2_000
"""What a paid model is asked at most: a quote made before the storyboard counts on it."""


class PictureUnreadable(ProviderError):
    """The provider's answer is no picture that can be opened."""

    code = "picture_unreadable"


class QualityUnknown(UsageError):
    """The model is not sold in that quality. Facts: model, quality, sold."""

    code = "quality_unknown"


@dataclass(frozen=True, slots=True)
class Plan:
    """Each panel's call, by number from 0; the names of the cast. Never changed once stored."""

    calls: tuple[ImageCall, ...]
    names: tuple[str, ...]


def qualities(model: Model) -> tuple[Quality, ...]:
    """What the model is sold in, cheapest first; where it has no qualities, the one that stands for none."""
    said = (
        {price.quality for price in model.prices}
        | set(model.pictures)
        | set(model.pictures.get("factors", ()))
    )
    return tuple(one for one in QUALITIES if one in said) or (DEFAULT_QUALITY,)


def ordered(options: str, catalog: Catalog) -> tuple[Model, Quality]:
    """Who draws an episode, and how well, by the options stored with it (JSON)."""
    said = json.loads(options)
    return catalog.model(said["image_model"]), said.get("quality", DEFAULT_QUALITY)


def calls_for(
    storyboard: Storyboard, model: Model, quality: Quality = DEFAULT_QUALITY
) -> tuple[ImageCall, ...]:
    """What will be asked for each panel, in order: the same storyboard gives the same calls.

    The brief goes to the draft renderer only; other models read the prompt, and get the size of theirs
    that is nearest to the shot's.
    """
    return tuple(
        ImageCall(
            model.name,
            shot.prompt if model.free else cut_bytes(shot.prompt, PROMPT_BYTES_MAX),
            *nearest_size(model, shot.width_px, shot.height_px),
            quality,
            brief=_brief(storyboard, index) if model.name == DRAFT_MODEL else "",
        )
        for index, shot in enumerate(storyboard.shots)
    )


def possible_calls(model: Model, quality: Quality) -> tuple[ImageCall, ...]:
    """One call for each size that a panel of any storyboard can have, as long as a prompt may be."""
    heights = range(HEIGHT_MIN_PX, TURN_HEIGHT_PX + 1, 16)
    sizes = dict.fromkeys(nearest_size(model, WIDTH_PX, height) for height in heights)
    return tuple(ImageCall(model.name, "x" * PROMPT_BYTES_MAX, *size, quality) for size in sizes)


def dump_calls(calls: Sequence[ImageCall]) -> bytes:
    """The calls as JSON, to be stored before the first of them is bought."""
    return to_json(tuple(calls)).encode()


def load_calls(data: bytes) -> tuple[ImageCall, ...]:
    return from_json(tuple[ImageCall, ...], data)


def stored_calls(
    works: Works, images: ImageStore, catalog: Catalog, episode_id: int, sha256: str
) -> tuple[ImageCall, ...]:
    """What was stored; damaged or lost, it is made again from the storyboard if that gives the same.

    Raises DamagedImage, ImageMissing.
    """
    try:
        return load_calls(images.get(sha256))
    except (DamagedImage, ImageMissing):
        painter = ordered(works.episode(episode_id).options, catalog)
        storyboard = works.storyboard(episode_id)
        calls = b"" if storyboard is None else dump_calls(calls_for(storyboard, *painter))
        if hashlib.sha256(calls).hexdigest() != sha256:
            raise
        images.put(calls)
        return load_calls(calls)


def buying_key(episode_id: int, panel: int, take: int = 1) -> str:
    """The work's own name at the door: whoever asks for it again gets the kept picture."""
    return f"episode/{episode_id}/panel/{panel}/take/{take}"


def picture_of(bought: Bought, kept: Keep) -> Picture:
    """The kept picture with its size and faces: as the provider noted them, else measured.

    Raises PictureUnreadable.
    """
    notes = json.loads(bought.notes)
    if "width" in notes and "height" in notes:
        faces = from_json(tuple[Face, ...], json.dumps(notes.get("faces", [])))
        return Picture(bought.sha256, bought.media_type, notes["width"], notes["height"], faces)
    width, height = _measure(kept.get(bought.sha256))
    return Picture(bought.sha256, bought.media_type, width, height)


def _brief(storyboard: Storyboard, index: int) -> str:
    shot = storyboard.shots[index]
    return to_json(Brief(shot, shot.looks(storyboard.cast), storyboard.style))


def _measure(media: bytes) -> tuple[int, int]:
    import pyvips

    try:
        image = pyvips.Image.new_from_buffer(media, "", access="sequential")
    except pyvips.Error as failure:
        raise PictureUnreadable(reason=str(failure)[:200]) from failure
    return int(image.width), int(image.height)
