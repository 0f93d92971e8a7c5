"""An episode, a door with a vision model and a video model behind it, and whoever makes shorts of it."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import av
import numpy as np

from metered import CATALOG, House, Told, model, price
from shorts.filmed import SHOTS, STORYBOARD
from toonverse.domain.panel import Picture
from toonverse.domain.story import Story
from toonverse.errors import ToonverseError
from toonverse.metering.calls import Call, Provider, Reply, TextCall, Usage, VideoCall
from toonverse.metering.catalog import Catalog
from toonverse.metering.door import Meter
from toonverse.metering.tables import budget_counters, usage_rows
from toonverse.metering.users import find_user
from toonverse.store.images import ImageStore
from toonverse.store.records import Episode
from toonverse.store.short_rows import Shorts
from toonverse.store.works import Works
from toonverse.studio.shorts.filming import Filming, Order
from toonverse.studio.shorts.orders import Wish
from toonverse.studio.shorts.task import MadeShort, ShortTask, make_short

T = TypeVar("T")

EYES = model(
    "eyes",
    "looks",
    "text_generation",
    price("input_token", "0.5", 1_000_000),
    price("output_token", "3", 1_000_000),
    picture_input_tokens_max=300,
)
PRICES = Catalog({**CATALOG.models, "eyes": EYES}, CATALOG.rates)
LOOK_TOKENS = 450
LOOK_NUSD = 400 * 500 + 50 * 3_000
CLIP_NUSD = 1_200_000_000
CLIP_TOKENS = 1_000
ANSWER = "The boats rock while rain runs down the lantern, slow push in."


@cache
def clip() -> bytes:
    """A second of video as a video model gives it: upright, another rate than ours, with a tone."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 180, 320, "yuv420p"
        sound = file.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(24):
            pixels = np.full((320, 180, 3), 40 + 8 * number, np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        file.mux(stream.encode(None))
        t = np.arange(48_000) / 48_000
        wave = np.ascontiguousarray(np.stack([0.3 * np.sin(2 * np.pi * 440 * t)] * 2).astype(np.float32))
        frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout="stereo")
        frame.sample_rate = 48_000
        file.mux(sound.encode(frame))
        file.mux(sound.encode(None))
    return out.getvalue()


class Looks(Told):
    """A vision model that says what shall move."""

    def __init__(self) -> None:
        super().__init__("looks", usage=Usage(400, 50, LOOK_TOKENS))
        self.shown: list[tuple[str, ...]] = []

    async def call(self, call: Call) -> Reply:
        assert isinstance(call, TextCall)
        self.shown.append(call.pictures)
        return replace(await super().call(call), media=ANSWER.encode(), media_type="text/plain")


class Films:
    """A video model: operations that go on without us."""

    name = "films"
    free = False

    def __init__(self) -> None:
        self.submitted: list[VideoCall] = []
        self.orders: list[BaseException] = []
        self.made = clip()

    async def call(self, call: Call) -> Reply:
        return await self.collect(await self.submit(call))

    async def submit(self, call: Call) -> str:
        assert isinstance(call, VideoCall)
        self.submitted.append(call)
        return f"operations/{len(self.submitted)}"

    async def collect(self, operation_id: str) -> Reply:
        if self.orders:
            raise self.orders.pop(0)
        return Reply(self.made, "video/mp4", Usage())


class QuickPool(Executor):
    """Draws and measures as the real one does, but puts no film together: that takes seconds."""

    def __init__(self) -> None:
        self.filmed: list[ShortTask] = []

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> "Future[T]":
        done: Future[T] = Future()
        try:
            done.set_result((self._film if fn is make_short else fn)(*args, **kwargs))  # type: ignore[arg-type]
        except ToonverseError as error:
            done.set_exception(error)
        return done

    def _film(self, task: ShortTask) -> MadeShort:
        self.filmed.append(task)
        task.target.parent.mkdir(parents=True, exist_ok=True)
        task.target.write_bytes(clip())
        return MadeShort(task.target, 8.0, len(clip()))


def drawn_episode(works: Works, account: str) -> Episode:
    """Two panels, drawn here: their pictures are never read, as they are drawn again."""
    project = works.find_or_create_project(account, "단편")
    story = Story("비의 편지", "비가 왔다.", "ko", "prose")
    made = works.find_or_create_episode(f"{account}/rain", story, "webtoon", project_id=project.id)
    works.save_storyboard(made.id, STORYBOARD)
    for shot in SHOTS:
        picture = Picture("0" * 64, "image/png", shot.width_px, shot.height_px)
        said = {"prompt": "", "model": "draft", "cost_nusd": 0, "tokens": 0}
        works.panels.add_take(made.id, shot.number, 1, picture, **said)  # type: ignore[arg-type]
    return made


class Set:
    """A home with one drawn episode of two panels, and a new process over it whenever one is asked for."""

    def __init__(self, house: House, folder: Path, account: str = "local") -> None:
        self.house = house
        self.folder = folder
        self.looks = Looks()
        self.films = Films()
        self.videos: Provider = self.films
        self.prices = PRICES
        self.pool = QuickPool()
        self.works = Works(house.engine, house.clock)
        self.episode = drawn_episode(self.works, account)

    def meter(self) -> Meter:
        """The door of a new process; all before it are dead."""
        self.house.born += 1
        house = self.house
        return Meter(
            house.engine,
            {one.name: one for one in (house.draft, self.looks, self.videos)},
            ImageStore(str(self.folder / "images")),
            self.prices,
            house.clock,
            house.zone,
            f"process-{house.born}",
            house.folder / "spool.jsonl",
            retry_waits_seconds=(0, 0),
            limit_waits_seconds=(0, 0, 0),
        )

    def filming(self) -> Filming:
        root = str(self.folder / "images")
        return Filming(
            Shorts(self.house.engine, self.house.clock),
            self.works,
            ImageStore(root),
            root,
            self.folder,
            self.meter(),
            self.pool,
            self.house.clock,
            lambda account: find_user(self.house.engine, account).available_tokens,
        )

    def order(self, name: str = "short/1", **more: object) -> Order:
        said: dict[str, Any] = {"video_model": "film", "text_model": "eyes", "wish": Wish(panels=(1, 2))}
        return Order(self.episode.id, name=name, **{"account": "local", **said, **more})

    def usage(self) -> list[dict[str, object]]:
        """Rows of use: what the books say of each call."""
        return self.house.rows(usage_rows)

    def held(self) -> int:
        """Nano-dollars that are held and not spent."""
        return sum(int(str(row["held_nusd"])) for row in self.house.rows(budget_counters))


def run(filming: Filming, short_id: int) -> bool:
    return asyncio.run(filming.make(filming.rows.get(short_id)))
