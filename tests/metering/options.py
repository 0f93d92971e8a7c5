"""Every option that the catalogue's models are sold with, made from the catalogue: none can be forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import product
from typing import get_args

from toonverse.metering.calls import Call, ImageCall, Quality, TextCall, VideoCall
from toonverse.metering.catalog import Catalog, Model, load
from toonverse.metering.catalog.pricing import quote
from toonverse.metering.refusals import ModelUnknown

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
REFERENCES = (0, 1, 16)
PROMPT = "비가 온다. A lamp, a pier. 😀"
QUALITIES: tuple[Quality, ...] = get_args(Quality)
OUTPUT_TOKENS = (1, 500, 65_536)
RATIOS = ("9:16", "16:9")


def sold(catalog: Catalog) -> Catalog:
    """With everything on sale that has a price: what waits for an operator's word, and what was retired, too.

    (Both can be sold by an operator's own sheet; other hosts still serve retired models.)
    """
    every = {
        name: replace(model, confirmed=True, retired_on=None)
        for name, model in catalog.models.items()
        if model.prices and not model.free
    }
    return Catalog(every, catalog.rates)


SOLD = sold(load())


def moments(model: Model) -> list[datetime]:
    """Now, and half a day and a second before each day on which a price of the model changes."""
    days = {day for price in model.prices for day in (price.since, price.until)}
    eves = [datetime.combine(day, time(), UTC) for day in sorted(days) if NOW.date() < day < day.max]
    return [NOW, *(eve - before for eve in eves for before in (timedelta(hours=12), timedelta(seconds=1)))]


def options(model: Model) -> Iterator[Call]:
    """Each kind of call it is sold for: size x quality x references, or output x pictures x prompt,
    or seconds x resolution x ratio x first picture.
    """
    if model.service == "video_generation":
        resolutions = sorted({price.resolution for price in model.prices})
        seconds = range(1, model.seconds_max + 1)
        for one, resolution, ratio, shown in product(seconds, resolutions, RATIOS, ("", "picture")):
            yield VideoCall(model.name, PROMPT, one, resolution, ratio, shown)
    elif model.service == "text_generation":
        for most, pictures, prompt in product(OUTPUT_TOKENS, _shown(model), prompts(model)):
            yield TextCall(model.name, "be brief", prompt, most, '{"type": "object"}', pictures)
    else:
        for (width, height), quality, shown in product(sizes(model), QUALITIES, _shown(model)):
            call = ImageCall(model.name, PROMPT, width, height, quality, references=shown)
            if is_sold(call):
                yield call


def prompts(model: Model) -> Iterator[str]:
    """Short, and around each length from which another price holds."""
    yield PROMPT
    for length in sorted({price.above_input_tokens for price in model.prices} - {0}):
        yield from ("x" * (length - 100), "x" * (length - 2000), "x" * (length + 1))


def sizes(model: Model) -> list[tuple[int, int]]:
    """Those that the catalogue names, or the corners of what it allows."""
    said = model.pictures
    if not said:
        return sorted({_size(price.size) for price in model.prices})
    if said["rule"] == "table":
        return [_size(size) for size in said["sizes"]]
    if said["rule"] == "tiers":
        edges = [tier["edge_max"] for tier in said["tiers"]]
        return [(edge, part) for edge in edges for part in (edge, edge // 2)] + [(1, 1)]
    multiple, longest = said["multiple"], said["edge_max"]
    corners = [(1024, 1024), (1024, 1536), (1536, 1024), (longest, longest * 9 // 16)]
    for ratio in (1, 2, said["ratio_max"]):
        for pixels in (said["pixels_min"], said["pixels_max"]):
            short = min(int((pixels / ratio) ** 0.5), longest // ratio) // multiple * multiple
            corners += [(short, short * ratio), ((short + multiple) * ratio, short + multiple)]
    return corners


def is_sold(call: Call) -> bool:
    try:
        return quote(SOLD, call, NOW).maximum_nusd > 0
    except ModelUnknown:
        return False


def _shown(model: Model) -> list[tuple[str, ...]]:
    """References or pictures; none for a model without a bound for them."""
    return [("picture",) * count for count in REFERENCES if not count or model.picture_input_tokens_max]


def _size(said: str) -> tuple[int, int]:
    width, height = map(int, said.split("x"))
    return width, height
