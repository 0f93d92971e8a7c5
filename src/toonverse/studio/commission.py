"""What a person wants made: a story, and how. Equal commissions are the same episode."""

import hashlib
import json
from dataclasses import dataclass

from toonverse.domain.story import Story, Style
from toonverse.metering.accounts import LOCAL_OWNER
from toonverse.metering.calls import Quality
from toonverse.studio.directing.director import PANELS_MAX, PanelsOutOfRange
from toonverse.studio.panels import DEFAULT_QUALITY, DRAFT_MODEL


@dataclass(frozen=True, slots=True)
class Commission:
    """`panels` None leaves the number to the director; `project` is the title its episodes stand under.

    `account` is whose episode it is, and who pays. `edition` tells it from an equal one: one more episode.
    With `when_cheap` what is bought for it may wait a day for a lower price; it is the same episode.
    With `review` somebody looks at its script and storyboard before anything is painted; this, too.
    `sheets` is whether a painter that is bought is shown reference pictures of the characters, which are
    bought first. `placed` is whether the order names its project: in each one it is an episode of its own.

    Raises PanelsOutOfRange.
    """

    story: Story
    project: str
    style: Style = "webtoon"
    panels: int | None = None
    text_model: str = DRAFT_MODEL
    image_model: str = DRAFT_MODEL
    quality: Quality = DEFAULT_QUALITY
    account: str = LOCAL_OWNER
    edition: str = ""
    when_cheap: bool = False
    review: bool = False
    sheets: bool = True
    placed: bool = False

    def __post_init__(self) -> None:
        if self.panels is not None and not 1 <= self.panels <= PANELS_MAX:
            raise PanelsOutOfRange(panels=self.panels, least=1, most=PANELS_MAX)

    @property
    def options(self) -> dict[str, object]:
        """What changes the result besides the story; the cap on its cost does not."""
        return {
            "style": self.style,
            "panels": self.panels,
            "text_model": self.text_model,
            "image_model": self.image_model,
            **({} if self.quality == DEFAULT_QUALITY else {"quality": self.quality}),
            **({} if self.sheets or self.image_model == DRAFT_MODEL else {"sheets": False}),
        }

    @property
    def stored_options(self) -> dict[str, object]:
        """What is stored with the episode: the options, how its calls are bought, who looks before."""
        sheets = self.sheets and self.image_model != DRAFT_MODEL
        besides = {"when_cheap": self.when_cheap, "review": self.review, "sheets": sheets}
        return {**self.options, **{name: True for name, wished in besides.items() if wished}}

    @property
    def identity(self) -> str:
        """SHA-256 over the normalised story, its title and the options: the episode's name in this home.

        Two accounts that order the same have an episode each.
        """
        story = [self.story.title, self.story.text, self.story.language, self.story.form]
        named: list[object] = [story, self.options]
        if self.account != LOCAL_OWNER or self.edition:
            named.append([self.account, self.edition])
        if self.placed:
            named.append({"project": self.project})
        text = json.dumps(named, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
