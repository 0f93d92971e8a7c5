"""A home whose posts are illustrated by a priced provider, and pictures that lie elsewhere: for tests."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from priced import MODEL, asked, priced_house
from toonverse.bootstrap import House
from toonverse.draw.png import encode_png
from toonverse.jobs.illustrator import Illustrator
from toonverse.metering.outcomes import Refused
from toonverse.store.post_rows import Notice, Post, PostPicture, PostStatus
from toonverse.studio.posts import Found, Illustrated, PostPolicy

RELEVANCE_MIN = 0.7
BARE = Notice("A lighthouse keeper retires", "He climbs the stairs once more.", 0.9)
ELSEWHERE = "https://pictures.example/a.png"


def picture_of(width_px: int, height_px: int) -> Found:
    return Found(encode_png(np.full((height_px, width_px, 3), 90, np.uint8)), width_px, height_px)


@dataclass
class Newsroom:
    """`elsewhere` is what lies at each address; any other address is refused."""

    house: House
    log: Path
    elsewhere: dict[str, Found] = field(default_factory=dict)
    wait_seconds: float = 0.0
    posts: Illustrated = field(init=False)

    def __post_init__(self) -> None:
        self.posts = self.opened()

    def opened(self) -> Illustrated:
        """As a new process has it."""

        async def fetch(address: str) -> Found:
            if address not in self.elsewhere:
                raise Refused(reason="no such picture")
            return self.elsewhere[address]

        policy = PostPolicy(RELEVANCE_MIN, lambda: self.house.books.catalog.model(MODEL), "medium")
        return replace(self.house.illustrated(), fetch=fetch, policy=policy, _batches={})

    def receive(self, delivery: str, notice: Notice = BARE) -> Post:
        return self.posts.receive(delivery, notice)[0]

    def received(self, count: int, status: PostStatus = "approved") -> list[Post]:
        """Posts whose pictures were found, all far too tall."""
        self.elsewhere[ELSEWHERE] = picture_of(300, 900)
        notice = replace(BARE, picture_address=ELSEWHERE)
        made = [self.receive(f"delivery {number}", notice) for number in range(count)]
        self.work()
        return made

    def work(self, rounds: int = 200) -> None:
        """Until nothing is queued, or nothing comes of it any more."""

        async def until_done() -> None:
            illustrator = Illustrator(self.posts, self.wait_seconds)
            for _ in range(rounds):
                await illustrator.look()
                await asyncio.sleep(0.01)
                if not illustrator.busy and not self.posts.rows.queued():
                    return

        asyncio.run(until_done())

    def pictures(self, post: Post) -> list[PostPicture]:
        return list(self.posts.rows.pictures(post.id))

    @property
    def calls(self) -> int:
        """How often the provider was asked."""
        return len(asked(self.log))


@contextmanager
def newsroom(folder: Path, delay_seconds: float = 0.0) -> Iterator[Newsroom]:
    log = folder / "calls.log"
    with priced_house(folder / "home", log, delay_seconds) as house:
        yield Newsroom(house, log)
