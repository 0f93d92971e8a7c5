"""The studio in a real browser: a story dropped and kept, its shots changed, a job watched."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from measures import violations
from PIL import Image
from playwright.sync_api import Browser
from serving import serving
from visits import DESKTOP, PHONE, Scheme, Visit, visit

from toonverse.domain.panel import Picture
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.store.records import Episode
from web.awaiting import PANELS, await_yes
from web.people import People, people

WIDER = "document.documentElement.scrollWidth > innerWidth"
DROP = """() => {
  const held = new DataTransfer();
  held.items.add(new File(['The Lamp\\n\\n"Who is there?" said Tom.\\n'], 'lamp.txt', {type: 'text/plain'}));
  return held;
}"""
TYPED = "The Pier\n\nNora stood on the pier.\n\n“Nobody is coming,” said Tom.\n"


@dataclass(frozen=True)
class Studio:
    address: str
    people: People

    @contextmanager
    def entered(self, browser: Browser, size: tuple[int, int], **how: object) -> Iterator[Visit]:
        """The owner's browser, signed in."""
        with visit(browser, size, **how) as seen:  # type: ignore[arg-type]
            ((name, value),) = self.people.browser().cookies.items()
            seen.page.context.add_cookies([{"name": name, "value": value, "url": self.address}])
            yield seen

    def waiting(self, title: str) -> Episode:
        return await_yes(self.people.office, LOCAL_OWNER, title)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    flat = io.BytesIO()
    Image.new("RGB", (320, 320), "#46506a").save(flat, "WEBP")
    with people(tmp_path_factory.mktemp("studio")) as found:
        found.office = replace(found.office, sketch=lambda brief: flat.getvalue())
        with serving(found.app) as (address, _):
            yield Studio(address, found)


def test_a_story_is_kept_while_it_is_typed_dropped_priced_and_stopped_at_its_storyboard(
    browser: Browser, studio: Studio
):
    with studio.entered(browser, PHONE, locale="en-US") as seen:
        page = seen.page
        seen.open(f"{studio.address}/studio")
        page.get_by_label("Story", exact=False).first.fill(TYPED)
        page.get_by_label("Manga").check()
        page.reload()
        assert page.locator("#story").input_value() == TYPED, "what was typed survives"
        assert page.get_by_label("Manga").is_checked()
        page.locator(".desk").dispatch_event("drop", {"dataTransfer": page.evaluate_handle(DROP)})
        seen.until("document.querySelector('#story').value.startsWith('The Lamp')")
        page.get_by_role("button", name="See the price").click()
        page.get_by_label("Let me look at the script first").check()
        page.get_by_role("button", name="Make it").click()
        page.wait_for_url("**/studio/*")
        made = studio.people.works.made_before(LOCAL_OWNER, None, 1)[0]
        assert (made.title, made.style, '"review": true' in made.options) == ("The Lamp", "manga", True)
        assert page.evaluate("sessionStorage.length") == 0, "it was ordered, so it need not be kept"
        assert seen.troubles == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with a script", "without one"])
def test_shots_are_changed_and_painted_on_a_yes(browser: Browser, studio: Studio, scripts: bool):
    episode = studio.waiting(f"콘티 {scripts}")
    drafts = studio.people.works.drafts
    with studio.entered(browser, PHONE, locale="en-US", scripts=scripts) as seen:
        page = seen.page
        seen.open(f"{studio.address}/studio/{episode.id}/shots")
        first, second, _ = drafts.get(episode.id).board.shots
        page.get_by_label("Size of shot 1").select_option("close")
        page.locator("#shot-2 .line.new textarea").fill("기다려!")
        page.locator("#down-1").click()
        page.locator("#shot-2 select").first.wait_for()
        moved = page.locator("#shot-1 textarea", has_text="기다려!")
        moved.wait_for()
        shots = drafts.get(episode.id).board.shots
        seen_in = [[one.character for one in shot.figures] for shot in (*shots[:2], second, first)]
        assert seen_in[:2] == seen_in[2:]
        assert (shots[0].lines[-1].text, shots[1].size) == ("기다려!", "close")
        page.locator("#split-2").click()
        page.locator(f"#shot-{PANELS + 1}").wait_for()
        page.get_by_role("button", name="Paint it — at most $0.16").click()
        page.wait_for_url(f"{studio.address}/studio/{episode.id}")
        assert studio.people.works.jobs.find(episode.id, "pipeline.full").attempt == 2
        assert seen.troubles == []


def test_panels_come_to_who_watches_and_the_buttons_follow(browser: Browser, studio: Studio):
    episode = studio.waiting("지켜보는 이야기")
    works = studio.people.works
    job = works.jobs.find(episode.id, "pipeline.full")
    works.jobs.start(job.id)
    with studio.entered(browser, DESKTOP, locale="en-US") as seen:
        page = seen.page
        seen.open(f"{studio.address}/studio/{episode.id}")
        page.get_by_text("0 of 3 panels painted").wait_for()
        picture = Picture("0" * 64, "image/png", 1024, 1536)
        facts = {"prompt": "a lamp", "model": "picture", "cost_nusd": 0, "tokens": 0}
        works.panels.add_take(episode.id, 2, 1, picture, **facts)  # type: ignore[arg-type]
        page.get_by_text("1 of 3 panels painted").wait_for()
        assert "picture · $0.00" in page.locator("#panel-2").inner_text()
        works.jobs.cancel(job.id)
        page.get_by_role("button", name="Go on").wait_for()
        assert page.locator("[data-live]").count() == 0
        assert seen.troubles == []


@pytest.mark.parametrize(
    ("size", "scheme", "locale"),
    [(PHONE, "dark", "ko-KR"), (DESKTOP, "light", "en-US")],
    ids=["phone", "desk"],
)
def test_the_studio_is_for_everyone(
    browser: Browser, studio: Studio, size: tuple[int, int], scheme: Scheme, locale: str
):
    """axe finds nothing, nothing is wider than the screen, nothing fails."""
    episode = studio.waiting(f"모두의 이야기 {locale}")
    pages = ["", "?example=ko-prose", f"/{episode.id}", f"/{episode.id}/shots", f"/{episode.id}/script"]
    for address in pages:
        with studio.entered(browser, size, scheme=scheme, locale=locale) as seen:
            seen.open(f"{studio.address}/studio{address}")
            assert violations(seen.page) == [], address
            assert not seen.page.evaluate(WIDER), address
            assert seen.troubles == [], address
