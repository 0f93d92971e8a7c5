"""What is changed after an episode is made: further takes, words, places. Only what changed is made anew."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from starlette.testclient import TestClient
from test_money import ended, order

from priced import COST_NUSD, MODEL, CountingProvider, asked, priced_house
from toonverse.bootstrap import House, editing_of, office_of
from toonverse.domain.lettering import BalloonEdit, Change
from toonverse.domain.script import Line
from toonverse.jobs import orders
from toonverse.jobs.editing import BalloonMissing, Editing, TakeMissing
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.budgets import Budget, set_budget
from toonverse.metering.calls import Call, Reply
from toonverse.metering.keys import add_key
from toonverse.metering.outcomes import Refused
from toonverse.store.panel_rows import PanelMissing
from toonverse.store.records import SUB_JOBS, Episode, Words
from toonverse.studio.art import ArtUnfit
from toonverse.studio.pipeline import Studio
from toonverse.studio.retakes import Wish
from toonverse.web.app import create_app
from toonverse.web.works_shelf import WorksShelf
from web_client import OWN

STORY = """The Pier

Nora stood on the pier.

"Nobody is coming," said Tom.

"He promised," said Nora.
"""


class Made:
    """A finished episode of `PANELS` bought panels, and the desk at which it is changed."""

    def __init__(self, house: House, log: Path, story: Path) -> None:
        self.house, self.log = house, log
        self.editing: Editing = editing_of(house)
        self.episode: Episode = order(house, story)
        assert self.run() == "DONE"

    def run(self, episode: Episode | None = None) -> str:
        """The job's status after it ran: by a studio of its own, for one that has closed starts no more."""
        names = [field.name for field in fields(Studio) if not field.name.startswith("_")]
        fresh = Studio(**{name: getattr(self.house.studio, name) for name in names})
        return ended(replace(self.house, studio=fresh), episode or self.episode).status

    def calls(self) -> int:
        return len(asked(self.log))

    def accepted(self) -> dict[int, int]:
        return {take.panel: take.number for take in self.house.works.panels.accepted(self.episode.id)}

    def layers(self) -> dict[int, tuple[int, str]]:
        """Panel -> the take beneath its layer, and the lettered picture."""
        found = self.house.works.panels.lettered(self.episode.id, self.episode.language)
        return {one.panel: (one.take, one.sha256) for one in found}

    def retake(self, panel: int, **wish: object) -> int:
        call = self.editing.call_for(self.episode.id, panel, Wish(**wish))  # type: ignore[arg-type]
        most = self.house.meter.quote(call).maximum_nusd
        return self.editing.order_take(self.episode.id, panel, call, most).number

    def strip(self) -> bytes:
        return orders.output_paths(self.house.works, self.house.settings.home, self.episode.id)[
            0
        ].read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """One for a module: each test changes what its own assertions are about."""
    folder = tmp_path_factory.mktemp("edited")
    story = folder / "story.txt"
    story.write_text(
        'The Pier\n\nNora stood on the pier.\n\n"Nobody is coming," said Tom.\n\n"He promised," said Nora.\n'
    )
    with priced_house(folder / "home", folder / "calls.log", 0.0) as house:
        yield Made(house, folder / "calls.log", story)


def test_a_further_take_is_bought_once_shown_and_loses_none(made: Made):
    before, layers, strip = made.calls(), made.layers(), made.strip()
    number = made.retake(2)
    assert made.run() == "DONE"
    assert made.calls() == before + 1
    assert made.accepted()[2] == number
    takes = made.house.works.panels.takes(made.episode.id, 2)
    assert [take.number for take in takes] == list(range(1, number + 1))
    assert made.layers()[2][0] == number
    assert {panel: layer for panel, layer in made.layers().items() if panel != 2} == {
        panel: layer for panel, layer in layers.items() if panel != 2
    }, "what did not change is not lettered anew"
    assert made.house.works.jobs.find(made.episode.id, "image.generate").cost_nusd == made.calls() * COST_NUSD
    assert made.house.books.receipt(made.episode.id).cost_nusd == made.calls() * COST_NUSD
    assert made.run() == "DONE"
    assert made.calls() == before + 1, "nothing is bought twice"
    assert len(strip) > 0


