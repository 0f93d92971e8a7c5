"""Light and still: few bytes before the first screen is whole, nothing that moves once it is shown."""

import pytest
from measures import FIRST_SCREEN_BYTES, IN_VIEW, transferred
from playwright.sync_api import Browser
from visits import DESKTOP, PHONE, Site, visit


@pytest.mark.parametrize("page", ["gallery", "reader"])
def test_all_that_a_phone_loads_before_scrolling_is_light(browser: Browser, site: Site, page: str):
    path = "/" if page == "gallery" else f"/read/{site.published[0]}"
    with visit(browser, PHONE) as seen:
        loaded = transferred(seen, site.address + path)
        assert len(loaded) > 3
        assert sum(loaded.values()) < FIRST_SCREEN_BYTES


@pytest.mark.parametrize("pixels", [2, 3])
@pytest.mark.parametrize("page", ["gallery", "reader"])
def test_the_first_screen_of_a_sharp_phone_is_light(browser: Browser, site: Site, page: str, pixels: int):
    """Here the browser also fetches pictures below the screen; the screen itself must not wait for more."""
    path = "/" if page == "gallery" else f"/read/{site.published[0]}"
    with visit(browser, PHONE, pixels=pixels) as seen:
        loaded = transferred(seen, site.address + path)
        shown = seen.page.evaluate(IN_VIEW)
        below = [url for url in loaded if "/images/" in url and url not in shown]
        assert sum(size for url, size in loaded.items() if url not in below) < FIRST_SCREEN_BYTES


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_nothing_moves_while_a_page_loads_and_is_scrolled(
    browser: Browser, site: Site, size: tuple[int, int]
):
    with visit(browser, size) as seen:
        for path in site.pages:
            seen.page.goto(site.address + path, wait_until="networkidle")
            seen.scroll_through()
            assert seen.page.evaluate("shifts") == [], path
            assert seen.page.evaluate(
                "[...document.images].every((i) => i.complete && i.naturalWidth > 0)"
            ), path


def test_pictures_below_the_fold_wait_until_they_come_near(browser: Browser, site: Site):
    with visit(browser, PHONE) as seen:
        seen.page.goto(f"{site.address}/read/{site.published[0]}", wait_until="networkidle")
        before = sum("/images/" in url for url in seen.asked)
        seen.scroll_through()
        assert before <= 4
        assert sum("/images/" in url for url in seen.asked) >= 8


def test_a_second_visit_fetches_nothing_but_the_page_itself(browser: Browser, site: Site):
    with visit(browser, PHONE) as seen:
        seen.page.goto(f"{site.address}/read/{site.published[0]}", wait_until="networkidle")
        seen.page.goto(f"{site.address}/preview", wait_until="networkidle")
        seen.page.goto(f"{site.address}/read/{site.published[0]}", wait_until="networkidle")
        parts = seen.page.evaluate("performance.getEntriesByType('resource').map((e) => e.transferSize)")
        assert len(parts) >= 4
        assert sum(parts) == 0
