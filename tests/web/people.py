"""A home with two creators and an admin, their keys, and the application over it: for tests of the API."""

from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import count
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from made_episodes import Ticking, make_episode
from metered import CATALOG as PRICES
from metered import House
from toonverse.jobs.editing import Editing
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.door import Meter
from toonverse.metering.keys import add_key, revoke_key
from toonverse.metering.outcomes import Refused
from toonverse.metering.sessions import open_session
from toonverse.metering.users import User, add_user, disable_user, find_user
from toonverse.store.images import ImageStore
from toonverse.store.post_rows import Posts
from toonverse.store.records import Episode
from toonverse.store.short_rows import Shorts
from toonverse.store.works import Works
from toonverse.studio.commission import Commission
from toonverse.studio.exports.desk import Exports
from toonverse.studio.exports.platforms import platforms
from toonverse.studio.posts import Found, Illustrated, PostPolicy
from toonverse.studio.shorts.filming import Filming
from toonverse.web.app import create_app
from toonverse.web.doors import session_cookie
from toonverse.web.engine.drawing import Engine
from toonverse.web.engine.files import EngineFiles
from toonverse.web.form_tokens import token_of
from toonverse.web.office import Office
from toonverse.web.works_shelf import WorksShelf
from web_client import OWN

TOKENS = 1_000
FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Of no use against anybody, and quick."""
WEBHOOK_SECRET = "whsec_" + b64encode(b"a secret made for tests").decode()


@dataclass
class People:
    """`keys` by what they are: those of each user (`ada`, `bob` create, `root` is an admin), and odd ones."""

    house: House
    works: Works
    office: Office
    home: Path
    users: dict[str, User] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    key_ids: dict[str, str] = field(default_factory=dict)
    draft: int = 0
    asked: Iterator[int] = field(default_factory=count)
    """An episode of ada's that is finished and not published."""

    @cached_property
    def app(self) -> FastAPI:
        shelf = WorksShelf(self.works, self.home)
        return create_app(shelf, lambda: {}, "127.0.0.1", self.office, self.engine)

    @cached_property
    def engine(self) -> Engine:
        meter, house = self.house.meter(), self.house
        files = EngineFiles(self.home / "engine")
        return Engine(
            meter,
            house.engine,
            lambda: PRICES,
            house.shelf,
            files,
            {"draft", "paid"},
            lambda: "draft",
            has_openai_key=False,
        )

    def client(self, who: str = "", **headers: str) -> TestClient:
        """Who asks: somebody with that key, or (no name) the owner of the machine, who signed in."""
        if not who:
            return self.browser(**headers)
        return self.bare(authorization=f"Bearer {self.keys[who]}", **headers)

    def browser(self, who: str = "", **headers: str) -> TestClient:
        """Somebody's browser, or (no name) the owner's, signed in; it sends with everything the token that a
        page of ours puts into its forms.
        """
        account = self.users[who].id if who else LOCAL_OWNER
        secret = open_session(self.house.engine, self.house.clock, account, "a browser made for tests")
        asking = self.bare(**{"x-csrf-token": token_of(secret), **headers})
        asking.cookies.set(session_cookie(self.house.engine), secret)
        return asking

    def bare(self, **headers: str) -> TestClient:
        """Nobody in particular, from this machine."""
        return TestClient(
            self.app,
            base_url=OWN,
            client=(f"127.0.{next(self.asked) % 250}.1", 50000),  # no address sends too many bad keys
            headers=headers,
            follow_redirects=False,
            raise_server_exceptions=False,
        )

    def made(self, who: str, title: str, *, active: bool = False) -> Episode:
        """A finished episode of somebody's."""
        account = self.users[who].id if who else "local"
        return make_episode(self.works, self.home, title, panels=1, active=active, account=account)


def filming(house: House, works: Works, folder: Path, meter: Meter, images: ImageStore) -> Filming:
    """What takes orders for shorts; nobody makes them here."""
    rows, pool = Shorts(house.engine, house.clock), ThreadPoolExecutor(1)
    left = partial(find_user, house.engine)
    return Filming(
        rows, works, images, str(folder / "images"), folder, meter, pool, house.clock,
        lambda account: left(account).available_tokens,
    )  # fmt: skip


async def _nothing_there(address: str) -> Found:
    raise Refused(reason="nothing is fetched here")


@contextmanager
def people(folder: Path, url: str | None = None) -> Iterator[People]:
    """`url` is a PostgreSQL database that nobody else uses; else it is SQLite in the folder."""
    (folder / "books").mkdir()
    house = House(folder / "books", url=url)
    works = Works(house.engine, Ticking())
    meter = house.meter()

    def take_on(commission: Commission) -> Episode:
        project = works.find_or_create_project(commission.account, commission.project)
        episode = works.find_or_create_episode(
            commission.identity,
            commission.story,
            commission.style,
            project_id=project.id,
            target_panels=commission.panels,
            options=commission.stored_options,
        )
        works.jobs.open(episode.id)
        return episode

    images = ImageStore(folder / "images")
    policy = PostPolicy(0.7, lambda: PRICES.model("picture"), "medium")
    office = Office(
        house.ledger,
        works,
        folder,
        meter,
        lambda: PRICES,
        lambda _: None,
        lambda _: None,
        take_on,
        lambda: ("draft", "draft"),
        lambda service: [one.name for one in PRICES.models.values() if one.service == service],
        Illustrated(Posts(house.engine, house.clock), images, meter, _nothing_there, policy),
        images,
        Editing(works, images, folder, lambda: PRICES),
        filming(house, works, folder, meter, images),
        frozenset(("draft", "paid", "films")),
        Exports(works, folder, ThreadPoolExecutor(1), partial(platforms, folder)),
        (WEBHOOK_SECRET,),
        FAST,
    )
    found = People(house, works, office, folder)
    add = partial(add_user, house.engine, house.clock)
    for name in ("ada", "bob", "gone", "lost"):
        found.users[name] = add(name, "creator", TOKENS)
    found.users["root"] = add("root", "admin", TOKENS)
    for name, user in found.users.items():
        key, found.keys[name] = add_key(house.engine, house.clock, user.id)
        found.key_ids[name] = key.id
    for name, scope in (("reader", "read"), ("writer", "write"), ("gateway", "gateway")):
        _, found.keys[name] = add_key(house.engine, house.clock, found.users["ada"].id, name, [scope])
    revoked, found.keys["revoked"] = add_key(house.engine, house.clock, found.users["ada"].id)
    revoke_key(house.engine, house.clock, revoked.id)
    disable_user(house.engine, house.clock, "gone")
    found.draft = found.made("ada", "새벽의 초안").id
    works.jobs.open(found.draft)
    try:
        yield found
    finally:
        house.close()
