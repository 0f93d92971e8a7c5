"""How requests end when the server does."""

import asyncio
import json

import pytest
from starlette.types import Message, Receive, Scope, Send

from toonverse.web.parting import Parting


def scope(method: str, path: str) -> Scope:
    return {"type": "http", "method": method, "path": path, "headers": [], "query_string": b"", "state": {}}


async def nothing() -> Message:
    await asyncio.Event().wait()
    raise AssertionError("unreachable")


def ended(method: str, path: str, app: object, seconds: float = 0.05, cancels: bool = True) -> list[Message]:
    """What is sent when the server ends half-way, and cancels what is in flight."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def main() -> None:
        parting = Parting(app, seconds)  # type: ignore[arg-type]  # an application of the test's own
        task = asyncio.create_task(parting(scope(method, path), nothing, send))
        await asyncio.sleep(0.01)
        parting.begin()
        if cancels:
            task.cancel()
        await parting.answered()
        await asyncio.wait_for(task, 1)

    asyncio.run(main())
    return sent


async def never(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.Event().wait()


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b": here", "more_body": True})
    await asyncio.Event().wait()


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.sleep(0.03)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"drawn"})


def test_the_engine_answers_though_it_is_cancelled():
    assert [one.get("body") for one in ended("POST", "/engine/image/generate", slow, 5)] == [None, b"drawn"]


def test_at_the_bound_the_engine_s_request_is_a_problem():
    start, body = ended("POST", "/engine/image/generate", never)
    assert start["status"] == 503
    assert dict(start["headers"])[b"content-type"] == b"application/problem+json"
    assert json.loads(body["body"])["code"] == "ending"


@pytest.mark.parametrize("path", ["/api/episodes/1/events", "/studio/1/live"])
def test_who_watches_is_let_go_at_once(path: str):
    *_, last = ended("GET", path, stream, cancels=False)
    assert last == {"type": "http.response.body", "body": b"", "more_body": False}


def test_everything_else_is_cancelled_as_ever():
    with pytest.raises(asyncio.CancelledError):
        ended("POST", "/v1/chat/completions", never)
