"""A real browser, and a real server on loopback with a full shelf."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from serving import served
from visits import Site

from made_episodes import grainy, make_episode, opened_works
from toonverse.web.works_shelf import WorksShelf

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium"
)
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --host-resolver-rules=MAP@*.example@127.0.0.1 "
    "--force-effective-connection-type=4G"  # how far ahead it fetches lazy pictures hangs on this guess
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    arguments = [argument.replace("@", " ") for argument in ARGUMENTS.split()]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Fourteen published episodes (three of one project first), and a draft."""
    home = tmp_path_factory.mktemp("full")
    with opened_works(home) as works:
        published = [
            make_episode(works, home, f"비의 편지 {n}", project="연작", panels=6, paint=grainy).id
            for n in range(3)
        ]
        for n in range(11):
            title = "아주 오래된 시계가 다시 움직이기 시작한 밤에 대하여" if n == 4 else f"The Last Ferry {n}"
            make_episode(works, home, title, project="Harbour", language="en", panels=1, paint=grainy)
        draft = make_episode(
            works, home, "새벽의 초안", project="초안들", panels=3, paint=grainy, active=False
        )
        with served(WorksShelf(works, home)) as (address, port):
            yield Site(address, port, tuple(published), draft.id)


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("empty")
    with opened_works(home) as works, served(WorksShelf(works, home)) as (address, port):
        yield Site(address, port)


@pytest.fixture
def small_site(tmp_path: Path) -> Iterator[Site]:
    """One published episode and one draft, for tests that change the shelf."""
    with opened_works(tmp_path) as works:
        published = make_episode(works, tmp_path, "비의 편지", panels=6)
        draft = make_episode(works, tmp_path, "새벽의 초안", panels=2, active=False)
        with served(WorksShelf(works, tmp_path)) as (address, port):
            yield Site(address, port, (published.id,), draft.id)
