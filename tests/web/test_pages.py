"""What the gallery and the reader show, and to whom."""

import json
import re
from datetime import timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from made_episodes import make_episode
from toonverse.store.records import Episode
from toonverse.store.works import Works
from toonverse.web.pages.gallery import PER_PAGE
from toonverse.web.works_shelf import WorksShelf
from web_client import owner

NASTY = "<script>alert('\"&')</script>"


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag == name]


def test_an_empty_gallery_tells_how_the_first_episode_is_made(client: TestClient):
    page = client.get("/?lang=en").text
    assert "toonverse make story.txt" in page
    assert 'href="/studio"' in page
    assert "Publish" in page


def test_the_gallery_shows_published_episodes_only(
    client: TestClient, published: Episode, draft: Episode, unfinished: Episode
):
    page = client.get("/").text
    assert published.title in page
    assert f'href="/read/{published.id}"' in page
    assert draft.title not in page
    assert unfinished.title not in page


def test_a_card_says_panels_style_and_day(client: TestClient, published: Episode):
    page = client.get("/?lang=en").text
    for fact in ("2 panels", "Webtoon", "November 21, 2026"):
        assert fact in page


def test_days_are_told_in_the_installations_zone(works: Works, home: Path):
    make_episode(works, home, "밤늦게", panels=1)  # published at nine in the morning, UTC
    honolulu = WorksShelf(works, home, ZoneInfo("Pacific/Honolulu"))
    kiritimati = WorksShelf(works, home, timezone(timedelta(hours=14)))
    days = [shelf.page(active=True, start=0, count=1).cards[0].dated.day for shelf in (honolulu, kiritimati)]
    assert days == [20, 21]


def test_the_newest_episode_leads(client: TestClient, works: Works, home: Path, published: Episode):
    newest = make_episode(works, home, "새 이야기", panels=1)
    page = client.get("/").text
    assert page.index(newest.title) < page.index(published.title)


def test_a_long_gallery_is_turned_page_by_page(client: TestClient, works: Works, home: Path):
    first = make_episode(works, home, "맨 처음", panels=1)
    reading = works.episode(first.id).folder
    for n in range(PER_PAGE):
        later = make_episode(works, home, f"{n}번째", panels=0)
    assert reading != later.folder
    assert first.title not in client.get("/").text
    assert first.title in client.get("/?page=2").text
    assert 'rel="prev"' in client.get("/?page=2").text
    assert client.get("/?page=3").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "99999999999999999999", "٣"])
def test_a_page_that_cannot_be_is_not_found(client: TestClient, number: str):
    assert client.get("/", params={"page": number}).status_code == 404


def test_drafts_have_a_page_of_their_own(client: TestClient, draft: Episode, published: Episode):
    page = client.get("/preview").text
    assert draft.title in page
    assert published.title not in page
    assert 'href="/preview"' in client.get("/").text


def test_an_inactive_episode_is_not_found_by_readers(client: TestClient, draft: Episode, unfinished: Episode):
    assert client.get(f"/read/{draft.id}").status_code == 404
    assert client.get(f"/read/{unfinished.id}").status_code == 404
    assert client.get(f"/preview/{unfinished.id}").status_code == 404
    assert client.get(f"/preview/{draft.id}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/read/0", "/read/99", "/read/99999999999999999999", "/read/x", "/read/", "/x"]
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str):
    assert client.get(path).status_code == 404


def test_every_picture_has_its_size_and_its_words(client: TestClient, works: Works, home: Path):
    episode = make_episode(works, home, "말", panels=2, alts=("비 오는 골목의 두 사람", NASTY))
    pictures = Tags(client.get(f"/read/{episode.id}").text).of("img")
    in_strip = [picture for picture in pictures if picture["alt"]]
    assert [picture["alt"] for picture in in_strip][1:3] == ["비 오는 골목의 두 사람", NASTY]
    assert all(picture["width"] and picture["height"] for picture in pictures)
    assert [picture.get("loading") for picture in in_strip] == [None, "lazy", "lazy", "lazy"]


