"""What a short costs: one look at each panel, and seconds of video; with each model side by side."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from toonverse.domain.storyboard import Shot
from toonverse.errors import UsageError
from toonverse.metering.calls import EnvelopeLine, Quote, TextCall, VideoCall
from toonverse.metering.catalog import Catalog, Model
from toonverse.metering.catalog.models import day
from toonverse.money import Nusd
from toonverse.studio.quote import Pricing
from toonverse.studio.shorts.analysis import PROMPT_BYTES_MAX, analysis_call

NO_PICTURE = "0" * 64
ASPECT_RATIO = "9:16"
CLIP_SECONDS = (4, 6, 8)
CLIPS_MAX = 24


@dataclass(frozen=True, slots=True)
class ShortQuote:
    """What is expected and what is held at most, for all clips together; `lines` by model."""

    expected_nusd: Nusd
    maximum_nusd: Nusd
    maximum_tokens: int
    lines: tuple[EnvelopeLine, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to have the clips made. `refusal` is the code of what stands in the way, "" for nothing."""

    model: str
    resolution: str
    usd_per_second_nusd: int
    quote: ShortQuote | None
    refusal: str = ""


def video_call(model: str, prompt: str, picture: str, seconds: int, resolution: str) -> VideoCall:
    return VideoCall(model, prompt, seconds, resolution, ASPECT_RATIO, picture)


def quote_clips(
    pricing: Pricing, shots: Sequence[Shot], video: str, text: str, seconds: int, resolution: str
) -> ShortQuote:
    """For a clip of each shot; `text` "" is for prompts that the storyboard writes.

    Raises UsageError: a model that can't be bought, seconds or a resolution it is not sold in.
    """
    videos = [
        pricing.quote(video_call(video, "x" * PROMPT_BYTES_MAX, NO_PICTURE, seconds, resolution))
        for _ in shots
    ]
    calls: list[TextCall] = [analysis_call(text, shot, NO_PICTURE) for shot in shots] if text else []
    looks = [pricing.quote(call) for call in calls]
    lines = [EnvelopeLine("video_generation", video, *_most(videos))] if videos else []
    lines += [EnvelopeLine("text_generation", text, *_most(looks))] if looks else []
    expected = sum(quote.expected_nusd for quote in (*videos, *looks))
    return ShortQuote(
        Nusd(expected),
        Nusd(sum(line.maximum_nusd for line in lines)),
        sum(line.maximum_tokens for line in lines),
        tuple(lines),
    )


def offers(
    pricing: Pricing, catalog: Catalog, shots: Sequence[Shot], text: str, seconds: int, at: datetime
) -> list[Offer]:
    """Every video model that is not retired, in every resolution, cheapest first."""
    found = [
        _offer(pricing, model, shots, text, seconds, price.resolution, int(price.nusd))
        for model in catalog.models.values()
        if model.service == "video_generation" and not _is_retired(model, at)
        for price in model.prices
        if price.unit == "second" and price.since <= day(at) < price.until
    ]
    return sorted(found, key=lambda offer: (offer.usd_per_second_nusd, offer.model))


def cheapest(catalog: Catalog, reached: Collection[str], resolution: str, at: datetime) -> str:
    """The cheapest confirmed video model of the providers at hand; "" where there is none."""
    found = []
    for model in catalog.models.values():
        usable = model.confirmed and not _is_retired(model, at) and model.provider in reached
        price = model.price("second", (day(at), day(at)), resolution=resolution)
        if model.service == "video_generation" and usable and price is not None:
            found.append((price, model.name))
    return min(found, default=(0, ""))[1]


def _offer(
    pricing: Pricing, model: Model, shots: Sequence[Shot], text: str, seconds: int, resolution: str, each: int
) -> Offer:
    try:
        quote = quote_clips(pricing, shots, model.name, text, seconds, resolution)
    except UsageError as refused:
        return Offer(model.name, resolution, each, None, refused.code)
    return Offer(model.name, resolution, each, quote)


def _is_retired(model: Model, at: datetime) -> bool:
    return model.retired_on is not None and day(at) >= model.retired_on


def _most(quotes: Sequence[Quote]) -> tuple[Nusd, int]:
    return Nusd(sum(quote.maximum_nusd for quote in quotes)), sum(quote.maximum_tokens for quote in quotes)
