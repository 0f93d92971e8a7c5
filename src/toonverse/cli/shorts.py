"""`toonverse short`: an episode as an upright video, with clips that are bought or not."""

import asyncio
import hashlib
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from toonverse.bootstrap import House, load_settings, open_house
from toonverse.cli.people import named_table
from toonverse.cli.sentences import say
from toonverse.errors import StorageError, UsageError
from toonverse.jobs.desk import Desk
from toonverse.jobs.filmer import Filmer
from toonverse.jobs.orders import error_of
from toonverse.money import to_usd, usd_number
from toonverse.store.short_rows import Short
from toonverse.studio.defaults import default_models
from toonverse.studio.panels import DRAFT_MODEL
from toonverse.studio.shorts.filming import Order
from toonverse.studio.shorts.orders import Wish
from toonverse.studio.shorts.pricing import CLIP_SECONDS, CLIPS_MAX, offers
from toonverse.studio.shorts.selection import parse_panels

LOOK_SECONDS = 0.2


class ClipSecondsUnsold(UsageError):
    """Facts: `seconds`, `sold`."""

    code = "clip_seconds_unsold"


@dataclass(frozen=True, slots=True)
class Bought:
    """What is bought of a short, as it was typed; nothing with the model `draft`."""

    video_model: str
    text_model: str | None
    clips: str
    clip_seconds: int
    resolution: str
    cost_max_nusd: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were typed."""

    episode: int
    panels: str
    seconds: int
    silent: bool
    bought: Bought

    def order(self, house: House) -> Order:
        """The same options are the same order. Raises UsageError, ProviderMissing."""
        bought = self.bought
        if bought.clip_seconds not in CLIP_SECONDS:
            raise ClipSecondsUnsold(seconds=bought.clip_seconds, sold=", ".join(map(str, CLIP_SECONDS)))
        panels, clips = parse_panels(self.panels), parse_panels(bought.clips)
        wish = Wish(panels, self.seconds, self.silent, bought.clip_seconds, bought.resolution)
        episode = house.works.episode(self.episode)
        video = "" if bought.video_model == DRAFT_MODEL else bought.video_model
        if video:
            house.require_model(video)
        text = _looks(house, bought.text_model)
        said = f"{episode.id}|{wish}|{video}|{text if video else ''}|{clips}"
        name = f"short/{hashlib.sha256(said.encode()).hexdigest()[:24]}"
        cap = bought.cost_max_nusd
        return Order(
            episode.id, episode.account, name, wish, video, text if video else "", clips or None, cap
        )


def _looks(house: House, named: str | None) -> str:
    """Who looks at the panels: "" where the storyboard's own words must do."""
    books = house.books
    writer = named or default_models(books.settings, books.catalog, books.ledger.clock())[0]
    if writer == DRAFT_MODEL:
        return ""
    if named:
        house.require_model(writer)
    return writer if named or books.catalog.model(writer).picture_input_tokens_max else ""


def make(asked: Asked, out: Path | None, as_json: bool, *, ask: bool) -> None:
    """Makes it here, or follows the process that does. Raises ToonverseError."""
    with open_house(load_settings()) as house:
        order = asked.order(house)
        filming = house.filming()
        if ask and order.video_model and sys.stdin.isatty() and sys.stderr.isatty():
            _, priced = filming.quote(order)
            most = f"${to_usd(priced.maximum_nusd):.2f}"
            typer.confirm(
                say(f"많아야 {most} 입니다. 살까요?", f"At most {most}. Buy it?"), abort=True, err=True
            )
        short = filming.again(filming.order(order), order.cost_max_nusd)
        short = asyncio.run(_followed(house, short, quiet=as_json))
        home = house.settings.home.resolve()
    if short.status != "DONE":
        raise error_of(short.error_code or "run_stopped", short.error)
    made = json.loads(short.output)
    path = home / made["video"] if out is None else _copied(home / made["video"], out)
    report = {
        "short_id": short.id,
        "episode_id": short.episode_id,
        "video": str(path),
        "panels": made["panels"],
        "clips": [clip.panel for clip in short.clips if clip.status == "DONE"],
        "seconds": made["seconds"],
        "size_bytes": made["size_bytes"],
        "cost_usd": usd_number(short.cost_nusd),
    }
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
        return
    size = f"{made['seconds']:.1f} s, {made['size_bytes'] / 1e6:.1f} MB, ${to_usd(short.cost_nusd):.2f}"
    Console(highlight=False, soft_wrap=True).print(f"{path}  ({size})")


def quote(asked: Asked, as_json: bool) -> None:
    """Every way to have it made, with its price. Raises UsageError."""
    with open_house(load_settings()) as house:
        order = asked.order(house)
        shots = house.filming().fit_for_clips(order)[:CLIPS_MAX]
        looks = _looks(house, asked.bought.text_model)
        seconds, now = asked.bought.clip_seconds, house.books.ledger.clock()
        found = offers(house.meter, house.books.catalog, shots, looks, seconds, now)
    if as_json:
        rows = [
            {
                "model": one.model,
                "resolution": one.resolution,
                "usd_per_second": usd_number(one.usd_per_second_nusd),
                "maximum_usd": None if one.quote is None else usd_number(one.quote.maximum_nusd),
                "refusal": one.refusal or None,
            }
            for one in found
        ]
        sys.stdout.write(json.dumps({"clips": len(shots), "models": rows}, ensure_ascii=False) + "\n")
        return
    table = named_table(
        (say("모델", "model"), say("해상도", "resolution"), say("초당", "a second"), say("많아야", "at most"))
    )
    table.add_row(DRAFT_MODEL, "1080x1920", "$0", "$0")
    for one in found:
        most = one.refusal if one.quote is None else f"${to_usd(one.quote.maximum_nusd):.2f}"
        table.add_row(one.model, one.resolution, f"${to_usd(one.usd_per_second_nusd):.3f}", most)
    Console(highlight=False).print(table)


async def _followed(house: House, short: Short, *, quiet: bool) -> Short:
    """Works when nobody else does, and watches the short until it ends."""
    filming, told = house.filming(), Console(file=sys.stderr, highlight=False)
    desk = asyncio.ensure_future(
        Desk(house.settings.home, house.studio, house.pool, None, Filmer(filming)).work()
    )
    said = ""
    try:
        while short.status in ("QUEUED", "RUNNING"):
            bought = sum(clip.status != "QUEUED" for clip in short.clips)
            words = say("영상을 만듭니다 ...", "filming ...")
            if bought < len(short.clips):
                words = say(
                    f"영상 조각 {bought}/{len(short.clips)} ...", f"clips {bought}/{len(short.clips)} ..."
                )
            if short.waiting_for:
                words = say("쓸 돈이 나기를 기다립니다 ...", "waiting until there is money for it ...")
            if words != said and not quiet:
                told.print(words)
            said = words
            await asyncio.wait([desk], timeout=LOOK_SECONDS)
            if desk.done():
                await desk
            short = await asyncio.to_thread(filming.rows.get, short.id)
        return short
    finally:
        desk.cancel()
        await asyncio.gather(desk, return_exceptions=True)


def _copied(path: Path, out: Path) -> Path:
    target = out / path.name if out.is_dir() else out
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    except OSError as failure:
        raise StorageError(path=str(target), reason=str(failure)) from failure
    return target
