"""The balloon editor in a real browser: by mouse, finger and keyboard; what it shows is what is lettered."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from threading import Barrier, Thread

import httpx
import pytest
from measures import violations
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Locator, Page
from serving import serving
from visits import DESKTOP, PHONE, Scheme, Visit

from priced import priced_house
from toonverse.bootstrap import House, editing_of, office_of
from toonverse.cli.make import followed
from toonverse.cli.story import Wish
from toonverse.domain.lettering import Balloon, Lettering
from toonverse.domain.script import Line
from toonverse.draw.extents import tip_of
from toonverse.jobs.orders import want
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.keys import add_key
from toonverse.metering.sessions import open_session
from toonverse.store.records import Words
from toonverse.studio.pipeline import Studio
from toonverse.web.app import create_app
from toonverse.web.doors import session_cookie
from toonverse.web.works_shelf import WorksShelf

STORY = """비의 편지

비 오는 골목, 수아가 우산을 들고 서 있었다.

"왜 이제 왔어?" 수아가 말했다.

"미안해. 버스가 끊겼어." 민준이 말했다.
"""
WORDS = Words((Line("왜 이제 왔어?", "수아"), Line("미안해. 버스가 끊겼어.", "민준")), ())
AT_REST = "(e => !e.waiting.length && !e.sending && !e.gesture)(document.querySelector('balloon-editor'))"
READY = "document.querySelectorAll('balloon-editor .spot').length > 0"
PANEL = 2
PATIENCE_MS = 60_000


@dataclass
class Bench:
    """An episode of drafts, and the server over it. Each test begins with the same words in the panel."""

    house: House
    episode: int
    address: str
    cookie: tuple[str, str]

    @property
    def page(self) -> str:
        return f"{self.address}/studio/{self.episode}/panels/{PANEL}"

    def begin(self) -> None:
        editing = editing_of(self.house)
        editing.write(self.episode, PANEL, Words((), ()))
        editing.write(self.episode, PANEL, WORDS)

    def layer(self) -> Lettering:
        return editing_of(self.house).balloons(self.episode, PANEL).layer

    def balloon(self, index: int = 0) -> Balloon:
        return self.layer().balloons[index]

    def lettered(self) -> bytes:
        """The panel's lettered picture after its job ran."""
        names = [field.name for field in fields(Studio) if not field.name.startswith("_")]
        fresh = Studio(**{name: getattr(self.house.studio, name) for name in names})
        run(replace(self.house, studio=fresh), self.episode)
        works = self.house.works
        layers = works.panels.lettered(self.episode, works.episode(self.episode).language)
        (sha256,) = [one.sha256 for one in layers if one.panel == PANEL]
        return self.house.books.images.get(sha256)


def flipped(media: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(media)).convert("RGB").transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(out, "PNG")
    return out.getvalue()


def run(house: House, episode: int) -> None:
    """In a thread of its own: a loop is running in this one."""
    import asyncio

    ended = []
    work = Thread(
        target=lambda: ended.append(asyncio.run(followed(house, house.works.episode(episode))).job.status)
    )
    work.start()
    work.join()
    assert ended == ["DONE"]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("balloons")
    story: Path = folder / "story.txt"
    story.write_text(STORY)
    with priced_house(folder / "home", folder / "calls.log", 0.0) as house:
        commission = Wish(story, PANEL, None, "webtoon", "auto", "draft", "draft").commission()
        episode = house.studio.take_on(commission, new=False)
        want(house.works, house.settings.home, episode, None)
        made = Bench(house, episode.id, "", ("", ""))
        made.lettered()
        editing = editing_of(house)
        first = house.works.panels.accepted(episode.id)[PANEL - 1].picture
        editing.put_art(episode.id, PANEL, flipped(house.books.images.get(first.sha256)))
        editing.choose_take(episode.id, PANEL, 1)
        app = create_app(
            WorksShelf(house.works, house.settings.home), lambda: {}, "127.0.0.1", office_of(house)
        )
        engine = house.books.engine
        secret = open_session(engine, house.books.ledger.clock, LOCAL_OWNER, "a browser made for tests")
        with serving(app) as (address, _):
            yield replace(made, address=address, cookie=(session_cookie(engine), secret))


