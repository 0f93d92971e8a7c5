"""Pictures from an image engine elsewhere (`AI_IMAGE_ENGINE_URL`), which buys them and says what they cost.

Its ledger is its own (for one that books here see `engine_door`): what it says it took is booked here,
against the maximum that it quoted. Without such a maximum, or with one above what is held here, nothing is
asked for.
"""

import asyncio
import json
import re
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

import httpx2

from toonverse.errors import UsageError
from toonverse.metering.calls import Call, ImageCall, Provider, Reply, Usage
from toonverse.metering.outcomes import Failed, Refused, Unknown
from toonverse.money import from_usd
from toonverse.providers.pictures import PICTURE_BYTES_MAX, measured
from toonverse.providers.wire import CONNECT_SECONDS, Wire, outcomes

ENGINE = "image engine"
NAME = re.compile(r"panel_\d{3,9}_\d{1,12}(?:_\d{1,4})?\.(?:png|jpg|webp)")
"""The last part of an `image_url`: the rest of it is a place on the engine, and nothing to us."""

FETCHES = 3
"""How often a picture that was made and paid for is asked for."""

FETCH_WAIT_SECONDS = 0.5
NO_HEADERS: Mapping[str, str] = {}


class EngineUrlUnfit(UsageError):
    """`AI_IMAGE_ENGINE_URL` is no http or https address of a server. Facts: reason."""

    code = "engine_url_unfit"


class RemoteEngine:
    """One engine. `own_ledger` is the name of the ledger here: an engine that books in it would book twice.

    Raises EngineUrlUnfit.
    """

    def __init__(
        self, url: str, key: str, own_ledger: str, maximum_of: Callable[[ImageCall], int], wire: Wire
    ) -> None:
        self._base = _fit(url)
        self._headers = {"authorization": f"Bearer {key}"} if key else {}
        self.own_ledger = own_ledger
        self._maximum_of = maximum_of
        self._wire = wire

    async def picture(self, call: ImageCall) -> Reply:
        """Raises Refused, Failed, Unknown."""
        async with outcomes(ENGINE):
            if call.references or call.brief:
                raise Refused(provider=ENGINE, reason="an engine is told no more than a prompt")
            asked = _panel(call)
            most = await self._quoted(asked, call)
            said = await self._post("generate", asked)
            return await self._taken(said, most)
        raise AssertionError("unreachable")

    async def books_here(self, call: ImageCall) -> bool:
        """Whether the engine books in the ledger that is ours. Raises Refused, Failed, Unknown."""
        async with outcomes(ENGINE):
            return _ledger(await self._post("quote", _panel(call))) == self.own_ledger
        raise AssertionError("unreachable")

    async def _quoted(self, asked: dict[str, Any], call: ImageCall) -> int:
        """The maximum in nano-dollars. Raises Refused where there is none that can be held."""
        said = await self._post("quote", asked)
        result = said.get("result")
        most = result.get("maximum_cost_nusd") if isinstance(result, dict) else None
        if type(most) is not int or most < 0:
            raise Refused(provider=ENGINE, reason="it quotes no maximum")
        if _ledger(said) == self.own_ledger:
            raise Refused(provider=ENGINE, reason="it books in this very ledger: it would be booked twice")
        if most > self._maximum_of(call):
            raise Refused(provider=ENGINE, reason="it may cost more there than it can here", nusd=most)
        return most

    async def _taken(self, said: dict[str, Any], most: int) -> Reply:
        """The picture, for what the engine says it took. Raises Failed with the charge, Unknown."""
        result, metadata = said.get("result"), said.get("metadata")
        usage = Usage(images=1, charged_nusd=_charged(metadata))
        name = str(result.get("image_url", "") if isinstance(result, dict) else "")
        name = re.split(r"[/\\\\]", name)[-1]
        if not NAME.fullmatch(name):
            raise Failed(usage=usage, provider=ENGINE, reason="it names no picture of its own")
        media = await self._fetched(name, usage)
        media_type, width, height = measured(ENGINE, media, usage)
        model = metadata.get("model") if isinstance(metadata, dict) else ""
        notes = {"width": width, "height": height, "engine_model": str(model)[:200], "quoted_nusd": most}
        return Reply(media, media_type, usage, json.dumps(notes, ensure_ascii=False))

    async def _fetched(self, name: str, usage: Usage) -> bytes:
        """From this engine, whatever address it told. Raises Failed with the charge."""
        last: Exception | None = None
        for turn in range(FETCHES):
            if turn:
                await asyncio.sleep(FETCH_WAIT_SECONDS)
            try:
                return await self._file(name)
            except (Refused, Failed, Unknown) as error:
                last = error
        raise Failed(usage=usage, provider=ENGINE, reason=f"made, but not to be had: {last}"[:300])

    async def _file(self, name: str) -> bytes:
        request = self._request("GET", f"files/{name}")
        answer = await self._wire.sent(request)
        media = bytearray()
        async for part in self._wire.parts(answer):
            media += part
            if len(media) > PICTURE_BYTES_MAX:
                raise Failed(provider=ENGINE, reason="a picture without end")
        if answer.status_code != 200:
            raise Failed(provider=ENGINE, reason="no such picture", status=answer.status_code)
        return bytes(media)

    async def _post(self, what: str, asked: dict[str, Any]) -> dict[str, Any]:
        """A JSON object. Raises Refused, Failed (nothing was sent, or nothing done), Unknown."""
        status, said = await self.told(what, asked, {"idempotency-key": uuid.uuid4().hex})
        if status == 200 and said is not None:
            return said
        raise self._no(what, status, said)

    async def told(
        self, what: str, asked: dict[str, Any], headers: Mapping[str, str]
    ) -> tuple[int, dict[str, Any] | None]:
        """The status of an answer, and the JSON object that it is, if it is one. Raises Failed, Unknown."""
        body = json.dumps(asked, ensure_ascii=False).encode()
        answer = await self._wire.sent(self._request("POST", what, body, headers))
        text = b"".join([part async for part in self._wire.parts(answer)])
        return answer.status_code, _object(text)

    def _no(self, what: str, status: int, said: dict[str, Any] | None) -> Refused | Failed | Unknown:
        """A problem that the engine tells is believed; what a gateway between says tells nothing."""
        code = str((said or {}).get("code", ""))[:80]
        facts: dict[str, Any] = {"provider": ENGINE, "status": status, "reason": code or "no reason given"}
        if what == "quote" or (400 <= status < 500 and status not in (408, 499)):
            return Refused(**facts)
        if code in ("provider_refused", "provider_failed", "provider_limited", "provider_missing", "busy"):
            return Failed(**facts)
        return Unknown(**facts)

    def _request(
        self, method: str, what: str, body: bytes | None = None, more: Mapping[str, str] = NO_HEADERS
    ) -> httpx2.Request:
        headers = {**self._headers, **more, "accept": "application/json"}
        if body is not None:
            headers |= {"content-type": "application/json"}
        timeout = httpx2.Timeout(self._wire.read_seconds, connect=CONNECT_SECONDS).as_dict()
        address = f"{self._base}/engine/image/{what}"
        return httpx2.Request(method, address, headers=headers, content=body, extensions={"timeout": timeout})


