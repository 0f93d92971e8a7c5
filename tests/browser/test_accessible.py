"""axe finds nothing to object to on any page, in either language, light or dark, on a phone or a desk."""

import pytest
from measures import violations
from playwright.sync_api import Browser
from visits import DESKTOP, PHONE, Scheme, Site, visit


@pytest.mark.parametrize("locale", ["ko-KR", "en-US"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_no_page_violates_an_accessibility_rule(
    browser: Browser, site: Site, empty_site: Site, size: tuple[int, int], scheme: Scheme, locale: str
):
    addresses = [site.address + path for path in site.pages] + [empty_site.address + "/"]
    addresses.append(f"{empty_site.address}/preview")
    with visit(browser, size, scheme=scheme, locale=locale) as seen:
        found = []
        for address in addresses:
            seen.open(address)
            found += violations(seen.page)
        assert found == []


def test_the_first_tab_leads_past_the_header(browser: Browser, site: Site):
    with visit(browser) as seen:
        seen.page.goto(site.address)
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        assert seen.page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")


@pytest.mark.parametrize("path", ["/", "/read"])
def test_whatever_can_be_pressed_is_large_enough_for_a_thumb(browser: Browser, site: Site, path: str):
    with visit(browser) as seen:
        seen.page.goto(site.address + (path if path == "/" else f"/read/{site.published[1]}"))
        small = seen.page.evaluate(
            """[...document.querySelectorAll("a, button")]
            .filter((e) => e.checkVisibility() && !e.matches(".skip"))
            .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 40 || box.width < 40).map(([html]) => html)"""
        )
        assert small == []
