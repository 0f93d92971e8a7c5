"""Every page there is, found by its route: light, open to everyone's senses, inside a phone's screen, and
without a loss while the server is started again."""

from collections.abc import Iterator
from itertools import product
from typing import get_args

import pytest
from bench.pages import LIMIT_BYTES, Furnished, furnished, weigh
from measures import violations
from playwright.sync_api import Browser, Page
from serving import serving
from visits import DESKTOP, PHONE, Scheme, visit

from toonverse.bootstrap import office_of
from toonverse.metering.accounts import LOCAL_OWNER
from web.awaiting import await_yes

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > innerWidth"
WAYS: list[tuple[tuple[int, int], Scheme, str]] = list(
    product((PHONE, DESKTOP), get_args(Scheme), ("ko-KR", "en-US"))
)
"""Each size with each scheme and each language."""
PRICED = {
    "/studio": ("#story", "Nora ran. \u201cWait!\u201d said Tom.", ".desk .button"),
    "/shorts/new?episode={published}": ("form.film input[name=seconds]", "8", "form.film .button"),
}
"""Pages that a form leads to: where it is, what is typed where, what is pressed."""


SENT = "(e => !e.waiting.length && !e.sending)(document.querySelector('balloon-editor'))"
TYPED = "남아 있을 글"
WRITTEN = (
    ("/studio", "#story"),
    ("/studio/{asks}/script", "form[data-keep] textarea >> nth=0"),
    ("/studio/{asks}/shots", "#shot-1 textarea >> nth=0"),
    ("/studio/{draft}/panels/1", "#reroll textarea"),
    ("/studio/{draft}/panels/1", ".words textarea >> nth=0"),
    ("/studio/{draft}/publish", "form[data-keep] textarea"),
)
"""Where long texts are written: they survive a reload, too."""
STAYING = (
    ("/costs", ".gauges input[name=limit_usd]"),
    ("/account", "#keys input[name=label]"),
)
"""Short fields stay while the server is away; what they say comes from the books on each visit."""


def ways_of(place: int) -> tuple[int, int]:
    """Two of the ways that have nothing in common, other ones for the next page: each page is seen on both
    sizes, in both schemes and both languages, and all pages together in every way."""
    return place % 4, len(WAYS) - 1 - place % 4


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("furnished")) as found:
        yield found


@pytest.fixture(scope="module")
def pages(site: Furnished) -> dict[str, list[str]]:
    """Who looks -> the addresses that answer with a page."""
    clients = {"admin": site.client(signed_in=True), "visitor": site.client(signed_in=False)}
    return {who: [one for one in site.pages() if weigh(client, one)] for who, client in clients.items()}


def test_every_page_is_found(pages: dict[str, list[str]]):
    """A visitor at this machine reads what is published; the rest is for who signed in."""
    assert len(pages["admin"]) >= 18
    assert {"/", "/studio", "/costs", "/account", "/shorts", "/posts"} <= set(pages["admin"])
    assert {one.split("/")[1] for one in pages["visitor"]} == {"", "read", "series", "posts", "signin"}


@pytest.mark.parametrize("who", ["admin", "visitor"])
def test_every_page_with_all_it_links_is_light(site: Furnished, pages: dict[str, list[str]], who: str):
    client = site.client(signed_in=who == "admin")
    weighed = {address: sum(weigh(client, address).values()) for address in pages[who]}
    assert all(weighed.values())
    assert {address: size for address, size in weighed.items() if size > LIMIT_BYTES} == {}


@pytest.fixture(scope="module")
def address(site: Furnished) -> Iterator[str]:
    with serving(site.app) as (found, _):
        yield found


@pytest.mark.parametrize("way", range(len(WAYS)), ids=["-".join(map(str, one)) for one in WAYS])
@pytest.mark.parametrize("who", ["admin", "visitor"])
def test_no_page_keeps_anybody_out_or_leaves_the_screen(
    browser: Browser, site: Furnished, address: str, pages: dict[str, list[str]], who: str, way: int
):
    here = [path for place, path in enumerate(pages[who]) if way in ways_of(place)]
    forms = [one for place, one in enumerate(PRICED.items()) if who == "admin" and way in ways_of(place)]
    size, scheme, locale = WAYS[way]
    with visit(browser, size, scheme=scheme, locale=locale) as seen:
        page = seen.page
        if who == "admin":
            cookie = {"name": site.cookie, "value": site.secret, "url": address}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
        found = []
        for path in here:
            page.goto(address + path)
            found += wrongs(page, path)
        for path, (field, typed, button) in forms:
            page.goto(address + path.format(**site.known))
            page.locator(field).fill(typed)
            page.locator(button).click()
            page.wait_for_url(f"{address}/*/price")
            found += wrongs(page, f"the price after {path}")
        assert not found, "\n".join(found)
        assert seen.troubles == []


def wrongs(page: Page, name: str) -> list[str]:
    found = violations(page)
    return [*found, f"{name} is wider than the screen"] if page.evaluate(WIDER_THAN_THE_SCREEN) else found


def test_what_is_typed_anywhere_outlives_a_restart(browser: Browser, site: Furnished):
    asks = await_yes(office_of(site.house), LOCAL_OWNER, "확인을 기다리는 이야기", "draft").id
    known = {"asks": asks, "draft": site.known["episode_id"]}
    with visit(browser, DESKTOP) as seen:
        written: list[tuple[Page, str, bool]] = []
        with serving(site.app) as (address, port):
            cookie = {"name": site.cookie, "value": site.secret, "url": address}
            seen.page.context.add_cookies([cookie])  # type: ignore[list-item]
            for path, field in (*WRITTEN, *STAYING):
                page = seen.page.context.new_page()
                page.goto(address + path.format(**known))
                page.locator(field).first.fill(TYPED)
                written.append((page, field, (path, field) in WRITTEN))
            editor = seen.page
            editor.goto(f"{address}/studio/{known['draft']}/panels/1")
            editor.locator('[data-spot="0"]').first.click()
        editor.locator("[data-focus]:visible").fill(TYPED)
        for page, field, _ in written:
            assert page.locator(field).first.input_value() == TYPED, (page.url, "while the server is away")
        with serving(site.app, port):
            for page, field, is_kept in written:
                assert page.locator(field).first.input_value() == TYPED, (page.url, "when it is back")
                if is_kept:
                    page.reload()
                    assert page.locator(field).first.input_value() == TYPED, (page.url, "after a reload")
            assert editor.locator("[data-focus]:visible").input_value() == TYPED
            seen.until(SENT)
            assert TYPED in editor.request.get(editor.url).text(), "the editor sent it when it could"
            page, field, _ = written[WRITTEN.index(WRITTEN[-1])]
            page.locator("form[data-keep] button").first.click()
            page.wait_for_load_state()
            assert page.locator(field).input_value() == TYPED, "the form that was open is taken"
            episode = site.house.works.episode(int(site.known["episode_id"]))
            assert episode.description == TYPED
