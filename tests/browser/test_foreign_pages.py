"""What a real browser sends along lets our own pages in and keeps a foreign page out."""

from playwright.sync_api import Browser, Page
from visits import Site, visit


def show(page: Page, body: str) -> None:
    """Lets a foreign site answer with this page."""
    page.route("http://evil.example/**", lambda route: route.fulfill(content_type="text/html", body=body))


def test_the_owner_publishes_a_draft_with_the_button(browser: Browser, small_site: Site):
    for scripts in (False, True):  # the second press finds it published already
        with visit(browser, scripts=scripts) as seen:
            seen.page.goto(f"{small_site.address}/preview/{small_site.draft}")
            if seen.page.url.endswith(f"/read/{small_site.draft}"):
                continue
            seen.page.get_by_role("button", name="공개하기").click()
            seen.page.wait_for_url(f"**/read/{small_site.draft}")
            seen.page.goto(small_site.address)
            assert seen.page.get_by_role("heading", name="새벽의 초안").is_visible()


def test_a_foreign_form_cannot_publish(browser: Browser, small_site: Site):
    for action in (f"/preview/{small_site.draft}/activate", f"/api/episodes/{small_site.draft}/activate"):
        form = f'<form method="post" action="{small_site.address}{action}"><button>Win</button></form>'

        with visit(browser) as seen:
            show(seen.page, form)
            seen.page.goto("http://evil.example/")
            with seen.page.expect_response("**/activate") as response:
                seen.page.get_by_role("button").click()
            assert response.value.status == 403
            seen.page.wait_for_url(f"**{action}")  # the refusal is shown before we go elsewhere
            assert seen.page.goto(f"{small_site.address}/read/{small_site.draft}").status == 404


def test_a_name_that_was_pointed_at_this_computer_gets_nothing(browser: Browser, small_site: Site):
    with visit(browser) as seen:
        answer = seen.page.goto(f"http://rebound.example:{small_site.port}/")
        assert answer
        assert answer.status == 421
        assert "비의 편지" not in seen.page.content()


def test_a_foreign_page_cannot_show_our_pictures_or_frame_our_pages(browser: Browser, small_site: Site):
    with visit(browser) as seen:
        seen.open(f"{small_site.address}/read/{small_site.published[0]}")
        picture = next(url for url in seen.asked if "/images/" in url)
        body = f'<img src="{picture}"><iframe src="{small_site.address}/"></iframe>'
        show(seen.page, body)
        seen.page.goto("http://evil.example/")
        assert seen.page.evaluate("document.images[0].naturalWidth") == 0
        assert "비의 편지" not in "".join(frame.content() for frame in seen.page.frames)
