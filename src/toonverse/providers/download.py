"""Fetches a picture from an address that somebody else wrote: public hosts only, bounded, or nothing.

Before each request, redirects too, every address of the host's name is looked at, so that nothing inside is
so much as connected to: who answers there, and who does not, is nobody's business. What is then connected to
is looked at once more (`httpx-secure`), so a second answer of the name server leads nowhere. An operator may
name hosts that are meant to be asked though they are inside (`TOONVERSE_PICTURE_HOSTS`).

Nothing is ever inflated: a thousand bytes of brotli are a gigabyte before anybody has counted them.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from toonverse.metering.outcomes import Failed, Refused
from toonverse.providers.pictures import PICTURE_BYTES_MAX, media_type_of

if TYPE_CHECKING:
    import httpx

Download = Callable[[str], Awaitable[bytes]]

REDIRECTS_MAX = 3
SECONDS_MAX = 60.0
ADDRESS_CHARACTERS_MAX = 4000
PORTS = (80, 443)
NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 as IPv6 (RFC 6052): Python takes all of it for public."""

Address = IPv4Address | IPv6Address
MayAsk = Callable[[str, Address, int], bool]


def downloads(allowed_hosts: Collection[str] = ()) -> Download:
    """A function from an address to the picture there.

    `allowed_hosts` are `host` or `host:port` that may be asked whatever address they have; other hosts must
    be public and answer on port 80 or 443. The function raises Refused for what must not be asked or is no
    picture, Failed for what does not answer.
    """
    allowed = frozenset(host.lower() for host in allowed_hosts)

    def may_ask(host: str, address: Address, port: int) -> bool:
        if host.lower() in allowed or f"{host}:{port}".lower() in allowed:
            return True
        return is_public(address) and port in PORTS

    async def download(url: str) -> bytes:
        try:
            async with asyncio.timeout(SECONDS_MAX):
                return await _fetch(url, may_ask)
        except TimeoutError as error:
            raise Failed(reason="the picture's host does not answer in time") from error

    return download


def is_public(address: Address) -> bool:
    """Whether it is somebody's out there, also where it is an IPv4 address in IPv6's clothes."""
    if address.is_multicast or not address.is_global:
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return mapped is not None and is_public(mapped)
    if isinstance(address, IPv4Address):
        return True
    within = address.sixtofour or (IPv4Address(address.packed[-4:]) if address in NAT64 else None)
    return within is None or is_public(within)


async def _before_it_is_sent(request: "httpx.Request", may_ask: MayAsk) -> None:
    """Raises Refused where a name leads inside, if only by one of its addresses, Failed for one that leads
    nowhere."""
    host, port = request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Failed(reason="the picture's host has no address") from error
    addresses = [ip_address(str(name[4][0]).partition("%")[0]) for name in found]
    if not addresses or not all(may_ask(host, address, port) for address in addresses):
        raise Refused(reason="the picture's address is not public", host=host[:200])


async def _fetch(url: str, may_ask: MayAsk) -> bytes:
    import httpx
    from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

    if len(url) > ADDRESS_CHARACTERS_MAX or not url.lower().startswith(("https://", "http://")):
        raise Refused(reason="no address of a picture", url=url[:200])
    plain = httpx.AsyncClient(
        headers={"accept-encoding": "identity"},
        event_hooks={
            "request": [partial(_before_it_is_sent, may_ask=may_ask)],
            "response": [_before_its_body],
        },
        follow_redirects=True,
        max_redirects=REDIRECTS_MAX,
        trust_env=False,
        timeout=httpx.Timeout(20.0),
    )
    guarded = httpx_ssrf_protection(plain, check_globally_reachable=False, custom_validator=may_ask)
    try:
        async with guarded as client, client.stream("GET", url) as answer:
            if answer.status_code != 200:
                raise Failed(reason="the picture's host refused", status=answer.status_code)
            return await _picture(answer)
    except SSRFProtectionError as error:
        raise Refused(reason="the picture's address is not public", host=error.hostname[:200]) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.TooManyRedirects) as error:
        raise Refused(reason=f"no address of a picture: {type(error).__name__}") from error
    except httpx.HTTPError as error:
        raise Failed(reason=f"the picture's host: {type(error).__name__}") from error


async def _before_its_body(answer: "httpx.Response") -> None:
    """Of every answer, redirects too, whose bodies httpx would read whole. Raises Failed for encoded ones."""
    import httpx

    if answer.headers.get("content-encoding", "").strip().lower() not in ("", "identity"):
        raise Failed(reason="the picture's host encodes what it sends", status=answer.status_code)
    if answer.has_redirect_location and isinstance(answer.stream, httpx.AsyncByteStream):
        await answer.stream.aclose()
        answer.stream = httpx.ByteStream(b"")


async def _picture(answer: "httpx.Response") -> bytes:
    media = bytearray()
    async for chunk in answer.aiter_bytes():
        media += chunk
        if len(media) > PICTURE_BYTES_MAX:
            raise Refused(reason="the picture is too large", bytes=len(media))
        if len(media) >= 12 and not media_type_of(bytes(media[:12])):
            raise Refused(reason="what lies there is no picture")
    if not media_type_of(bytes(media[:12])):
        raise Refused(reason="what lies there is no picture")
    return bytes(media)
