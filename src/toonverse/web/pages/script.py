"""`/studio/{episode}/script`: what is told and said, changed before it is painted.

What a change does to the shots is told before it is done: the page comes back with what was typed, and says
which shots would be laid out anew; sent again as it is, it is stored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from toonverse.domain.script import Beat, Line, Scene, Script
from toonverse.studio.relaying import Relaid
from toonverse.studio.script_sheet import (
    NAME_CHARACTERS_MAX,
    TEXT_CHARACTERS_MAX,
    Place,
    beat_moved,
    line_moved,
    removed,
)
from toonverse.studio.shot_list import KINDS, NOBODYS
from toonverse.web.office import Office
from toonverse.web.pages.draft_forms import line_of, number_of, shown
from toonverse.web.pages.forms import FormUnfit
from toonverse.web.templating import page

BEATS_SHOWN = 120
"""Of a page; longer scripts come in several, by whole scenes."""
LINES_READ_MAX = 400
"""Of one beat."""

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pending:
    """A script as it was typed, not stored yet: `origins` are, scene by scene, which stored beat each of its
    beats is; `told` what it does to the shots."""

    script: Script
    origins: tuple[tuple[int, ...], ...]
    told: Relaid


def script_page(
    request: Request, office: Office, pending: Pending | None = None, start: str = ""
) -> Response:
    seen = shown(office, request.path_params["episode_id"])
    script = seen.draft.script if pending is None else pending.script
    scenes, after = _scenes_from(script, start or request.query_params.get("from", "0"))
    beats = [tuple(range(len(scene.beats))) for scene in script.scenes]
    return page(
        request,
        "script.html",
        shown=seen,
        script=script,
        origins=beats if pending is None else pending.origins,
        told=None if pending is None else pending.told,
        scenes=scenes,
        after=after,
        kinds=KINDS,
        nobodys=NOBODYS[1:],
        text_max=TEXT_CHARACTERS_MAX,
        name_max=NAME_CHARACTERS_MAX,
    )


def script_changed(request: Request, office: Office, said: Said) -> Response:
    """Stores what was typed and does what was pressed, once it is known what that does to the shots.

    Raises ScriptUnfit, FormUnfit, NotDirected, DraftSettled, DraftChanged.
    """
    episode_id = request.path_params["episode_id"]
    draft = office.works.drafts.get(episode_id)
    found = [_scene(said, at, scene) for at, scene in enumerate(draft.script.scenes)]
    script = replace(draft.script, scenes=tuple(scene for scene, _ in found))
    origins = [origin for _, origin in found]
    do, *numbers = said.get("do", "save").split(".")
    place = Place(*map(number_of, numbers)) if len(numbers) in (2, 3) else None
    if (change := CHANGES.get(do)) and place is not None:
        script = change(script, place)
        if do in ("beat-up", "beat-down"):
            origins[place.scene] = _moved(origins[place.scene], place.beat, -1 if do == "beat-up" else 1)
    checked, made = office.drafting.relay(episode_id, script)
    start = said.get("from", "0")
    mark = said.get("mark", "")
    if made.changes and said.get("agreed") != made.mark and draft.is_open and draft.mark == mark:
        return script_page(request, office, Pending(script, tuple(origins), made), start)
    if checked != draft.script:
        office.drafting.put_board(episode_id, mark, checked, made.board)
    there = "shots" if do == "shots" else f"script?from={number_of(start)}" if start != "0" else "script"
    return RedirectResponse(f"/studio/{episode_id}/{there}", 303)


CHANGES: dict[str, Callable[[Script, Place], Script]] = {
    "up": partial(line_moved, by=-1),
    "down": partial(line_moved, by=1),
    "beat-up": partial(beat_moved, by=-1),
    "beat-down": partial(beat_moved, by=1),
    "cut": removed,
}


def _moved(origin: tuple[int, ...], beat: int, by: int) -> tuple[int, ...]:
    """As `beat_moved` moves the beats themselves."""
    others = [*origin]
    moving = others.pop(beat)
    others.insert(max(0, beat + by), moving)
    return tuple(others)


def _scenes_from(script: Script, start: str) -> tuple[list[int], int | None]:
    """Indexes of the scenes that a page shows, and where the next page begins; None where none follows."""
    first = number_of(start)
    seen: list[int] = []
    beats = 0
    for index in range(min(first, len(script.scenes)), len(script.scenes)):
        beats += len(script.scenes[index].beats)
        if seen and beats > BEATS_SHOWN:
            return seen, index
        seen.append(index)
    return seen, None


def _scene(said: Said, at: int, scene: Scene) -> tuple[Scene, tuple[int, ...]]:
    """The scene as the form has it, and which stored beat each of its beats is. Raises FormUnfit."""
    count = len(scene.beats)
    origin = tuple(number_of(said.get(f"of.{at}.{number}", str(number))) for number in range(count))
    if sorted(origin) != list(range(count)):
        raise FormUnfit(field="of")
    texts = {" ".join(line.text.split()): line.text for beat in scene.beats for line in beat.lines}
    beats = (_beat(said, f"{at}.{number}", scene.beats[of], texts) for number, of in enumerate(origin))
    return replace(scene, beats=tuple(beats)), origin


def _beat(said: Said, place: str, beat: Beat, texts: Mapping[str, str]) -> Beat:
    """The beat as the form has it; one that is not in it stays. `texts` are the scene's with their own line
    breaks: a field shows none."""
    if f"action.{place}" not in said:
        return beat
    found: list[Line] = []
    while len(found) < LINES_READ_MAX and (line := line_of(said, f"{place}.{len(found)}")) is not None:
        found.append(replace(line, text=texts.get(line.text, line.text)))
    if found and not found[-1].text:  # the empty row at its end
        found.pop()
    action = said[f"action.{place}"].replace("\r\n", "\n").strip()
    same = action == beat.action.replace("\r\n", "\n").strip()
    return replace(beat, action=beat.action if same else action, lines=tuple(found))
