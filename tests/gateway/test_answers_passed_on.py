"""What comes back is what the provider said, byte for byte; what it cost is the account's."""

import json

import pytest

from gateway.served import Served
from gateway.upstream import CHAT_USAGE, IMAGE_USAGE, PICTURE_TEXT, chat, gemini, response, told
from providers.faulty_server import PICTURE
from toonverse.metering.tables import accounts

LUNA = "gpt-5.6-luna"
HELLO = [{"role": "user", "content": "등대를 그려 줘"}]
CHAT = {"model": LUNA, "messages": HELLO}
PATHS = {
    "/v1/chat/completions": CHAT,
    "/v1/responses": {"model": LUNA, "input": "hello"},
    "/v1/images/generations": {"model": "gpt-image-2.5-flare", "prompt": "a lamp"},
    "/v1/models/gemini-3.8-flash:generateContent": {"contents": [{"parts": [{"text": "hello"}]}]},
    "/v1beta/models/gemini-3.1-flash-image:generateContent": {"contents": {"parts": {"text": "a lamp"}}},
}


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_passes_unchanged_with_every_field_it_has(served: Served, path: str):
    said = served.post(path, PATHS[path])
    assert said.status_code == 200, said.text
    images = {"created": 1, "data": [{"b64_json": PICTURE_TEXT}], "usage": IMAGE_USAGE, "odd": [1.0]}
    whole = {
        "/v1/chat/completions": chat(CHAT),
        "/v1/responses": response(),
        "/v1/images/generations": images,
    }
    assert said.content == told(whole.get(path) or gemini("image" in path)).body
    assert said.headers["x-request-id"] == "req_7"


@pytest.mark.parametrize("path", PATHS)
def test_a_call_is_booked_to_the_account_whose_key_came_with_it(served: Served, path: str):
    served.post(path, PATHS[path])
    attempt, row = served.rows()[-1], served.last_usage()
    assert (row["account"], row["source"], row["success"]) == (served.account, "gateway", True)
    assert row["model"] in json.dumps(PATHS[path]) + path
    assert row["request_type"] == path.removeprefix("/v1/").rpartition(":")[2]
    assert row["total_tokens"] in (19, 24, 205)
    assert row["debit_tokens"] == row["total_tokens"]
    assert 0 < row["cost_nusd"] <= attempt["held_nusd"]
    assert row["total_tokens"] <= attempt["held_tokens"]


def test_the_upstream_sees_the_operators_key_and_never_the_users(served: Served):
    served.post("/v1/chat/completions", CHAT)
    served.post(
        "/v1beta/models/gemini-3.8-flash:generateContent",
        PATHS["/v1/models/gemini-3.8-flash:generateContent"],
    )
    for asked, name, own in zip(
        served.upstream.asked,
        ("authorization", "x-goog-api-key"),
        ("Bearer sk-upstream", "goog-upstream"),
        strict=True,
    ):
        assert asked.headers[name] == own
        assert served.key not in str(asked)


def test_a_limit_of_output_is_asked_for_where_the_caller_named_none(served: Served):
    served.post("/v1/chat/completions", CHAT)
    served.post("/v1/chat/completions", {**CHAT, "max_tokens": 7})
    served.post("/v1/responses", PATHS["/v1/responses"])
    served.post("/v1/responses", {**PATHS["/v1/responses"], "max_output_tokens": 9})
    first, second, third, fourth = (asked.json for asked in served.upstream.asked)
    assert first == {**CHAT, "max_completion_tokens": 4096}
    assert second == {**CHAT, "max_tokens": 7}
    assert (third["max_output_tokens"], fourth["max_output_tokens"]) == (4096, 9)


def test_several_answers_hold_several_times_the_output(served: Served):
    served.post("/v1/chat/completions", {**CHAT, "max_tokens": 1000})
    served.post("/v1/chat/completions", {**CHAT, "max_tokens": 1000, "n": 4})
    one, four = (row["held_tokens"] for row in served.rows()[-2:])
    assert 3000 <= four - one <= 3010


