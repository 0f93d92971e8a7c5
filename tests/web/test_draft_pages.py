"""Script and shot list on their pages: one form each, whatever is pressed keeps what was typed."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from awaiting import PANELS, await_yes
from people import People, people
from starlette.testclient import TestClient

from metered import PICTURE_NUSD
from toonverse.domain.storyboard import Shot
from toonverse.store.records import Episode
from web_client import OWN


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


def waiting(home: People, title: str) -> Episode:
    """Ada's."""
    return await_yes(home.office, home.users["ada"].id, title)


def typed(page: str) -> dict[str, str]:
    """What a browser would send of the form, nothing pressed."""
    page = page[page.index('<form id="drafting"') :]
    said = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    said |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', page):
        chosen = re.search(r"<option([^>]*) selected>([^<]*)", options)
        chosen = chosen or re.search(r"<option([^>]*)>([^<]*)", options)
        assert chosen is not None
        value = re.search(r'value="([^"]*)"', chosen[1])
        said[name] = value[1] if value else chosen[2]
    return {unescape(name): unescape(value) for name, value in said.items()}


def browser(home: People, language: str = "ko") -> TestClient:
    return home.client("ada", origin=OWN, **{"accept-language": language})


def shots(home: People, episode_id: int) -> tuple[Shot, ...]:
    return home.works.drafts.get(episode_id).board.shots


def test_a_page_sent_back_as_it_came_changes_nothing(home: People):
    episode = waiting(home, "그대로")
    before = home.works.drafts.get(episode.id)
    for what in ("shots", "script"):
        address = f"/studio/{episode.id}/{what}"
        client = browser(home)
        answer = client.post(address, data={**typed(client.get(address).text), "do": "save"})
        assert (answer.status_code, answer.headers["location"]) == (303, address)
        assert home.works.drafts.get(episode.id).mark == before.mark


def test_whatever_is_pressed_keeps_what_was_typed(home: People):
    episode = waiting(home, "고친 콘티")
    address, client = f"/studio/{episode.id}/shots", browser(home)
    said = typed(client.get(address).text)
    first, second, third = shots(home, episode.id)
    place = len(third.lines)
    new = {f"text.3.{place}": "기다려!", f"speaker.3.{place}": "수아", f"kind.3.{place}": "shout"}
    client.post(address, data={**said, **new, "size.1": "close", "do": "up.2"})
    changed = shots(home, episode.id)
    assert [shot.lines for shot in changed[:2]] == [second.lines, first.lines]
    assert changed[1].size == "close"
    assert changed[2].lines[-1].text == "기다려!"
    for do, panels in (("merge.1", PANELS - 1), ("split.1", PANELS), ("cut.2", PANELS - 1)):
        client.post(address, data={**typed(client.get(address).text), "do": do})
        assert len(shots(home, episode.id)) == panels


def test_the_price_stands_on_the_button_and_is_asked_anew_where_it_rose(home: People):
    episode = waiting(home, "값이 오른 콘티")
    address, client = f"/studio/{episode.id}/shots", browser(home, "en")
    page = client.get(address).text
    assert "Paint it — at most $0.12" in page
    said = typed(page)
    assert said["most"] == str(PANELS * PICTURE_NUSD)
    client.post(address, data={**said, "do": "split.1"})
    longer = client.get(address).text
    assert "Paint it — at most $0.16" in longer
    late = client.post(address, data={**typed(longer), "most": said["most"], "do": "paint"})
    assert late.headers["location"] == address, "what was approved is less than it costs now"
    assert home.works.drafts.get(episode.id).is_asked
    paid = client.post(address, data={**typed(longer), "do": "paint"})
    assert (paid.status_code, paid.headers["location"]) == (303, f"/studio/{episode.id}")
    assert not home.works.drafts.get(episode.id).is_open
    twice = client.post(address, data={**typed(longer), "do": "paint"})
    assert (twice.status_code, twice.headers["location"]) == (303, f"/studio/{episode.id}"), "pressed twice"
    assert "<textarea" not in client.get(address).text
    assert client.post(address, data={**typed(longer), "do": "cut.1"}).status_code == 409


