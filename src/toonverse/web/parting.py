"""How requests end when the server does: who watches is let go at once, who has the engine buy is answered.

It stands outermost, just under uvicorn, which waits a little for what is in flight and then cancels it. All
that is neither of the two is left to that.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toonverse.web.protection import SECURITY_HEADERS
from toonverse.web.refusal import Refusal, send_refusal
from toonverse.web.turnstile import RETRY_AFTER_SECONDS

ANSWERING_SECONDS = 600.0
"""How long the engine's requests may go on; deploy's limits leave five minutes more for the books."""

LETTING_GO_SECONDS = 5.0

WATCHED = ("/events", "/live")
"""How addresses of streams end that are only watched."""

ENDING = "ending"
"""No code that says nothing was bought: what was sent goes on, and is booked."""


class Parting:
    """An application whose requests know that the server ends, once `begin` was called."""

    def __init__(self, app: ASGIApp, answering_seconds: float = ANSWERING_SECONDS) -> None:
        self._app = app
        self._answering_seconds = answering_seconds
        self._ends = False
        self._watching: set[asyncio.Task[object]] = set()
        self._asking: set[asyncio.Task[object]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"].startswith("/engine/"):
            await self._answer(scope, receive, send)
        elif scope["method"] == "GET" and scope["path"].endswith(WATCHED):
            await self._watch(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def begin(self) -> None:
        """The server ends: streams that are only watched do so now."""
        self._ends = True
        for task in self._watching:
            task.cancel()

    async def answered(self) -> bool:
        """Returns when no request of the engine is in flight any more; whether there was one."""
        waited = bool(self._asking)
        while self._asking:
            await asyncio.wait(tuple(self._asking))
        return waited

    async def _watch(self, scope: Scope, receive: Receive, send: Send) -> None:
        said, task = _Said(send), asyncio.current_task()
        assert task is not None
        self._watching.add(task)
        try:
            await self._app(scope, receive, said)
        except asyncio.CancelledError:
            if not self._ends:
                raise
            task.uncancel()
            await said.end(scope, receive)
        finally:
            self._watching.discard(task)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """In a task of its own, which uvicorn's cancelling does not reach."""
        said, task = _Said(send), asyncio.current_task()
        assert task is not None
        work = asyncio.ensure_future(_run(self._app, scope, receive, said))
        self._asking.add(task)
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            if not self._ends or work.cancelled():
                raise
            task.uncancel()
            await asyncio.wait([work], timeout=self._answering_seconds)
            if work.done():
                work.result()
                return
            work.cancel()
            await asyncio.wait([work], timeout=LETTING_GO_SECONDS)
            await said.end(scope, receive)
        finally:
            work.cancel()
            self._asking.discard(task)


class _Said:
    """Sends, and knows how far the answer is."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._begun = self._whole = False

    async def __call__(self, message: Message) -> None:
        self._begun = True
        self._whole = message["type"] == "http.response.body" and not message.get("more_body", False)
        await self._send(message)

    async def end(self, scope: Scope, receive: Receive) -> None:
        """Ends an answer that has begun; says of another that there will be none."""
        if not self._begun:
            headers = {**SECURITY_HEADERS, "Retry-After": str(RETRY_AFTER_SECONDS)}
            await send_refusal(scope, receive, self._send, Refusal(ENDING, headers=headers))
        elif not self._whole:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})


async def _run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
