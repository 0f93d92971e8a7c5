"""What may be bought, for whom, and what a provider reports back. Shared by the door and the providers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from typing import ClassVar, Literal, Protocol, runtime_checkable

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
Quality = Literal["low", "medium", "high", "xhigh", "max", "standard", "hd"]
ALIKE: dict[Quality, Quality] = {"standard": "medium", "hd": "high", "medium": "standard", "high": "hd"}
"""What a model's own quality is called that is sold under another name."""

Service = Literal["text_generation", "image_generation", "video_generation"]
Tier = Literal["standard", "batch"]
"""How a call is bought: at once, or as an item of a batch that may take a day, for less."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a call is for; any part may be empty. Reports group by these."""

    project: str = ""
    episode: str = ""
    panel: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """To whom a call is booked. `envelope` is the job's held quote, if it has one.

    `facts` are what the caller knows of the work (`panelCount`, `storyLength` ...); they are kept in the
    usage row's metadata. `source` is set by the door's caller in code, never by a client.
    """

    account: str
    source: Source
    subject: Subject = Subject()
    envelope: str | None = None
    request_type: str = ""
    facts: tuple[tuple[str, str | int | bool], ...] = ()


@dataclass(frozen=True, slots=True)
class ImageCall:
    """One picture. `brief` is an opaque structured description that some models read besides `prompt`.

    It is part of the call's fingerprint; a priced model that cannot read it never sees it.
    `references` are the SHA-256 of pictures in the store that the model shall look at.
    """

    service: ClassVar[Service] = "image_generation"
    model: str
    prompt: str
    width: int
    height: int
    quality: Quality = "medium"
    brief: str = ""
    references: tuple[str, ...] = ()
    tier: Tier = "standard"


@dataclass(frozen=True, slots=True)
class TextCall:
    """One answer of a language model. `schema` is a JSON schema the answer must fit, or empty.

    `pictures` are the SHA-256 of pictures in the store that the model shall look at.
    """

    service: ClassVar[Service] = "text_generation"
    model: str
    system: str
    prompt: str
    output_tokens_max: int
    schema: str = ""
    pictures: tuple[str, ...] = ()
    tier: Tier = "standard"


@dataclass(frozen=True, slots=True)
class VideoCall:
    """`seconds` of video from a prompt and perhaps a first picture (its SHA-256 in the store)."""

    service: ClassVar[Service] = "video_generation"
    model: str
    prompt: str
    seconds: int
    resolution: str
    aspect_ratio: str
    first_picture: str = ""


class Listener(Protocol):
    """Hears an answer while it is being bought. It never waits, and never raises.

    `begin` comes first, and again where the door tries again: what was heard before is void then. `ended`
    says that the answer is whole (its hash is not known yet), and will be kept, and settled at this cost;
    `noted`, after it, that this survives a crash by now. It never comes where that could not be written down.
    """

    def begin(self, status: int, media_type: str) -> None: ...

    def hear(self, part: bytes) -> None: ...

    def ended(self, bought: "Bought") -> None: ...

    def noted(self) -> None: ...


@dataclass(frozen=True, slots=True)
class RelayedCall:
    """Another program's request in a provider's own API, to be passed on as it stands.

    Whoever makes it has read `body` and says what it can cost: `input_tokens_max` bounds all that is read
    but pictures, `shown_squares` counts the pictures shown, by the squares of `PICTURE_EDGE_MAX_PX` that they
    begin, and `output_tokens_max` bounds all that is made. Where each picture has a price, `images`, `width`
    and `height` (px) and `quality` are what is ordered. `operation` is the path below the API's version.

    The answer is kept as it is to be passed on. `listener` hears it as it comes, and is no part of what is
    bought. With `strip_usage` a stream's extra event of counts is neither heard nor kept: nobody asked for it
    but us.
    """

    service: Service
    model: str
    api: str
    operation: str
    body: bytes
    media_type: str = "application/json"
    query: str = ""
    stream: bool = False
    strip_usage: bool = False
    input_tokens_max: int = 0
    shown_squares: int = 0
    output_tokens_max: int = 0
    images: int = 0
    width: int = 0
    height: int = 0
    quality: str = ""
    listener: Listener | None = field(default=None, compare=False, repr=False)