def test_a_line_of_the_script_is_given_to_somebody_else_and_moved(home: People):
    episode = waiting(home, "고친 대본")
    address, client = f"/studio/{episode.id}/script", browser(home)
    said = typed(client.get(address).text)
    lines = home.works.drafts.get(episode.id).script.scenes[0].beats[0].lines
    said["heard.0.0.1"] = "away"
    new = {"speaker.0.0.0": "누군가", "speaker.0.0.2": "선장", "text.0.0.2": "배다!"}
    asked = client.post(address, data={**said, **new, "do": "down.0.0.0"})
    assert asked.status_code == 200
    assert "새로 짜는 컷: 1" in asked.text, "before it is done"
    assert home.works.drafts.get(episode.id).script.scenes[0].beats[0].lines == lines
    before = home.works.drafts.get(episode.id).board.shots
    agreed = client.post(address, data={**typed(asked.text), "do": "save"})
    assert (agreed.status_code, agreed.headers["location"]) == (303, address)
    assert home.works.drafts.get(episode.id).board.shots[-1].prompt == before[-1].prompt, "the rest stays"
    changed = home.works.drafts.get(episode.id).script
    now = changed.scenes[0].beats[0].lines
    assert [line.text for line in now] == [lines[1].text, lines[0].text, "배다!"]
    assert [line.speaker for line in now] == ["할아버지", "unknown", "선장"]
    assert [line.heard for line in now] == ["away", "", ""], "who is not seen stays unseen"
    assert changed.characters[-1].name == "선장"
    to_shots = client.post(address, data={**typed(client.get(address).text), "do": "shots"})
    assert to_shots.headers["location"] == f"/studio/{episode.id}/shots"


def test_a_part_that_is_moved_takes_with_it_what_no_field_shows(home: People):
    episode = waiting(home, "옮긴 대목")
    address, client = f"/studio/{episode.id}/script", browser(home)
    beats = home.works.drafts.get(episode.id).script.scenes[0].beats
    asked = client.post(address, data={**typed(client.get(address).text), "do": "beat-up.0.1"})
    again = {**typed(asked.text), "text.0.0.0": "배가 온다!"}
    assert client.post(address, data={**again, "do": "save"}).status_code == 303, "the same shots as told"
    now = home.works.drafts.get(episode.id).script.scenes[0].beats
    assert [beat.action for beat in now] == [beats[1].action, beats[0].action]
    assert now[0].lines[0].text == "배가 온다!"
    crossed = {**typed(client.get(address).text), "of.0.0": "1", "of.0.1": "1"}
    assert client.post(address, data=crossed).status_code == 422


@pytest.mark.parametrize("said", [{"do": "up.x"}, {"do": "cut.99"}, {"size.1": "huge"}, {"kind.1.0": "sung"}])
def test_what_no_page_of_ours_sends_is_refused(home: People, said: dict[str, str]):
    episode = waiting(home, f"틀린 {said}")
    address, client = f"/studio/{episode.id}/shots", browser(home)
    assert client.post(address, data={**typed(client.get(address).text), **said}).status_code == 422


def test_a_form_from_nowhere_changes_nothing(home: People):
    episode = waiting(home, "남의 양식")
    for what in ("shots", "script"):
        answer = home.client("ada").post(f"/studio/{episode.id}/{what}", data={"do": "cut.1"})
        assert answer.status_code == 403


def test_the_job_page_says_that_it_waits_for_a_yes(home: People):
    episode = waiting(home, "기다리는 이야기")
    page = browser(home, "en").get(f"/studio/{episode.id}").text
    assert "waiting for your yes" in page
    assert f'href="/studio/{episode.id}/shots"' in page
    assert 'id="panel-1"' not in page
