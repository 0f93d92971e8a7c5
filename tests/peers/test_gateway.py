"""The gateway in front of a server by somebody else, asked by the official client."""

from pathlib import Path

import openai
import pytest

from gateway.served import serving
from toonverse.metering.tables import usage_rows


def test_pictures_and_chats_of_another_server_come_through(tmp_path: Path, aimock: str):
    with serving(tmp_path, openai_base_url=f"{aimock}/v1") as served:
        with openai.OpenAI(base_url=f"{served.address}/v1", api_key=served.key, max_retries=0) as client:
            made = client.images.generate(model="gpt-image-2", prompt="a lamp")
            assert made.data
            assert made.data[0].b64_json
            asked = [{"role": "user", "content": "<story> something"}]
            whole = client.chat.completions.create(model="gpt-5.6-luna", messages=asked)  # type: ignore[arg-type]
            parts = list(
                client.chat.completions.create(model="gpt-5.6-luna", messages=asked, stream=True)  # type: ignore[call-overload]
            )
            words = "".join(part.choices[0].delta.content or "" for part in parts if part.choices)
            assert words == whole.choices[0].message.content
            with pytest.raises(openai.APIStatusError):
                client.chat.completions.create(
                    model="gpt-5.6-luna", messages=[{"role": "user", "content": "?"}]
                )
        # A client stops reading at [DONE], which goes out before the stream is booked.
        served.wait_for(lambda: [row["success"] for row in served.rows(usage_rows)].count(True) == 3)
        assert served.broken() == []