class ViaEngine:
    """A provider whose pictures come from an engine; all else it does itself, if it is at hand."""

    free = False

    def __init__(self, name: str, engine: RemoteEngine, itself: Provider | None) -> None:
        self.name = name
        self._engine = engine
        self._itself = itself

    async def call(self, call: Call) -> Reply:
        if isinstance(call, ImageCall):
            return await self._engine.picture(call)
        if self._itself is None:
            raise Refused(provider=self.name, reason="only its pictures are at hand, from an engine")
        return await self._itself.call(call)


def _panel(call: ImageCall) -> dict[str, Any]:
    """What an engine is asked for."""
    return {
        "panel_number": 0,
        "visual_prompt": call.prompt,
        "enhanced": True,
        "width": call.width,
        "height": call.height,
        "model": call.model,
        "quality": call.quality,
    }


def _ledger(said: dict[str, Any]) -> object:
    """The name of the ledger that an engine says it books in."""
    metadata = said.get("metadata")
    return metadata.get("ledger") if isinstance(metadata, dict) else None


def _fit(url: str) -> str:
    """The address without its last slash. Raises EngineUrlUnfit."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as wrong:
        raise EngineUrlUnfit(reason="no address") from wrong
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise EngineUrlUnfit(reason="http://HOST:PORT is wanted")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise EngineUrlUnfit(reason="a server's address alone is wanted; its key is AI_IMAGE_ENGINE_KEY")
    return url.strip().rstrip("/")


def _charged(metadata: object) -> int:
    """What the engine took, in nano-dollars. Raises Unknown where it does not say."""
    cost = metadata.get("cost_units") if isinstance(metadata, dict) else None
    if isinstance(cost, Decimal | int) and not isinstance(cost, bool):
        try:
            if 0 <= (charged := from_usd(cost)) < 10**15:
                return charged
        except InvalidOperation:
            pass
    raise Unknown(provider=ENGINE, reason="an answer without its cost")


def _object(text: bytes) -> dict[str, Any] | None:
    """Numbers exactly as they were written."""
    try:
        said = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