@contextmanager
def opened(
    browser: Browser,
    bench: Bench,
    size: tuple[int, int] = DESKTOP,
    scheme: Scheme = "light",
    language: str = "ko",
    scripts: bool = True,
) -> Iterator[Visit]:
    bench.begin()
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        locale="ko-KR" if language == "ko" else "en-US",
        has_touch=size == PHONE,
        java_script_enabled=scripts,
    )
    name, secret = bench.cookie
    context.add_cookies([{"name": name, "value": secret, "url": bench.address}])
    seen = Visit(context.new_page(), scripts)
    try:
        seen.page.goto(f"{bench.page}?lang={language}")
        if scripts:
            seen.until(READY)
        yield seen
        assert seen.troubles == []
    finally:
        context.close()


def spot(page: Page, index: int = 0) -> Locator:
    return page.locator(f"[data-spot='{index}']")


def middle(locator: Locator) -> tuple[float, float]:
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def per_pixel(seen: Visit, layer: Lettering) -> float:
    """Pixels of the panel for one of the window."""
    return float(layer.width / seen.page.evaluate("document.querySelector('[data-stage]').clientWidth"))


def drag(seen: Visit, what: Locator, dx: float, dy: float) -> None:
    x, y = middle(what)
    mouse = seen.page.mouse
    mouse.move(x, y)
    mouse.down()
    for part in (0.3, 0.7, 1.0):
        mouse.move(x + dx * part, y + dy * part)
    mouse.up()
    seen.until(AT_REST)


def touch_drag(seen: Visit, cdp: CDPSession, what: Locator, dx: float, dy: float) -> None:
    x, y = middle(what)
    places = [(x + dx * part, y + dy * part) for part in (0, 0.3, 0.7, 1.0)]
    for kind, where in zip(("touchStart", "touchMove", "touchMove", "touchMove"), places, strict=True):
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": where[0], "y": where[1]}]})
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    seen.until(AT_REST)


def test_a_balloon_is_dragged_with_the_mouse_kept_and_lettered_there(browser: Browser, bench: Bench):
    with opened(browser, bench) as seen:
        before, was, scale = bench.lettered(), bench.balloon(), per_pixel(seen, bench.layer())
        drag(seen, spot(seen.page), 40, 60)
        now = bench.balloon()
        assert (now.center.x - was.center.x) / scale == pytest.approx(40, abs=2)
        assert (now.center.y - was.center.y) / scale == pytest.approx(60, abs=2)
        seen.page.reload()
        seen.until(READY)
        box = spot(seen.page).bounding_box()
        assert box is not None
        assert box["width"] * scale == pytest.approx(2 * now.half_width, rel=0.02)
        after = bench.lettered()
        assert after != before
        inside = tuple(round(value) for value in (now.box.left, now.box.top, now.box.right, now.box.bottom))
        crops = [Image.open(io.BytesIO(data)).convert("RGB").crop(inside) for data in (before, after)]
        assert crops[0].tobytes() != crops[1].tobytes(), "it is drawn where it was put"


def test_on_a_phone_a_finger_drags_resizes_and_leads_the_tail(browser: Browser, bench: Bench):
    with opened(browser, bench, PHONE, "dark", "en") as seen:
        cdp = seen.page.context.new_cdp_session(seen.page)
        was, scale = bench.balloon(), per_pixel(seen, bench.layer())
        touch_drag(seen, cdp, spot(seen.page), 0, 30)
        moved = bench.balloon()
        assert (moved.center.y - was.center.y) / scale == pytest.approx(30, abs=2)
        touch_drag(seen, cdp, seen.page.locator("[data-handle='se']"), 30, 30)
        larger = bench.balloon()
        assert 2 * (larger.half_width - moved.half_width) / scale == pytest.approx(30, abs=2)
        assert 2 * (larger.half_height - moved.half_height) / scale == pytest.approx(30, abs=2)
        touch_drag(seen, cdp, seen.page.locator("[data-handle='tail']"), 20, 40)
        assert bench.balloon().tail_by_hand
        assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_korean_is_typed_as_an_input_method_types_it(browser: Browser, bench: Bench):
    with opened(browser, bench) as seen:
        spot(seen.page).click()
        words = seen.page.locator("[data-forms] li:not([hidden]) textarea")
        words.select_text()
        cdp = seen.page.context.new_cdp_session(seen.page)
        for part in ("ㅇ", "어", "어디"):
            cdp.send(
                "Input.imeSetComposition", {"text": part, "selectionStart": 0, "selectionEnd": len(part)}
            )
        cdp.send("Input.insertText", {"text": "어디 갔었어?"})
        seen.until(AT_REST)
        assert bench.balloon().text == "어디 갔었어?"
        assert words.input_value() == "어디 갔었어?"
        assert seen.page.locator("#balloon-0 title").text_content() == "어디 갔었어?"
        label = spot(seen.page).get_attribute("aria-label") or ""
        assert "어디 갔었어?" in label
        assert "말" in label


