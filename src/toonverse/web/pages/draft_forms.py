"""What the pages of script and shots have in common: what they show, and what their forms say."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import get_args

from toonverse.domain.script import Heard, Line
from toonverse.domain.storyboard import Storyboard
from toonverse.errors import UsageError
from toonverse.metering.catalog import Catalog
from toonverse.store.drafts import Draft
from toonverse.store.records import Episode
from toonverse.studio.panels import DRAFT_MODEL, calls_for
from toonverse.studio.quote import EpisodeQuote
from toonverse.studio.shot_list import KINDS, NOBODYS, speakers_of
from toonverse.web.i18n import Voice
from toonverse.web.office import Office
from toonverse.web.pages.examples import mark_of
from toonverse.web.pages.forms import FormUnfit

FIELDS_MAX = 12_000
HEARD: tuple[Heard, ...] = get_args(Heard)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows. `price` None: nobody sells that model any more. `sketches` are addresses' marks."""

    episode: Episode
    draft: Draft
    price: EpisodeQuote | None
    sketches: tuple[str, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        return speakers_of(self.draft.script, self.draft.board)


def shown(office: Office, episode_id: int) -> Shown:
    """Raises EpisodeMissing, NotDirected."""
    episode = office.works.episode(episode_id)
    draft = office.works.drafts.get(episode_id)
    price: EpisodeQuote | None = None
    with suppress(UsageError):
        price = office.drafting.quote(episode_id, draft.board)
    return Shown(episode, draft, price, sketch_marks(draft.board, office.catalog()))


def sketch_marks(board: Storyboard, catalog: Catalog) -> tuple[str, ...]:
    """Part of the address of each shot's sketch."""
    return tuple(mark_of(brief) for brief in briefs(board, catalog))


def briefs(board: Storyboard, catalog: Catalog) -> Sequence[str]:
    """What the draft renderer is told of each shot, whoever paints the episode."""
    return [call.brief for call in calls_for(board, catalog.model(DRAFT_MODEL))]


def line_of(said: Mapping[str, str], place: str) -> Line | None:
    text = said.get(f"text.{place}")
    if text is None:
        return None
    kind = next((one for one in KINDS if one == said.get(f"kind.{place}", "speech")), None)
    if kind is None:
        raise FormUnfit(field="kind")
    speaker = " ".join(said.get(f"speaker.{place}", "").split())
    heard: Heard = next((one for one in HEARD if one == said.get(f"heard.{place}", "")), "")
    return Line(" ".join(text.split()), _nobodys().get(speaker, speaker), kind, heard)


@cache
def _nobodys() -> dict[str, str]:
    """What voices without a name are called on the page -> what they are called in a script."""
    voices = (Voice("ko"), Voice("en"))
    return {voice(f"speaker.{name}"): name for name in NOBODYS[1:] for voice in voices}


def number_of(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise FormUnfit(field="number")
    return int(text)