def test_an_earlier_take_is_chosen_again_for_nothing(made: Made):
    before = made.calls()
    made.editing.choose_take(made.episode.id, 2, 1)
    assert made.run() == "DONE"
    assert made.accepted()[2] == 1 == made.layers()[2][0]
    assert made.calls() == before
    with pytest.raises(TakeMissing):
        made.editing.choose_take(made.episode.id, 2, 99)
    with pytest.raises(PanelMissing):
        made.editing.choose_take(made.episode.id, 99, 1)


def test_a_draft_of_a_bought_panel_costs_nothing_and_each_further_one_is_another_picture(made: Made):
    before = made.calls()
    numbers = [made.retake(1, model="draft"), made.retake(1, model="draft")]
    assert made.run() == "DONE"
    takes = {take.number: take for take in made.house.works.panels.takes(made.episode.id, 1)}
    assert {takes[number].model for number in numbers} == {"draft"}
    assert takes[numbers[0]].picture.sha256 != takes[numbers[1]].picture.sha256
    assert [takes[number].cost_nusd for number in numbers] == [0, 0]
    assert made.calls() == before


def test_words_are_written_anew_for_nothing_and_only_their_panel_is_lettered(made: Made):
    before, layers = made.calls(), made.layers()
    words = Words((Line("A word that nobody wrote", "", "caption"),), ("BOOM",))
    made.editing.write(made.episode.id, 3, words)
    assert made.run() == "DONE"
    now = made.layers()
    assert now[3] != layers[3]
    assert {panel: now[panel] for panel in (1, 2)} == {panel: layers[panel] for panel in (1, 2)}
    layer = made.editing.layer(made.episode, 3)
    assert layer is not None
    assert {balloon.kind for balloon in layer.lettering.balloons} == {"narration", "sfx"}
    made.editing.write(made.episode.id, 3, None)
    assert made.run() == "DONE"
    assert made.layers() == layers, "the storyboard's words are back, to the byte"
    assert made.calls() == before


def test_a_balloon_that_is_moved_stays_there_until_the_panel_is_lettered_anew(made: Made):
    words = Words((Line("Here I am", "Nora"),), ())
    made.editing.write(made.episode.id, 2, words)
    assert made.run() == "DONE"
    first = made.editing.layer(made.episode, 2)
    assert first is not None
    made.editing.edit_balloon(made.episode.id, 2, Change(0, BalloonEdit(x=200.0, y=-9_999.0)))
    assert made.run() == "DONE"
    moved = made.editing.layer(made.episode, 2)
    assert moved is not None
    balloon = moved.lettering.balloons[0]
    assert balloon.center.x == pytest.approx(200.0)
    assert balloon.box.top == pytest.approx(0.0), "nothing leaves the picture"
    made.editing.letter(made.episode.id, 2)
    assert made.run() == "DONE"
    again = made.editing.layer(made.episode, 2)
    assert again is not None
    assert again.lettering == first.lettering
    with pytest.raises(BalloonMissing):
        made.editing.edit_balloon(made.episode.id, 2, Change(9, BalloonEdit(x=1.0)))
    made.editing.write(made.episode.id, 2, None)
    assert made.run() == "DONE"


def photograph(kind: str, width: int = 300, height: int = 400, **more: object) -> bytes:
    pixels = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_of_ones_own_is_one_more_take(made: Made, kind: str):
    before = made.calls()
    take = made.editing.put_art(made.episode.id, 1, photograph(kind), by_hand=True)
    assert (take.accepted, take.cost_nusd, take.model) == (True, 0, "by hand")
    assert (take.picture.width, take.picture.height) == (300, 400)
    again = made.editing.put_art(made.episode.id, 1, photograph(kind), by_hand=True)
    assert again.number == take.number, "the same picture is the same take"
    assert made.run() == "DONE"
    assert made.layers()[1][0] == take.number
    assert made.calls() == before


def test_a_photograph_is_turned_upright_and_tells_nothing_of_where_it_was_taken(made: Made):
    exif = Image.Exif()
    exif[274] = 6  # turned by the camera
    exif[271] = "Camera of Nora"
    take = made.editing.put_art(made.episode.id, 1, photograph("JPEG", exif=exif))
    assert (take.picture.width, take.picture.height, take.model) == (400, 300, "upload")
    assert b"Nora" not in made.house.books.images.get(take.picture.sha256)
    made.editing.choose_take(made.episode.id, 1, 1)
    assert made.run() == "DONE"


