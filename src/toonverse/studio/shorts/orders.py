"""From a finished episode's rows to the order for a short."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toonverse.domain.lettering import Balloon, BalloonKind, Lettering
from toonverse.domain.script import Line, LineKind
from toonverse.domain.storyboard import Shot, Storyboard
from toonverse.draw.extents import chains
from toonverse.draw.imprint import Imprint
from toonverse.errors import UsageError
from toonverse.store.folders import episode_folder
from toonverse.store.records import Episode, Take
from toonverse.store.works import Works
from toonverse.studio.panels import DRAFT_MODEL
from toonverse.studio.provenance import generative, mark
from toonverse.studio.shorts.selection import SECONDS_MAX, SECONDS_MIN, SECONDS_USUAL, choose
from toonverse.studio.shorts.task import ShortPanel, ShortTask

_LINE_KIND: dict[BalloonKind, LineKind] = {
    "speech": "speech",
    "phone": "speech",
    "shout": "shout",
    "whisper": "whisper",
    "thought": "thought",
    "letter": "letter",
    "sign": "sign",
    "narration": "caption",
}


class EpisodeUnpainted(UsageError):
    """The episode has no pictures yet, or not of all the panels wanted. Facts: `episode`, `missing`."""

    code = "episode_unpainted"


class ShortSecondsWrong(UsageError):
    """Facts: `seconds`, `least`, `most`."""

    code = "short_seconds_wrong"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: `panels` by number in their order (none: the beginning), at most `seconds`.
    Clips are bought in `clip_seconds` and `resolution`."""

    panels: tuple[int, ...] = ()
    seconds: int = SECONDS_USUAL
    silent: bool = False
    clip_seconds: int = 8
    resolution: str = "720p"


def chosen_shots(works: Works, episode: Episode, wish: Wish) -> tuple[Storyboard, list[Shot]]:
    """The shots of the short, their words as they were last lettered.

    Raises UsageError: no storyboard, unknown panels, too long.
    """
    if not SECONDS_MIN <= wish.seconds <= SECONDS_MAX:
        raise ShortSecondsWrong(seconds=wish.seconds, least=SECONDS_MIN, most=SECONDS_MAX)
    storyboard = works.storyboard(episode.id)
    if storyboard is None:
        raise EpisodeUnpainted(episode=episode.id, missing="storyboard")
    laid = {one.panel: one.lettering for one in works.panels.lettered(episode.id, episode.language)}
    shots = [_as_lettered(shot, laid.get(shot.number)) for shot in storyboard.shots]
    return storyboard, choose(shots, wish.panels, wish.seconds, episode.language)


def order_short(
    works: Works, home: Path, store_root: str, episode: Episode, wish: Wish, clips: Mapping[int, str]
) -> ShortTask:
    """What a drawing process needs; `clips` are bought videos by panel (SHA-256).

    Raises UsageError: no storyboard, unknown panels, too long, a panel without a picture.
    """
    storyboard, shots = chosen_shots(works, episode, wish)
    takes = {take.panel: take for take in works.panels.accepted(episode.id)}
    lost = [shot.number for shot in shots if shot.number not in takes]
    if lost:
        raise EpisodeUnpainted(episode=episode.id, missing=", ".join(map(str, lost[:8])))
    panels = tuple(_panel(shot, takes[shot.number], clips.get(shot.number, "")) for shot in shots)
    models = [takes[shot.number].model for shot in shots] + ["video"] * bool(clips)
    style, number = episode.style, episode.number
    imprint = Imprint(episode.title, number, episode.language, style, generative(models))
    folder = episode_folder(home, episode.id, episode.folder)
    return ShortTask(
        store_root,
        folder.shorts / f"short_{_name(wish, panels)}.mp4",
        storyboard,
        imprint,
        panels,
        shots[-1].number == storyboard.shots[-1].number,
        mark(episode.title, models),
        wish.silent,
    )


def _panel(shot: Shot, take: Take, clip: str) -> ShortPanel:
    return ShortPanel(shot, take.picture, take.model == DRAFT_MODEL, clip)


def _name(wish: Wish, panels: Sequence[ShortPanel]) -> str:
    """Equal shorts have one file; another choice of panels or clips has another."""
    shown = [(panel.shot.number, panel.picture.sha256, panel.clip) for panel in panels]
    said = f"{wish.panels}|{wish.seconds}|{wish.silent}|{shown}"
    return hashlib.sha256(said.encode()).hexdigest()[:10]


def _as_lettered(shot: Shot, lettering: Lettering | None) -> Shot:
    """The shot with the words that its lettering holds, where somebody changed them since."""
    if lettering is None or any(problem.code == "no_room" for problem in lettering.problems):
        return shot
    groups = [[lettering.balloons[i] for i in chain] for chain in chains(lettering)]
    spoken = [group for group in groups if group[0].kind != "sfx"]
    if _letters(b.text for group in spoken for b in group) == _letters(line.text for line in shot.lines):
        return shot
    lines = tuple(_line(group) for group in spoken)
    sounds = tuple(group[0].text for group in groups if group[0].kind == "sfx")
    return replace(shot, lines=lines, sounds=sounds)


def _line(group: Sequence[Balloon]) -> Line:
    text = " ".join(balloon.text for balloon in group)
    return Line(text, group[0].speaker, _LINE_KIND[group[0].kind])


def _letters(texts: Iterable[str]) -> list[str]:
    """Letters alone, in any order: a letterer adds quotation marks, parts and sorts."""
    return sorted(one for text in texts for one in text if one.isalnum())
