"""The costs pages in a browser: they keep the rules, count on by themselves, and stop only when sure."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest
from measures import violations
from playwright.sync_api import Browser
from serving import serving
from visits import DESKTOP, PHONE, Scheme, Visit, visit

from metered import PICTURE_NUSD, picture, who
from toonverse.metering.accounts import is_stopped
from toonverse.metering.outcomes import Refused, Unknown
from toonverse.web.pages.costs import usd
from web.people import People, people


@dataclass(frozen=True)
class Till:
    """A home whose books have something to tell."""

    home: People
    address: str

    @contextmanager
    def entered(self, browser: Browser, size: tuple[int, int], **how: object) -> Iterator[Visit]:
        """The owner's browser, signed in."""
        with visit(browser, size, **how) as seen:  # type: ignore[arg-type]
            ((name, value),) = self.home.browser().cookies.items()
            seen.page.context.add_cookies([{"name": name, "value": value, "url": self.address}])
            yield seen


def buy(home: People, key: str, order: BaseException | None = None) -> None:
    home.house.paid.orders = [order] * 3 if order else []
    """In a thread of its own: the browser's library has a loop in this one."""
    bought = home.house.meter().buy(picture(key), who(home.users["ada"].id), key)
    with suppress(Refused, Unknown), ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, bought).result()


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    with people(tmp_path_factory.mktemp("costs")) as home:
        for key, order in (("a", None), ("b", Refused(reason="no")), ("c", Unknown(reason="gone"))):
            buy(home, key, order)
        with serving(home.app) as (address, _):
            yield Till(home, address)


@pytest.mark.parametrize(
    ("size", "scheme", "locale"), [(PHONE, "dark", "ko-KR"), (DESKTOP, "light", "en-US")]
)
def test_the_pages_hold_to_the_rules_and_to_the_screen(
    browser: Browser, till: Till, size: tuple[int, int], scheme: Scheme, locale: str
):
    with till.entered(browser, size, scheme=scheme, locale=locale) as seen:
        for path in ("/costs", "/costs/calls", "/costs/calls/1", "/costs/calls?model=none"):
            answer = seen.open(till.address + path)
            assert answer is not None
            assert answer.ok
            assert violations(seen.page) == []
            assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_ticker_counts_on_by_itself(browser: Browser, till: Till):
    with till.entered(browser, PHONE, locale="en-US") as seen:
        seen.open(f"{till.address}/costs")
        seen.page.locator(".ticker").get_by_text(usd(PICTURE_NUSD)).first.wait_for()
        buy(till.home, "d")
        seen.page.locator(".tiles b", has_text=usd(2 * PICTURE_NUSD)).first.wait_for()


def test_the_switch_needs_two_keys_and_one_brings_it_back(browser: Browser, till: Till):
    home = till.home
    with till.entered(browser, PHONE, locale="en-US") as seen:
        seen.open(f"{till.address}/costs")
        assert not seen.page.get_by_text("Yes, stop").is_visible()
        seen.page.locator(".sure summary").focus()
        seen.page.keyboard.press("Enter")
        seen.page.keyboard.press("Tab")
        assert not is_stopped(home.house.engine)
        seen.page.keyboard.press("Enter")
        seen.page.get_by_role("button", name="Resume").wait_for()
        assert is_stopped(home.house.engine)
        seen.page.get_by_role("button", name="Resume").click()
        seen.page.locator(".sure summary").wait_for()
        assert not is_stopped(home.house.engine)


def test_on_a_phone_the_scale_and_the_last_column_are_in_sight(browser: Browser, till: Till):
    with till.entered(browser, PHONE, locale="ko-KR") as seen:
        seen.open(f"{till.address}/costs?by=model")
        levels = seen.page.locator(".chart .level")
        boxes = [levels.nth(number).bounding_box() for number in range(levels.count())]
        assert boxes
        assert all(box is not None and box["x"] >= 0 and box["height"] >= 11 for box in boxes)
        assert seen.page.evaluate(
            "[...document.querySelectorAll('.wide-table')].every(one => one.scrollWidth <= one.clientWidth)"
        )