@pytest.mark.parametrize(
    "media",
    [
        b"",
        b"GIF89a" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        photograph("PNG", 40, 400),
        photograph("PNG", 100, 900),
        photograph("PNG")[:-60_000],
    ],
)
def test_what_is_no_picture_for_a_panel_is_refused(made: Made, media: bytes):
    with pytest.raises(ArtUnfit):
        made.editing.put_art(made.episode.id, 1, media)


def test_a_take_that_is_refused_leaves_the_panel_and_everything_else_as_it_was(
    made: Made, monkeypatch: pytest.MonkeyPatch
):
    call = CountingProvider.call

    async def refusing(self: CountingProvider, asked_for: Call) -> Reply:
        if asked_for.prompt == "what no model draws":
            raise Refused(model=MODEL, detail="moderation")
        return await call(self, asked_for)

    monkeypatch.setattr(CountingProvider, "call", refusing)
    accepted = made.accepted()
    number = made.retake(2, prompt="what no model draws")
    made.editing.write(made.episode.id, 3, Words((Line("Meanwhile", "", "caption"),), ()))
    assert made.run() == "DONE", "the words are lettered all the same"
    (failed,) = [o for o in made.house.works.take_orders.of_episode(made.episode.id, 2) if o.number == number]
    assert (failed.status, failed.error_code) == ("failed", "provider_refused")
    assert made.accepted() == accepted
    monkeypatch.setattr(CountingProvider, "call", call)
    made.editing.retry_take(made.episode.id, 2, number)
    assert made.run() == "DONE"
    assert made.accepted()[2] == number
    with pytest.raises(TakeMissing):
        made.editing.retry_take(made.episode.id, 2, number)


def test_a_take_that_money_does_not_allow_is_told_and_nothing_is_bought(made: Made):
    before = made.calls()
    engine, clock, zone = made.house.books.engine, made.house.books.ledger.clock, made.house.books.zone
    set_budget(engine, clock, zone, Budget("model", MODEL, "total", 1))
    number = made.retake(2)
    assert made.run() == "DONE"
    set_budget(engine, clock, zone, Budget("model", MODEL, "total", 1_000 * COST_NUSD))
    (failed,) = [o for o in made.house.works.take_orders.of_episode(made.episode.id, 2) if o.number == number]
    assert (failed.status, failed.error_code) == ("failed", "budget_exceeded")
    assert json.loads(failed.error)["limit_nusd"] == 1
    assert made.calls() == before


def test_a_take_whose_price_rose_above_what_was_approved_is_not_bought(made: Made):
    before = made.calls()
    call = made.editing.call_for(made.episode.id, 2, Wish())
    made.editing.order_take(made.episode.id, 2, call, made.house.meter.quote(call).maximum_nusd - 1)
    assert made.run() == "DONE"
    failed = made.house.works.take_orders.of_episode(made.episode.id, 2)[-1]
    assert (failed.status, failed.error_code) == ("failed", "quote_grown")
    assert made.calls() == before


def test_what_is_asked_for_while_the_job_is_at_work_is_done_after_it(made: Made):
    works, job = made.house.works, made.house.works.jobs.find(made.episode.id, "pipeline.full")
    made.editing.package(made.episode.id)
    works.jobs.start(job.id)
    number = made.retake(3)
    at_work = works.jobs.get(job.id)
    assert at_work.status == "RUNNING"
    assert made.run() == "DONE"
    assert works.jobs.get(job.id).attempt == at_work.attempt + 1
    assert made.accepted()[3] == number


def test_a_job_that_is_cancelled_wants_no_more_takes(made: Made):
    before, number = made.calls(), made.retake(1)
    orders.cancel(made.house.works, made.episode.id)
    made.editing.write(made.episode.id, 1, None)
    assert made.run() == "DONE", "what costs nothing goes on"
    (given_up,) = [
        o for o in made.house.works.take_orders.of_episode(made.episode.id, 1) if o.number == number
    ]
    assert (given_up.number, given_up.status, given_up.error_code) == (number, "failed", "job_cancelled")
    assert made.calls() == before


