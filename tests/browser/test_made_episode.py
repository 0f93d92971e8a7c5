"""An episode that `make` really made, in the browser: what was directed is what is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from measures import BROKEN, FIRST_SCREEN_BYTES, transferred, violations
from playwright.sync_api import Browser
from serving import served
from visits import DESKTOP, PHONE, visit

from commands import run
from shared_data import shared, shared_folder
from toonverse.bootstrap import open_books
from toonverse.domain.storyboard import Storyboard
from toonverse.settings import Settings
from toonverse.web.works_shelf import WorksShelf

STORY = Path(__file__).resolve().parents[2] / "examples" / "umbrella-house.txt"
BY_OTHERS = "data/korean/운수좋은날.txt"
PLACES = """[...document.querySelectorAll(".strip > *")].map((e) => {
const box = e.getBoundingClientRect(); return [Math.round(box.top + scrollY), Math.round(box.height)]; })"""


@dataclass(frozen=True)
class MadeSite:
    """`made` and `board` are the first episode's, `readers` the addresses of all."""

    address: str
    made: dict[str, Any]
    board: Storyboard
    readers: tuple[str, ...]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeSite]:
    """Published, and served."""
    home = tmp_path_factory.mktemp("real") / "home"
    others = [shared(BY_OTHERS)] if shared_folder() else []
    made = [run(home, "make", story, "--panels", "6", "--json").object for story in (STORY, *others)]
    with open_books(Settings(home=home)) as books:
        board = books.works.storyboard(made[0]["episode_id"])
        assert board
        shelf = WorksShelf(books.works, home)
        for episode in made:
            shelf.activate(episode["episode_id"])
        with served(shelf) as (address, _):
            readers = tuple(f"{address}/read/{episode['episode_id']}" for episode in made)
            yield MadeSite(address, made[0], board, readers)


def test_a_reader_hears_what_each_panel_shows(browser: Browser, real: MadeSite):
    with visit(browser) as seen:
        seen.page.goto(f"{real.address}/read/{real.made['episode_id']}")
        spoken = seen.page.locator(".strip img[alt]").evaluate_all("all => all.map((i) => i.alt)")
        assert spoken[1:-1] == [shot.alt for shot in real.board.shots]
        assert all(spoken)


@pytest.mark.parametrize("pixels", [1, 2, 3])
def test_all_that_a_phone_loads_before_scrolling_is_light(browser: Browser, real: MadeSite, pixels: int):
    for address in (f"{real.address}/", *real.readers):
        with visit(browser, PHONE, pixels=pixels) as seen:
            assert sum(transferred(seen, address).values()) < FIRST_SCREEN_BYTES
            assert seen.shifts() == []


@pytest.mark.parametrize("pixels", [1, 3])
def test_without_script_no_more_is_loaded_and_nothing_moves(browser: Browser, real: MadeSite, pixels: int):
    """Browsers fetch lazy pictures at once where scripts are off; ours must not be among those."""
    with visit(browser, PHONE, pixels=pixels) as seen:
        seen.open(real.readers[0])
        places = seen.page.evaluate(PLACES)
    with visit(browser, PHONE, scripts=False, pixels=pixels) as seen:
        assert sum(transferred(seen, f"{real.address}/").values()) < FIRST_SCREEN_BYTES
        assert sum(transferred(seen, real.readers[0]).values()) < FIRST_SCREEN_BYTES
        assert seen.page.evaluate(PLACES) == places
        seen.scroll_through()
        seen.settle()
        assert seen.page.evaluate(PLACES) == places
        panels = {url for url in seen.asked if "/images/" in url and "/panel_" in url}
        assert len(panels) == len(real.board.shots)


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_it_scrolls_through_without_a_jump_and_breaks_no_rule(
    browser: Browser, real: MadeSite, size: tuple[int, int]
):
    with visit(browser, size) as seen:
        seen.open(f"{real.address}/read/{real.made['episode_id']}")
        seen.scroll_through()
        assert seen.shifts() == []
        assert seen.page.evaluate(BROKEN) == 0
        assert violations(seen.page) == []
        assert seen.troubles == []


def test_its_offline_page_opens_from_a_file(browser: Browser, real: MadeSite):
    with visit(browser) as seen:
        seen.page.goto(Path(real.made["reader"]).as_uri())
        seen.scroll_through()
        assert seen.page.evaluate(BROKEN) == 0
        assert violations(seen.page) == []
        assert [url for url in seen.asked if not url.startswith(("file:", "data:"))] == []
