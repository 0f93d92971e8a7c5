"""One process that makes a short of two panels, a clip among them; killed and started again by the test.

    python film_once.py HOME [operation | settled | filming]

With a word it kills itself: when the video's operation is known, right after the clip was settled, or while
the film is put together.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toonverse.metering.calls import Call, Reply

CATALOG = """
[[model]]
name = "test-film"
provider = "films"
service = "video_generation"
seconds_max = 8
source = "a test"
[[model.price]]
unit = "second"
resolution = "720p"
usd = 0.15
from = 2026-01-01
"""
SECONDS = 0.5


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Films:
    """A video model in files: an operation is one, and goes on whoever is there."""

    name = "films"
    free = False

    def __init__(self, folder: Path, fault: str) -> None:
        self._folder = folder
        self._fault = fault

    async def call(self, call: Call) -> Reply:
        return await self.collect(await self.submit(call))

    async def submit(self, call: Call) -> str:
        name = f"operation-{len(list(self._folder.iterdir()))}"
        (self._folder / name).write_text(str(time.time()))
        return name

    async def collect(self, operation_id: str) -> Reply:
        from shorts.studio import clip
        from toonverse.metering.calls import Reply, Usage

        if self._fault == "operation":
            die()
        begun = float((self._folder / operation_id).read_text())
        await asyncio.sleep(max(0.0, begun + SECONDS - time.time()))
        return Reply(clip(), "video/mp4", Usage())


async def main(home: Path, fault: str) -> None:
    from shorts.studio import drawn_episode
    from toonverse.bootstrap import open_house
    from toonverse.jobs.desk import Desk
    from toonverse.jobs.filmer import Filmer
    from toonverse.metering.catalog import load
    from toonverse.settings import Settings
    from toonverse.studio.shorts.filming import Order
    from toonverse.studio.shorts.orders import Wish

    operations, prices = home / "operations", home / "catalog.toml"
    operations.mkdir(parents=True, exist_ok=True)
    prices.write_text(CATALOG)
    films = {"films": Films(operations, fault)}
    with open_house(Settings(home=home, workers=2), catalog=load(prices), providers=films) as house:
        arm(fault)
        episode = drawn_episode(house.works, "local")
        filming = house.filming()
        wish = Wish(panels=(1, 2))
        short = filming.order(Order(episode.id, "local", "short/one", wish, "test-film", "", (2,)))
        desk = asyncio.ensure_future(Desk(home, house.studio, house.pool, None, Filmer(filming)).work())
        while filming.rows.get(short.id).status in ("QUEUED", "RUNNING") and not desk.done():
            await asyncio.sleep(0.05)
        desk.cancel()
        await asyncio.gather(desk, return_exceptions=True)
        made = filming.rows.get(short.id)
        print(json.dumps({"status": made.status, "cost": made.cost_nusd, **json.loads(made.output)}))  # noqa: T201


def arm(fault: str) -> None:
    from toonverse.metering.ledger import Closing, Ledger
    from toonverse.studio.shorts.filming import Filming

    close = Ledger.close

    def deadly_close(ledger: Ledger, closing: Closing) -> None:
        close(ledger, closing)
        if closing.status == "settled":
            die()

    async def deadly_assembly(filming: Filming, short: object) -> None:
        die()

    if fault == "settled":
        Ledger.close = deadly_close  # type: ignore[method-assign]
    if fault == "filming":
        Filming._assembled = deadly_assembly  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""))