def test_words_of_an_episode_that_was_never_paid_start_no_purchase(made: Made, tmp_path: Path):
    story = tmp_path / "other.txt"
    story.write_text('The Other Pier\n\nNora stood alone.\n\n"Tom," said Nora.\n')
    stop_before = made.calls()
    engine, clock, zone = made.house.books.engine, made.house.books.ledger.clock, made.house.books.zone
    set_budget(engine, clock, zone, Budget("model", MODEL, "total", 1))
    episode = order(made.house, story)
    assert made.run(episode) == "FAILED"
    set_budget(engine, clock, zone, Budget("model", MODEL, "total", 1_000 * COST_NUSD))
    made.editing.write(episode.id, 1, Words((), ()))
    assert made.run(episode) == "FAILED"
    assert made.calls() == stop_before


@pytest.fixture
def client(made: Made) -> TestClient:
    """The owner of the machine, at the API with a key."""
    shelf = WorksShelf(made.house.works, made.house.settings.home)
    app = create_app(shelf, made.house.checks, "127.0.0.1", office_of(made.house))
    _, secret = add_key(made.house.books.engine, made.house.books.ledger.clock, LOCAL_OWNER)
    headers = {"authorization": f"Bearer {secret}"}
    return TestClient(
        app, base_url=OWN, client=("127.0.0.1", 50000), headers=headers, raise_server_exceptions=False
    )


