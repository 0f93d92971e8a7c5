"""Orders for shorts as they come over HTTP, and what stands behind them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from shorts.studio import PRICES, Set
from toonverse.metering.accounts import grant
from web.people import People, people


@contextmanager
def screening(folder: Path) -> Iterator[People]:
    """The people's home with a drawn episode of ada's and the video model behind the door."""
    with people(folder) as found:
        found.house.folder = folder / "books"
        stage = Set(found.house, folder, found.users["ada"].id)
        office = replace(found.office, shorts=stage.filming(), catalog=lambda: PRICES)
        office = replace(office, pricing=office.shorts.meter, providers=frozenset(("draft", "films")))
        found.office = office
        yield found


def body(home: People, **more: object) -> dict[str, object]:
    episode = next(one for one in home.works.episodes() if one.title == "비의 편지")
    return {"episode_id": episode.id, "panel": 2, "video_model": "film", "text_model": "draft", **more}


def rich(home: People) -> None:
    grant(home.house.engine, home.house.clock, home.users["ada"].id, 5_000, "bought")


def make(home: People, short_id: int) -> None:
    asyncio.run(home.office.shorts.make(home.office.shorts.rows.get(short_id)))
