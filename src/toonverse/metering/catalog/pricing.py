"""What a call can cost, and what it did cost. Sums are exact decimals, rounded once."""

from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from toonverse.metering.calls import Call, ImageCall, Quote, RelayedCall, TextCall, Usage, VideoCall, by_batch
from toonverse.metering.catalog.bounds import picture_tokens
from toonverse.metering.catalog.models import Catalog, Days, Model, Unit, day
from toonverse.metering.refusals import ModelUnknown, NotSoldByBatch
from toonverse.money import NUSD_PER_USD, Nusd

DEADLINE = timedelta(hours=24)
"""A hold takes the highest price valid until then: no operation is waited for any longer."""

MESSAGE_TOKENS = 64
"""What roles, separators and a schema's frame add to the bytes of a prompt, at most."""


def quote(catalog: Catalog, call: Call, at: datetime) -> Quote:
    """Expected and maximum price of a call made now.

    The maximum is true: prompts count one token a byte (byte-level tokenizers make no more), output is
    capped or exact. Raises ModelUnknown (NotSoldByBatch), ModelRetired, ModelUnconfirmed
    before anything is spent.
    """
    model = catalog.usable(call.model, at)
    if model.service != call.service:
        raise ModelUnknown(model=model.name, detail=f"does {model.service}, not {call.service}")
    if model.free:
        return Quote(Nusd(0), Nusd(0), 0)
    until = at + deadline(model, call)
    days = day(at), day(until)
    model = sold_as(model, call, at)
    if isinstance(call, TextCall):
        expected, maximum, tokens = _text(model, call, days)
    elif isinstance(call, ImageCall):
        expected, maximum, tokens = _image(model, call, days)
    elif isinstance(call, RelayedCall):
        expected, maximum, tokens = _relayed(model, call, days)
    else:
        expected = maximum = _video(model, call, days)
        tokens = 0
    most = _up(maximum)
    by_rate = (
        debit(catalog, call, Usage(), most, one) for one in (at, until)
    )  # it may be corrected meanwhile
    return Quote(Nusd(min(_up(expected), most)), most, max(tokens, *by_rate))


def sold_as(model: Model, call: Call, at: datetime) -> Model:
    """The model with the prices that hold for the call's tier. Raises NotSoldByBatch."""
    if not by_batch(call):
        return model
    sold = model.by_batch(day(at))
    if isinstance(call, ImageCall) and call.references and sold.batch and not sold.batch.references:
        raise NotSoldByBatch(model=model.name, detail="no pictures can be shown to it by batch")
    return sold


def deadline(model: Model, call: Call) -> timedelta:
    """How long after its hold the call may be at work, at most."""
    return timedelta(hours=model.batch.hours_max) if by_batch(call) and model.batch else DEADLINE


def cost(catalog: Catalog, call: Call, usage: Usage, submitted: datetime) -> Nusd | None:
    """The price of what was reported, at the price of the day it was submitted, rounded to one nano-USD.

    None when the report lacks what the model is priced by, or its sum is below zero: then nobody knows, and
    nothing is invented.
    """
    model = catalog.model(call.model)
    if model.free:
        return Nusd(0)
    if usage.charged_nusd is not None:
        return Nusd(usage.charged_nusd)
    model = sold_as(model, call, submitted)
    on = day(submitted), day(submitted)
    if isinstance(call, VideoCall):
        seconds = call.seconds if usage.seconds is None else usage.seconds
        each = _price(model, "second", on, resolution=call.resolution)
        return _nearest(each * seconds)
    if isinstance(call, ImageCall | RelayedCall) and _per_image(model):
        asked = call.images if isinstance(call, RelayedCall) else 1
        images = asked if usage.images is None else usage.images
        return _nearest(images * _image_price(model, call, on))
    total = _token_cost(model, usage, on)
    return None if total is None or total < 0 else _nearest(total)


def debit(catalog: Catalog, call: Call, usage: Usage, cost_nusd: int, submitted: datetime) -> int:
    """Tokens for the user: the provider's total, or the dated rate where it reports none (video: always)."""
    if usage.total_tokens is not None and not isinstance(call, VideoCall):
        return usage.total_tokens
    tokens = Decimal(cost_nusd) * catalog.tokens_per_usd(submitted) / NUSD_PER_USD
    return int(tokens.to_integral_value(ROUND_CEILING))


def _text(model: Model, call: TextCall, days: Days) -> tuple[Decimal, Decimal, int]:
    if call.output_tokens_max < 1:
        raise ModelUnknown(model=model.name, detail="output_tokens_max must be set")
    seen = _seen_bound(model, len(call.pictures))
    words = _prompt_bound(call.system, call.prompt, call.schema)
    read = words + seen
    input_price = _price(model, "input_token", days, above=read)
    output_price = _price(model, "output_token", days, above=read)
    shown = seen * _shown_price(model, days, read)
    maximum = words * input_price + shown + call.output_tokens_max * output_price
    expected = words * input_price / 3 + shown / 2 + call.output_tokens_max * output_price / 2
    return expected, maximum, read + call.output_tokens_max


