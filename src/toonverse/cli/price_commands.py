"""`toonverse prices`: the options; what they do is in `price_list`."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

prices = typer.Typer(help="What models cost, and when that changes.", no_args_is_help=True)

rate = typer.Typer(help="Tokens a dollar, for what is reported without tokens.", no_args_is_help=True)
prices.add_typer(rate, name="rate")

Model = Annotated[str, typer.Argument(help="The model's name.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]

MILLION = 1_000_000


class UnitName(StrEnum):
    INPUT_TOKEN = "input_token"
    CACHED_INPUT_TOKEN = "cached_input_token"
    IMAGE_INPUT_TOKEN = "image_input_token"
    OUTPUT_TOKEN = "output_token"
    IMAGE_OUTPUT_TOKEN = "image_output_token"
    IMAGE = "image"
    SECOND = "second"


@prices.command("list")
def list_prices(as_json: Json = False) -> None:
    """Every model with the prices of today."""
    from toonverse.cli import price_list

    price_list.list_prices(as_json)


@prices.command("show")
def show_price(model: Model, as_json: Json = False) -> None:
    """One model: every price with its days, and where we know it from."""
    from toonverse.cli import price_list

    price_list.show_price(model, as_json)


@prices.command("check")
def check_prices(as_json: Json = False) -> None:
    """What ends, changes or is not confirmed, and where the genai-prices list says otherwise."""
    from toonverse.cli import price_list

    price_list.check_prices(as_json)


@prices.command("set")
def set_price(
    model: Model,
    unit: Annotated[UnitName, typer.Option(help="What the price is for.", show_default=False)],
    usd: Annotated[
        str, typer.Option(help="For a million tokens, a picture or a second.", show_default=False)
    ],
    since: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day; today by default.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The first day it no longer holds.")
    ] = None,
    size: Annotated[str | None, typer.Option(help="Of a picture: 1024x1536.")] = None,
    quality: Annotated[str | None, typer.Option(help="Of a picture: low, medium, high ...")] = None,
    resolution: Annotated[str | None, typer.Option(help="Of video: 720p, 1080p ...")] = None,
    provider: Annotated[str | None, typer.Option(help="Of a new model: who is called for it.")] = None,
    service: Annotated[
        str | None, typer.Option(help="Of a new model: text_generation, image_generation, video_generation.")
    ] = None,
    seconds_max: Annotated[int | None, typer.Option(min=1, help="Of a video model: the longest.")] = None,
    source: Annotated[str | None, typer.Option(help="Where you know it from.")] = None,
) -> None:
    """Set a price: a contract's, a new model's, or one that nobody had confirmed."""
    from toonverse.cli import price_list

    price: dict[str, Any] = {
        "unit": unit.value,
        "usd": usd,
        "per": MILLION if unit.value.endswith("token") else 1,
        "from": since or datetime.now(UTC).date().isoformat(),
        "until": until,
        "size": size,
        "quality": quality,
        "resolution": resolution,
    }
    record: dict[str, Any] = {
        "name": model,
        "provider": provider,
        "service": service,
        "seconds_max": seconds_max,
        "source": source,
        "price": [{name: value for name, value in price.items() if value is not None}],
    }
    price_list.set_price({name: value for name, value in record.items() if value is not None})


@prices.command("import")
def import_prices(
    what: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Models and prices as TOML or JSON, or listed:PROVIDER/MODEL of the genai-prices list.",
            show_default=False,
        ),
    ],
) -> None:
    """Take over prices from a file, or a text model from the genai-prices list."""
    from toonverse.cli import price_list

    price_list.import_prices(what)


@prices.command("rerate")
def rerate(
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="YYYY-MM-DD", help="The first day; 30 days ago by default."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="The last day; today by default.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD|next", help="The day whose prices count; next is the next change."),
    ] = None,
    instead: Annotated[
        list[str] | None,
        typer.Option(
            "--as", metavar="MODEL=OTHER", help="Another model in a model's place; may be repeated."
        ),
    ] = None,
    episode: Annotated[int | None, typer.Option(help="Only this episode's usage.")] = None,
    as_json: Json = False,
) -> None:
    """What past usage would have cost at another day's prices, or with other models."""
    from toonverse.cli import rerating

    rerating.rerate(since, until, at, instead or [], episode, as_json)


@rate.command("list")
def list_rates(as_json: Json = False) -> None:
    """Every rate with its first day; * is in force."""
    from toonverse.cli import rates

    rates.list_rates(as_json)


@rate.command("set")
def set_rate(
    tokens: Annotated[str, typer.Argument(help="Tokens a dollar.", show_default=False)],
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="YYYY-MM-DD", help="Its first day (UTC); tomorrow by default."),
    ] = None,
    source: Annotated[str, typer.Option(help="Why: what it was measured over, a contract.")] = "",
) -> None:
    """Correct the rate from a day to come on; what was booked stays as it is. `reconcile` proposes one."""
    from toonverse.cli import rates

    rates.set_one(tokens, since, source)
