"""From a draft to a reader's phone, and the pages around it: published, read, listed, decided upon."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from measures import BROKEN, violations
from playwright.sync_api import Browser
from serving import serving
from visits import DESKTOP, PHONE, Scheme, Visit, visit

from made_episodes import make_episode
from toonverse.store.post_rows import Notice
from web.people import People, people

WIDER = "document.documentElement.scrollWidth > innerWidth"


@dataclass(frozen=True)
class Shop:
    """`drafts` are two episodes of one series that nobody published yet."""

    address: str
    port: int
    people: People
    drafts: tuple[int, int]
    series: int

    @contextmanager
    def entered(self, browser: Browser, size: tuple[int, int], **how: object) -> Iterator[Visit]:
        """The owner's browser, signed in."""
        with visit(browser, size, **how) as seen:  # type: ignore[arg-type]
            ((name, value),) = self.people.browser().cookies.items()
            seen.page.context.add_cookies([{"name": name, "value": value, "url": self.address}])
            yield seen


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    home = tmp_path_factory.mktemp("shop")
    with people(home) as found:
        made = [
            make_episode(found.works, home, f"비의 편지 {n}", project="비의 편지", panels=3, active=False)
            for n in (1, 2)
        ]
        found.office.posts.rows.add("one", Notice("등대지기의 밤", "", 0.4), "pending", "webhook")
        with serving(found.app) as (address, port):
            yield Shop(address, port, found, (made[0].id, made[1].id), made[0].project_id)


def test_a_draft_is_published_and_read_on_a_phone_and_its_series_knows(browser: Browser, shop: Shop):
    first, second = shop.drafts
    with shop.entered(browser, PHONE, locale="en-US") as seen:
        page = seen.page
        for episode in (second, first):
            seen.open(f"{shop.address}/studio/{episode}/publish")
            page.get_by_role("button", name="Publish").click()
            page.get_by_text("Published", exact=True).wait_for()
        page.get_by_role("link", name="Read it").click()
        page.wait_for_url(f"{shop.address}/read/{first}")
        seen.scroll_through()
        assert page.evaluate(BROKEN) == 0
        page.get_by_role("link", name="Episodes").first.click()
        page.wait_for_url(f"{shop.address}/series/{shop.series}")
        assert page.get_by_role("link", name="Continue").get_attribute("href") == f"/read/{first}"
        assert page.locator(f"[data-episode='{first}'] .seen").is_visible()
        assert not page.locator(f"[data-episode='{second}'] .seen").is_visible()
        assert seen.shifts() == []
        assert seen.troubles == []


def test_publishing_and_naming_need_no_script(browser: Browser, shop: Shop):
    draft = make_episode(shop.people.works, shop.people.home, "새벽", panels=1, active=False).id
    with shop.entered(browser, PHONE, locale="en-US", scripts=False) as seen:
        seen.page.goto(f"{shop.address}/studio/{draft}/publish")
        seen.page.get_by_label("Title").fill("새벽의 편지")
        seen.page.get_by_role("button", name="Save").click()
        seen.page.get_by_role("button", name="Publish").click()
        seen.page.goto(f"{shop.address}/read/{draft}")
        assert "새벽의 편지" in seen.page.title()


@pytest.mark.parametrize(
    ("size", "scheme", "locale"), [(PHONE, "dark", "en-US"), (DESKTOP, "light", "ko-KR")]
)
def test_the_pages_break_no_rule_and_are_no_wider_than_the_window(
    browser: Browser, shop: Shop, size: tuple[int, int], scheme: Scheme, locale: str
):
    draft = make_episode(shop.people.works, shop.people.home, f"점검 {locale}", panels=1, active=False).id
    shop.people.works.activate(shop.drafts[0])
    paths = (
        f"/studio/{draft}/publish",
        f"/studio/{shop.drafts[0]}/publish",
        f"/series/{shop.series}",
        "/shorts",
        f"/shorts/new?episode={draft}",
        "/posts/admin",
        "/posts",
    )
    with shop.entered(browser, size, scheme=scheme, locale=locale) as seen:
        found = []
        for path in paths:
            seen.open(shop.address + path)
            found += violations(seen.page)
            assert not seen.page.evaluate(WIDER), path
        assert found == []
        assert seen.troubles == []
