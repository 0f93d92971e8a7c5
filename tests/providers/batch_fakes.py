"""Our own small fakes of both providers' batches over HTTP. An item's prompt says what becomes of it.

| prompt has | the item                              |
|------------|---------------------------------------|
| `refused`  | is refused by moderation              |
| `broken`   | fails                                 |
| `undone`   | was not reached before the batch ended |
| `mute`     | is not mentioned at all               |
| else       | is done                               |
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx2

from providers.faulty_server import PICTURE

USED = 300
"""Output tokens of each item that is done."""

READ = 9


@dataclass
class BatchFake:
    """`batches` are the items' prompts by the batch's id; `fault` happens to the next request it names.

    `polls` is how often a batch is still at work, `ends` the provider's word for how batches end; so many of
    its last items it `leaves` undone.
    """

    polls: int = 1
    ends: str = "completed"
    leaves: int = 0
    fault: str = ""
    batches: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    @property
    def prompts(self) -> list[str]:
        return [prompt for items in self.batches.values() for prompt in items.values()]

    def at_work(self, batch_id: str) -> bool:
        self.asked[batch_id] = self.asked.get(batch_id, 0) + 1
        return self.asked[batch_id] <= self.polls

    def begin(self, name: str, kind: str, items: dict[str, str], prefix: str) -> str:
        batch_id = f"{prefix}{len(self.batches) + 1}"
        self.batches[batch_id], self.names[batch_id], self.kinds[batch_id] = items, name, kind
        return batch_id

    def strike(self, what: str) -> None:
        """Raises, once, where a line is to break here."""
        if self.fault == what:
            self.fault = ""
            raise httpx2.ReadError("gone")

    def created(self, begin: Callable[[], str]) -> str:
        """A batch whose answer may get lost on its way."""
        self.strike("create_before")
        batch_id = begin()
        self.strike("create_after")
        return batch_id


def answer(status: int, said: object) -> httpx2.Response:
    return httpx2.Response(status, json=said)


class OpenAIFake(BatchFake):
    @cached_property
    def files(self) -> dict[str, bytes]:
        return {}

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        *_, before, last = request.url.path.split("/")
        if self.fault in ("429", "no_key"):
            return _no(self.fault)
        if request.method == "POST" and last == "files":
            self.strike("upload")
            return self._uploaded(request.read())
        if request.method == "POST":
            said = json.loads(request.read())
            return answer(200, self._batch(self.created(lambda: self._begun(said))))
        if last == "batches":
            return answer(200, {"data": [self._batch(one) for one in self.batches], "has_more": False})
        if last == "content":
            return httpx2.Response(200, content=self.files[before])
        if self.fault == "silent":
            raise httpx2.ReadError("gone")
        return answer(200, self._polled(last))

    def _uploaded(self, body: bytes) -> httpx2.Response:
        file_id = f"file-{len(self.files) + 1}"
        self.files[file_id] = b"\n".join(re.findall(rb'\{"custom_id".*', body))
        return answer(200, {"id": file_id})

    def _begun(self, said: dict[str, Any]) -> str:
        lines = [json.loads(line) for line in self.files[said["input_file_id"]].splitlines()]
        assert {line["url"] for line in lines} == {said["endpoint"]}
        prompts = {
            line["custom_id"]: line["body"].get("prompt") or line["body"]["messages"][-1]["content"]
            for line in lines
        }
        return self.begin(said["metadata"]["toonverse_batch"], said["endpoint"], prompts, "batch_")

    def _batch(self, batch_id: str) -> dict[str, Any]:
        name = self.names[batch_id]
        return {"id": batch_id, "status": "in_progress", "metadata": {"toonverse_batch": name}}

    def _polled(self, batch_id: str) -> dict[str, Any]:
        if self.at_work(batch_id):
            return self._batch(batch_id)
        if self.ends == "failed":
            errors = {"data": [{"code": "invalid", "message": "the model takes no batches"}]}
            return self._batch(batch_id) | {"status": "failed", "errors": errors}
        done, errors_ = [], []
        items = list(self.batches[batch_id].items())
        for name, prompt in items[: len(items) - self.leaves]:
            if "mute" in prompt:
                continue
            (errors_ if _failed(prompt) else done).append(self._line(batch_id, name, prompt))
        self.files[f"out-{batch_id}"] = "\n".join(map(json.dumps, done)).encode()
        self.files[f"err-{batch_id}"] = "\n".join(map(json.dumps, errors_)).encode()
        files = {"output_file_id": f"out-{batch_id}", "error_file_id": f"err-{batch_id}"}
        return self._batch(batch_id) | {"status": self.ends} | files

    def _line(self, batch_id: str, name: str, prompt: str) -> dict[str, Any]:
        if "undone" in prompt:
            error = {"code": "batch_expired", "message": "not done in time"}
            return {"custom_id": name, "response": None, "error": error}
        if _failed(prompt):
            status = 400 if "refused" in prompt else 500
            body = {"error": {"message": prompt, "code": "moderation_blocked"}}
            return {"custom_id": name, "response": {"status_code": status, "body": body}, "error": None}
        usage = {"input_tokens": READ, "output_tokens": USED, "total_tokens": READ + USED}
        body = {"data": [{"b64_json": base64.b64encode(PICTURE).decode()}], "usage": usage}
        if "chat" in self.kinds[batch_id]:
            usage = {"prompt_tokens": READ, "completion_tokens": USED, "total_tokens": READ + USED}
            message = {"role": "assistant", "content": f"told: {prompt}"}
            body = {"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}
        return {"custom_id": name, "response": {"status_code": 200, "body": body}, "error": None}


STATES = {
    "completed": "BATCH_STATE_SUCCEEDED",
    "expired": "BATCH_STATE_EXPIRED",
    "cancelled": "BATCH_STATE_CANCELLED",
    "failed": "BATCH_STATE_FAILED",
}


class GoogleFake(BatchFake):
    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if self.fault in ("429", "no_key"):
            return _no(self.fault)
        if request.method == "POST":
            self.strike("upload")
            batch = json.loads(request.read())["batch"]
            return answer(200, self._job(self.created(lambda: self._begun(batch))))
        *_, last = request.url.path.split("/")
        if last == "batches":
            return answer(200, {"operations": [self._job(one) for one in self.batches]})
        if self.fault == "silent":
            raise httpx2.ReadError("gone")
        return answer(200, self._polled(f"batches/{last}"))

    def _begun(self, batch: dict[str, Any]) -> str:
        prompts, kinds = {}, []
        for one in batch["inputConfig"]["requests"]["requests"]:
            prompts[one["metadata"]["key"]] = one["request"]["contents"][0]["parts"][-1]["text"]
            kinds.append("image" if "imageConfig" in one["request"]["generationConfig"] else "text")
        assert len(set(prompts)) == len(kinds)
        return self.begin(batch["displayName"], kinds[0], prompts, "batches/")

    def _job(self, batch_id: str, state: str = "BATCH_STATE_RUNNING", **more: object) -> dict[str, Any]:
        named = {"displayName": self.names[batch_id], "state": state, "name": batch_id}
        return {"name": batch_id, "metadata": named | more}

    def _polled(self, batch_id: str) -> dict[str, Any]:
        if self.at_work(batch_id):
            return self._job(batch_id)
        told = []
        for name, prompt in self.batches[batch_id].items():
            if not ("mute" in prompt or "undone" in prompt or self.ends == "failed"):
                told.append({"metadata": {"key": name}} | self._answer(batch_id, prompt))
        output = {"inlinedResponses": {"inlinedResponses": told}}
        return self._job(batch_id, STATES[self.ends], output=output)

    def _answer(self, batch_id: str, prompt: str) -> dict[str, Any]:
        if _failed(prompt):
            return {"error": {"code": 3 if "refused" in prompt else 13, "message": prompt}}
        part: dict[str, Any] = {"text": f"told: {prompt}"}
        if self.kinds[batch_id] == "image":
            part = {"inlineData": {"mimeType": "image/png", "data": base64.b64encode(PICTURE).decode()}}
        usage = {"promptTokenCount": READ, "candidatesTokenCount": USED, "totalTokenCount": READ + USED}
        candidate = {"content": {"role": "model", "parts": [part]}, "finishReason": "STOP"}
        return {"response": {"candidates": [candidate], "usageMetadata": usage}}


def _failed(prompt: str) -> bool:
    return any(word in prompt for word in ("refused", "broken", "undone"))


def _no(fault: str) -> httpx2.Response:
    status, code = {"429": (429, "rate_limit_exceeded"), "no_key": (401, "invalid_api_key")}[fault]
    return answer(status, {"error": {"message": "no", "code": code}})
