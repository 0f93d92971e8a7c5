"""`toonverse prices`: what models cost, when that changes, and what an operator says about it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from filelock import FileLock
from rich.console import Console

from toonverse.bootstrap import catalog_of, load_settings
from toonverse.cli.people import named_table, print_lines, write
from toonverse.cli.sentences import say, term
from toonverse.clock import utc_now
from toonverse.errors import UsageError
from toonverse.metering.catalog import Catalog, Model, Price, load
from toonverse.metering.catalog.models import Unit, day
from toonverse.metering.catalog.options import require_met
from toonverse.metering.catalog.sheet import (
    FILE,
    Record,
    SheetUnfit,
    checked,
    merged,
    over,
    read_sheet,
    write_sheet,
)
from toonverse.money import NUSD_PER_USD

_UNITS: dict[Unit, tuple[str, str]] = {
    "input_token": ("입력", "in"),
    "cached_input_token": ("캐시 입력", "cached in"),
    "image_input_token": ("그림 입력", "image in"),
    "output_token": ("출력", "out"),
    "image_output_token": ("그림 출력", "image out"),
    "image": ("그림", "image"),
    "second": ("초", "second"),
}
SOON = timedelta(days=62)
LISTED = re.compile(r"listed:([a-z0-9_-]+)/(.+)")
"""`listed:openai/gpt-5.4-mini`: a text model of the genai-prices library."""


def list_prices(as_json: bool) -> None:
    catalog, today = catalog_of(load_settings()), day(utc_now())
    models = sorted(catalog.models.values(), key=lambda one: (one.provider, one.service, one.name))
    if as_json:
        write({"on": today.isoformat(), "models": [_described(one, today) for one in models]})
        return
    for provider in dict.fromkeys(one.provider for one in models):
        table = named_table((say("모델", "model"), say("상태", "state"), say("값", "price")))
        table.title, table.title_justify = provider, "left"
        for one in models:
            if one.provider == provider:
                prices = "\n".join(_told(price) for price in _now(one, today))
                table.add_row(one.name, _state_words(one, today), prices)
        Console(highlight=False).print(table)


def show_price(name: str, as_json: bool) -> None:
    """Every price of a model, past and to come. Raises ModelUnknown."""
    model, today = catalog_of(load_settings()).model(name), day(utc_now())
    if as_json:
        write(_described(model, today) | {"prices": [_priced(price) for price in model.prices]})
        return
    print_lines(f"{model.name} ({model.provider}, {term(model.service)}): {_state_words(model, today)}")
    print_lines(f"{say('출처', 'source')}: {model.source}")
    table = named_table((say("값", "price"), say("첫날", "from"), say("이날 앞까지", "until")))
    for price in sorted(model.prices, key=lambda one: (one.since, one.unit)):
        until = "" if price.until == date.max else price.until.isoformat()
        table.add_row(_told(price), price.since.isoformat(), until)
    Console(highlight=False).print(table)


def check_prices(as_json: bool) -> None:
    """What an operator should know before it costs money; also where genai-prices says otherwise."""
    catalog, today = catalog_of(load_settings()), day(utc_now())
    found = [
        (model.name, note) for model in catalog.models.values() for note in _notes(catalog, model, today)
    ]
    if as_json:
        write({"on": today.isoformat(), "notes": [{"model": name, "note": note} for name, note in found]})
        return
    print_lines(*(f"{name}: {note}" for name, note in found))
    if not found:
        print_lines(say("알릴 것이 없습니다.", "nothing to tell"))


def set_price(record: Record) -> None:
    """Puts a model's facts and prices into the operator's file. Raises SheetUnfit, PriceUnmet."""
    try:
        fit = checked(record)
    except (ValueError, TypeError, LookupError) as error:
        raise SheetUnfit(path=FILE, reason=str(error)[:300]) from error
    _adopt([fit])
    show_price(str(record["name"]), as_json=False)


def import_prices(what: str) -> None:
    """A file of the catalogue's own form (TOML or JSON), or `listed:PROVIDER/MODEL`.

    Raises SheetUnfit, PriceUnmet.
    """
    if match := LISTED.fullmatch(what):
        from toonverse.metering.catalog.listed import listed

        records: Sequence[Record] = [checked(listed(*match.groups()))]
    else:
        path = Path(what)
        if not path.is_file():
            raise SheetUnfit(path=what, reason=say("그런 파일이 없습니다", "there is no such file"))
        records = read_sheet(path)
    _adopt(records)
    names = ", ".join(str(record["name"]) for record in records)
    print_lines(say(f"값을 받아들였습니다: {names}", f"prices taken over: {names}"))


def _adopt(records: Sequence[Record]) -> None:
    home = load_settings().home
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / f"{FILE}.lock"):
        sheet = merged(read_sheet(home / FILE), records)
        shipped = load()
        require_met(shipped, over(shipped, sheet), records)
        write_sheet(home / FILE, sheet)


def _notes(catalog: Catalog, model: Model, today: date) -> Iterator[str]:
    if model.retired_on is not None and model.retired_on <= today:
        return
    if model.retired_on is not None and model.retired_on <= today + SOON:
        yield say(
            f"{model.retired_on}에 종료, 후속 {model.successor}",
            f"ends on {model.retired_on}; {model.successor} follows",
        )
    if not model.confirmed:
        yield say(f"확인되지 않은 값: {model.source}", f"nobody has confirmed its price: {model.source}")
    if model.successor:
        yield from _successor_notes(catalog, model)
    if not model.free and not _now(model, today):
        yield say("값이 없어서 살 수 없음", "has no price, so it can't be bought")
    for price in model.prices:
        if today < price.since <= today + SOON:
            yield say(f"{price.since}부터 {_told(price)}", f"from {price.since} on: {_told(price)}")
    from toonverse.metering.catalog.listed import differences

    for one in differences(model, today):
        words = say("여기는 {}, 목록은 {}", "{} here, {} listed").format(one.ours_usd, one.listed_usd)
        yield f"genai-prices: {term(one.unit)}: {words}"


def _successor_notes(catalog: Catalog, model: Model) -> Iterator[str]:
    try:
        catalog.usable(model.successor, utc_now())
    except UsageError as error:
        yield say(f"후속 모델을 쓸 수 없음: {error.code}", f"its successor can't be called: {error.code}")


def _now(model: Model, today: date) -> list[Price]:
    return [price for price in model.prices if price.since <= today < price.until]


def _state(model: Model, today: date) -> str:
    if model.retired_on is not None and model.retired_on <= today:
        return "retired"
    if not model.confirmed:
        return "unconfirmed"
    if model.free:
        return "free"
    return "current" if _now(model, today) else "unpriced"


def _state_words(model: Model, today: date) -> str:
    state = _state(model, today)
    words = {
        "retired": ("종료됨", "retired"),
        "unconfirmed": ("확인 안 됨", "unconfirmed"),
        "free": ("무료", "free"),
        "current": ("현행", "current"),
        "unpriced": ("값 없음", "unpriced"),
    }
    if state == "retired" and model.successor:
        return f"{say(*words[state])} -> {model.successor}"
    return say(*words[state])


def _described(model: Model, today: date) -> dict[str, object]:
    return {
        "name": model.name,
        "provider": model.provider,
        "service": model.service,
        "state": _state(model, today),
        "retired_on": None if model.retired_on is None else model.retired_on.isoformat(),
        "successor": model.successor,
        "source": model.source,
        "prices": [_priced(price) for price in _now(model, today)],
    }


def _priced(price: Price) -> dict[str, object]:
    """`usd` is for one unit, exact, as text."""
    of = {name: getattr(price, name) for name in ("size", "quality", "resolution") if getattr(price, name)}
    if price.above_input_tokens:
        of["above_input_tokens"] = price.above_input_tokens
    until = None if price.until == date.max else price.until.isoformat()
    usd = f"{_usd(price):f}"
    return {"unit": price.unit, "usd": usd, **of, "from": price.since.isoformat(), "until": until}


def _told(price: Price) -> str:
    """`$5 / 1M in`"""
    by_million = price.unit.endswith("token")
    usd = (_usd(price) * (1_000_000 if by_million else 1)).normalize()
    of = " ".join(word for word in (price.size, price.quality, price.resolution) if word)
    above = f" > {price.above_input_tokens:,}" if price.above_input_tokens else ""
    of_many = say("100만 ", "1M ") if by_million else ""
    return f"${usd:f} / {of_many}{say(*_UNITS[price.unit])}{' ' if of else ''}{of}{above}"


def _usd(price: Price) -> Decimal:
    return (price.nusd / NUSD_PER_USD).normalize()
