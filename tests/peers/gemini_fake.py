"""Our own small Gemini for whole episodes: every body is parsed with Google's own message types.

It runs in this process while commands that buy from it are killed and started again. No peer by somebody
else plays this API with what an episode asks for.
"""

import base64
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from google.ai import generativelanguage
from google.protobuf.json_format import ParseDict, ParseError

from priced import flat_picture
from writing.told import good_answer

USAGE = {"promptTokenCount": 800, "candidatesTokenCount": 1120, "totalTokenCount": 1920}
KEY = "a key of Gemini's"


@dataclass
class GeminiFake:
    """`asked` counts each request by model and prompt, `answered` those that were sent an answer whole;
    `shown` is how many pictures came with a prompt.

    From the picture number `hold_from` on (counted by requests) no answer comes until `release` is set. With
    `refusing` every picture is blocked. `unfit` says what Google would not have understood.
    """

    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    answered: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: dict[str, int] = field(default_factory=dict)
    hold_from: int | None = None
    holding: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)
    refusing: bool = False
    unfit: list[str] = field(default_factory=list)
    address: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pictures: int = 0

    def answer(self, path: str, body: dict[str, Any]) -> tuple[tuple[str, str], dict[str, Any]]:
        """What is asked, and what is said to it."""
        model = path.rsplit("/", 1)[1].partition(":")[0]
        *pictures, words = body["contents"][0]["parts"]
        prompt = str(words["text"])
        config = body["generationConfig"]
        self._parse(body)
        paints = config.get("responseModalities") == ["IMAGE"]
        with self._lock:
            self.asked[model, prompt] += 1
            self.shown[prompt] = sum("inlineData" in part for part in pictures)
            self._pictures += paints
            held = paints and self.hold_from is not None and self._pictures >= self.hold_from
        if held:
            self.holding.set()
            self.release.wait(60)
        return (model, prompt), self._painted(prompt) if paints else _said({"text": good_answer(prompt)})

    def _painted(self, prompt: str) -> dict[str, Any]:
        if self.refusing:
            return {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"totalTokenCount": 0}}
        picture = base64.b64encode(flat_picture(prompt.encode().hex())).decode()
        return _said({"inlineData": {"mimeType": "image/png", "data": picture}})

    def _parse(self, body: dict[str, Any]) -> None:
        known = json.loads(json.dumps(body))
        # the size of a picture is newer than these message types
        known["generationConfig"].get("imageConfig", {}).pop("imageSize", None)
        try:
            ParseDict(known, generativelanguage.GenerateContentRequest.pb()())
        except ParseError as error:
            self.unfit.append(str(error))

    @property
    def pictures(self) -> dict[str, int]:
        """How often each picture's prompt was asked for."""
        return {prompt: count for (model, prompt), count in self.asked.items() if "image" in model}

    @property
    def texts(self) -> int:
        return sum(count for (model, _), count in self.asked.items() if "image" not in model)


def _said(part: dict[str, Any]) -> dict[str, Any]:
    candidate = {"content": {"role": "model", "parts": [part]}, "finishReason": "STOP"}
    return {"candidates": [candidate], "usageMetadata": USAGE}


@contextmanager
def gemini_fake() -> Iterator[GeminiFake]:
    fake = GeminiFake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if self.headers["x-goog-api-key"] != KEY:
                fake.unfit.append("no key")
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked, said = fake.answer(self.path, body)
            data = json.dumps(said).encode()
            try:
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                fake.answered[asked] += 1
            except OSError:
                self.close_connection = True  # whoever asked was killed

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    fake.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        fake.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
