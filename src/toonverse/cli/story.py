"""A story file and how its episode is wished, as the command line has it."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from toonverse.bootstrap import catalog_of, load_settings
from toonverse.clock import utc_now
from toonverse.domain.story import Story, Style
from toonverse.errors import UsageError
from toonverse.metering.calls import Quality
from toonverse.studio.commission import Commission
from toonverse.studio.decoding import DOCX_BYTES_MAX, MAGIC_BYTES, refuse_size
from toonverse.studio.defaults import default_models
from toonverse.studio.intake import take_in
from toonverse.studio.panels import DEFAULT_QUALITY

Wanted = Literal["auto", "ko", "en"]


class StoryUnreadable(UsageError):
    """The file can't be opened. Facts: `path`, `reason`."""

    code = "story_unreadable"


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of `make` and `quote` that say what is made."""

    path: Path
    panels: int | None
    title: str | None
    style: Style
    language: Wanted
    text_model: str
    image_model: str
    quality: Quality = DEFAULT_QUALITY
    when_cheap: bool = False
    review: bool = False
    sheets: bool = True

    def commission(self) -> Commission:
        """Reads the story. The project is named after the story's own title, whatever the episode is called.

        Raises UsageError; nothing is written.
        """
        data = read_bytes(self.path)
        own = take_in(data, self.path.name, None, self.language)
        story = own if self.title is None else take_in(data, self.path.name, self.title, self.language)
        models = self.text_model, self.image_model
        made = story, own.title, self.style, self.panels
        plain = Commission(*made, *models, self.quality, when_cheap=self.when_cheap)
        return replace(plain, review=self.review, sheets=self.sheets)


def models(text_model: str | None, image_model: str | None) -> tuple[str, str]:
    """The models named, or those that the keys set give by default."""
    if text_model is not None and image_model is not None:
        return text_model, image_model
    settings = load_settings()
    writer, painter = default_models(settings, catalog_of(settings), utc_now())
    return text_model or writer, image_model or painter


def read_story(path: Path, language: Wanted) -> Story:
    """Raises UsageError for what can't be opened or is no story."""
    return take_in(read_bytes(path), path.name, None, language)


def read_bytes(path: Path) -> bytes:
    """A file's bytes. One larger than any story may be is refused by its size alone, unread.

    Raises StoryTooLarge and StoryUnreadable.
    """
    try:
        with path.open("rb") as file:
            head = file.read(MAGIC_BYTES)
            refuse_size(os.fstat(file.fileno()).st_size, head)
            return head + file.read(DOCX_BYTES_MAX + 1)  # a pipe has no size beforehand
    except OSError as failure:
        raise StoryUnreadable(path=str(path), reason=failure.strerror or str(failure)) from failure
