"""What we send to Gemini is what Google's own message types say."""

import json
from typing import Any

import httpx2
import pytest
from google.ai import generativelanguage
from google.protobuf.json_format import ParseDict

from metered import HandClock, Shelf
from providers.faulty_server import PICTURE, answer
from toonverse.metering.calls import Call, ImageCall, TextCall
from toonverse.providers.google import GoogleProvider
from toonverse.providers.wire import Wire
from toonverse.studio.writing.answers import ToldScript, schema_of

SHELF = Shelf()
SHOWN = SHELF.put(PICTURE)


async def sent(call: Call) -> tuple[str, dict[str, Any]]:
    """The path and the JSON body of the one request for a call."""
    seen: list[httpx2.Request] = []

    def answered(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        said: dict[str, Any] = answer("google", "good")
        if isinstance(call, TextCall):
            said["candidates"][0]["content"]["parts"] = [{"text": "{}"}]
        return httpx2.Response(200, json=said)

    wire = Wire("google", HandClock(), inner=httpx2.MockTransport(answered))
    provider = GoogleProvider("key", SHELF.get, lambda call: 1376, "http://127.0.0.1:9", wire=wire)
    await provider.call(call)
    await provider.aclose()
    [request] = seen
    return request.url.path, json.loads(request.content)


def parsed(body: dict[str, Any]) -> Any:  # noqa: ANN401  (a generated message class)
    """The message. The size of a picture is newer than these protos, so it is taken out first."""
    body.get("generationConfig", {}).get("imageConfig", {}).pop("imageSize", None)
    message = generativelanguage.GenerateContentRequest.pb()()
    return ParseDict(body, message)


@pytest.mark.parametrize("pictures", [(), (SHOWN,)])
async def test_a_picture_is_asked_for_in_google_s_words(pictures: tuple[str, ...]):
    path, body = await sent(ImageCall("gemini-3.1-flash-image", "a lantern", 1024, 1536, references=pictures))
    assert path == "/v1/models/gemini-3.1-flash-image:generateContent"
    assert body["generationConfig"]["imageConfig"] == {"aspectRatio": "2:3", "imageSize": "1K"}
    message = parsed(body)
    *shown, text = message.contents[0].parts
    assert text.text == "a lantern"
    assert [part.inline_data.data for part in shown] == [PICTURE] * len(pictures)
    assert message.generation_config.max_output_tokens == 1376
    assert message.generation_config.candidate_count == 1


async def test_a_text_is_asked_for_in_google_s_words():
    call = TextCall("gemini-3.8-flash", "be brief", "a story", 500, schema_of(ToldScript), (SHOWN,))
    _, body = await sent(call)
    message = parsed(body)
    assert message.system_instruction.parts[0].text == "be brief"
    assert message.generation_config.max_output_tokens == 500
    assert message.generation_config.response_mime_type == "application/json"
    assert not message.tools
