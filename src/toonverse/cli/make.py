"""`toonverse make`: run the job here, or follow the process that does."""

import asyncio
import json
import signal
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import typer
from rich.console import Console

from toonverse.bootstrap import House, load_settings, open_house
from toonverse.cli import STARTED
from toonverse.cli.quoting import wait_words
from toonverse.cli.result import copied, made, print_made, quote_table
from toonverse.cli.reviewing import tell_of_review
from toonverse.cli.screen import Screen
from toonverse.cli.sentences import say
from toonverse.cli.story import Wish
from toonverse.db import is_away
from toonverse.jobs.desk import Desk
from toonverse.jobs.follow import Progress, progress
from toonverse.jobs.orders import failure, paused, want
from toonverse.metering.accounts import is_stopped
from toonverse.metering.refusals import LedgerDown
from toonverse.metering.users import find_user
from toonverse.store.records import Episode
from toonverse.studio.commission import Commission
from toonverse.studio.estimate import estimate
from toonverse.studio.panels import DRAFT_MODEL
from toonverse.studio.tiers import wait_hours_max

LOOK_SECONDS = 0.1
AWAY_LOOK_SECONDS = 1.0
AWAY_LOOKS_MAX = 120
"""How often a database that is away is looked for. Then the command ends; the same one goes on."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wished, for whom (a user's name or id, None for the local owner), for how much at most."""

    wish: Wish
    account: str | None = None
    cost_max_nusd: int | None = None
    new: bool = False


def make(order: Order, *, out: Path | None, as_json: bool, ask: bool = True) -> None:
    """Raises ToonverseError: what was asked for is wrong, or what stopped the job.

    On a terminal (and `ask`) it shows what will be bought and asks first; a no raises typer.Abort. Without
    one it goes on within the cap and the budgets.
    """
    commission = order.wish.commission()
    with open_house(load_settings()) as house:
        if order.account is not None:
            commission = replace(commission, account=find_user(house.books.engine, order.account).id)
        house.require(commission)
        if ask and sys.stdin.isatty() and sys.stderr.isatty():
            confirm(house, commission, new=order.new)
        episode = house.studio.take_on(commission, new=order.new)
        want(house.works, house.settings.home, episode, order.cost_max_nusd)
        if commission.when_cheap and not as_json:
            _say_how_long(house, commission)
        anew = asyncio.run(_finish(house, episode))
        if progress(house.works, episode.id).asks:
            tell_of_review(house, episode, as_json)
            return
        result = made(house, house.works.episode(episode.id), STARTED, anew=anew)
    if out is not None:
        result = copied(result, out)
    if as_json:
        sys.stdout.write(json.dumps(result.as_dict(), ensure_ascii=False) + "\n")
    else:
        print_made(result)


def _say_how_long(house: House, commission: Commission) -> None:
    """Whoever waits for a batch may leave, and come back."""
    names = {commission.text_model, commission.image_model}
    terms = [house.books.catalog.model(name).batch for name in names]
    if hours := max((one.hours_max for one in terms if one), default=0):
        words = say(
            "묶음마다 최대 {}시간 기다립니다. Ctrl-C 로 떠났다가 같은 명령으로 이어도 됩니다.",
            "Each batch may take up to {} hours. Ctrl-C leaves it; the same command goes on.",
        )
        Console(file=sys.stderr, highlight=False).print(words.format(hours))


def confirm(house: House, commission: Commission, *, new: bool) -> None:
    """Shows the quote; what is free or already made is not asked about. Raises typer.Abort."""
    if {commission.text_model, commission.image_model} == {DRAFT_MODEL}:
        return
    made_before = None if new else house.works.find_episode(commission.identity)
    if made_before is not None and progress(house.works, made_before.id).job.status == "DONE":
        return
    quote = estimate(house.meter, house.books.catalog, commission)
    if quote.maximum_nusd:
        console = Console(file=sys.stderr, highlight=False)
        console.print(quote_table(commission, quote))
        if hours := wait_hours_max(house.books.catalog, quote, commission.when_cheap):
            console.print(wait_words(hours))
        typer.confirm(say("살까요?", "Buy it?"), abort=True, err=True)


async def _finish(house: House, episode: Episode) -> bool:
    """Runs the job here when nobody else does, else follows it; whether there was anything left to do.

    One that waits for a yes is left waiting.
    Raises what stopped it.
    """
    _end_on_polite_kill()
    seen = progress(house.works, episode.id)
    anew = not seen.ended
    if anew:
        seen = await followed(house, episode)
    else:
        await asyncio.to_thread(Desk(house.settings.home, house.studio, house.pool).book_left)
    if seen.job.status != "DONE" and not seen.asks:
        raise failure(seen.job)
    return anew


async def followed(house: House, episode: Episode) -> Progress:
    """Works when nobody else does, and watches the job until it ends or wants to be looked at.

    Raises Paused or BuyingStopped if that may take days: the job waits for whoever works then.
    """
    desk = asyncio.ensure_future(Desk(house.settings.home, house.studio, house.pool).work())
    try:
        with Screen() as screen:
            while True:
                seen = await _seen(house, episode)
                if seen.asks:
                    return seen
                screen.show(seen)
                if seen.ended:
                    return seen
                if pause := paused(seen.job, house.meter.clock(), partial(is_stopped, house.books.engine)):
                    raise pause
                await asyncio.wait([desk], timeout=LOOK_SECONDS)
                if desk.done():
                    await desk
    finally:
        desk.cancel()
        await asyncio.gather(desk, return_exceptions=True)


async def _seen(house: House, episode: Episode) -> Progress:
    """How far it is; a database that is away for a moment is waited for. Raises LedgerDown."""
    for _ in range(AWAY_LOOKS_MAX):
        try:
            return await asyncio.to_thread(progress, house.works, episode.id)
        except Exception as error:
            if not is_away(error):
                raise
            away = error
        await asyncio.sleep(AWAY_LOOK_SECONDS)
    raise LedgerDown(detail=str(away)) from away


def _end_on_polite_kill() -> None:
    """SIGTERM, or a closed terminal, ends like Ctrl-C: calls in flight are booked first."""
    task = asyncio.current_task()
    if sys.platform != "win32" and task is not None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, task.cancel)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup goes on without its terminal
            loop.add_signal_handler(signal.SIGHUP, task.cancel)
