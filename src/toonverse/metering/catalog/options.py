"""Of what a model can have a price: one of a size, quality or resolution it never makes is never met."""

import re
from collections.abc import Iterable, Sequence
from typing import get_args

from toonverse.errors import UsageError
from toonverse.metering.calls import ImageCall, Quality
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.models import Catalog, Model, Price, price_of
from toonverse.metering.catalog.sheet import Record
from toonverse.metering.refusals import ModelUnknown

_UNITS = {
    "text_generation": ("input_token", "cached_input_token", "image_input_token", "output_token"),
    "image_generation": (
        *("input_token", "cached_input_token", "image_input_token"),
        *("output_token", "image_output_token", "image"),
    ),
    "video_generation": ("second",),
}
_OF = {"image": ("size", "quality"), "second": ("resolution",)}
"""What a price of this unit is for; one of any other unit is for nothing in particular."""

_SIZE = re.compile("([1-9][0-9]{1,4})x([1-9][0-9]{1,4})")
_RESOLUTION = re.compile("[1-9][0-9]{2,3}p|[248]k")


class PriceUnmet(UsageError):
    """A price that no call of the model can have. Facts: model, said, fits."""

    code = "price_unmet"


def require_met(shipped: Catalog, now: Catalog, records: Iterable[Record]) -> None:
    """Refuses prices for what their model does not make. `now` is the catalogue with the records.

    Raises PriceUnmet.
    """
    for record in records:
        name = record["name"]
        known = shipped.models.get(name, now.models[name])
        for price in map(price_of, record["price"]):
            _require(known, now.models[name], price, is_shipped=name in shipped.models)


def _require(known: Model, model: Model, price: Price, *, is_shipped: bool) -> None:
    units = _UNITS[model.service]
    if price.unit not in units:
        raise PriceUnmet(model=model.name, said=price.unit, fits=", ".join(units))
    for name in ("size", "quality", "resolution"):
        if (name in _OF.get(price.unit, ())) != bool(getattr(price, name)):
            wanted = " ".join(f"--{one} ..." for one in _OF.get(price.unit, ()))
            said = getattr(price, name) or f"--unit {price.unit}"
            raise PriceUnmet(model=model.name, said=said, fits=f"--unit {price.unit} {wanted}".strip())
    sold = tuple(one for one in known.prices if one.unit == price.unit) if is_shipped else ()
    if price.unit == "second":
        _require_resolution(model, price, sold)
    if price.unit == "image":
        _require_picture(known, price, sold)


def _require_resolution(model: Model, price: Price, sold: Sequence[Price]) -> None:
    words = sorted({one.resolution for one in sold})
    if price.resolution not in words if words else not _RESOLUTION.fullmatch(price.resolution):
        fits = ", ".join(words) or "720p, 1080p, 4k ..."
        raise PriceUnmet(model=model.name, said=price.resolution, fits=fits)


def _require_picture(model: Model, price: Price, sold: Sequence[Price]) -> None:
    size = _SIZE.fullmatch(price.size)
    quality = next((one for one in get_args(Quality) if one == price.quality), None)
    said = f"{price.size} {price.quality}"
    if sold:
        of = {(one.size, one.quality) for one in sold}
        if (price.size, price.quality) not in of:
            raise PriceUnmet(model=model.name, said=said, fits=", ".join(" ".join(one) for one in sorted(of)))
        return
    if size is None or quality is None:
        raise PriceUnmet(model=model.name, said=said, fits=_words(model))
    if "rule" in model.pictures:
        width, height = map(int, size.groups())
        try:
            picture_tokens(model, ImageCall(model.name, "", width, height, quality))
        except ModelUnknown as unknown:
            raise PriceUnmet(model=model.name, said=said, fits=_words(model)) from unknown


def _words(model: Model) -> str:
    """The sizes and qualities there are, in signs that need no language."""
    said = model.pictures
    rule = said.get("rule")
    qualities = " | ".join(one for one in get_args(Quality) if one in said.get("factors", said))
    if rule == "table":
        return f"{', '.join(said['sizes'])}; {qualities}"
    if rule == "area":
        sizes = (
            f"1024x1536 ... (w x h: {said['pixels_min']:,} ... {said['pixels_max']:,}, "
            f"n x {said['multiple']}, <= {said['ratio_max']}:1, <= {said['edge_max']})"
        )
        return f"{sizes}; {qualities}"
    edge = f" (<= {said['tiers'][-1]['edge_max']})" if rule == "tiers" else ""
    return f"1024x1536 ...{edge}; {' | '.join(get_args(Quality))}"
