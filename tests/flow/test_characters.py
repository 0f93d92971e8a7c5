"""What a person changes of characters: looks, pictures of one's own, sheets; over HTTP and by command."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from painted import SHEET, STORY, Painter, painted, painted_house
from PIL import Image
from starlette.testclient import TestClient
from test_people import said
from test_sheets import Made, run

from priced import PAINTER
from toonverse.bootstrap import editing_of, office_of
from toonverse.jobs.casting import Casting
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.keys import add_key
from toonverse.studio.retakes import Wish
from toonverse.web.app import create_app
from toonverse.web.works_shelf import WorksShelf
from web_client import OWN


def png(width: int = 300, height: int = 400, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), 90).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """One for a module: each test changes what its own assertions are about."""
    folder, painter = tmp_path_factory.mktemp("cast"), Painter()
    with painted_house(folder / "home", painter) as house:
        episode = painted(house, folder)
        yield Made(house, painter, folder, episode, run(house, episode))


@pytest.fixture
def client(made: Made) -> TestClient:
    """The owner of the machine, at the API with a key."""
    shelf, books = WorksShelf(made.house.works, made.folder / "home"), made.house.books
    app = create_app(shelf, made.house.checks, office=office_of(made.house))
    _, secret = add_key(books.engine, books.ledger.clock, LOCAL_OWNER)
    bearer, local = {"authorization": f"Bearer {secret}"}, ("127.0.0.1", 50000)
    return TestClient(app, base_url=OWN, client=local, headers=bearer, raise_server_exceptions=False)


def at(made: Made, name: str = "Nora") -> str:
    return f"/api/projects/{made.episode.project_id}/characters/{quote(name)}"


def test_characters_of_an_episode_and_of_a_project_are_listed_with_looks_and_references(
    made: Made, client: TestClient
):
    of_project = client.get(f"/api/projects/{made.episode.project_id}/characters").json()["characters"]
    of_episode = client.get(f"/api/episodes/{made.episode.id}/characters").json()["characters"]
    assert {one["name"] for one in of_project} == {one["name"] for one in of_episode} >= {"Nora", "Tom"}
    nora = client.get(at(made)).json()
    (sheet,) = nora["references"]
    assert (sheet["origin"], sheet["status"], nora["shown"], nora["edited"]) == ("sheet", "made", 1, False)
    assert sheet["cost_usd"] > 0
    assert nora["look"]["sex"] == "female"
    picture = client.get(f"{at(made)}/references/1/picture")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content == made.house.books.images.get(sheet["sha256"])
    assert client.get(at(made, "Nobody")).json()["code"] == "character_missing"
    assert client.get(f"{at(made)}/references/9/picture").json()["code"] == "reference_missing"


def test_a_changed_look_is_what_further_takes_and_episodes_ask_for(made: Made, client: TestClient):
    editing, asked = editing_of(made.house), len(made.painter.asked)
    board = made.house.works.storyboard(made.episode.id)
    assert board is not None
    panel = next(shot.number for shot in board.shots if any(one.character == "Tom" for one in shot.figures))
    before = editing.call_for(made.episode.id, panel, Wish())
    new = {"hair_style": "bob", "hair": "#D02020", "glasses": True, "hat": "cap"}
    changed = client.patch(f"{at(made, 'Tom')}/look", json=new).json()
    assert changed["edited"] is True
    assert changed["look"]["hair"] == "#d02020"
    assert changed["shown"] is None, "the sheet shows another look"
    after = editing.call_for(made.episode.id, panel, Wish())
    assert before.references
    assert "red hair in a bob and glasses" in after.prompt
    assert "red hair in a bob" not in before.prompt
    assert before.references != after.references
    later = painted(made.house, made.folder, STORY + '\n"It is late," said Nora. Tom nodded.\n')
    assert run(made.house, later).status == "DONE"
    sheets = [call.prompt for call in made.painter.asked[asked:] if call.prompt.startswith(SHEET)]
    assert len(sheets) == 1, "Nora's is there"
    assert "red hair in a bob" in sheets[0]
    assert client.delete(f"{at(made, 'Tom')}/look").json()["edited"] is False
    for wrong in ({"hair": "red"}, {"outfit": "nothing"}, {"wings": 2}, {"age": None, "hair": "#12345"}):
        assert client.patch(f"{at(made, 'Tom')}/look", json=wrong).status_code in (400, 422)


def test_somebody_made_before_any_story_looks_so_in_the_first_that_has_them(made: Made, client: TestClient):
    project = client.post("/api/projects", json={"title": "Not written yet"}).json()["id"]
    there = f"/api/projects/{project}/characters"
    assert client.get(there).json() == {"characters": []}
    wish = {"name": " Nora ", "described": "an old woman, white hair", "look": {"hair_style": "braid"}}
    once = {"idempotency-key": "nora"}
    for _ in range(2):
        born = client.post(there, json=wish, headers=once)
        assert born.status_code == 201
    nora = born.json()
    assert (nora["name"], nora["episodes"], nora["panels"]) == ("Nora", [], 0)
    look = nora["look"]
    assert (look["age"], look["sex"], look["hair_style"]) == ("old", "female", "braid")
    assert client.post(there, json=wish).json()["code"] == "character_known"
    for wrong in (
        {},
        {"name": " "},
        {"name": "a/b"},
        {"name": "x", "look": {"hair": "red"}},
        {"name": "a\0b"},
    ):
        assert client.post(there, json=wrong).status_code == 400, wrong
    assert client.patch(f"{there}/Nora/look", json={"hair": "#d02020"}).json()["look"]["hair"] == "#d02020"
    own = client.post(f"{there}/Nora/references", content=png(320, 410)).json()
    assert own["shown"] == 1
    for path in ("sheet/quote", "sheet"):
        assert client.post(f"{there}/Nora/{path}", json={}).json()["code"] == "character_unseen"
    assert [one["name"] for one in client.get(there).json()["characters"]] == ["Nora"]
    order = {
        "story": STORY,
        "project_id": project,
        "image_model": PAINTER,
        "text_model": "draft",
        "panels": 4,
    }
    episode = made.house.works.episode(client.post("/api/episodes", json={**order, "panels": 4}).json()["id"])
    assert run(made.house, episode).status == "DONE"
    seen = client.get(f"{there}/Nora").json()
    assert seen["look"] == {**look, "hair": "#d02020"}
    assert (seen["episodes"], seen["edited"], seen["shown"]) == ([episode.id], False, 1)
    calls = [editing_of(made.house).call_for(episode.id, panel, Wish()) for panel in range(1, 5)]
    assert any(own["references"][0]["sha256"] in call.references for call in calls)
    other = client.post(there, json={"name": "Nobody's aunt"}).json()
    assert client.delete(f"{there}/Nobody's aunt/look").json()["look"] == other["look"], "kept all the same"


def test_a_draft_take_is_drawn_with_the_changed_look(made: Made, client: TestClient):
    casting = Casting(editing_of(made.house))
    nora = casting.in_episode(made.episode.id, "Nora")
    casting.dress(nora, replace(nora.look, outfit="hanbok"))
    call = editing_of(made.house).call_for(made.episode.id, 1, Wish(model="draft"))
    casting.dress(nora, None)
    assert '"outfit":"hanbok"' in call.brief.replace(" ", "")
    assert call.references == ()


def test_a_picture_of_ones_own_is_shown_chosen_and_removed(made: Made, client: TestClient):
    brought = client.post(f"{at(made)}/references", content=png(), headers={"content-type": "image/png"})
    assert brought.status_code == 201
    own = brought.json()
    number = own["shown"]
    assert own["references"][number - 1]["origin"] == "upload"
    again = client.post(f"{at(made)}/references", content=png()).json()
    assert again["shown"] == number, "the same picture is the same reference"
    editing = editing_of(made.house)
    sha256 = own["references"][number - 1]["sha256"]
    calls = [editing.call_for(made.episode.id, panel, Wish()) for panel in range(1, 5)]
    assert any(sha256 in call.references for call in calls)
    assert client.put(f"{at(made)}/shown", json={"reference": 0}).json()["none_shown"] is True
    assert client.put(f"{at(made)}/shown", json={"reference": 1}).json()["shown"] == 1
    assert client.put(f"{at(made)}/shown", json={"reference": 77}).status_code == 404
    assert client.delete(f"{at(made)}/references/{number}").json()["shown"] == 1
    assert client.delete(f"{at(made)}/references/{number}").status_code == 404
    assert client.put(f"{at(made)}/shown", json={"reference": None}).json()["shown"] == 1


@pytest.mark.parametrize(
    "media", [b"", b"GIF89a....", b"\x89PNG\r\n\x1a\n" + b"broken" * 9, png(20, 20), png(4000, 100)]
)
def test_a_file_that_is_no_fit_picture_is_refused(made: Made, client: TestClient, media: bytes):
    refused = client.post(f"{at(made)}/references", content=media)
    assert (refused.status_code, refused.json()["code"]) == (422, "art_unfit")


def test_a_sheet_is_priced_ordered_once_and_shown(made: Made, client: TestClient):
    asked = len(made.painter.sheets)
    price = client.post(f"{at(made)}/sheet/quote", json={}).json()
    assert price["model"] == PAINTER
    assert 0 < price["expected_usd"] <= price["maximum_usd"]
    low = client.post(f"{at(made)}/sheet", json={"max_cost_usd": 0.001})
    assert (low.status_code, low.json()["code"]) == (403, "cap_exceeded")
    assert client.post(f"{at(made)}/sheet", json={"model": "draft"}).json()["code"] == "sheet_not_needed"
    named = {"idempotency-key": "one-more"}
    ordered = client.post(f"{at(made)}/sheet", json={}, headers=named)
    assert ordered.status_code == 202
    number = ordered.json()["reference"]
    assert client.post(f"{at(made)}/sheet", json={}, headers=named).json()["reference"] == number
    newest = made.house.works.episode(ordered.json()["job"]["episode_id"])
    assert run(made.house, newest).status == "DONE"
    assert len(made.painter.sheets) == asked + 1
    nora = client.get(at(made)).json()
    assert nora["shown"] == number
    found = next(one for one in nora["references"] if one["number"] == number)
    assert 0 < found["cost_usd"] <= price["maximum_usd"]
    assert run(made.house, newest).status == "DONE"
    assert len(made.painter.sheets) == asked + 1


def test_a_sheet_that_is_refused_is_told_and_nothing_else_is_hindered(
    made: Made, client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(made.painter, "refusing", "woman")
    ordered = client.post(f"{at(made)}/sheet", json={}).json()
    assert run(made.house, made.house.works.episode(ordered["job"]["episode_id"])).status == "DONE"
    nora = client.get(at(made)).json()
    found = next(one for one in nora["references"] if one["number"] == ordered["reference"])
    assert (found["status"], found["error_code"]) == ("failed", "provider_refused")
    assert nora["shown"] != ordered["reference"]


def test_a_sheet_is_wanted_no_more_when_its_job_is_cancelled(made: Made, client: TestClient):
    asked = len(made.painter.sheets)
    ordered = client.post(f"{at(made)}/sheet", json={}).json()
    episode = made.house.works.episode(ordered["job"]["episode_id"])
    assert client.post(f"/api/episodes/{episode.id}/cancel").status_code == 200
    found = made.house.works.characters.reference(episode.project_id, "Nora", ordered["reference"])
    assert (found.status, found.error_code) == ("failed", "job_cancelled")
    made.house.works.jobs.retry(made.house.works.jobs.find(episode.id, "pipeline.full").id)
    assert run(made.house, episode).status == "DONE"
    assert len(made.painter.sheets) == asked


def test_the_commands_show_and_change_the_same(made: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TOONVERSE_HOME", str(made.folder / "home"))
    number = str(made.episode.id)
    listed = json.loads(said("character", "list", number, "--json"))["characters"]
    assert {"Nora", "Tom"} <= {one["name"] for one in listed}
    assert "Nora" in said("character", "list", number)
    changed = json.loads(said("character", "look", number, "Nora", "beard=none", "top=#00ff00"))
    assert changed["look"]["top"] == "#00ff00"
    assert json.loads(said("character", "look", number, "Nora", "--reset"))["edited"] is False
    (tmp_path / "own.png").write_bytes(png(320, 480))
    own = json.loads(said("character", "bring", number, "Nora", str(tmp_path / "own.png")))["shown"]
    assert json.loads(said("character", "choose", number, "Nora", "0"))["none_shown"] is True
    assert json.loads(said("character", "choose", number, "Nora", str(own)))["shown"] == own
    assert json.loads(said("character", "remove", number, "Nora", str(own)))["shown"] != own
    born = json.loads(said("character", "create", "To come", "Ida", "hat=cap", "--described", "a tall girl"))
    assert (born["look"]["hat"], born["look"]["sex"], born["episodes"]) == ("cap", "female", [])