def test_an_answer_without_usage_is_booked_at_its_maximum(served: Served):
    served.upstream.orders.append(told({**chat(CHAT), "usage": None}))
    assert served.post("/v1/chat/completions", CHAT).status_code == 200
    assert served.last_usage()["cost_nusd"] == served.rows()[-1]["held_nusd"]


def test_an_answer_is_there_for_whoever_asks_again_with_its_key(served: Served):
    headers = {"Idempotency-Key": "the same"}
    first = served.post("/v1/chat/completions", CHAT, headers=headers)
    again = served.post("/v1/chat/completions", CHAT, headers=headers)
    assert first.content == again.content
    assert len(served.upstream.asked) == 1
    other = served.post("/v1/chat/completions", CHAT, headers=headers, key=served.user("somebody else"))
    assert other.status_code == 200
    assert len(served.upstream.asked) == 2, "keys of one account mean nothing to another"


def test_a_draft_costs_nothing_and_has_the_form_of_a_picture(served: Served):
    asked = {"model": "draft", "prompt": "a lighthouse at dusk", "size": "640x640"}
    said = served.post("/v1/images/generations", asked)
    assert said.status_code == 200, said.text
    assert said.json()["data"][0]["b64_json"].startswith("iVBORw0KGgo")
    assert served.last_usage()["cost_nusd"] == 0
    assert served.upstream.asked == []


def test_a_picture_comes_with_the_very_bytes_that_were_painted(served: Served):
    said = served.post("/v1/images/generations", PATHS["/v1/images/generations"]).json()
    assert said["data"] == [{"b64_json": PICTURE_TEXT}]
    assert served.house.books.images.get(served.rows()[-1]["sha256"]).count(PICTURE_TEXT.encode()) == 1
    assert len(PICTURE) > 100


def test_a_picture_of_no_model_named_is_by_the_one_that_is_preferred(served: Served):
    assert served.post("/v1/images/generations", {"prompt": "a lamp"}).status_code == 200
    assert served.upstream.asked[-1].json["model"] == served.last_usage()["model"] == "gpt-image-2.5-flare"


def test_ten_pictures_of_a_page_come_in_one_answer(served: Served):
    asked = {"model": "gpt-image-2.5-flare", "prompt": "a lamp", "n": 10, "size": "1024x1536"}
    assert served.post("/v1/images/generations", asked).status_code == 200
    dear = served.post("/v1/images/generations", {**asked, "size": "2048x2048"})
    assert (dear.status_code, dear.json()["error"]["param"]) == (400, "size")


def test_the_models_are_those_that_can_be_bought(served: Served):
    with served.client() as client:
        listed = client.get("/v1/models").json()
        names = {one["id"] for one in listed["data"]}
        assert {LUNA, "gpt-image-2.5-flare", "gemini-3.8-flash", "draft"} <= names
        assert not {"dall-e-3", "gpt-image-1", "sora-2", "veo-3.1-generate-001", "imagen-4"} & names
        assert client.get(f"/v1/models/{LUNA}").json()["id"] == LUNA
        google = client.get("/v1beta/models").json()["models"]
        assert "models/gemini-3.8-flash" in {one["name"] for one in google}
        assert client.get("/v1beta/models/gemini-3.8-flash").json()["name"] == "models/gemini-3.8-flash"


def test_the_users_tokens_are_debited_by_what_was_used(served: Served):
    key = served.user("a reader", tokens=100_000)
    served.post("/v1/chat/completions", CHAT, key=key)
    [user] = [row for row in _accounts(served) if row["name"] == "a reader"]
    assert (user["balance_tokens"], user["held_tokens"]) == (100_000 - CHAT_USAGE["total_tokens"], 0)


def _accounts(served: Served) -> list[dict[str, object]]:
    return served.rows(accounts)
