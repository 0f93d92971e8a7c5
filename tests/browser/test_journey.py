"""The whole way as a person goes it: story, price, watching, another take, a balloon, publishing, reading.

What was seen is kept in `out/journey/`, one picture for each station, so that a run can be looked at.
"""

import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from measures import BROKEN, violations
from playwright.sync_api import Browser, Page
from visits import DESKTOP, PHONE, Visit, visit

from commands import run, start

SEEN = Path(__file__).resolve().parents[2] / "out" / "journey"
LONG_MS = 60_000
DRAWN = """(code) => [...document.fonts].some((face) => face.status === "loaded"
&& face.unicodeRange.split(",").some((range) => {
const [from, to] = range.trim().slice(2).split("-").map((hex) => parseInt(hex, 16));
return code >= from && code <= (to ?? from); }))"""
"""Whether one of the page's own faces has a letter: this machine may have none of another's."""
KO = """비 오는 부두

빗속의 부두에서 소라가 등대를 올려다보았다.

"오늘은 불이 꺼져 있네."

늙은 등대지기가 다가왔다.

"이제 네가 켤 차례다."

소라는 떨리는 손으로 열쇠를 받았다.
"""
EN = """The Lamp

Sora looked up at the lighthouse from the harbour in the rain.

"It is dark tonight," she said.

The old keeper came up behind her.

"Now it is your turn to light it," said the keeper.

Sora took the key with shaking hands.
"""


@dataclass(frozen=True)
class Way:
    """`new_words` are what a balloon says after it was edited."""

    locale: str
    story: str
    new_words: str


WAYS = (Way("ko-KR", KO, "오늘 밤은 내가 켤게요."), Way("en-US", EN, "Tonight I will light it myself."))


@dataclass(frozen=True)
class Served:
    home: Path
    address: str

    def link(self) -> str:
        """What signs a browser in."""
        said = run(self.home, "users", "link").out
        return self.address + "/signin?" + said.split("/signin?")[1].split()[0]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("journey") / "home"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = start(home, "serve", "--port", str(port))
    try:
        assert server.stdout is not None
        while f"http://127.0.0.1:{port}" not in (line := server.stdout.readline()):
            assert line, server.stderr and server.stderr.read()
        yield Served(home, f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        try:
            server.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.communicate()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.locale)
def test_from_a_story_to_a_reader_s_phone(browser: Browser, house: Served, way: Way):
    with visit(browser, DESKTOP, locale=way.locale) as seen:
        seen.page.set_default_timeout(LONG_MS)
        seen.page.goto(house.link())
        order(seen, house, way)
        episode = watch(seen, way)
        panel, before = edit(seen, house, episode, way)
        publish(seen, house, episode, way)
        printed = print_of(seen, house, episode, panel)
        assert printed != before
        assert seen.troubles == []
    with visit(browser, PHONE, locale=way.locale, scheme="dark") as reader:
        read(reader, house, episode, way, printed)


def order(seen: Visit, house: Served, way: Way) -> None:
    """The price stands there before anything can be ordered."""
    page = seen.page
    seen.open(f"{house.address}/studio")
    page.fill("#story", way.story)
    page.fill("[name=panels]", "4")
    seen.until(f"[{[ord(c) for c in way.story if c > '~']}].flat().every({DRAWN})")
    keep(page, way, "1-story")
    page.locator("form.desk button.button").click()
    page.locator("form.prices [name=picture][value^='draft']").check()
    assert "$0.00" in page.locator("form.prices li").first.inner_text()
    assert violations(page) == []
    keep(page, way, "2-price")
    page.locator("form.prices button.button").click()


def watch(seen: Visit, way: Way) -> int:
    """Panels appear by themselves: the page is loaded anew at the end only, when other buttons are due."""
    page = seen.page
    page.wait_for_url(re.compile(r"/studio/\d+$"))
    loaded: list[str] = []
    page.on("framenavigated", lambda frame: loaded.append(frame.url))
    page.locator("#panels li").first.wait_for()
    keep(page, way, "3-watching")
    page.locator("a[href$='/publish']").first.wait_for()
    assert len(loaded) <= 2
    assert page.locator("#panels img").count() == 4
    assert violations(page) == []
    keep(page, way, "4-done")
    return int(page.url.rsplit("/", 1)[1])


def edit(seen: Visit, house: Served, episode: int, way: Way) -> tuple[int, str]:
    """Another take for nothing, then other words; returns the panel, and how it was printed before."""
    page = seen.page
    page.locator("#panels li:has(a)").first.wait_for()
    panel = talkative(seen, house, episode)
    page.locator("button.offer[value^='draft']").click()
    page.locator("#takes .take.shown:nth-child(2)").wait_for()
    before = print_of(seen, house, episode, panel)
    seen.open(f"{house.address}/studio/{episode}/panels/{panel}")
    page.locator(".spots > *").first.click()
    with page.expect_response(lambda said: "/balloons" in said.url and said.request.method != "GET") as told:
        page.locator("[data-forms] textarea:visible").fill(way.new_words)
    assert told.value.ok
    keep(page, way, "5-balloon")
    page.reload()
    assert page.locator("[data-forms] textarea").first.input_value() == way.new_words
    return panel, before


def talkative(seen: Visit, house: Served, episode: int) -> int:
    """Opens the first panel with a balloon."""
    for number in range(1, 5):
        seen.open(f"{house.address}/studio/{episode}/panels/{number}")
        if seen.page.locator("[data-forms] textarea").count():
            return number
    raise AssertionError("nobody speaks")


def print_of(seen: Visit, house: Served, episode: int, panel: int) -> str:
    """The address of a lettered panel, which has its content in it."""
    seen.open(f"{house.address}/studio/{episode}")
    address = seen.page.locator(f"#panel-{panel} img").get_attribute("src")
    assert address
    return address.rsplit("/", 1)[1]


def publish(seen: Visit, house: Served, episode: int, way: Way) -> None:
    page = seen.page
    seen.open(f"{house.address}/studio/{episode}")
    page.locator("a[href$='/publish']").first.wait_for()  # the strip is made anew by now
    seen.open(f"{house.address}/studio/{episode}/publish")
    assert violations(page) == []
    keep(page, way, "6-publish")
    page.locator(f"form[action='/studio/{episode}/publish/activate'] button").click()
    page.locator(f"a[href='/read/{episode}']").first.wait_for()


def read(reader: Visit, house: Served, episode: int, way: Way, printed: str) -> None:
    """Nobody's phone: the strip is whole, shows what was edited, and does not move."""
    page = reader.page
    reader.open(f"{house.address}/")
    page.locator(f"a[href='/read/{episode}']").first.click()
    page.wait_for_url(f"**/read/{episode}")
    keep(page, way, "7-reader")
    reader.scroll_through()
    assert page.evaluate(BROKEN) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert printed in page.content()
    assert violations(page) == []
    assert reader.troubles == []
    keep(page, way, "8-read")


def keep(page: Page, way: Way, station: str) -> None:
    SEEN.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SEEN / f"{way.locale[:2]}-{station}.png")
