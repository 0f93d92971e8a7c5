"""Whoever reads and directs: the rules of this program, or a language model that is bought at the door."""

import asyncio
import json
from dataclasses import asdict, dataclass
from typing import Generic, TypeVar

from toonverse.domain.script import Script
from toonverse.domain.storyboard import Storyboard
from toonverse.domain.wire import from_json, to_json
from toonverse.metering.catalog import Catalog
from toonverse.store.drafts import ANEW, ROUNDS, SPENT
from toonverse.store.images import ImageStore
from toonverse.store.records import Episode, Job
from toonverse.store.works import Works
from toonverse.studio.directing import default_panels, direct
from toonverse.studio.panels import DRAFT_MODEL, ordered
from toonverse.studio.quote import EpisodeQuote, Pricing, forecast, quote_texts, with_texts
from toonverse.studio.reading import read
from toonverse.studio.references import dressed, shown_most
from toonverse.studio.tiers import can_wait
from toonverse.studio.writing import Author, BoardTask, Round, ScriptTask, planned_calls, shortened
from toonverse.studio.writing.author import Buy

T = TypeVar("T")


def text_model(episode: Episode) -> str:
    """The model that was ordered, as stored with the episode."""
    name: str = json.loads(episode.options)["text_model"]
    return name


def is_written(episode: Episode) -> bool:
    """Whether a model is bought to write this episode's script and storyboard."""
    return text_model(episode) != DRAFT_MODEL


def wants_sheets(episode: Episode) -> bool:
    """Whether it was ordered with reference pictures, by the options stored with it."""
    return bool(json.loads(episode.options).get("sheets"))


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """A script or a storyboard, what it cost, and what the sub-job's output says of how it came to be."""

    result: T
    cost_nusd: int
    noted: dict[str, object]


@dataclass(frozen=True, slots=True)
class Texts:
    """Writes the two texts of an episode; what was asked is noted in the sub-job's output beforehand."""

    works: Works
    images: ImageStore

    def plan(self, job: Job) -> int:
        """How many panels there will be: settled and noted before anything is bought."""
        noted = json.loads(job.output)
        if "panels" not in noted:
            episode = self.works.episode(job.episode_id)
            story = self.works.story(job.episode_id)
            panels = episode.target_panels or default_panels(read(story))
            noted = {"panels": panels, **({"cut": cut} if (cut := shortened(story)) else {})}
            self.works.jobs.note(job.id, json.dumps(noted))
        return int(noted["panels"])

    def quote(self, pricing: Pricing, catalog: Catalog, episode: Episode) -> EpisodeQuote:
        """Everything that may still be bought before the storyboard stands, and all panels after it."""
        script = self.works.jobs.find(episode.id, "text.script")
        story, panels = self.works.story(episode.id), int(json.loads(script.output)["panels"])
        planned = planned_calls(
            story,
            text_model(episode),
            panels,
            script=script.status != "DONE" and story.form != "panels",
        )
        model, quality = ordered(episode.options, catalog)
        shown = shown_most(model, waits=can_wait(episode.options)) if wants_sheets(episode) else 0
        pictures = forecast(pricing, model, quality, panels, shown)
        return with_texts(pictures, quote_texts(pricing, planned))

    async def script(self, job: Job, run: int, buy: Buy | None) -> Told[Script]:
        """The story's script. A panel script is one already, and is read by rule. `buy` None: by rule.

        Raises AnswerUnusable and whatever `buy` raises.
        """
        episode, story = self.works.episode(job.episode_id), self.works.story(job.episode_id)
        noted = json.loads(job.output)
        if buy is None or story.form == "panels":
            stored = self.works.script(episode.id)
            if stored is None:
                stored = self.works.save_script(episode.id, await asyncio.to_thread(read, story))
            return Told(stored, 0, noted)
        task = ScriptTask(story, text_model(episode), int(noted["panels"]))
        script, cost_nusd = await self._author(job, run, buy).written(task, _rounds(job), _in_vain(job))
        noted = json.loads(self.works.jobs.find(episode.id, "text.script").output)
        return Told(self.works.save_script(episode.id, script), _spent(job) + cost_nusd, noted)

    async def storyboard(
        self, job: Job, run: int, script: Script, panels: int | None, buy: Buy | None
    ) -> Told[Storyboard]:
        """The director's storyboard, with pictures and acting by the model. Raises as `script` does."""
        episode, noted = self.works.episode(job.episode_id), json.loads(job.output)
        if buy is None:
            stored = self.works.storyboard(episode.id)
            if stored is None:
                stored = await asyncio.to_thread(self._directed, episode, script, panels)
            return Told(self.works.save_storyboard(episode.id, stored), 0, noted)
        if "drafted" not in noted:
            drafted = await asyncio.to_thread(self._directed, episode, script, panels)
            noted["drafted"] = self.images.put(to_json(drafted).encode())
            job = self.works.jobs.note(job.id, json.dumps(noted))
        drafted = from_json(Storyboard, self.images.get(noted["drafted"]))
        task = BoardTask(drafted, text_model(episode))
        board, cost_nusd = await self._author(job, run, buy).written(task, _rounds(job), _in_vain(job))
        noted = json.loads(self.works.jobs.find(episode.id, "director.storyboard").output)
        return Told(self.works.save_storyboard(episode.id, board), _spent(job) + cost_nusd, noted)

    def _directed(self, episode: Episode, script: Script, panels: int | None) -> Storyboard:
        """By rule, with the looks that a person wants for the project's characters."""
        looks = self.works.characters.looks(episode.project_id)
        return dressed(direct(script, episode.style, panels), looks)

    def _author(self, job: Job, run: int, buy: Buy) -> Author:
        def note(rounds: tuple[Round, ...]) -> None:
            noted = {**json.loads(job.output), ROUNDS: [asdict(one) for one in rounds]}
            self.works.jobs.note(job.id, json.dumps(noted))

        return Author(self.images, buy, note, run)


def _rounds(job: Job) -> tuple[Round, ...]:
    return tuple(Round(**one) for one in json.loads(job.output).get(ROUNDS, ()))


def _in_vain(job: Job) -> int:
    """How many of its rounds were for what somebody wanted anew."""
    return int(json.loads(job.output).get(ANEW, 0))


def _spent(job: Job) -> int:
    """What those cost."""
    return int(json.loads(job.output).get(SPENT, 0))
