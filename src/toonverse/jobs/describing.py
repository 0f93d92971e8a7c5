"""What a draft is called: its title, series, number and description; what shows them is made anew."""

from dataclasses import dataclass

from toonverse.jobs.editing import RELETTER, REPACKAGE, Editing
from toonverse.store.records import Episode


@dataclass(frozen=True, slots=True)
class Facts:
    """None leaves a fact as it is. `series` is a project's title; `number` counts in it."""

    title: str | None = None
    series: str | None = None
    number: int | None = None
    description: str | None = None


def describe(editing: Editing, episode_id: int, facts: Facts) -> Episode:
    """The draft under its new facts; cards, cover and the pictures' marks follow, for nothing.

    Raises EpisodeMissing, EpisodePublished, NumberTaken.
    """
    works = editing.works
    before = works.episode(episode_id)
    after = works.describe(
        episode_id,
        title=_line(facts.title) or before.title,
        project=_line(facts.series) or works.project(before.project_id).title,
        number=facts.number,
        description=before.description if facts.description is None else _text(facts.description),
    )
    if (before.title, before.number, before.description, before.project_id) != (
        after.title,
        after.number,
        after.description,
        after.project_id,
    ):
        _remake(editing, after, renamed=before.title != after.title)
    return after


def _remake(editing: Editing, episode: Episode, *, renamed: bool) -> None:
    """Every panel's mark of origin has the title; the number stands on the cards alone."""
    jobs = editing.works.jobs.of_episode(episode.id)
    if any(job.kind == "pipeline.full" for job in jobs):
        editing.remake(episode.id, RELETTER if renamed else REPACKAGE)


def _line(text: str | None) -> str:
    """In one line, without what no page can show and no database takes."""
    return " ".join(_text(text or "").split())


def _text(text: str) -> str:
    shown = "".join(c for c in text.replace("\r\n", "\n") if c == "\n" or c.isprintable())
    return shown.encode("utf-8", "ignore").decode().strip()
