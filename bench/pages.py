"""What a page weighs: its HTML and all that it links, gzipped, without pictures. The limit is 60 KB.

Each route of the application that answers with a page is looked at over a home with two drawn episodes, as an
admin who signed in and as a visitor who did not; a page above the limit, or a route that is not told what its
address's parts mean here, ends it with an error. `tests/browser/test_every_page.py` asserts the same.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import Route
from starlette.testclient import TestClient

import toonverse
from toonverse.bootstrap import House, engine_of, office_of, open_house
from toonverse.domain.wire import to_json
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.sessions import open_session
from toonverse.settings import Settings
from toonverse.store.post_rows import Notice
from toonverse.studio.shorts.orders import Wish
from toonverse.web.app import create_app
from toonverse.web.doors import session_cookie
from toonverse.web.form_tokens import token_of
from toonverse.web.works_shelf import WorksShelf

Figure = tuple[str, float, str]

LIMIT_BYTES = 60_000
ADDRESS = "http://127.0.0.1:8000"
PROGRAMS = ("/api/", "/engine/", "/static/", "/letters/", "/health", "/openapi.json", "/metrics")
"""What is no page."""
FILES = re.compile(r"\{name\}|\{mark\}|\.[a-z0-9]+$|/(?:live|events|now)$")
"""Addresses of files, of parts of pages, and of streams that go on for as long as a job does."""
PARTS = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]* href|script [^>]*?src)="(/[^"]+)"')

STORY = """The Lamp on the Pier

Nora carried the lamp down to the pier. Rain had been falling since noon, and the sea was grey.

"Nobody is coming," said Tom. He pulled his coat closer.

"He promised," said Nora.

A boat came in slowly. An old man stood in it with a letter in his hand.

"I was late," the old man said. "Forgive me."
"""


@dataclass(frozen=True, slots=True)
class Furnished:
    """The application over a home that has something for every page; `known` is what stands in addresses."""

    app: FastAPI
    house: House
    secret: str
    known: Mapping[str, str]

    @property
    def cookie(self) -> str:
        return session_cookie(self.house.books.engine)

    def client(self, *, signed_in: bool) -> TestClient:
        """A browser of the admin's, or of nobody's."""
        headers = {"accept": "text/html", "accept-encoding": "gzip", "origin": ADDRESS}
        client = TestClient(
            self.app, ADDRESS, client=("127.0.0.1", 50000), follow_redirects=False, headers=headers
        )
        if signed_in:
            client.cookies.set(self.cookie, self.secret)
            client.headers["x-csrf-token"] = token_of(self.secret)
        return client

    def pages(self) -> list[str]:
        """The address of every page. Raises KeyError for a part of an address that `known` does not know."""
        found = []
        for route in self.app.router.routes:
            if not isinstance(route, Route) or "GET" not in (route.methods or ()):
                continue
            if not route.path.startswith(PROGRAMS) and not FILES.search(route.path):
                found.append(self._address(route.path))
        return found

    def _address(self, path: str) -> str:
        known = dict(self.known)
        if path.startswith(("/read/", "/series/")):
            known["episode_id"] = known["published"]
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda part: known[part[1]], path)


@contextmanager
def furnished(folder: Path) -> Iterator[Furnished]:
    """Draws two episodes (four panels and two), publishes one, and adds a post and an order for a short."""
    for panels in (2, 4):
        story = folder / f"story-{panels}.txt"
        story.write_text(STORY if panels == 4 else STORY.replace("Lamp", "Light"), encoding="utf-8")
        _make(folder / "home", story, panels)
    with open_house(Settings(home=folder / "home", workers=1)) as house:
        office, works = office_of(house), house.works
        published, draft = sorted(one.id for one in works.made_before(None, None, 2))
        works.activate(published)
        text = "A post is a summary with a picture. " * 12
        notice = Notice("A lighthouse is lit again", text, 1.0)
        post, _ = office.posts.rows.add("a post", notice, "approved", "webhook")
        row = {
            **dict.fromkeys(("video_model", "text_model"), ""),
            **dict.fromkeys(("maximum_nusd", "maximum_tokens"), 0),
            "wish": to_json(Wish()),
            "episode_id": published,
            "account": LOCAL_OWNER,
            "name": "a short",
        }
        short = office.shorts.rows.add(row, ())
        app = create_app(
            WorksShelf(works, house.settings.home), house.checks, "127.0.0.1", office, engine_of(house)
        )
        secret = open_session(house.books.engine, house.books.ledger.clock, LOCAL_OWNER, "Firefox on Linux")
        known = {
            "episode_id": str(draft),
            "published": str(published),
            "project_id": str(works.episode(published).project_id),
            "post_id": str(post.id),
            "short_id": str(short.id),
            **dict.fromkeys(("call_id", "number", "panel", "take", "balloon"), "1"),
        }
        yield Furnished(app, house, secret, known)


def _make(home: Path, story: Path, panels: int) -> None:
    sources = str(Path(toonverse.__file__).parents[1])
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    env = {**kept, "TOONVERSE_HOME": str(home), "TOONVERSE_WORKERS": "2", "PYTHONPATH": sources}
    command = [sys.executable, "-m", "toonverse", "make", str(story), "--panels", str(panels), "--json"]
    subprocess.run(command, env=env, cwd=story.parent, check=True, capture_output=True, timeout=300)


def weigh(client: TestClient, address: str) -> Mapping[str, int]:
    """Each part's bytes over the wire, the page's own first; nothing of what is no page."""
    answer = client.get(address)
    if not answer.headers.get("content-type", "").startswith("text/html") or answer.status_code != 200:
        return {}
    found = {address: int(answer.headers["content-length"])}
    for part in PARTS.findall(answer.text):
        found[part] = int(client.get(part).headers["content-length"])
    return found


def figures() -> Iterator[Figure]:
    """Raises RuntimeError, with the pages that are too heavy."""
    heavy = []
    with tempfile.TemporaryDirectory() as folder, furnished(Path(folder)) as site:
        for who in ("admin", "visitor"):
            client = site.client(signed_in=who == "admin")
            for address in site.pages():
                weighed = sum(weigh(client, address).values())
                if weighed:
                    yield f"{address} ({who})", weighed / 1000, "KB"
                if weighed > LIMIT_BYTES:
                    heavy.append(f"{address}: {weighed}")
    if heavy:
        raise RuntimeError(f"above {LIMIT_BYTES} bytes: {', '.join(heavy)}")
