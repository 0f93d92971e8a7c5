"""A reader reads: with script and without, with the next episode at hand and the place kept."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from visits import DESKTOP, PHONE, WHOLE, Site, visit

from made_episodes import make_episode, opened_works
from toonverse.web.offline import write_offline_reader
from toonverse.web.works_shelf import WorksShelf

WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.parametrize("size", [(320, 640), PHONE, (768, 1024), DESKTOP])
@pytest.mark.parametrize("locale", ["ko-KR", "en-US"])
def test_no_page_scrolls_sideways_or_complains(
    browser: Browser, site: Site, empty_site: Site, size: tuple[int, int], locale: str
):
    with visit(browser, size, locale=locale) as seen:
        for address in [site.address + path for path in site.pages] + [empty_site.address]:
            seen.open(address)
            assert not seen.page.evaluate(WIDER_THAN_THE_SCREEN), address
        assert seen.troubles == []


def test_nothing_is_asked_of_any_other_server(browser: Browser, site: Site):
    with visit(browser) as seen:
        for path in site.pages:
            seen.open(site.address + path)
        assert [url for url in seen.asked if not url.startswith(site.address)] == []


def test_everything_can_be_read_without_script(browser: Browser, small_site: Site):
    with visit(browser, scripts=False) as seen:
        seen.open(small_site.address)
        seen.page.locator(".hero .button").click()
        seen.page.wait_for_url("**/read/*")
        for panel in seen.page.locator(".strip img").all():
            panel.scroll_into_view_if_needed()
            assert panel.is_visible()
        seen.until(WHOLE)
        assert len({url for url in seen.asked if "/images/" in url and "panel" in url}) == 6
        assert not seen.page.locator("[data-share]").is_visible()
        assert not seen.page.locator("[data-resume]").is_visible()
        seen.page.locator(".acts a", has_text="처음부터").click()
        assert seen.troubles == []


def test_the_strip_has_no_seams_and_is_never_wider_than_its_pictures(browser: Browser, site: Site):
    for size, width in ((PHONE, 390), (DESKTOP, 800)):
        with visit(browser, size) as seen:
            seen.page.goto(f"{site.address}/read/{site.published[0]}")
            boxes = seen.page.evaluate(
                """[...document.querySelectorAll(".strip > *")].map((e) => {
                const b = e.getBoundingClientRect(); return [b.top, b.bottom, b.width]; })"""
            )
            assert len(boxes) == 15
            assert all(box[2] == width for box in boxes)
            assert all(abs(after[0] - before[1]) < 0.05 for before, after in pairwise(boxes))


def test_the_next_episode_is_one_press_away(browser: Browser, site: Site):
    first, second, third = site.published
    with visit(browser) as seen:
        seen.page.goto(f"{site.address}/read/{first}")
        seen.page.locator("a.next").click()
        seen.page.wait_for_url(f"**/read/{second}")
        seen.page.locator("a[rel=next]").click()
        seen.page.wait_for_url(f"**/read/{third}")
        assert seen.page.locator("a.next").count() == 0
        seen.page.locator("a[rel=prev]").click()
        seen.page.wait_for_url(f"**/read/{second}")


def test_arrow_keys_turn_to_the_neighbouring_episodes(browser: Browser, site: Site):
    first, second, _ = site.published
    with visit(browser) as seen:
        seen.open(f"{site.address}/read/{first}")
        seen.page.keyboard.press("ArrowLeft")  # there is none before the first
        seen.page.keyboard.press("ArrowRight")
        seen.page.wait_for_url(f"**/read/{second}")
        seen.until("document.readyState === 'complete'")
        seen.page.keyboard.press("ArrowLeft")
        seen.page.wait_for_url(f"**/read/{first}")


@pytest.mark.parametrize("locale", ["ko-KR", "en-US"])
def test_every_page_is_set_in_its_own_letters_from_the_first_paint(browser: Browser, site: Site, locale: str):
    with visit(browser, locale=locale) as seen:
        for path in site.pages:
            seen.open(site.address + path)
            faces = seen.page.evaluate("[...document.fonts].map((f) => [f.family, f.status])")
            assert {status for _, status in faces} == {"loaded"}, path
            assert any("Text" in family for family, _ in faces)


PLACE = "Object.entries(localStorage).find(([key]) => key.startsWith('toonverse:place:'))?.[1]"
"""Where this browser stopped reading, of the one episode there is; undefined where it did not stop."""


def test_the_place_is_offered_again_and_forgotten_at_the_end(browser: Browser, small_site: Site):
    address = f"{small_site.address}/read/{small_site.published[0]}"
    with visit(browser) as seen:
        offer = seen.page.locator("[data-resume]")
        seen.page.goto(address)
        assert not offer.is_visible()
        seen.page.locator("#panel-4").evaluate("e => e.scrollIntoView({behavior: 'instant'})")
        seen.until(f"{PLACE} === 'panel-4'")
        seen.page.goto(small_site.address)
        seen.page.goto(address)
        assert offer.is_visible()
        seen.page.evaluate("scrollTo({top: 1200, behavior: 'instant'})")
        seen.until("document.querySelector('[data-resume]').hidden")
        seen.until(f"{PLACE} !== 'panel-4'")
        seen.page.locator("#panel-4").evaluate("e => e.scrollIntoView({behavior: 'instant'})")
        seen.until(f"{PLACE} === 'panel-4'")
        seen.page.goto(small_site.address)
        seen.page.goto(address)
        offer.click()
        seen.until("scrollY > 1000")
        assert seen.page.url.endswith("#panel-4")
        seen.page.goto(small_site.address)
        seen.page.goto(address)
        seen.scroll_through()
        seen.until(f"{PLACE} === undefined")
        assert seen.troubles == []


def test_the_language_can_be_switched_and_stays(browser: Browser, site: Site):
    with visit(browser) as seen:
        seen.page.goto(site.address)
        seen.page.get_by_role("link", name="English").click()
        assert seen.page.locator("html").get_attribute("lang") == "en"
        seen.page.goto(f"{site.address}/read/{site.published[0]}")
        assert seen.page.locator("html").get_attribute("lang") == "en"


def test_the_gallery_is_dark_where_the_system_is_and_the_reader_always(browser: Browser, site: Site):
    background = "getComputedStyle(document.body).backgroundColor"
    for scheme, gallery in (("light", "rgb(251, 250, 248)"), ("dark", "rgb(16, 14, 21)")):
        with visit(browser, scheme=scheme) as seen:
            seen.page.goto(site.address)
            assert seen.page.evaluate(background) == gallery
            seen.page.goto(f"{site.address}/read/{site.published[0]}")
            assert seen.page.evaluate(background) == "rgb(11, 10, 15)"


def test_the_offline_page_opens_from_a_file_without_any_request(browser: Browser, tmp_path: Path):
    with opened_works(tmp_path) as works:
        episode = make_episode(works, tmp_path, "비의 편지", panels=3)
        view = WorksShelf(works, tmp_path).episode(episode.id)
        assert view
        page_file = write_offline_reader(view)
    with visit(browser) as seen:
        seen.page.goto(page_file.as_uri())
        seen.scroll_through()
        assert [url for url in seen.asked if not url.startswith(("file:", "data:"))] == []
        assert seen.page.evaluate("[...document.images].every((i) => i.complete && i.naturalWidth === 800)")
        assert not seen.page.evaluate(WIDER_THAN_THE_SCREEN)
        assert seen.troubles == []
