"""Script and storyboard over HTTP: read, changed against a mark, approved at a price."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from awaiting import PANELS, await_yes
from people import People, people

from metered import PICTURE_NUSD
from toonverse.domain.script import Line
from toonverse.money import usd_number
from toonverse.store.records import Episode, Words


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people(tmp_path_factory.mktemp("home")) as found:
        yield found


def waiting(home: People, title: str, model: str = "picture") -> Episode:
    """Ada's."""
    return await_yes(home.office, home.users["ada"].id, title, model)


def test_shots_are_read_and_arranged_anew_and_the_price_follows(home: People):
    episode = waiting(home, "콘티")
    home.works.panels.write(episode.id, 3, Words((Line("손으로 쓴 말", "수아"),), ()))
    address = f"/api/episodes/{episode.id}/storyboard"
    client = home.client("ada")
    read = client.get(address).json()
    assert (read["open"], read["waits_for_approval"]) == (True, True)
    assert read["price"]["maximum_usd"] == usd_number(PANELS * PICTURE_NUSD)
    shots = [{"from": [2], "size": "close"}, {"from": [1]}, {"from": [3]}, {"from": [2], "lines": []}]
    put = client.put(address, json={"mark": read["mark"], "shots": shots}).json()
    assert [shot["number"] for shot in put["storyboard"]["shots"]] == [1, 2, 3, 4]
    assert put["storyboard"]["shots"][0]["size"] == "close"
    assert put["storyboard"]["shots"][3]["lines"] == []
    assert put["price"]["maximum_usd"] == usd_number(4 * PICTURE_NUSD)
    assert client.get(address).json() == put
    assert [panel.shot.lines for panel in home.works.panels.of_episode(episode.id)] == [
        shot.lines for shot in home.works.drafts.get(episode.id).board.shots
    ]
    late = client.put(address, json={"mark": read["mark"], "shots": shots})
    assert (late.status_code, late.json()["code"]) == (409, "draft_changed")


def test_a_script_is_read_and_changed_and_its_shots_are_laid_out_anew(home: People):
    episode = waiting(home, "대본")
    client, address = home.client("ada"), f"/api/episodes/{episode.id}/script"
    read = client.get(address).json()
    scenes = read["script"]["scenes"]
    scenes[0]["beats"][0]["lines"][0] |= {"text": "배다! 배가 온다!", "speaker": "선장"}
    put = client.put(address, json={"mark": read["mark"], "scenes": scenes})
    assert put.status_code == 200
    assert put.json()["script"]["characters"][-1]["name"] == "선장"
    assert put.json()["mark"] != read["mark"]
    board = client.get(f"/api/episodes/{episode.id}/storyboard").json()
    assert len(board["storyboard"]["shots"]) == PANELS
    assert client.put(address, json={"mark": read["mark"], "scenes": []}).json()["code"] == "script_unfit"


def test_nothing_is_painted_for_more_than_was_said(home: People):
    episode = waiting(home, "승인")
    client, address = home.client("ada"), f"/api/episodes/{episode.id}/approve"
    maximum = PANELS * PICTURE_NUSD
    for said in ({}, {"max_cost_usd": "0.119999999"}):
        refused = client.post(address, json=said)
        assert (refused.status_code, refused.json()["code"]) == (403, "quote_grown")
        assert refused.json()["facts"]["needed_nusd"] == maximum
    assert client.post(address, json={"mark": "another", "max_cost_usd": 1}).json()["code"] == "draft_changed"
    assert home.works.jobs.unfinished() == (home.works.jobs.find(home.draft, "pipeline.full"),)
    said = client.post(address, json={"max_cost_usd": "0.12"})
    assert (said.status_code, said.json()["status"], said.json()["waiting_for"]) == (202, "QUEUED", "")
    job = home.works.jobs.find(episode.id, "pipeline.full")
    assert (job.attempt, job.approved_nusd) == (2, maximum)
    assert job in home.works.jobs.unfinished()
    for address in ("approve", "storyboard"):
        body = {} if address == "approve" else {"mark": "", "shots": [{"from": [1]}]}
        method = "POST" if address == "approve" else "PUT"
        again = client.request(method, f"/api/episodes/{episode.id}/{address}", json=body)
        assert (again.status_code, again.json()["code"]) == (409, "draft_settled")


def test_what_is_free_is_approved_without_an_amount(home: People):
    episode = waiting(home, "공짜", "draft")
    assert home.client("ada").post(f"/api/episodes/{episode.id}/approve", json={}).status_code == 202


def test_an_order_may_ask_for_a_review(home: People):
    said = {"story": "The Lamp\n\nNora lit the lamp.\n", "image_model": "draft", "text_model": "draft"}
    made = home.client("ada").post("/api/episodes", json={**said, "review": True}).json()
    assert '"review": true' in home.works.episode(made["id"]).options


@pytest.mark.parametrize(
    "shots",
    [
        [{"from": [9]}],
        [{"from": [1], "lines": [{"text": "누구?", "speaker": "아무개"}]}],
        [{"from": [1], "prompt": "x" * 1999 + "é"}],
    ],
)
def test_shots_that_make_no_panels_are_refused(home: People, shots: list[dict[str, object]]):
    episode = waiting(home, f"틀린 콘티 {shots}"[:60])
    address = f"/api/episodes/{episode.id}/storyboard"
    mark = home.client("ada").get(address).json()["mark"]
    answer = home.client("ada").put(address, json={"mark": mark, "shots": shots})
    assert (answer.status_code, answer.json()["code"]) == (422, "shot_unfit")


def test_before_the_storyboard_there_is_nothing_to_see(home: People, tmp_path: Path):
    for what in ("script", "storyboard"):
        answer = home.client("ada").get(f"/api/episodes/{home.draft}/{what}")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_directed")