def test_over_http_the_price_comes_first_and_a_key_orders_once(made: Made, client: TestClient):
    before, path = made.calls(), f"/api/episodes/{made.episode.id}/panels/2"
    quoted = client.post(f"{path}/quote", json={}).json()
    assert 0 < quoted["expected_usd"] <= quoted["maximum_usd"] < 1
    assert quoted["model"] == MODEL
    dear = client.post(f"{path}/reroll", json={"max_cost_usd": quoted["maximum_usd"] / 2})
    assert (dear.status_code, dear.json()["code"]) == (403, "cap_exceeded")
    named = {"idempotency-key": "another-take"}
    body = {"max_cost_usd": quoted["maximum_usd"]}
    first, second = (client.post(f"{path}/reroll", json=body, headers=named) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["take"] == second.json()["take"]
    assert second.headers["idempotency-replayed"] == "true"
    assert [one["status"] for one in client.get(path).json()["wanted"]][-1] == "wanted"
    assert made.run() == "DONE"
    assert made.calls() == before + 1
    shown = client.get(path).json()
    assert client.get(f"/api/episodes/{made.episode.id}/panels").json()["panels"][1] == shown
    (accepted,) = [take for take in shown["takes"] if take["accepted"]]
    assert accepted["number"] == first.json()["take"]
    assert accepted["cost_usd"] == COST_NUSD / 1e9
    picture = client.get(f"{path}/takes/{accepted['number']}/picture")
    assert hashlib.sha256(picture.content).hexdigest() == accepted["sha256"]
    assert client.get(f"{path}/takes/99/picture").status_code == 404


def test_over_http_a_panel_is_written_moved_and_chosen(made: Made, client: TestClient):
    path = f"/api/episodes/{made.episode.id}/panels/1"
    words = {"lines": [{"text": "Over here", "speaker": "Nora"}], "sounds": ["CRACK"]}
    assert client.put(f"{path}/words", json=words).status_code == 202
    assert made.run() == "DONE"
    shown = client.get(path).json()
    assert shown["edited"]
    assert shown["lines"] == [{"text": "Over here", "speaker": "Nora", "kind": "speech", "heard": ""}]
    balloons = shown["lettering"]["balloons"]
    assert {one["kind"] for one in balloons} == {"speech", "sfx"}
    assert client.patch(f"{path}/balloons/0", json={"x": 100, "y": 500}).status_code == 202
    assert made.run() == "DONE"
    moved = client.get(path).json()["lettering"]["balloons"][0]
    assert moved["y"] == pytest.approx(min(500, 600 - moved["half_height"]))
    assert client.patch(f"{path}/balloons/77", json={"x": 1, "y": 1}).json()["code"] == "balloon_missing"
    uploaded = client.post(f"{path}/takes?by_hand=true", content=photograph("PNG"))
    assert (uploaded.status_code, uploaded.json()["model"]) == (201, "by hand")
    assert client.post(f"{path}/takes", content=b"MZ").json()["code"] == "art_unfit"
    assert client.post(f"{path}/takes/1/accept").status_code == 202
    assert client.post(f"{path}/letter").status_code == 202
    assert client.delete(f"{path}/words").status_code == 202
    assert made.run() == "DONE"
    assert not client.get(path).json()["edited"]


def test_over_http_jobs_are_listed_followed_and_repeated(made: Made, client: TestClient):
    listed = client.get("/api/jobs?limit=1").json()
    assert len(listed["jobs"]) == 1
    job = made.house.works.jobs.find(made.episode.id, "pipeline.full")
    shown = client.get(f"/api/jobs/{job.id}").json()
    assert [step["kind"] for step in shown["steps"]] == list(SUB_JOBS)
    packaging = shown["steps"][-1]["id"]
    assert client.get(f"/api/jobs/{packaging}").json()["output"]["strip"].endswith("_final.png")
    stream = client.get(f"/api/episodes/{made.episode.id}/events")
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert [line for line in stream.text.splitlines() if line.startswith("event:")] == [
        "event: progress",
        "event: end",
    ]
    assert client.post(f"/api/jobs/{job.id}/run").json()["code"] == "step_not_repeatable"
    strip = made.strip()
    assert client.post(f"/api/jobs/{packaging}/run").json()["status"] == "QUEUED"
    assert client.post(f"/api/episodes/{made.episode.id}/package").status_code == 202
    assert made.run() == "DONE"
    assert made.strip() == strip, "equal panels are an equal strip"


@pytest.mark.parametrize("way", ["run", "retry"])
@pytest.mark.parametrize("kind", SUB_JOBS)
def test_over_http_every_sub_job_of_a_finished_job_is_done_again_and_nothing_is_bought(
    made: Made, client: TestClient, kind: str, way: str
):
    """What panels were bought by, and the pictures themselves, stay as they are."""
    works, number = made.house.works, made.episode.id
    before = works.script(number), works.storyboard(number), made.calls(), made.accepted(), made.strip()
    steps = {step.kind: step for step in works.jobs.of_episode(number)}
    asked = client.post(f"/api/jobs/{steps[kind].id}/{way}")
    assert (asked.status_code, asked.json()["kind"], asked.json()["status"]) == (200, kind, "QUEUED")
    after = [step.kind for step in works.jobs.of_episode(number) if step.status == "QUEUED"]
    begun = SUB_JOBS.index(kind)
    assert set(after[1:]) <= set(SUB_JOBS[begun:] if way == "retry" else [kind])
    assert made.run() == "DONE"
    assert before == (
        works.script(number),
        works.storyboard(number),
        made.calls(),
        made.accepted(),
        made.strip(),
    )
    done = {step.kind: step for step in works.jobs.of_episode(number)}
    assert done[kind].cost_nusd == steps[kind].cost_nusd
    assert json.loads(done[kind].output).get("kept", False) == (kind in SUB_JOBS[:2])


def test_over_http_projects_and_characters_are_shown_and_an_episode_leaves_the_gallery(
    made: Made, client: TestClient
):
    number = made.episode.project_id
    project = client.get(f"/api/projects/{number}").json()
    assert (project["episodes"], project["active_episodes"]) == (1, 0)
    at = f"/api/episodes/{made.episode.id}"
    assert {one["name"] for one in client.get(f"{at}/characters").json()["characters"]} >= {"Nora", "Tom"}
    assert client.post(f"{at}/activate").json()["data"]["status"] == "active"
    assert client.get(f"/api/projects/{number}").json()["active_episodes"] == 1
    for _ in range(2):
        told = client.post(f"{at}/deactivate").json()
        assert told["data"] == {"status": "draft", "published_at": None}
    assert client.get(f"/api/projects/{number}").json()["active_episodes"] == 0
    assert [one["id"] for one in client.get(f"/api/projects/{number}/episodes").json()["episodes"]] == [
        made.episode.id
    ]
    again = client.post("/api/projects", json={"title": project["title"]}).json()
    assert again["id"] == number
    for missing in ("projects/99999999999999999999", "jobs/2147483647", "episodes/0/panels"):
        assert client.get(f"/api/{missing}").status_code == 404
