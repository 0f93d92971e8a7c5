"""What the rows of works are when read: frozen values, times in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from toonverse.domain.lettering import Lettering
from toonverse.domain.look import Look
from toonverse.domain.panel import Picture
from toonverse.domain.script import Line
from toonverse.domain.story import Language, Style
from toonverse.domain.storyboard import Shot
from toonverse.money import Nusd

EpisodeStatus = Literal["draft", "active"]
JobStatus = Literal["QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED"]
SubJobKind = Literal[
    "text.script",
    "director.storyboard",
    "image.generate",
    "lettering.apply",
    "packaging.assemble",
]
JobKind = Literal["pipeline.full"] | SubJobKind

TakeStatus = Literal["wanted", "made", "failed"]
ReferenceOrigin = Literal["sheet", "upload"]
ReferenceStatus = Literal["wanted", "made", "failed", "removed"]

SUB_JOBS: tuple[SubJobKind, ...] = get_args(SubJobKind)
"""The steps of `pipeline.full`, in the order they run."""


@dataclass(frozen=True, slots=True)
class Project:
    """`account` is whose it is. `episodes` counts all, `active_episodes` those in the gallery."""

    id: int
    account: str
    title: str
    episodes: int
    active_episodes: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode without its texts (`Works.story`, `.script`, `.storyboard` read those).

    `number` is its number in the project; `folder` the name of its folder under `<home>/episodes`;
    `options` and `generation_metadata` are JSON (`generation_metadata` is "" until packaged). `account` is
    whose it is: its project's. `description` is what a person wrote of it for readers.
    """

    id: int
    project_id: int
    number: int
    title: str
    language: Language
    style: Style
    target_panels: int | None
    status: EpisodeStatus
    identity: str
    revision: int
    folder: str
    options: str
    created_at: datetime
    published_at: datetime | None
    generation_metadata: str
    account: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """`pipeline.full` (no parent) or one of its sub-jobs.

    `started_at` is the first start and stays through crashes and retries; `output` is JSON, "{}"
    until done; `waiting_for` says what a QUEUED job lacks; `attempt` counts the starts after a
    failure or cancellation, from 1. `cost_max_nusd` is the most that the job may ever cost, None without
    a cap. `quoted_nusd` and `approved_nusd` are what was expected and what was the maximum when its money was
    first asked for; None before. `again` names the steps, in JSON, that are to be done anew after this run.
    `worked_ms` is how long it was at work before `resumed_at`, over all attempts; None where that was not
    counted yet.
    """

    id: int
    episode_id: int
    parent_id: int | None
    kind: JobKind
    status: JobStatus
    attempt: int
    waiting_for: str
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    cost_nusd: Nusd
    output: str
    error_code: str
    error: str
    cost_max_nusd: Nusd | None = None
    quoted_nusd: Nusd | None = None
    approved_nusd: Nusd | None = None
    again: str = ""
    worked_ms: int | None = None
    resumed_at: datetime | None = None

    @property
    def processing_seconds(self) -> float | None:
        """How long it was at work, all attempts together: neither what it waited, nor the time between an end
        and a retry, nor that in which nobody worked because the process was dead. None until it ended."""
        if self.started_at is None or self.completed_at is None:
            return None
        if self.worked_ms is not None:
            return self.worked_ms / 1000
        return (self.completed_at - self.started_at).total_seconds()


@dataclass(frozen=True, slots=True)
class Words:
    """What is written in a panel in place of what the storyboard has for it."""

    lines: tuple[Line, ...]
    sounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByHand:
    """A layer as a person edited it, over the picture of that SHA-256: over another it does not hold."""

    picture: str
    layer: Lettering


@dataclass(frozen=True, slots=True)
class Panel:
    """`shot` with the words that are written in it now; `is_edited` where they are not the storyboard's.
    `reshot_at` is when the shot was changed after it was painted."""

    id: int
    episode_id: int
    number: int
    shot: Shot
    is_edited: bool = False
    by_hand: ByHand | None = None
    reshot_at: datetime | None = None

    def is_outdated(self, take: "Take") -> bool:
        """Whether that take shows the shot as it was before it was changed."""
        return self.reshot_at is not None and take.created_at < self.reshot_at

    def by_hand_over(self, take: "Take") -> Lettering | None:
        """The layer by hand, where there is one for that take's picture."""
        holds = self.by_hand is not None and self.by_hand.picture == take.picture.sha256
        return self.by_hand.layer if self.by_hand is not None and holds else None


@dataclass(frozen=True, slots=True)
class PanelCounts:
    """How far an episode's panels are: `painted` have an accepted take, `lettered` a layer over it."""

    panels: int
    painted: int
    lettered: int


@dataclass(frozen=True, slots=True)
class Take:
    """One picture bought (or drawn) for a panel. At most one take of a panel is accepted.

    `asked_seconds` is how long its painter took, where the books were asked for that.
    """

    id: int
    panel: int
    number: int
    picture: Picture
    prompt: str
    model: str
    cost_nusd: Nusd
    tokens: int
    accepted: bool
    created_at: datetime
    asked_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class TakeOrder:
    """A further take that was asked for. `call` and `error` (the facts of what stopped it) are JSON. It is
    bought in the job's run `from_run` or a later one (an earlier one's money does not count on it), and for
    `most_nusd` at most, as approved when it was ordered.
    """

    panel: int
    number: int
    call: str
    from_run: int
    most_nusd: Nusd
    status: TakeStatus
    error_code: str
    error: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LetteredPanel:
    """A panel's layer in one language, and the picture it was rendered to (`sha256` in the image store).

    `take` is the number of the take beneath; `made_of` names picture, words and moves it was made of.
    """

    panel: int
    take: int
    lettering: Lettering
    sha256: str
    made_of: str = ""


@dataclass(frozen=True, slots=True)
class CharacterRow:
    """What a project keeps of a character. `look` is None where the story's own holds; `chosen` is the number
    of the reference to show, 0 for none, None for the sheet of the look."""

    name: str
    look: Look | None
    chosen: int | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture of a character that painters are shown: a bought `sheet`, or one that a person brought.

    `mark` names the look on a sheet. `call`, `from_run`, `most_nusd` and `error` are as in `TakeOrder`;
    `episode_id` is the episode that it was bought for. Sizes are in pixels, 0 until it is made.
    """

    character: str
    number: int
    origin: ReferenceOrigin
    status: ReferenceStatus
    mark: str
    episode_id: int | None
    call: str
    from_run: int
    most_nusd: Nusd
    sha256: str
    media_type: str
    width: int
    height: int
    model: str
    cost_nusd: Nusd
    error_code: str
    error: str
    created_at: datetime