Call = ImageCall | TextCall | VideoCall | RelayedCall


def by_batch(call: Call) -> bool:
    """Whether the call is bought as an item of a batch."""
    return isinstance(call, ImageCall | TextCall) and call.tier == "batch"


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts as the provider reported them; None where it reported none. Never invented, never clamped.

    `total_tokens` is the provider's own total (Gemini's includes thoughts and tool use). `cached_tokens`
    and `image_input_tokens` are parts of `prompt_tokens`, `image_output_tokens` of `completion_tokens`.
    `charged_nusd` is a bill, not a count: what a seller that books for itself says it took.
    Raises ValueError for a negative count: a provider that reports one is not to be believed.
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
    charged_nusd: int | None = None

    def __post_init__(self) -> None:
        for one in fields(self):
            count = getattr(self, one.name)
            if count is not None and count < 0:
                raise ValueError(f"{one.name} is negative: {count}")

    def fits_together(self) -> bool:
        """Whether every part is at most its whole, where both were reported."""
        parts = (
            (self.cached_tokens, self.prompt_tokens),
            (self.image_input_tokens, self.prompt_tokens),
            (self.image_output_tokens, self.completion_tokens),
        )
        return all(part is None or whole is None or part <= whole for part, whole in parts)

    def counts(self) -> dict[str, int | None]:
        names = (field.name for field in fields(self) if field.name != "charged_nusd")
        return {name: getattr(self, name) for name in names}


NO_USAGE = Usage()


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


@dataclass(frozen=True, slots=True)
class Quote:
    """What a call is expected to cost and what it can cost at most: nothing above this is ever held."""

    expected_nusd: Nusd
    maximum_nusd: Nusd
    maximum_tokens: int


@dataclass(frozen=True, slots=True)
class EnvelopeLine:
    """One part of a job's held quote: so much for all its calls of this service to this model."""

    service: Service
    model: str
    maximum_nusd: Nusd
    maximum_tokens: int


class Provider(Protocol):
    """One paid (or free) API. Raises `Refused`, `Failed` or `Unknown` (metering.outcomes), nothing else.

    `free` providers cost nothing by contract: their attempts are journaled and may be repeated after a
    crash, and never become unknown.
    """

    name: str
    free: bool

    async def call(self, call: Call) -> Reply: ...


class PaidProvider(Provider, Protocol):
    """A provider that is reached with a key."""

    async def models(self) -> frozenset[str]:
        """What the key may use. Raises `Refused` for a key that is not accepted, and the other outcomes."""
        ...

    async def aclose(self) -> None: ...


@runtime_checkable
class LongRunning(Protocol):
    """A provider whose calls are operations that outlive this process (video).

    The door stores the id that `submit` returns at once, so that `collect` can ask again after a crash.
    """

    async def submit(self, call: Call) -> str: ...

    async def collect(self, operation_id: str) -> Reply: ...


class OtherDoor(Protocol):
    """Another process's door over this very ledger, which buys some calls in our stead."""

    async def takes(self, call: Call) -> bool: ...

    async def buy(self, call: Call, who: Who, key: str, join: bool) -> Bought:
        """Raises as `Meter.buy` does."""
        ...


class Keep(Protocol):
    """Where answers go durably before they are settled (a port; the store implements it)."""

    def put(self, media: bytes, sha256: str = "") -> str:
        """Stores the bytes durably (fsynced) and returns their SHA-256 in hex; who knows it says it."""
        ...

    def writing(self, media: bytes, read_soon: bool) -> AbstractContextManager[Callable[[str], object]]:
        """`put` in two steps: the bytes may be on their way to the disc at once, without a name. What it
        gives is called with their SHA-256, and returns when they lie durably under it; only that raises.
        Who will not read them soon says so.
        """
        ...

    def get(self, sha256: str) -> bytes: ...

    def has(self, sha256: str) -> bool:
        """Whether the whole bytes lie there, durably. Raises when the store does not answer."""
        ...
