"""The wire under the official SDKs: one transport that says what every answer means for the money.

Both SDKs send through it. It sends a request once, reads a bounded answer whole, and raises `Refused`,
`Limited`, `Failed` or `Unknown` (`metering.outcomes`) for whatever is no good answer. SDKs wrap what a
transport raises, each in its own way: `outcome_of` finds ours again, and makes one of anything else.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2

from toonverse.clock import Clock
from toonverse.errors import ProviderError
from toonverse.metering.outcomes import QUOTA_ERRORS, Failed, Limited, Refused, Unknown
from toonverse.providers.line import Line

ANSWER_BYTES_MAX = 128 * 2**20
"""A 4K picture in base64 is below 64 MiB; whatever is longer is nobody's answer."""

CONNECT_SECONDS = 10.0
READ_SECONDS = 180.0
"""Silence on the line for so long means that it is lost; image models answer within two minutes."""

CALL_SECONDS = 600.0
"""No call is waited for any longer, however lively its line is."""

RETRY_AFTER_SECONDS_MAX = 120.0
RETRY_AFTER_SECONDS = 5.0
"""What is waited where a limit names no time."""

REASON_CHARACTERS = 500

_NOT_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.UnsupportedProtocol,
    httpx2.ProxyError,
)
_BROKEN = (httpx2.HTTPError, httpx2.StreamError, OSError)


class Wire(httpx2.AsyncBaseTransport):
    """Sends once, reads at most `ANSWER_BYTES_MAX` (decompressed), passes on nothing but good JSON."""

    def __init__(
        self,
        provider: str,
        clock: Clock,
        inner: httpx2.AsyncBaseTransport | None = None,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self.read_seconds = read_seconds
        self._provider = provider
        self._clock = clock
        self._inner = inner or Line()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer with its whole body. Raises Refused, Limited, Failed, Unknown."""
        answer = await self.sent(request)
        body = b"".join([part async for part in self.parts(answer)])
        if answer.status_code != 200:
            raise self.no_answer(answer.status_code, answer.headers, body)
        if not isinstance(_object(body), dict):
            raise Unknown(provider=self._provider, reason="an answer that is no JSON object", status=200)
        kept = {"content-type": answer.headers.get("content-type", "application/json")}
        return httpx2.Response(200, headers=kept, content=body, request=request)

    async def sent(self, request: httpx2.Request) -> httpx2.Response:
        """The head of the answer, whatever it is. Raises Failed (never sent), Unknown."""
        try:
            return await self._inner.handle_async_request(request)
        except _NOT_SENT as error:
            raise Failed(provider=self._provider, reason=f"never sent: {type(error).__name__}") from error
        except _BROKEN as error:
            raise self._broken(error) from error

    async def parts(self, answer: httpx2.Response) -> AsyncIterator[bytes]:
        """The body as it comes, at most `ANSWER_BYTES_MAX`, decompressed. Raises Unknown."""
        size = 0
        try:
            async for part in answer.aiter_bytes():
                size += len(part)
                if size > ANSWER_BYTES_MAX:
                    raise Unknown(provider=self._provider, reason="an answer without end", bytes=size)
                yield part
        except _BROKEN as error:
            raise self._broken(error) from error
        finally:
            await answer.aclose()

    async def aclose(self) -> None:
        await self._inner.aclose()

    def _broken(self, error: Exception) -> Unknown:
        return Unknown(provider=self._provider, reason=f"the line broke: {type(error).__name__}")

    def no_answer(self, status: int, headers: httpx2.Headers, body: bytes) -> ProviderError:
        """DESIGN's classes: what the provider itself says is believed, a gateway's page says nothing."""
        said = _object(body)
        reason, code = _reason(said)
        facts: dict[str, Any] = {"provider": self._provider, "status": status, "reason": reason, **code}
        if status == 429:
            if code.get("error") in QUOTA_ERRORS:
                return Refused(**facts)
            return Limited(retry_after_seconds=retry_after(headers, self._clock), **facts)
        if 400 <= status < 500 and status not in (408, 499):
            return Refused(**facts)
        if status in (500, 503) and isinstance(said, dict) and "error" in said:
            return Failed(**facts)
        return Unknown(**facts)


def retry_after(headers: httpx2.Headers, clock: Clock) -> float:
    """Seconds to wait before the next call, 0 to `RETRY_AFTER_SECONDS_MAX`. Seconds or a date (RFC 9110)."""
    said = headers.get("retry-after", "").strip()
    try:
        seconds = float(said)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(said) - clock()).total_seconds()
        except (ValueError, TypeError):
            seconds = RETRY_AFTER_SECONDS
    if seconds != seconds:  # NaN is a float, too
        seconds = RETRY_AFTER_SECONDS
    return min(max(seconds, 0.0), RETRY_AFTER_SECONDS_MAX)


def fit_key(provider: str, key: str) -> str:
    """The key. Raises Refused for one that no header takes."""
    if not key.isascii() or not key.isprintable():
        raise Refused(provider=provider, reason="the key has characters that no header takes")
    return key


def client(wire: Wire) -> httpx2.AsyncClient:
    """The HTTP client that an SDK is given: no redirects (a key must not travel), no proxies of the
    environment's choosing."""
    timeout = httpx2.Timeout(wire.read_seconds, connect=CONNECT_SECONDS)
    return httpx2.AsyncClient(transport=wire, timeout=timeout, follow_redirects=False, trust_env=False)


@asynccontextmanager
async def outcomes(provider: str, seconds: float = CALL_SECONDS) -> AsyncIterator[None]:
    """Around a use of an SDK: whatever leaves it leaves it as one of our outcomes, within `seconds`."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except Exception as error:  # noqa: BLE001  # it is raised as the outcome that it is
        outcome = outcome_of(provider, error)
        # One that was raised below has its own cause: with this one the chain would lead back to itself.
        raise outcome from (error if outcome.__traceback__ is None else outcome.__cause__)


def outcome_of(provider: str, error: BaseException) -> ProviderError:
    """Our own outcome where there is one among the causes; else unknown, for something may have been sent."""
    cause: BaseException | None = error
    for _ in range(10):
        if isinstance(cause, Refused | Failed | Unknown):
            return cause
        if cause is None:
            break
        cause = cause.__cause__ or cause.__context__
    said = "no answer in time" if isinstance(error, TimeoutError) else f"{type(error).__name__}: {error}"
    return Unknown(provider=provider, reason=said[:REASON_CHARACTERS])


def _object(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _info(error: Mapping[str, object]) -> object:
    """Google's own word for an error, where it gives one beside its gRPC status (google.rpc.ErrorInfo)."""
    details = error.get("details")
    infos = details if isinstance(details, list) else []
    return next((info["reason"] for info in infos if isinstance(info, dict) and "reason" in info), "")


def _reason(said: object) -> tuple[str, dict[str, str]]:
    """The provider's message and its own word for it, from either API's error shape."""
    if isinstance(said, list) and len(said) == 1:
        said = said[0]
    error = said.get("error") if isinstance(said, dict) else None
    if isinstance(error, str):
        return error[:REASON_CHARACTERS], {}
    if not isinstance(error, dict):
        return "no reason given", {}
    words = [error.get(name) for name in ("code", "status", "type")]
    code = next((word for word in (_info(error), *words) if isinstance(word, str) and word), "")
    return str(error.get("message", ""))[:REASON_CHARACTERS], {"error": code[:80]} if code else {}
