"""Series: a project as readers know it; what a shared address shows."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from made_episodes import make_episode
from toonverse.store.folders import episode_folder
from toonverse.store.works import Works
from toonverse.web.pages import series
from web_client import OWN


@pytest.fixture
def told(works: Works, home: Path) -> int:
    """A project with three published episodes and a draft; another with one."""
    made = [make_episode(works, home, f"편지 {n}", project="비의 편지", panels=1) for n in range(3)]
    make_episode(works, home, "아직", project="비의 편지", panels=1, active=False)
    make_episode(works, home, "혼자", project="혼자", panels=1)
    return made[0].project_id


def shown(page: str) -> list[str]:
    return re.findall(r'<li data-episode="(\d+)">', page)


def test_a_series_shows_its_published_episodes_newest_first_or_from_the_first(client: TestClient, told: int):
    page = client.get(f"/series/{told}").text
    assert len(shown(page)) == 3
    assert shown(client.get(f"/series/{told}?order=first").text) == shown(page)[::-1]
    assert "아직" not in page
    assert f'href="/read/{shown(page)[-1]}"' in page  # from the first


def test_a_long_series_is_turned_page_by_page(client: TestClient, told: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(series, "PER_PAGE", 2)
    first, second = (shown(client.get(f"/series/{told}?page={n}").text) for n in (1, 2))
    assert (len(first), len(second)) == (2, 1)
    assert client.get(f"/series/{told}?page=3").status_code == 404


def test_a_project_of_which_nothing_is_published_is_no_series(client: TestClient, works: Works, home: Path):
    made = make_episode(works, home, "새벽", project="초안들", panels=1, active=False)
    for number in (made.project_id, 999, 0, 2**40):
        assert client.get(f"/series/{number}").status_code == 404
    assert client.get(f"/series/{made.project_id}?order=x").status_code == 404


def test_the_gallery_leads_to_series_of_several_episodes_alone(client: TestClient, told: int):
    page = client.get("/").text
    assert re.findall(r'<a class="serial" href="/series/(\d+)">', page) == [str(told)]


def test_the_series_that_went_on_last_comes_first(client: TestClient, works: Works, home: Path, told: int):
    later = make_episode(works, home, "가", project="나중", panels=1)
    make_episode(works, home, "나", project="나중", panels=1)
    page = client.get("/").text
    assert re.findall(r'class="serial" href="/series/(\d+)"', page) == [str(later.project_id), str(told)]


def test_a_reader_in_a_series_leads_back_to_it_and_one_alone_to_the_gallery(
    client: TestClient, works: Works, told: int
):
    alone = next(one for one in works.episodes(status="active") if one.title == "혼자")
    among = next(one for one in works.episodes(status="active") if one.project_id == told)
    assert f'class="all" href="/series/{told}"' in client.get(f"/read/{among.id}").text
    assert 'class="all" href="/"' in client.get(f"/read/{alone.id}").text


def meta(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:_]+)" content="([^"]*)"', page))


def test_a_shared_episode_has_a_card_at_a_whole_address(client: TestClient, works: Works, home: Path):
    made = make_episode(works, home, 'The "Lamp" <&>', language="en", panels=1, active=False)
    works.describe(made.id, title=made.title, project="단편", number=None, description='Rain & a "lamp".')
    works.activate(made.id)
    (episode_folder(home, made.id, made.folder).final / "social.jpg").write_bytes(b"a card")
    said = meta(client.get(f"/read/{made.id}").text)
    assert said["og:title"] == "단편 · The &#34;Lamp&#34; &lt;&amp;&gt;"
    assert said["og:description"] == "Rain &amp; a &#34;lamp&#34;."
    assert said["og:url"] == f"{OWN}/read/{made.id}"
    assert said["og:image"] == f"{OWN}/read/{made.id}/card.jpg"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["twitter:card"] == "summary_large_image"
    card = client.get(f"/read/{made.id}/card.jpg")
    assert (card.headers["content-type"], card.content) == ("image/jpeg", b"a card")


def test_a_draft_has_no_card_and_tells_nobody_of_itself(client: TestClient, works: Works, home: Path):
    made = make_episode(works, home, "새벽", panels=1, active=False)
    (episode_folder(home, made.id, made.folder).final / "social.jpg").write_bytes(b"a card")
    assert client.get(f"/read/{made.id}/card.jpg").status_code == 404
    assert meta(client.get(f"/preview/{made.id}").text) == {}


def test_an_episode_packaged_without_a_card_is_shared_without_one(client: TestClient, told: int):
    episode = shown(client.get(f"/series/{told}").text)[0]
    said = meta(client.get(f"/read/{episode}").text)
    assert (said["twitter:card"], "og:image" in said) == ("summary", False)
