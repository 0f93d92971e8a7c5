"""The official clients, and other people's programs, buy through the gateway unchanged."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest
from google import genai
from google.genai import errors, types
from pydantic import BaseModel

from gateway.served import Served
from gateway.upstream import PICTURE_TEXT, WORDS, chat, told
from peers.running import node
from providers.faulty_server import PICTURE

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).parent / "programs"
SENTENCE = "".join(WORDS)
LUNA, FLARE, FLASH = "gpt-5.6-luna", "gpt-image-2.5-flare", "gemini-3.8-flash"
HELLO: list[Any] = [{"role": "user", "content": "hello"}]


@pytest.fixture
def client(served: Served) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{served.address}/v1", api_key=served.key) as made:
        yield made


@pytest.fixture
def gemini(served: Served) -> Iterator[genai.Client]:
    with httpx2.Client(trust_env=False, timeout=30) as line:
        options = types.HttpOptions(base_url=served.address, httpx_client=line)
        yield genai.Client(api_key=served.key, enterprise=False, http_options=options)


def test_openais_client_chats(client: openai.OpenAI):
    said = client.chat.completions.create(model=LUNA, messages=HELLO)
    assert said.choices[0].message.content == SENTENCE
    assert said.usage is not None
    assert said.usage.total_tokens == 19
    assert said._request_id == "req_7"


def test_openais_client_streams_a_chat_with_and_without_usage(client: openai.OpenAI):
    plain = list(client.chat.completions.create(model=LUNA, messages=HELLO, stream=True))
    assert "".join(one.choices[0].delta.content or "" for one in plain) == SENTENCE
    asked = {"include_usage": True}
    told_all = list(
        client.chat.completions.create(model=LUNA, messages=HELLO, stream=True, stream_options=asked)  # type: ignore[call-overload]
    )
    assert told_all[-1].usage.total_tokens == 19


def test_openais_client_uses_responses(client: openai.OpenAI):
    assert client.responses.create(model=LUNA, input="hello").output_text == SENTENCE
    with client.responses.stream(model=LUNA, input="hello") as stream:
        kinds = [event.type for event in stream]
        assert stream.get_final_response().output_text == SENTENCE
    assert kinds[-1] == "response.completed"


def test_openais_client_calls_functions_and_reads_schemas(served: Served, client: openai.OpenAI):
    class Lamp(BaseModel):
        lit: bool

    answer = chat({"model": LUNA})
    answer["choices"][0]["message"]["content"] = '{"lit":true}'
    served.upstream.orders.append(told(answer))
    said = client.chat.completions.parse(model=LUNA, messages=HELLO, response_format=Lamp)
    assert said.choices[0].message.parsed == Lamp(lit=True)
    tools: list[Any] = [
        {
            "type": "function",
            "function": {"name": "light", "parameters": {"type": "object", "properties": {}}},
        }
    ]
    client.chat.completions.create(model=LUNA, messages=HELLO, tools=tools)
    assert served.upstream.asked[-1].json["tools"] == tools


def test_openais_client_paints_and_edits(served: Served, client: openai.OpenAI):
    made = client.images.generate(model=FLARE, prompt="a lamp", size="1024x1536", quality="low")
    edited = client.images.edit(
        model=FLARE,
        prompt="more light",
        image=[("a.png", PICTURE), ("b.png", PICTURE)],
        mask=("m.png", PICTURE),
    )
    for one in (made, edited):
        assert one.data is not None
        assert base64.b64decode(one.data[0].b64_json or "") == PICTURE
    sent = served.upstream.asked[-1].body
    assert sent.count(PICTURE) == 3
    assert b'name="quality"\r\n\r\nmedium' in sent


def test_openais_client_lists_models_and_reads_refusals(served: Served, client: openai.OpenAI):
    assert LUNA in {one.id for one in client.models.list()}
    assert client.models.retrieve(LUNA).id == LUNA
    with pytest.raises(openai.PermissionDeniedError) as refused:
        client.chat.completions.create(model="gpt-0", messages=HELLO)
    assert refused.value.code == "model_unpriced"
    poor = openai.OpenAI(
        base_url=f"{served.address}/v1", api_key=served.user("poor", tokens=1), max_retries=5
    )
    with poor, pytest.raises(openai.PermissionDeniedError) as dear:
        poor.images.generate(model=FLARE, prompt="a lamp")
    assert dear.value.code == "balance_too_low"
    stranger = openai.OpenAI(base_url=f"{served.address}/v1", api_key="tv_nobody", max_retries=0)
    with stranger, pytest.raises(openai.AuthenticationError):
        stranger.models.list()


def test_a_client_that_tries_again_by_itself_is_not_let_to(served: Served, client: openai.OpenAI):
    served.upstream.orders.append(told({"page": 1}, 502))
    with pytest.raises(openai.InternalServerError):
        client.chat.completions.create(model=LUNA, messages=HELLO)
    assert len(served.upstream.asked) == 1, "what may have been paid for is not bought again unasked"


def test_googles_client_writes_streams_and_paints(served: Served, gemini: genai.Client):
    said = gemini.models.generate_content(model=FLASH, contents="hello")
    assert said.text == SENTENCE
    assert said.usage_metadata is not None
    assert said.usage_metadata.total_token_count == 24
    parts = list(gemini.models.generate_content_stream(model=FLASH, contents="hello"))
    assert "".join(part.text or "" for part in parts) == SENTENCE
    painted = gemini.models.generate_content(
        model="gemini-3.1-flash-image",
        contents=[types.Part.from_bytes(data=PICTURE, mime_type="image/png"), "more light"],
        config=types.GenerateContentConfig(
            response_modalities=["IMAGE"], image_config=types.ImageConfig(aspect_ratio="2:3", image_size="2K")
        ),
    )
    assert painted.parts is not None
    [inline] = [part.inline_data for part in painted.parts if part.inline_data]
    assert inline.data == PICTURE
    assert served.last_usage()["total_tokens"] == 24


def test_googles_client_reads_refusals_and_lists_models(served: Served, gemini: genai.Client):
    with pytest.raises(errors.ClientError) as refused:
        gemini.models.generate_content(model="gemini-0", contents="hello")
    assert (refused.value.code, refused.value.status) == (403, "PERMISSION_DENIED")
    grounded = types.GenerateContentConfig(tools=[types.Tool(google_search=types.GoogleSearch())])
    with pytest.raises(errors.ClientError) as unpriced:
        gemini.models.generate_content(model=FLASH, contents="hello", config=grounded)
    assert unpriced.value.code == 403
    assert f"models/{FLASH}" in {model.name for model in gemini.models.list(config={"page_size": 1000}).page}


def ran(*command: str | Path, **env: str) -> str:
    """What a program said. It runs without the environment's proxies and keys."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    done = subprocess.run(
        list(map(str, command)), env={**kept, **env}, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def others(program: str) -> Path:
    path = ROOT / ".clients" / ("Scripts" if sys.platform == "win32" else "bin") / program
    assert path.exists(), f"{path} is missing: run scripts/setup_tests.sh"
    return path


