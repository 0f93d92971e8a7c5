"""Stands in for a provider whose key is not set: each call is refused, and stands in the books as a failure.

Only posts are let through to it: who looks at their usage must see that pictures were wanted, and why
none came.
"""

from toonverse.metering.calls import Call, Reply
from toonverse.metering.outcomes import Refused

NAMES = {"openai": ("OpenAI", "OPENAI_API_KEY"), "google": ("Gemini", "GEMINI_API_KEY")}


class KeylessProvider:
    """`name` is the provider's that is missing."""

    free = False

    def __init__(self, name: str) -> None:
        self.name = name

    async def call(self, call: Call) -> Reply:
        """Raises Refused."""
        whose, variable = NAMES[self.name]
        raise Refused(
            provider=self.name, message=f"{whose} API key required: set {variable}", error="key_missing"
        )