def test_everything_is_done_with_the_keyboard_alone(browser: Browser, bench: Bench):
    with opened(browser, bench, language="en") as seen:
        page, was = seen.page, bench.balloon()
        spot(page).focus()
        for key in ("ArrowDown", "ArrowDown", "Alt+ArrowRight"):
            page.keyboard.press(key)
        seen.until(AT_REST)
        now = bench.balloon()
        assert (now.center.x - was.center.x, now.center.y - was.center.y) == pytest.approx((1, 16), abs=0.01)
        for _ in range(5):
            page.keyboard.press("Shift+ArrowRight")
        seen.until(AT_REST)
        assert bench.balloon().half_width == pytest.approx(now.half_width + 40, abs=0.01)
        page.keyboard.press("Enter")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("Where were you?")
        page.keyboard.press("Escape")
        seen.until(AT_REST)
        assert bench.balloon().text == "Where were you?"
        assert page.evaluate("document.activeElement.dataset.spot") == "0"
        page.keyboard.press("Delete")
        seen.until(AT_REST)
        assert [one.speaker for one in bench.layer().balloons] == ["민준"]
        assert "deleted" in (page.locator("[data-voice]").text_content() or "")


def test_what_was_done_is_taken_back_and_done_again_after_a_reload_too(browser: Browser, bench: Bench):
    with opened(browser, bench) as seen:
        first = bench.layer()
        drag(seen, spot(seen.page), 30, 30)
        moved = bench.layer()
        seen.page.reload()
        seen.until(READY)
        spot(seen.page).focus()
        seen.page.keyboard.press("ControlOrMeta+z")
        seen.until("document.querySelector('[data-act=redo] button').disabled === false")
        assert bench.layer() == first
        seen.page.keyboard.press("ControlOrMeta+y")
        seen.until("document.querySelector('[data-act=redo] button').disabled")
        assert bench.layer() == moved
        seen.page.locator("[data-act=undo] button").click()
        seen.until("document.querySelector('[data-act=redo] button').disabled === false")
        assert bench.layer() == first


def test_balloons_are_added_changed_in_kind_and_speaker_and_removed(browser: Browser, bench: Bench):
    with opened(browser, bench) as seen:
        page = seen.page
        page.locator("[data-act=add] button").click()
        seen.until(AT_REST)
        assert len(bench.layer().balloons) == 3
        page.keyboard.type("거기 누구야!")
        form = page.locator("[data-forms] li:not([hidden])")
        form.locator("[name=kind]").select_option("shout")
        form.locator("[name=speaker]").fill("수아")
        form.locator("[name=speaker]").blur()
        seen.until(AT_REST)
        (new,) = [one for one in bench.layer().balloons if one.kind == "shout"]
        assert (new.text, new.speaker) == ("거기 누구야!", "수아")
        form.locator("[data-act=remove]").click()
        seen.until(AT_REST)
        assert "거기 누구야!" not in [one.text for one in bench.layer().balloons]


def test_a_layer_that_somebody_else_changed_is_fetched_anew_and_nothing_is_lost_unsaid(
    browser: Browser, bench: Bench
):
    with opened(browser, bench) as seen:
        editing_of(bench.house).write(bench.episode, PANEL, Words((Line("다른 말", "수아"),), ()))
        x, y = middle(spot(seen.page))
        seen.page.mouse.move(x, y)
        seen.page.mouse.down()
        seen.page.mouse.move(x + 30, y + 30)
        seen.page.mouse.up()
        seen.until("document.querySelectorAll('.spot').length === 1")
        assert seen.page.locator("[data-state]").get_attribute("data-state") == "failed"
        assert bench.balloon().text == "다른 말"
        seen.troubles.clear()  # the browser tells of the refusal


