"""What each platform takes: data, which a home may add to (`<home>/platforms.toml`)."""

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from toonverse.draw.slices import UploadLimits
from toonverse.errors import UsageError

FILE = "platforms.toml"
"""In the home."""
BYTES_MAX = 200_000
PLATFORMS_MAX = 50
NO_LIMIT = 2**31 - 1


class PlatformsUnfit(UsageError):
    """The home's file of platforms says what makes no sense. Facts: path, reason."""

    code = "platforms_unfit"


@dataclass(frozen=True, slots=True)
class Platform:
    """Widths and heights in pixels; `text_px_min` is the smallest text at that width. An `upload` is one
    upload of an episode; 0 is a limit that nobody knows. `confirmed` is whether the figures were."""

    name: str
    title: str
    width_px: int
    slice_height_px: int
    file_bytes: int
    upload_images: int
    upload_bytes: int
    text_px_min: float
    source: str
    confirmed: bool

    @property
    def limits(self) -> UploadLimits:
        return UploadLimits(
            self.slice_height_px,
            self.file_bytes,
            self.upload_images or NO_LIMIT,
            self.upload_bytes or NO_LIMIT,
        )


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    title: Annotated[str, Field(min_length=1, max_length=80)]
    width_px: Annotated[int, Field(ge=200, le=2_000)]
    slice_height_px: Annotated[int, Field(ge=300, le=20_000)]
    file_bytes: Annotated[int, Field(ge=100_000, le=100_000_000)]
    upload_images: Annotated[int, Field(ge=0, le=10_000)] = 0
    upload_bytes: Annotated[int, Field(ge=0, le=2_000_000_000)] = 0
    text_px_min: Annotated[float, Field(ge=1, le=100)]
    source: Annotated[str, Field(max_length=500)] = ""
    confirmed: bool = False


class _Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    platform: Annotated[list[_Row], Field(max_length=PLATFORMS_MAX)]


def platforms(home: Path) -> dict[str, Platform]:
    """By name: the shipped ones, then the home's own. Raises PlatformsUnfit."""
    shipped = resources.files("toonverse.studio.exports").joinpath(FILE).read_text("utf-8")
    found = {row.name: row for row in _rows(shipped)}
    own = home / FILE
    try:
        if own.is_file():
            if own.stat().st_size > BYTES_MAX:
                raise ValueError(f"more than {BYTES_MAX} bytes")
            found |= {row.name: row for row in _rows(own.read_text("utf-8"))}
    except (OSError, ValueError) as unfit:
        raise PlatformsUnfit(path=str(own), reason=_reason(unfit)) from unfit
    return found


def _rows(text: str) -> list[Platform]:
    return [Platform(**row.model_dump()) for row in _Sheet.model_validate(tomllib.loads(text)).platform]


def _reason(unfit: Exception) -> str:
    if isinstance(unfit, ValidationError):
        first = unfit.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"[:300]
    return re.sub(r"\s+", " ", str(unfit))[:300]
