"""`POST /api/episodes/{id}/activate`: the gallery's door."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from toonverse.store.records import Episode
from web_client import OWN

KOREAN = "에피소드가 성공적으로 활성화되었습니다."


def test_an_episode_is_activated_with_the_answer_its_users_know(client: TestClient, draft: Episode):
    answer = client.post(f"/api/episodes/{draft.id}/activate")
    assert answer.status_code == 200
    published_at = answer.json()["data"]["published_at"]
    assert answer.json() == {
        "success": True,
        "message": KOREAN,
        "data": {"status": "active", "published_at": published_at},
    }
    assert datetime.fromisoformat(published_at).utcoffset() is not None
    assert draft.title in client.get("/").text


@pytest.mark.parametrize(
    ("accepted", "korean"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", True),
        ("en;q=0.5, ko;q=0.6", True),
        ("fr", True),
        ("*", True),
        ("", True),
        ("en;q=0", True),
        ("en", False),
        ("en-US,en;q=0.9,ko;q=0.8", False),
        ("fr-FR, en;q=0.3", False),
    ],
)
def test_the_message_is_korean_unless_english_is_preferred(
    client: TestClient, draft: Episode, accepted: str, korean: bool
):
    answer = client.post(f"/api/episodes/{draft.id}/activate", headers={"accept-language": accepted})
    assert (answer.json()["message"] == KOREAN) is korean


def test_activating_twice_is_harmless(client: TestClient, draft: Episode):
    first = client.post(f"/api/episodes/{draft.id}/activate").json()
    assert client.post(f"/api/episodes/{draft.id}/activate").json() == first


def test_an_episode_without_a_finished_strip_is_refused(client: TestClient, unfinished: Episode):
    answer = client.post(f"/api/episodes/{unfinished.id}/activate")
    assert (answer.status_code, answer.json()["code"]) == (409, "episode_unfinished")
    assert answer.headers["content-type"] == "application/problem+json"
    assert unfinished.title not in client.get("/").text


def test_an_episode_whose_strip_was_taken_away_is_refused(client: TestClient, home: Path, draft: Episode):
    shutil.rmtree(home / "episodes" / draft.folder / "final")
    assert client.post(f"/api/episodes/{draft.id}/activate").status_code == 409
    assert draft.title not in client.get("/").text


@pytest.mark.parametrize("episode_id", ["999", "0", "99999999999999999999999", "-1", "abc", "1.5"])
def test_an_unknown_episode_is_not_found(client: TestClient, published: Episode, episode_id: str):
    assert client.post(f"/api/episodes/{episode_id}/activate").status_code == 404


def test_a_plain_get_does_not_activate(client: TestClient, draft: Episode):
    assert client.get(f"/api/episodes/{draft.id}/activate").status_code == 405
    assert client.get(f"/read/{draft.id}").status_code == 404


def test_the_preview_page_publishes_with_a_form_of_its_own(client: TestClient, draft: Episode):
    assert f'action="/preview/{draft.id}/activate"' in client.get(f"/preview/{draft.id}").text
    answer = client.post(f"/preview/{draft.id}/activate", headers={"origin": OWN})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/read/{draft.id}")
    assert client.get(f"/read/{draft.id}").status_code == 200
    assert client.get(f"/preview/{draft.id}").headers["location"] == f"/read/{draft.id}"


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"origin": "https://evil.example"}])
def test_the_form_works_only_from_our_own_page(client: TestClient, draft: Episode, headers: dict[str, str]):
    assert client.post(f"/preview/{draft.id}/activate", headers=headers).status_code == 403
    assert client.get(f"/read/{draft.id}").status_code == 404
