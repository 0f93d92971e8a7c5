"""The image engine as older programs know it, and what is new behind it: the door."""

import json
from dataclasses import fields, replace
from pathlib import Path

import jsonschema_rs
import pytest
import pyvips
import sqlalchemy as sa
from engine_served import panel, served
from starlette.testclient import TestClient

from priced import MODEL, asked
from toonverse.bootstrap import House
from toonverse.errors import ProviderError, StorageError, ToonverseError
from toonverse.metering.accounts import stop_buying
from toonverse.metering.invariants import examine
from toonverse.metering.keys import add_key
from toonverse.metering.refusals import BalanceTooLow, BuyingStopped, ModelRetired
from toonverse.metering.tables import usage_rows
from toonverse.metering.users import add_user
from toonverse.studio.directing.prompts import enhance
from toonverse.web.engine.documents import PanelAsked
from toonverse.web.engine.drawing import Drawn, Engine

GENERATE, BATCH = "/engine/image/generate", "/engine/image/generate-batch"


def used(house: House, number: int) -> list[dict[str, object]]:
    """The usage rows of a panel number."""
    query = sa.select(usage_rows).where(usage_rows.c.panel == str(number))
    with house.books.engine.connect() as reading:
        return [dict(row) for row in reading.execute(query).mappings()]