def _image(model: Model, call: ImageCall, days: Days) -> tuple[Decimal, Decimal, int]:
    seen = _seen_bound(model, len(call.references))
    if _per_image(model):
        each = _image_price(model, call, days)
        return each, each, 0
    words = _prompt_bound(call.prompt)
    input_price = _price(model, "input_token", days, above=words + seen)
    shown = seen * _shown_price(model, days, words + seen)
    made = picture_tokens(model, call)
    made_price = _price(model, "image_output_token", days)
    likely = made - int(model.pictures.get("extra_tokens_max", 0))  # thoughts and words are few
    maximum = words * input_price + shown + made * made_price
    return words * input_price / 3 + shown / 2 + likely * made_price, maximum, words + seen + made


def _relayed(model: Model, call: RelayedCall, days: Days) -> tuple[Decimal, Decimal, int]:
    """Everything made at the dearest of what the model makes: the caller may ask for words and pictures."""
    if _per_image(model):
        if call.images < 1:
            raise ModelUnknown(model=model.name, detail="only pictures have a price")
        each = call.images * _image_price(model, call, days)
        return each, each, 0
    if call.output_tokens_max < 1:
        raise ModelUnknown(model=model.name, detail="output_tokens_max must be set")
    seen = _seen_bound(model, call.shown_squares)
    read = call.input_tokens_max + seen
    units: tuple[Unit, ...] = ("output_token", "image_output_token")
    made_price = max((p for unit in units if (p := model.price(unit, days, read)) is not None), default=None)
    if made_price is None:
        raise ModelUnknown(model=model.name, detail="no price for what it makes")
    input_price = _price(model, "input_token", days, above=read)
    shown = seen * _shown_price(model, days, read)
    maximum = call.input_tokens_max * input_price + shown + call.output_tokens_max * made_price
    expected = call.input_tokens_max * input_price / 3 + shown / 2 + call.output_tokens_max * made_price / 2
    return expected, maximum, read + call.output_tokens_max


def _seen_bound(model: Model, pictures: int) -> int:
    """Input tokens of so many pictures a model is shown, at most."""
    if pictures and not model.picture_input_tokens_max:
        raise ModelUnknown(model=model.name, detail="no bound for reference pictures")
    return pictures * model.picture_input_tokens_max


def _shown_price(model: Model, days: Days, read: int) -> Decimal:
    """One token of a shown picture, at the dearer price: not every report says which tokens are those."""
    plain = _price(model, "input_token", days, above=read)
    return max(plain, model.price("image_input_token", days, read) or plain)


def _video(model: Model, call: VideoCall, days: Days) -> Decimal:
    if not 0 < call.seconds <= model.seconds_max:
        raise ModelUnknown(model=model.name, detail=f"{call.seconds} seconds")
    return call.seconds * _price(model, "second", days, resolution=call.resolution)


def _prompt_bound(*texts: str) -> int:
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) + MESSAGE_TOKENS


def _per_image(model: Model) -> bool:
    return any(price.unit == "image" for price in model.prices)


def _image_price(model: Model, call: ImageCall | RelayedCall, days: Days) -> Decimal:
    return _price(model, "image", days, size=f"{call.width}x{call.height}", quality=call.quality)


def _price(model: Model, unit: Unit, days: Days, above: int = 0, **of: str) -> Decimal:
    price = model.price(unit, days, above, **of)
    if price is None:
        detail = " ".join((unit, *of.values()))
        raise ModelUnknown(model=model.name, detail=f"no price for {detail}")
    return price


def _token_cost(model: Model, usage: Usage, on: Days) -> Decimal | None:
    """Input, cached, tool use and image tokens at their own prices; what has none goes at the plain one.

    A part reported above its whole counts as the whole: it would lower the cost of everything else.
    """
    if usage.prompt_tokens is None or usage.completion_tokens is None:
        return None
    read = usage.prompt_tokens
    plain = _price(model, "input_token", on, above=read)
    total = (read + (usage.tool_use_tokens or 0)) * plain
    special_counts: tuple[tuple[Unit, int | None], ...] = (
        ("cached_input_token", usage.cached_tokens),
        ("image_input_token", usage.image_input_tokens),
    )
    for unit, count in special_counts:
        special = model.price(unit, on, read)
        if count and special is not None:
            total += min(count, read) * (special - plain)
    made = usage.completion_tokens + ((usage.thoughts_tokens or 0) if model.thoughts_on_top else 0)
    picture_price = model.price("image_output_token", on)
    text_price = model.price("output_token", on, read)
    if picture_price is None:
        return total + made * _price(model, "output_token", on, above=read)
    told = usage.image_output_tokens
    pictures = made if told is None or text_price is None else min(told, made)
    return total + pictures * picture_price + (made - pictures) * (text_price or 0)


def _up(amount: Decimal) -> Nusd:
    return Nusd(int(amount.to_integral_value(ROUND_CEILING)))


def _nearest(amount: Decimal) -> Nusd:
    return Nusd(int(amount.to_integral_value(ROUND_HALF_UP)))
