"""Every page there is, found by its route: light, open to everyone's senses, and inside a phone's screen."""

from collections.abc import Iterator

import pytest
from bench.pages import LIMIT_BYTES, Furnished, furnished, weigh
from measures import violations
from playwright.sync_api import Browser
from serving import serving
from visits import DESKTOP, PHONE, Scheme, visit

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > innerWidth"
WAYS: list[tuple[tuple[int, int], Scheme, str]] = [
    (PHONE, "light", "ko-KR"),
    (DESKTOP, "dark", "en-US"),
]
"""Each size, each scheme, each language."""


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


@pytest.mark.parametrize(("size", "scheme", "locale"), WAYS)
@pytest.mark.parametrize("who", ["admin", "visitor"])
def test_no_page_keeps_anybody_out_or_leaves_the_screen(
    browser: Browser,
    site: Furnished,
    address: str,
    pages: dict[str, list[str]],
    who: str,
    size: tuple[int, int],
    scheme: Scheme,
    locale: str,
):
    with visit(browser, size, scheme=scheme, locale=locale) as seen:
        if who == "admin":
            cookie = {"name": site.cookie, "value": site.secret, "url": address}
            seen.page.context.add_cookies([cookie])  # type: ignore[list-item]
        found = []
        for path in pages[who]:
            seen.page.goto(address + path)
            found += violations(seen.page)
            if seen.page.evaluate(WIDER_THAN_THE_SCREEN):
                found.append(f"{path} is wider than the screen")
        assert not found, "\n".join(found)
        assert seen.troubles == []
