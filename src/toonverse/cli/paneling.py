"""`toonverse panel`: a change is written down, and what changed is made anew here or where jobs are run."""

import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import typer

from toonverse.bootstrap import House, editing_of, load_settings, open_books, open_house
from toonverse.cli.amounts import dollars_in
from toonverse.cli.make import followed
from toonverse.cli.sentences import dollars, say
from toonverse.domain.script import Line
from toonverse.jobs.editing import Editing
from toonverse.jobs.orders import failure
from toonverse.jobs.plain_panels import plain_panel
from toonverse.metering.calls import ImageCall, Quality
from toonverse.metering.refusals import CapExceeded
from toonverse.store.records import Words
from toonverse.studio.art import ART_BYTES_MAX, ArtUnfit
from toonverse.studio.retakes import Wish

QUALITIES: tuple[Quality, ...] = get_args(Quality)


@dataclass(frozen=True, slots=True)
class Wished:
    """How a further take is wished; `cost` is dollars as they were typed."""

    model: str | None
    quality: str | None
    prompt: str | None
    cost: str | None
    ask: bool

    def wish(self) -> Wish:
        """Raises typer.BadParameter."""
        quality = next((one for one in QUALITIES if one == self.quality), None)
        if self.quality is not None and quality is None:
            raise typer.BadParameter(f"no such quality: {self.quality[:40]}")
        return Wish(self.model, quality, self.prompt)


def show(episode_id: int, panel: int) -> None:
    with open_books(load_settings()) as books:
        _write(plain_panel(books.works, books.works.episode(episode_id), panel))


def reroll(episode_id: int, panel: int, wished: Wished, as_json: bool) -> None:
    """Asks on a terminal, unless it is free. Raises CapExceeded where its maximum is above what was said."""

    def ordered(editing: Editing) -> None:
        call = editing.call_for(episode_id, panel, wished.wish())
        with open_house(load_settings()) as house:
            most = approved(house, call, wished)
        editing.order_take(episode_id, panel, call, most)

    change(episode_id, panel, ordered, as_json)


def approved(house: House, call: ImageCall, wished: Wished) -> int:
    """The most that the call costs, in nano-dollars, which a person on a terminal has agreed to. Raises
    CapExceeded, typer.Abort, and as `require_model` does."""
    house.require_model(call.model)
    most = house.meter.quote(call).maximum_nusd
    limit = None if wished.cost is None else dollars_in(wished.cost)
    if limit is not None and most > limit:
        raise CapExceeded(needed_nusd=most, available_nusd=limit, limit_nusd=limit)
    if most and wished.ask and sys.stdin.isatty() and sys.stderr.isatty():
        at_most = f"{call.model}, {say('최대', 'at most')} {dollars(most)}. "
        typer.confirm(at_most + say("살까요?", "Buy it?"), abort=True, err=True)
    return most


def bring(episode_id: int, panel: int, path: Path, as_json: bool, *, by_hand: bool) -> None:
    """Raises ArtUnfit, OSError."""
    if path.stat().st_size > ART_BYTES_MAX:
        raise ArtUnfit(reason=f"{path.stat().st_size} bytes")
    media = path.read_bytes()
    change(
        episode_id,
        panel,
        lambda editing: editing.put_art(episode_id, panel, media, by_hand=by_hand),
        as_json,
    )


def words_of(lines: list[str], sounds: list[str]) -> Words:
    """`Nora: Who is there?` is hers; what has no name before it is a caption."""
    return Words(tuple(_line(text) for text in lines), tuple(sounds))


def change(episode_id: int, panel: int, edit: Callable[[Editing], object], as_json: bool) -> None:
    """Writes the change down, then makes anew what changed. Raises what stopped that."""
    with open_books(load_settings()) as books:
        edit(editing_of(books))
    with open_house(load_settings()) as house:
        seen = asyncio.run(followed(house, house.works.episode(episode_id)))
        if seen.job.status != "DONE":
            raise failure(seen.job)
        told = plain_panel(house.works, house.works.episode(episode_id), panel)
        shown = next(take for take in house.works.panels.takes(episode_id, panel) if take.accepted)
    if as_json:
        _write(told)
        return
    sys.stdout.write(f"{say('컷', 'panel')} {panel}: {say('그림', 'take')} {shown.number}, {shown.model}\n")


def publish(episode_id: int, *, active: bool) -> None:
    """Raises UsageError (`episode_missing`, `episode_unfinished`)."""
    with open_books(load_settings()) as books:
        (books.works.activate if active else books.works.deactivate)(episode_id)
    state = say("갤러리에 있습니다", "in the gallery") if active else say("초안입니다", "a draft")
    sys.stdout.write(f"{say('회차', 'episode')} {episode_id}: {state}\n")


def _line(text: str) -> Line:
    speaker, colon, said = text.partition(":")
    if colon and said.strip() and len(speaker) <= 40:
        return Line(said.strip(), speaker.strip(), "speech")
    return Line(text.strip(), "", "caption")


def _write(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
