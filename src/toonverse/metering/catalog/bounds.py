"""How many output tokens a picture is. Where a formula is exact it is the maximum: no factor on top."""

from toonverse.metering.calls import ImageCall
from toonverse.metering.catalog.models import Model
from toonverse.metering.refusals import ModelUnknown


def picture_tokens(model: Model, call: ImageCall) -> int:
    """One picture's output tokens, at most. Raises ModelUnknown for a size or quality without a bound."""
    rule = model.pictures.get("rule", "")
    tokens = _RULES[rule](model, call) if rule in _RULES else None
    if tokens is None:
        raise ModelUnknown(model=model.name, detail=f"{call.width}x{call.height} {call.quality}")
    return tokens


def _by_table(model: Model, call: ImageCall) -> int | None:
    sizes: list[str] = model.pictures["sizes"]
    size = f"{call.width}x{call.height}"
    if size not in sizes or call.quality not in model.pictures:
        return None
    return int(model.pictures[call.quality][sizes.index(size)])


def _by_area(model: Model, call: ImageCall) -> int | None:
    """ceil(f * round(f * short / long) * (2,000,000 + w * h) / 4,000,000), f by quality (see the file)."""
    said = model.pictures
    short, long = sorted((call.width, call.height))
    pixels = short * long
    fits = (
        call.quality in said["factors"]
        and said["pixels_min"] <= pixels <= said["pixels_max"]
        and short % said["multiple"] == 0 == long % said["multiple"]
        and long <= said["ratio_max"] * short
        and long <= said["edge_max"]
    )
    if not fits:
        return None
    factor: int = said["factors"][call.quality]
    across = (2 * factor * short + long) // (2 * long)  # factor * short / long, halves up
    return -(-factor * across * (2_000_000 + pixels) // 4_000_000)


def _by_tiers(model: Model, call: ImageCall) -> int | None:
    edge = max(call.width, call.height)
    for tier in model.pictures["tiers"]:
        if edge <= tier["edge_max"]:
            return int(tier["tokens"]) + int(model.pictures["extra_tokens_max"])
    return None


_RULES = {"table": _by_table, "area": _by_area, "tiers": _by_tiers}