def test_of_two_who_change_one_layer_at_once_one_wins_and_the_other_is_told(bench: Bench):
    bench.begin()
    _, secret = add_key(bench.house.books.engine, bench.house.books.ledger.clock, LOCAL_OWNER)
    at = f"{bench.address}/api/episodes/{bench.episode}/panels/{PANEL}/balloons"
    headers = {"authorization": f"Bearer {secret}"}
    with httpx.Client(headers=headers) as one, httpx.Client(headers=headers) as other:
        for turn in range(4):
            edition = one.get(at).json()["edition"]
            ready, wish = Barrier(2), {"edition": edition}

            def change(
                client: httpx.Client, text: str, wish: dict[str, str] = wish, ready: Barrier = ready
            ) -> int:
                ready.wait()
                return client.patch(f"{at}/0", json={**wish, "text": text}).status_code

            texts = [f"하나 {turn}", f"다른 {turn}"]
            with ThreadPoolExecutor(2) as both:
                said = list(both.map(change, (one, other), texts))
            assert sorted(said) == [202, 409]
            assert bench.balloon().text == texts[said.index(202)], "what was answered with 202 is there"


def test_without_a_script_the_forms_do_the_same(browser: Browser, bench: Bench):
    with opened(browser, bench, PHONE, scripts=False) as seen:
        page = seen.page
        form = page.locator("[data-balloon='0'] form")
        form.locator("[name=text]").fill("말없이")
        form.locator("summary").click()
        form.locator("[name=x]").fill("400")
        form.locator("[name=tail]").select_option("none")
        form.locator(".plain-only").click()
        page.wait_for_load_state()
        now = bench.balloon()
        assert (now.text, now.center.x, now.tail) == ("말없이", pytest.approx(400), None)
        page.locator("[data-balloon='1'] .remove").click()
        page.wait_for_load_state()
        assert len(bench.layer().balloons) == 1
        page.locator("[data-act=undo] button").click()
        page.wait_for_load_state()
        assert len(bench.layer().balloons) == 2


@pytest.mark.parametrize(("scheme", "language"), [("light", "ko"), ("dark", "en")])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_the_page_violates_no_accessibility_rule(
    browser: Browser, bench: Bench, size: tuple[int, int], scheme: Scheme, language: str
):
    with opened(browser, bench, size, scheme, language) as seen:
        seen.until("document.querySelectorAll('.take').length >= 2")
        assert violations(seen.page) == []
        spot(seen.page).click()
        assert violations(seen.page) == []


def test_a_tail_is_led_with_the_mouse_to_where_its_tip_shall_be(browser: Browser, bench: Bench):
    with opened(browser, bench) as seen:
        spot(seen.page).click()
        was, scale = tip_of(bench.balloon()), per_pixel(seen, bench.layer())
        drag(seen, seen.page.locator("[data-handle='tail']"), 40, 80)
        now = tip_of(bench.balloon())
        assert bench.balloon().tail_by_hand
        assert (now.x - was.x) / scale == pytest.approx(40, abs=2)
        assert (now.y - was.y) / scale == pytest.approx(80, abs=2)


def test_what_did_not_get_through_is_kept_and_sent_when_there_is_a_connection_again(
    browser: Browser, bench: Bench
):
    with opened(browser, bench) as seen:
        was = bench.balloon()
        seen.page.context.set_offline(True)
        spot(seen.page).focus()
        seen.page.keyboard.press("ArrowDown")
        seen.until("document.querySelector('[data-state]').dataset.state === 'failed'")
        seen.page.context.set_offline(False)
        seen.until(AT_REST)
        assert bench.balloon().center.y == pytest.approx(was.center.y + 8)
        seen.troubles.clear()  # the browser tells of what failed


def test_a_take_that_is_ordered_is_shown_as_soon_as_it_is_there(browser: Browser, bench: Bench):
    with opened(browser, bench) as seen:
        before = len(bench.house.works.panels.takes(bench.episode, PANEL))
        seen.page.locator(".offer").first.click()
        seen.page.locator(".take.wanted").wait_for(timeout=PATIENCE_MS)
        bench.lettered()
        # the page loads itself again: a locator waits through that
        seen.page.locator(f"balloon-editor.live[data-take='{before + 1}']").wait_for(timeout=PATIENCE_MS)
        assert seen.page.locator(".take:not(.wanted)").count() == before + 1
        editing_of(bench.house).choose_take(bench.episode, PANEL, 1)