def test_a_storys_words_can_do_no_harm(client: TestClient, works: Works, home: Path):
    episode = make_episode(works, home, NASTY, project=NASTY, panels=1, alts=(NASTY,))
    for path in ("/", f"/read/{episode.id}"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "alert(" in page


def test_previous_and_next_stay_in_the_project_and_skip_drafts(client: TestClient, works: Works, home: Path):
    first = make_episode(works, home, "하나", project="연작", panels=1)
    make_episode(works, home, "다른 데", project="남", panels=1)
    make_episode(works, home, "둘", project="연작", panels=1, active=False)
    third = make_episode(works, home, "셋", project="연작", panels=1)
    links = Tags(client.get(f"/read/{first.id}").text).of("a")
    assert [link["href"] for link in links if link.get("rel") == "next"] == [f"/read/{third.id}"]
    assert not [link for link in links if link.get("rel") == "prev"]
    links = Tags(client.get(f"/read/{third.id}").text).of("a")
    assert [link["href"] for link in links if link.get("rel") == "prev"] == [f"/read/{first.id}"]


def test_pages_carry_no_script_or_style_of_their_own_and_load_nothing_from_elsewhere(
    client: TestClient, published: Episode, draft: Episode
):
    for path in ("/", "/preview", f"/read/{published.id}", f"/preview/{draft.id}"):
        tags = Tags(client.get(path).text)
        assert not tags.of("style")
        assert all(script["src"] for script in tags.of("script"))
        assert not [a for _, a in tags.found if "style" in a or any(name.startswith("on") for name in a)]
        addresses = [a[name] for _, a in tags.found for name in ("src", "href", "action") if name in a]
        assert all(address and address[0] in "/?#" and not address.startswith("//") for address in addresses)


def test_a_damaged_episode_is_an_answered_error_and_leaves_the_gallery_open(
    client: TestClient, works: Works, home: Path, published: Episode
):
    other = make_episode(works, home, "온전한 이야기", panels=1)
    (home / "episodes" / published.folder / "final" / "reading.json").write_text(json.dumps({"width": "?"}))
    answer = client.get(f"/read/{published.id}")
    assert (answer.status_code, answer.json()["code"]) == (503, "storage")
    gallery = client.get("/")
    assert gallery.status_code == 200
    assert published.title not in gallery.text
    assert other.title in gallery.text


def test_head_answers_as_get_does_without_the_body(client: TestClient, published: Episode):
    for path in ("/", "/preview", f"/read/{published.id}", "/health"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.headers["content-type"]) == (200, get.headers["content-type"])


def test_health_says_what_it_looked_at(shelf: WorksShelf):
    answer = owner(shelf).get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "healthy"
    assert answer.json()["service"] == "toonverse"
    assert answer.json()["checks"] == {"database": True, "storage": True}
    answer = owner(shelf, well=False).get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "unhealthy")


def test_a_browser_without_script_is_given_a_sheet_with_all_pictures_but_the_first(
    client: TestClient, published: Episode
):
    html = client.get(f"/read/{published.id}").text
    assert f'<noscript><link rel="stylesheet" href="/read/{published.id}/still.css"></noscript>' in html
    sheet = client.get(f"/read/{published.id}/still.css")
    assert sheet.headers["content-type"].startswith("text/css")
    named = set(re.findall(r"url\(([^)]+)\)", sheet.text))
    shown = set(re.findall(r'/read/\d+/images/[^" ]+', html))
    assert named < shown
    assert {url.split("/")[-1][:5] for url in shown - named} == {"title"}


def test_at_the_end_stand_the_newest_other_stories_and_neither_this_one_nor_the_next(
    client: TestClient, works: Works, home: Path
):
    first = make_episode(works, home, "비의 편지 1", project="연작", panels=1)
    second = make_episode(works, home, "비의 편지 2", project="연작", panels=1)
    others = [make_episode(works, home, f"Ferry {n}", project="Harbour", panels=1) for n in range(5)]
    html = client.get(f"/read/{first.id}").text.split('class="others"')[1]
    shown = [int(found) for found in re.findall(r'class="card" href="/read/(\d+)"', html)]
    assert shown == [other.id for other in reversed(others)][:4]
    assert second.id not in shown
    sheet = client.get(f"/read/{first.id}/still.css").text
    assert all(f"/read/{other}/images/" in sheet for other in (*shown, second.id))


def test_a_draft_has_its_sheet_under_its_own_address_alone(client: TestClient, draft: Episode):
    assert client.get(f"/preview/{draft.id}/still.css").status_code == 200
    assert client.get(f"/read/{draft.id}/still.css").status_code == 404


def test_the_shelves_sheet_goes_by_their_pages(client: TestClient, published: Episode):
    assert client.get("/still.css?page=1").status_code == 200
    assert client.get("/preview/still.css").status_code == 200
    assert client.get("/still.css?page=none").status_code == 404