def test_litellms_client_buys(served: Served):
    script = PROGRAMS / "buy_with_litellm.py"
    offline = {"LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    said = json.loads(ran(others("python"), script, served.address, served.key, **offline).splitlines()[-1])
    assert (said["whole"], said["streamed"], said["tokens"]) == (SENTENCE, SENTENCE, 19)
    assert said["picture"] == PICTURE_TEXT
    assert "There is no price for gpt-0 here" in said["refused"]


def test_llm_buys(served: Served, tmp_path: Path):
    models = {
        "model_id": "lamp",
        "model_name": LUNA,
        "api_base": f"{served.address}/v1",
        "api_key_name": "tv",
    }
    (tmp_path / "extra-openai-models.yaml").write_text(json.dumps([models]))
    (tmp_path / "keys.json").write_text(json.dumps({"tv": served.key}))
    home = {"LLM_USER_PATH": str(tmp_path)}
    assert ran(others("llm"), "-m", "lamp", "hello", **home).strip() == SENTENCE.strip()
    assert ran(others("llm"), "-m", "lamp", "--no-stream", "hello", **home).strip() == SENTENCE.strip()
    assert served.last_usage()["source"] == "gateway"


def test_openais_client_for_node_buys(served: Served, tmp_path: Path):
    picture = tmp_path / "a.png"
    picture.write_bytes(PICTURE)
    script = PROGRAMS / "buy_with_node.mjs"
    assert (ROOT / "node_modules" / "openai").is_dir(), "run scripts/setup_tests.sh"
    said = json.loads(ran(node(), script, served.address, served.key, picture))
    assert (said["whole"], said["streamed"], said["response"]) == (SENTENCE, SENTENCE, SENTENCE)
    assert (said["picture"], said["edited"]) == (PICTURE_TEXT, PICTURE_TEXT)
    assert LUNA in said["models"]
    assert said["refused"] == 403
