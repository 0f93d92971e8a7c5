"""Alerts go out by Apprise: Slack, e-mail, and a hundred more, each named by one address (URL)."""

import asyncio

from toonverse.metering.outbox import Undelivered

SECONDS_MAX = 30.0


async def send(address: str, title: str, body: str) -> None:
    """Sends a message to one of Apprise's addresses. Raises Undelivered, which never repeats the address."""
    try:
        async with asyncio.timeout(SECONDS_MAX):
            await asyncio.to_thread(_send, address, title, body)
    except TimeoutError:
        raise Undelivered(f"no answer within {SECONDS_MAX:.0f} seconds") from None


def _send(address: str, title: str, body: str) -> None:
    from apprise import Apprise, NotifyFormat  # half a second, which only those pay who are told something

    herald = Apprise()
    kind = address.partition(":")[0][:20]
    if not herald.add(address):
        raise Undelivered(f"not an address that can be told anything ({kind}://...)")
    if not herald.notify(body=body, title=title, body_format=NotifyFormat.TEXT):
        raise Undelivered(f"{kind} did not take it")
