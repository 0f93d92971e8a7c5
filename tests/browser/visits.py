"""What a visit brings with it: a page, and everything that went wrong on it or was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]
PHONE = (390, 844)
DESKTOP = (1440, 900)
AHEAD_PX = 1250
"""How far below the screen Chromium fetches lazy pictures on a 4G connection."""
NEAR = f"""[...document.images].filter((i) => i.checkVisibility()
&& i.getBoundingClientRect().top < innerHeight + {AHEAD_PX})"""
WHOLE = "[...document.images].every((i) => i.complete)"
FRAMES = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go))))"
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Site:
    """Where it answers, and the ids of what stands on its shelf."""

    address: str
    port: int
    published: tuple[int, ...] = ()
    draft: int = 0

    @property
    def pages(self) -> tuple[str, ...]:
        return ("/", "/preview", f"/read/{self.published[0]}", f"/preview/{self.draft}", "/nowhere")


class Visit:
    def __init__(self, page: Page, scripts: bool) -> None:
        self.page = page
        self._scripts = scripts
        self._answered = 0
        self.troubles: list[str] = []
        self.asked: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("requestfailed", self._failed)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfinished", self._over)
        page.on("requestfailed", self._over)

    def _over(self, _: Request) -> None:
        self._answered += 1

    def _console(self, message: ConsoleMessage) -> None:
        is_our_404 = "404" in message.text and message.location["url"].endswith("/nowhere")
        if message.type in {"error", "warning"} and not is_our_404:
            self.troubles.append(message.text)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what was left behind by going on to another page
            self.troubles.append(f"{request.url}: {request.failure}")

    def open(self, address: str) -> Response | None:
        """Goes there and waits for all that is fetched before anyone scrolls.

        The browser begins with lazy pictures when it finds the time, so it is told to: what is near is
        then neither missed on a slow machine nor more than a fast one fetches.
        """
        answer = self.page.goto(address)
        if not self._scripts:
            self.settle()
            return answer
        self.page.evaluate(f"{NEAR}.forEach((i) => {{ i.loading = 'eager'; }})")
        self.until(f"{NEAR}.every((i) => i.complete)")
        return answer

    def settle(self) -> None:
        """Shows a frame, and waits for what it asked for. Asking a far picture for its box would fetch it."""
        for _ in range(3):
            self.page.screenshot()
            while self._answered < len(self.asked):
                self.page.wait_for_timeout(20)

    def until(self, condition: str) -> None:
        """Waits for a condition (JavaScript) without the eval that our own policy forbids."""
        for _ in range(1200):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {condition}")

    def scroll_through(self) -> None:
        """To the bottom in steps smaller than a screen, as a thumb does; waits for all pictures."""
        for _ in range(1200):
            self.page.mouse.wheel(0, 600)
            self.page.wait_for_timeout(40)
            if self.page.evaluate("innerHeight + scrollY >= document.body.scrollHeight - 1"):
                break
        self.until(WHOLE)

    def shifts(self) -> list[float]:
        """How far things have moved by themselves up to the frame shown now."""
        self.page.evaluate(FRAMES)
        moved: list[float] = self.page.evaluate("shifts")
        return moved


@contextmanager
def visit(
    browser: Browser,
    size: tuple[int, int] = PHONE,
    *,
    scheme: Scheme = "light",
    locale: str = "ko-KR",
    scripts: bool = True,
    pixels: float = 1,
) -> Iterator[Visit]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        locale=locale,
        java_script_enabled=scripts,
        device_scale_factor=pixels,
    )
    context.add_init_script(SHIFTS)
    try:
        yield Visit(context.new_page(), scripts)
    finally:
        context.close()
