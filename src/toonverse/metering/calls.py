"""What may be bought, for whom, and what a provider reports back. Shared by the door and the providers."""

from dataclasses import dataclass
from typing import Literal, Protocol

from toonverse.money import Nusd

Source = Literal[
    "webhook",
    "admin_approve",
    "migration_script",
    "studio",
    "shorts",
    "engine",
    "gateway",
    "cli",
]
Quality = Literal["low", "medium", "high", "standard", "hd"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a call is for; any part may be empty. Reports group by these."""

    project: str = ""
    episode: str = ""
    panel: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """To whom a call is booked. `envelope` is the job's held quote, if it has one."""

    account: str
    source: Source
    subject: Subject = Subject()
    envelope: str | None = None
    request_type: str = ""


@dataclass(frozen=True, slots=True)
class ImageCall:
    """One picture. `brief` is an opaque structured description that some models read besides `prompt`.

    It is part of the call's fingerprint; a priced model that cannot read it never sees it.
    """

    model: str
    prompt: str
    width: int
    height: int
    quality: Quality = "medium"
    brief: str = ""


@dataclass(frozen=True, slots=True)
class TextCall:
    """One answer of a language model. `schema` is a JSON schema the answer must fit, or empty."""

    model: str
    system: str
    prompt: str
    output_tokens_max: int
    schema: str = ""


@dataclass(frozen=True, slots=True)
class VideoCall:
    """`seconds` of video from a prompt and perhaps a first picture (its SHA-256 in the store)."""

    model: str
    prompt: str
    seconds: int
    resolution: str
    aspect_ratio: str
    first_picture: str = ""


Call = ImageCall | TextCall | VideoCall


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts as the provider reported them; None where it reported none. Never invented, never clamped.

    `total_tokens` is the provider's own total (Gemini's includes thoughts and tool use).
    """

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    thoughts_tokens: int | None = None
    cached_tokens: int | None = None
    tool_use_tokens: int | None = None
    image_input_tokens: int | None = None
    image_output_tokens: int | None = None
    images: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `notes` is the provider's own JSON about the media (sizes, faces ...), or "{}"."""

    media: bytes
    media_type: str
    usage: Usage
    notes: str = "{}"


@dataclass(frozen=True, slots=True)
class Bought:
    """A kept result: `sha256` names the media in the keeping store. Settled, and never bought again."""

    sha256: str
    media_type: str
    notes: str
    usage: Usage
    cost_nusd: Nusd
    tokens: int
    attempt: int


class Provider(Protocol):
    """One paid (or free) API. Raises `Refused`, `Failed` or `Unknown` (metering.outcomes), nothing else.

    `free` providers cost nothing by contract: their attempts are journaled and may be repeated after a
    crash, and never become unknown.
    """

    name: str
    free: bool

    async def call(self, call: Call) -> Reply: ...


class Keep(Protocol):
    """Where answers go durably before they are settled (a port; the store implements it)."""

    def put(self, media: bytes) -> str:
        """Stores the bytes durably (fsynced) and returns their SHA-256 in hex."""
        ...

    def get(self, sha256: str) -> bytes: ...
