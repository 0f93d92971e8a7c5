"""The engine's requests and answers as JSON: names and shapes are a contract with older programs."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError
from pydantic.config import JsonDict

from toonverse.metering.calls import Bought, ImageCall, Quality, Source, Subject

PANELS_MAX = 100
PROMPT_CHARACTERS_MAX = 8_000
SIDE_MAX_PX = 16_384

EXAMPLE: JsonDict = {
    "panel_number": 1,
    "visual_prompt": "A lighthouse keeper lights the lamp, night, storm outside",
    "style": "webtoon",
    "width": 1024,
    "height": 1792,
}
PURCHASE_EXAMPLE: JsonDict = {
    "call": {
        "model": "gpt-image-2.5-flare",
        "prompt": "A lighthouse at night",
        "width": 1024,
        "height": 1536,
    },
    "fingerprint": "0" * 64,
    "ledger": "4f1c2d9a",
    "source": "studio",
    "subject": {"project": "1", "episode": "26", "panel": "3"},
}


class PanelAsked(BaseModel):
    """One panel. `model` and `quality` are ours: what the installation prefers unless said; what else comes
    along is not read."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [EXAMPLE]})
    panel_number: Annotated[int, Field(ge=0, le=999_999_999, strict=True)]
    visual_prompt: Annotated[
        str, Field(min_length=1, max_length=PROMPT_CHARACTERS_MAX, pattern=r"\S", strict=True)
    ]
    style: Annotated[
        str, Field(max_length=100, description="webtoon, manga, realistic or anime; another is webtoon.")
    ] = "webtoon"
    width: Annotated[int, Field(ge=1, le=SIDE_MAX_PX, strict=True)] = 1024
    height: Annotated[int, Field(ge=1, le=SIDE_MAX_PX, strict=True)] = 1792
    model: Annotated[str | None, Field(max_length=200)] = None
    quality: Quality | None = None
    enhanced: Annotated[bool, Field(description="The prompt has its style's words already.")] = False


@dataclass(frozen=True, slots=True)
class PanelUnfit:
    """One of a batch that is no panel: the others are drawn without it. `panel_number` is None where it has
    none that can be read, `field` says what is amiss ("" where it is no object at all)."""

    panel_number: int | None
    field: str


def _panel_of(said: object) -> PanelAsked | PanelUnfit:
    try:
        return PanelAsked.model_validate(said)
    except ValidationError as unfit:
        wrong = {str(error["loc"][0]) if error["loc"] else "" for error in unfit.errors()}
    readable = isinstance(said, dict) and "panel_number" not in wrong
    return PanelUnfit(said["panel_number"] if readable else None, min(wrong))  # type: ignore[index]


class BatchAsked(BaseModel):
    """Many panels, drawn side by side; each is a purchase of its own; one that is no panel fails alone."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [{"panels": [EXAMPLE]}]})
    panels: Annotated[
        list[
            Annotated[PanelAsked | PanelUnfit, PlainValidator(_panel_of, json_schema_input_type=PanelAsked)]
        ],
        Field(min_length=1, max_length=PANELS_MAX),
    ]


class Made(BaseModel):
    """How a picture was made. `cost` is in USD; `model` is `dummy` where the draft renderer drew."""

    model: str
    cost: float
    size: Annotated[str, Field(description="WIDTHxHEIGHT in pixels, as it really is.")]
    quality: str


class PanelDrawn(BaseModel):
    """`image_url` is the file's path on the engine; `/engine/image/files/{name}` serves it."""

    panel_number: int
    image_url: str
    width: int
    height: int
    size_mb: float
    enhanced_prompt: str
    generation_metadata: Made


class Metadata(BaseModel):
    """`cost_units` is USD, of all that was made."""

    cost_units: float
    model: str


class OneAnswered(BaseModel):
    success: Literal[True] = True
    result: PanelDrawn
    metadata: Metadata


class PanelFailed(BaseModel):
    """`code` is ours, as in a problem of its own. `place` counts the panels of the request from 1, for those
    whose `panel_number` could not be read; `field` says what of a malformed one is amiss."""

    panel_number: int | None
    message: str
    code: str
    place: int
    field: str | None = None


class ManyDrawn(BaseModel):
    images: list[PanelDrawn]
    total_panels: int
    total_size_mb: float
    errors: list[PanelFailed]


class ManyAnswered(BaseModel):
    success: Literal[True] = True
    result: ManyDrawn
    metadata: Metadata


class Quoted(BaseModel):
    """What a panel will likely cost, and at most; nothing above it is ever taken."""

    panel_number: int
    model: str
    width: int
    height: int
    quality: str
    expected_cost: float
    maximum_cost: float
    maximum_cost_nusd: int


class QuoteMetadata(BaseModel):
    """`ledger` tells two engines that book in one place from two that do not."""

    ledger: str


class QuoteAnswered(BaseModel):
    success: Literal[True] = True
    result: Quoted
    metadata: QuoteMetadata


class PurchaseAsked(BaseModel):
    """What a studio over this very ledger buys at this door. `fingerprint` is that of the call as the studio
    knows it, `ledger` the name of the one it books in."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [PURCHASE_EXAMPLE]})
    call: ImageCall
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    ledger: Annotated[str, Field(max_length=100)]
    source: Source
    subject: Subject
    envelope: Annotated[str | None, Field(max_length=100)] = None
    request_type: Annotated[str, Field(max_length=100)] = ""
    facts: Annotated[list[tuple[str, str | int | bool]], Field(max_length=50)] = []
    join: bool = True


class Purchased(BaseModel):
    success: Literal[True] = True
    result: Bought


class Health(BaseModel):
    """`openai_api` says whether there is a key, `storage_writable` whether a picture can be put down."""

    status: Literal["healthy", "unhealthy"]
    service: Literal["image_engine"] = "image_engine"
    openai_api: Literal["configured", "missing"]
    storage_dir: str
    storage_writable: bool
    endpoints: list[str]
