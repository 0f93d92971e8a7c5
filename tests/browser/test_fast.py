"""Light and still: few bytes before the first screen is whole, nothing that moves once it is shown."""

import pytest
from measures import FIRST_SCREEN_BYTES, transferred
from playwright.sync_api import Browser
from visits import DESKTOP, NEAR, PHONE, Site, visit


@pytest.mark.parametrize("pixels", [1, 2, 3])
@pytest.mark.parametrize("page", ["gallery", "reader"])
def test_all_that_a_phone_loads_before_scrolling_is_light(
    browser: Browser, site: Site, page: str, pixels: int
):
    """Pictures are grainier here than any that is drawn, and the browser fetches some below the screen."""
    path = "/" if page == "gallery" else f"/read/{site.published[0]}"
    with visit(browser, PHONE, pixels=pixels) as seen:
        loaded = transferred(seen, site.address + path)
        assert site.address + path in loaded
        assert any("/app.css" in url for url in loaded)
        assert any("/images/" in url for url in loaded)
        assert sum(loaded.values()) < FIRST_SCREEN_BYTES


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_nothing_moves_while_a_page_loads_and_is_scrolled(
    browser: Browser, site: Site, size: tuple[int, int]
):
    with visit(browser, size) as seen:
        for path in site.pages:
            seen.open(site.address + path)
            seen.scroll_through()
            assert seen.shifts() == [], path
            assert seen.page.evaluate(
                "[...document.images].every((i) => i.complete && i.naturalWidth > 0)"
            ), path


def test_pictures_below_the_fold_wait_until_they_come_near(browser: Browser, site: Site):
    with visit(browser, PHONE) as seen:
        seen.open(f"{site.address}/read/{site.published[0]}")
        before = {url for url in seen.asked if "/images/" in url}
        assert before == set(seen.page.evaluate(f"{NEAR}.map((i) => i.currentSrc)"))
        seen.scroll_through()
        assert len({url for url in seen.asked if "/images/" in url} - before) >= 4


def test_a_second_visit_fetches_nothing_but_the_page_itself(browser: Browser, site: Site):
    with visit(browser, PHONE) as seen:
        seen.open(f"{site.address}/read/{site.published[0]}")
        seen.open(f"{site.address}/preview")
        seen.open(f"{site.address}/read/{site.published[0]}")
        parts = seen.page.evaluate(
            "performance.getEntriesByType('resource').map((e) => [e.name, e.transferSize])"
        )
        for kind in ("app.css", "place.js", "/images/"):
            assert any(kind in name for name, _ in parts)
        assert [part for part in parts if part[1]] == []