def test_health_says_what_it_always_said(house: House, client: TestClient):
    root = house.settings.home.resolve() / "engine"
    for path in ("/", "/health"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.json() == {
            "status": "healthy",
            "service": "image_engine",
            "openai_api": "missing",
            "storage_dir": str(root),
            "storage_writable": True,
            "endpoints": ["/", "/health", "/engine/image/generate", "/engine/image/generate-batch"],
        }


def test_the_engine_describes_its_own_health_and_not_the_servers(client: TestClient):
    said = client.get("/openapi.json").json()
    for path in ("/", "/health"):
        schema = said["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        health = jsonschema_rs.Draft202012Validator({**schema, "components": said["components"]})
        assert health.is_valid(client.get(path).json())
        assert not health.is_valid({"status": "healthy", "service": "toonverse"})


def test_an_engine_whose_folder_takes_nothing_is_unhealthy(house: House, engine: Engine, tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    files = type(engine.files)(tmp_path / "file" / "engine")
    answer = served(house, replace(engine, files=files, has_openai_key=True)).get("/health")
    assert answer.status_code == 503
    assert {"unhealthy", "configured", False} <= set(map(str_or_bool, answer.json().values()))


def str_or_bool(value: object) -> object:
    return value if isinstance(value, str | bool) else ""


def test_a_panel_is_drawn_by_the_draft_renderer_where_nothing_is_bought(client: TestClient):
    answer = client.post(GENERATE, json=panel(999, style="webtoon", model="dummy"))
    assert answer.status_code == 200
    said = answer.json()
    path = Path(said["result"]["image_url"])
    assert said == {
        "success": True,
        "result": {
            "panel_number": 999,
            "image_url": str(path),
            "width": 128,
            "height": 192,
            "size_mb": round(path.stat().st_size / 1_000_000, 2),
            "enhanced_prompt": "a lighthouse in a storm, in Korean webtoon style, digital art, clean lines, "
            "vibrant colors",
            "generation_metadata": {"model": "dummy", "cost": 0, "size": "128x192", "quality": "medium"},
        },
        "metadata": {"cost_units": 0, "model": "dummy"},
    }
    assert path.name.startswith("panel_999_")
    assert path.suffix == ".png"
    picture = pyvips.Image.new_from_file(str(path))
    assert (picture.width, picture.height) == (128, 192)
    assert picture.deviate() > 10, "an illustration, not a colour"
    served_file = client.get(f"/engine/image/files/{path.name}")
    assert (served_file.content, served_file.headers["content-type"]) == (path.read_bytes(), "image/png")


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("webtoon", "in Korean webtoon style, digital art, clean lines, vibrant colors"),
        ("manga", "in Japanese manga style, black and white, dynamic composition"),
        ("realistic", "photorealistic, highly detailed, cinematic lighting"),
        ("anime", "in anime style, colorful, expressive characters"),
        ("oil on canvas", "in Korean webtoon style, digital art, clean lines, vibrant colors"),
    ],
)
def test_a_style_adds_its_words_and_an_unknown_one_is_webtoon(style: str, words: str):
    assert enhance("비 오는 골목", style) == f"비 오는 골목, {words}"


def test_a_picture_is_bought_at_the_door_and_booked_to_the_engine(house: House, client: TestClient):
    said = client.post(GENERATE, json=panel(101)).json()
    made = said["result"]["generation_metadata"]
    (row,) = used(house, 101)
    assert (row["source"], row["account"], row["model"], row["success"]) == ("engine", "local", MODEL, True)
    assert row["request_type"] == "panel_generation"
    assert row["cost_nusd"] == round(made["cost"] * 1e9) == round(said["metadata"]["cost_units"] * 1e9) > 0
    assert (made["model"], made["size"]) == (MODEL, "400x600"), "the size that really came"
    assert (said["result"]["width"], said["result"]["height"]) == (400, 600)
    assert [one for one in examine(house.books.engine, house.books.zone) if one.broken] == []


def test_the_same_key_is_one_picture_under_one_name(house: House, client: TestClient):
    named = {"idempotency-key": "once"}
    first, second = (client.post(GENERATE, json=panel(102), headers=named) for _ in range(2))
    assert first.json() == second.json()
    assert len(used(house, 102)) == 1
    other = client.post(GENERATE, json=panel(103), headers=named)
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert used(house, 103) == []


def test_two_pictures_of_one_second_lie_beside_each_other(engine: Engine):
    paths = [engine.files.put("local", 7, 1_700_000_000, media, "image/png") for media in (b"a", b"b", b"a")]
    assert [path.name for path in paths] == [
        "panel_007_1700000000.png",
        "panel_007_1700000000_2.png",
        "panel_007_1700000000.png",
    ]
    assert [path.read_bytes() for path in paths] == [b"a", b"b", b"a"]


def test_a_batch_tells_of_those_that_failed_and_delivers_the_others(house: House, client: TestClient):
    panels = [panel(201), panel(202, model="dall-e-3"), panel(203, model="dummy"), panel(204, model="none")]
    answer = client.post(BATCH, json={"panels": panels}, headers={"idempotency-key": "batch"})
    assert answer.status_code == 200
    result = answer.json()["result"]
    assert [one["panel_number"] for one in result["images"]] == [201, 203]
    assert result["total_panels"] == 2
    assert result["total_size_mb"] == round(sum(one["size_mb"] for one in result["images"]), 2)
    assert [(one["panel_number"], one["code"]) for one in result["errors"]] == [
        (202, "model_retired"),
        (204, "model_unpriced"),
    ]
    assert all(one["message"] for one in result["errors"])
    assert answer.json()["metadata"]["model"] == f"{MODEL}, dummy"
    again = client.post(BATCH, json={"panels": panels}, headers={"idempotency-key": "batch"})
    assert again.json() == answer.json()
    assert len(used(house, 201)) == 1, "one key for each panel"


def test_a_batch_that_money_lets_none_of_start_is_403_and_nothing_is_asked(
    house: House, client: TestClient, log: Path
):
    before = len(asked(log))
    stop_buying(house.books.engine, True)
    try:
        none = client.post(BATCH, json={"panels": [panel(301), panel(302)]})
        one = client.post(GENERATE, json=panel(303))
        mixed = client.post(BATCH, json={"panels": [panel(304), panel(305, model="dall-e-3")]})
    finally:
        stop_buying(house.books.engine, False)
    assert (none.status_code, none.json()["code"]) == (403, "buying_stopped")
    assert [error["panel_number"] for error in none.json()["facts"]["errors"]] == [301, 302]
    assert none.headers["content-type"] == "application/problem+json"
    assert (one.status_code, one.json()["code"]) == (403, "buying_stopped")
    assert (mixed.status_code, mixed.json()["code"]) == (403, "buying_stopped"), "for what could be bought"
    assert len(asked(log)) == before


UNFIT: list[tuple[object, int | None, str]] = [
    ({"panel_number": 7, "visual_prompt": ""}, 7, "visual_prompt"),
    ({"panel_number": 8, "visual_prompt": " \n"}, 8, "visual_prompt"),
    ({"panel_number": 9, "visual_prompt": "x" * 8_001}, 9, "visual_prompt"),
    ({"panel_number": 10, "visual_prompt": "rain", "width": -1}, 10, "width"),
    ({"panel_number": 2**70, "visual_prompt": "rain"}, None, "panel_number"),
    ({"panel_number": "1", "visual_prompt": "rain"}, None, "panel_number"),
    ({"visual_prompt": "rain"}, None, "panel_number"),
    ({}, None, "panel_number"),
    ([], None, ""),
    (None, None, ""),
]
"""What is no panel, its number where it has one, and what is amiss."""


def test_a_panel_of_a_batch_that_is_none_fails_alone(client: TestClient):
    good = panel(701, model="dummy")
    answer = client.post(BATCH, json={"panels": [*(one for one, _, _ in UNFIT), good]})
    assert answer.status_code == 200
    result = answer.json()["result"]
    assert [one["panel_number"] for one in result["images"]] == [701]
    errors = [(one["panel_number"], one["field"], one["place"]) for one in result["errors"]]
    assert errors == [(number, field, place) for place, (_, number, field) in enumerate(UNFIT, 1)]
    assert {one["code"] for one in result["errors"]} == {"bad_request"}
    assert all(one["message"] for one in result["errors"])


FAILURES: dict[str, ToonverseError] = {
    "balance": BalanceTooLow(needed_tokens=2, available_tokens=1),
    "stopped": BuyingStopped(),
    "provider": ProviderError(),
    "storage": StorageError(),
    "retired": ModelRetired(model="old", successor="new"),
}


class FailingEngine(Engine):
    """Fails as the prompt says."""

    async def draw(self, asked: PanelAsked, account: str, name: str | None) -> Drawn:
        raise FAILURES[asked.visual_prompt]


@pytest.mark.parametrize(
    ("prompts", "status", "code"),
    [
        (["", ""], 400, "bad_request"),
        (["", "retired"], 422, "model_retired"),
        (["", "balance"], 403, "balance_too_low"),
        (["retired", "", "stopped", "balance"], 403, "buying_stopped"),
        (["stopped", "", "provider"], 502, "provider"),
        (["retired", "storage", "provider", "balance"], 503, "storage"),
    ],
)
def test_a_batch_of_which_nothing_was_drawn_answers_with_what_weighs_most(
    house: House, engine: Engine, prompts: list[str], status: int, code: str
):
    """A call that failed was started; money let none of the others start; what makes no sense never could."""
    parts = {field.name: getattr(engine, field.name) for field in fields(Engine)}
    client = served(house, FailingEngine(**parts))
    answer = client.post(BATCH, json={"panels": [panel(711, prompt) for prompt in prompts]})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert [error["place"] for error in answer.json()["facts"]["errors"]] == list(range(1, len(prompts) + 1))


def test_where_dummy_mode_is_forced_no_model_is_asked_whatever_is_said(
    house: House, engine: Engine, log: Path
):
    before = len(asked(log))
    with served(house, replace(engine, dummy=True)) as client:
        said = client.post(GENERATE, json=panel(401, model=MODEL)).json()
    assert said["metadata"] == {"cost_units": 0, "model": "dummy"}
    assert len(asked(log)) == before


def test_a_retired_model_is_refused_before_any_call_and_its_successor_named(client: TestClient, log: Path):
    before = len(asked(log))
    answer = client.post(GENERATE, json=panel(model="dall-e-3"))
    assert (answer.status_code, answer.json()["code"]) == (422, "model_retired")
    assert answer.json()["facts"]["successor"] == "gpt-image-2.5-flare"
    assert len(asked(log)) == before


@pytest.mark.parametrize(
    "name",
    [
        "..%2F..%2Ftoonverse.sqlite3",
        "%2e%2e%2ftoonverse.sqlite3",
        "toonverse.sqlite3",
        "panel_001_1.png%00.txt",
        ".probe",
        "panel_001_1.txt",
        "panel_001_" + "1" * 60 + ".png",
    ],
)
def test_nothing_but_a_picture_of_the_engine_is_ever_served(client: TestClient, name: str):
    assert client.get(f"/engine/image/files/{name}").status_code in (400, 404)


def test_a_link_out_of_the_folder_is_no_picture(house: House, engine: Engine, client: TestClient):
    client.post(GENERATE, json=panel(model="dummy"))
    link = engine.files.root / "panel_001_1.png"
    link.symlink_to(house.settings.home / "toonverse.sqlite3")
    assert client.get(f"/engine/image/files/{link.name}").status_code == 404


def test_a_user_buys_for_itself_and_its_pictures_are_its_own(house: House, engine: Engine):
    database, clock = house.books.engine, house.books.ledger.clock
    found = {}
    for name in ("ada", "bob"):
        user = add_user(database, clock, name, "creator", 5_000)
        found[name] = served(house, engine, "0.0.0.0", authorization=f"Bearer {key_of(house, user.id)}")
    with found["ada"] as ada, found["bob"] as bob:
        said = ada.post(GENERATE, json=panel(501)).json()
        name = Path(said["result"]["image_url"]).name
        assert ada.get(f"/engine/image/files/{name}").status_code == 200
        assert bob.get(f"/engine/image/files/{name}").status_code == 404
        (row,) = used(house, 501)
        assert (row["source"], row["account"] != "local") == ("engine", True)
        poor = add_user(database, clock, "poor", "creator", 3)
        with served(house, engine, authorization=f"Bearer {key_of(house, poor.id)}") as client:
            answer = client.post(GENERATE, json=panel(502))
        assert (answer.status_code, answer.json()["code"]) == (403, "balance_too_low")
    with served(house, engine, "0.0.0.0") as nobody:
        assert nobody.post(GENERATE, json=panel(503)).status_code == 403


def key_of(house: House, account: str) -> str:
    return add_key(house.books.engine, house.books.ledger.clock, account)[1]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 50_000,
        b"null",
        b'{"panels":[]}',
        json.dumps({"panels": [panel()] * 101}).encode(),
        json.dumps({"panels": [panel(visual_prompt="x" * 8_001)]}).encode(),
        json.dumps({"panels": [panel(visual_prompt="  ")]}).encode(),
        json.dumps({"panels": [panel(width=0)]}).encode(),
        json.dumps({"panels": [panel(height=10**30)]}).encode(),
        json.dumps({"panels": [panel(panel_number=-1)]}).encode(),
        b'{"panels":[{"panel_number":1,"visual_prompt":"\\ud800"}]}',
        b'{"panels":[{"panel_number":1,"visual_prompt":"a\\u0000b","width":NaN}]}',
    ],
)
def test_a_body_that_is_no_batch_is_told_so(client: TestClient, body: bytes):
    answer = client.post(BATCH, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_a_body_larger_than_any_batch_is_refused_unread(client: TestClient):
    answer = client.post(BATCH, content=b"[" + b" " * 8_000_000 + b"]")
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_field_that_an_older_program_sends_besides_does_no_harm(client: TestClient):
    answer = client.post(GENERATE, json=panel(601, model="dummy", episode_id=26, seed=None))
    assert answer.status_code == 200
