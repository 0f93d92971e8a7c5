"""`/studio/{episode}/shots` and `/script`: what will be painted, seen and changed before it is.

Each page is one form: whatever button is pressed, everything typed comes along and is kept. Without a script
it is sent and shown anew; with one the form is exchanged in place.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.domain.script import Beat, Heard, Line, Script
from toonverse.domain.storyboard import Storyboard
from toonverse.errors import UsageError
from toonverse.metering.catalog import Catalog
from toonverse.metering.refusals import QuoteGrown
from toonverse.store.drafts import Draft
from toonverse.store.records import Episode
from toonverse.studio.panels import DRAFT_MODEL, calls_for
from toonverse.studio.quote import EpisodeQuote
from toonverse.studio.script_sheet import (
    NAME_CHARACTERS_MAX,
    TEXT_CHARACTERS_MAX,
    Place,
    beat_moved,
    line_moved,
    removed,
)
from toonverse.studio.shot_list import (
    KINDS,
    LINE_CHARACTERS_MAX,
    LINES_MAX,
    NOBODYS,
    SIZES_KNOWN,
    Rewrite,
    merged,
    moved,
    rewritten,
    speakers_of,
    split,
)
from toonverse.studio.shot_list import removed as shot_removed
from toonverse.web.errors import NotFound
from toonverse.web.i18n import Voice
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.examples import mark_of
from toonverse.web.pages.forms import FormUnfit, read_fields, require_own
from toonverse.web.static_files import FOREVER
from toonverse.web.templating import page
from toonverse.web.turnstile import Turnstile

FIELDS_MAX = 12_000
HEARD: tuple[Heard, ...] = get_args(Heard)
BEATS_SHOWN = 120
"""Of a page of the script; longer ones come in several, by whole scenes."""

SKETCHES_AT_ONCE, SKETCHES_WAITING_MAX = 2, 200
SKETCHES_KEPT = 128
"""About ten kilobytes each."""
DIRECTORS_AT_ONCE, DIRECTORS_WAITING_MAX = 1, 4
SHOT_CHANGES: dict[str, Callable[[Storyboard, int], Storyboard]] = {
    "up": lambda board, number: moved(board, number, number - 1),
    "down": lambda board, number: moved(board, number, number + 1),
    "merge": merged,
    "split": split,
    "cut": shot_removed,
}


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


def routes(office: Office) -> list[Route]:
    artists = Turnstile(SKETCHES_AT_ONCE, SKETCHES_WAITING_MAX)
    drawn_before = lru_cache(maxsize=SKETCHES_KEPT)(office.sketch or bytes)  # many may watch one job
    directors = Turnstile(DIRECTORS_AT_ONCE, DIRECTORS_WAITING_MAX)

    def shots(request: Request) -> Response:
        shown = _shown(office, request.path_params["episode_id"])
        return page(
            request,
            "shots.html",
            shown=shown,
            sizes=SIZES_KNOWN,
            kinds=KINDS,
            nobodys=NOBODYS[1:],
            text_max=LINE_CHARACTERS_MAX,
            lines_max=LINES_MAX,
            usd=usd,
        )

    async def change_shots(request: Request) -> Response:
        require_own(request)
        said = read_fields(await request.body(), FIELDS_MAX)
        there = await run_in_threadpool(_shots_changed, office, request.path_params["episode_id"], said)
        return RedirectResponse(there, 303)

    def script(request: Request) -> Response:
        shown = _shown(office, request.path_params["episode_id"])
        scenes, after = _scenes_from(shown.draft.script, request.query_params.get("from", "0"))
        return page(
            request,
            "script.html",
            shown=shown,
            scenes=scenes,
            after=after,
            kinds=KINDS,
            nobodys=NOBODYS[1:],
            text_max=TEXT_CHARACTERS_MAX,
            name_max=NAME_CHARACTERS_MAX,
        )

    async def change_script(request: Request) -> Response:
        require_own(request)
        said = read_fields(await request.body(), FIELDS_MAX)
        async with directors.passed():
            there = await run_in_threadpool(_script_changed, office, request.path_params["episode_id"], said)
        return RedirectResponse(there, 303)

    async def sketch(request: Request) -> Response:
        number, mark = request.path_params["number"], request.path_params["mark"]
        brief = await run_in_threadpool(_brief, office, request.path_params["episode_id"], number)
        if office.sketch is None or mark_of(brief) != mark:
            raise NotFound(path=request.url.path)
        async with artists.passed():
            drawn = await run_in_threadpool(drawn_before, brief)
        return Response(drawn, media_type="image/webp", headers={"Cache-Control": FOREVER})

    return [
        Route("/studio/{episode_id:int}/shots", shots),
        Route("/studio/{episode_id:int}/shots", change_shots, methods=["POST"]),
        Route("/studio/{episode_id:int}/script", script),
        Route("/studio/{episode_id:int}/script", change_script, methods=["POST"]),
        Route("/studio/{episode_id:int}/shots/{number:int}/{mark}.webp", sketch),
    ]


def _shown(office: Office, episode_id: int) -> Shown:
    """Raises EpisodeMissing, NotDirected."""
    episode = office.works.episode(episode_id)
    draft = office.works.drafts.get(episode_id)
    price: EpisodeQuote | None = None
    with suppress(UsageError):
        price = office.drafting.quote(episode_id, draft.board)
    return Shown(episode, draft, price, sketch_marks(draft.board, office.catalog()))


def sketch_marks(board: Storyboard, catalog: Catalog) -> tuple[str, ...]:
    """Part of the address of each shot's sketch."""
    return tuple(mark_of(brief) for brief in _briefs(board, catalog))


def _briefs(board: Storyboard, catalog: Catalog) -> Sequence[str]:
    """What the draft renderer is told of each shot, whoever paints the episode."""
    return [call.brief for call in calls_for(board, catalog.model(DRAFT_MODEL))]


def _brief(office: Office, episode_id: int, number: int) -> str:
    briefs = _briefs(office.works.drafts.get(episode_id).board, office.catalog())
    if not 1 <= number <= len(briefs):
        raise NotFound(path=str(number))
    return briefs[number - 1]


def _shots_changed(office: Office, episode_id: int, said: dict[str, str]) -> str:
    """Keeps what was typed, does what was pressed; where to go next.

    Raises ShotUnfit, FormUnfit, NotDirected, DraftSettled, DraftChanged.
    """
    draft = office.works.drafts.get(episode_id)
    if said.get("do") == "paint" and not draft.is_open and office.works.drafts.is_approved(episode_id):
        return f"/studio/{episode_id}"  # the button was pressed twice
    speakers = speakers_of(draft.script, draft.board)
    board = draft.board
    for shot in draft.board.shots:
        if f"size.{shot.number}" in said:
            board = rewritten(board, shot.number, _rewrite(said, shot.number), speakers)
    do, _, rest = said.get("do", "save").partition(".")
    if change := SHOT_CHANGES.get(do):
        board = change(board, _number(rest))
    if board != draft.board:
        draft = office.drafting.put_board(episode_id, said.get("mark", ""), draft.script, board)
    if do != "paint":
        return f"/studio/{episode_id}/shots"
    with suppress(QuoteGrown):  # what was typed made it dearer: the page shows the new price
        office.drafting.approve(episode_id, draft.mark, _number(said.get("most", "0")))
        return f"/studio/{episode_id}"
    return f"/studio/{episode_id}/shots"


def _rewrite(said: dict[str, str], number: int) -> Rewrite:
    size = next((one for one in SIZES_KNOWN if one == said[f"size.{number}"]), None)
    if size is None:
        raise FormUnfit(field="size")
    lines = tuple(
        line for place in range(LINES_MAX + 1) if (line := _line(said, f"{number}.{place}")) is not None
    )
    sounds = tuple(said.get(f"sounds.{number}", "").split(","))
    return Rewrite(lines, size, sounds, said.get(f"prompt.{number}"))


def _line(said: dict[str, str], place: str) -> Line | None:
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


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise FormUnfit(field="number")
    return int(text)


def _scenes_from(script: Script, start: str) -> tuple[list[int], int | None]:
    """Indexes of the scenes that a page shows, and where the next page begins; None where none follows."""
    first = _number(start)
    shown: list[int] = []
    beats = 0
    for index in range(min(first, len(script.scenes)), len(script.scenes)):
        beats += len(script.scenes[index].beats)
        if shown and beats > BEATS_SHOWN:
            return shown, index
        shown.append(index)
    return shown, None


def _script_changed(office: Office, episode_id: int, said: dict[str, str]) -> str:
    """As `_shots_changed`; another script's shots are laid out anew. Raises ScriptUnfit, too."""
    draft = office.works.drafts.get(episode_id)
    script = replace(
        draft.script,
        scenes=tuple(
            replace(
                scene,
                beats=tuple(_beat(said, f"{at}.{number}", beat) for number, beat in enumerate(scene.beats)),
            )
            for at, scene in enumerate(draft.script.scenes)
        ),
    )
    do, *numbers = said.get("do", "save").split(".")
    changes: dict[str, Callable[[Script, Place], Script]] = {
        "up": partial(line_moved, by=-1),
        "down": partial(line_moved, by=1),
        "beat-up": partial(beat_moved, by=-1),
        "beat-down": partial(beat_moved, by=1),
        "cut": removed,
    }
    if (change := changes.get(do)) and len(numbers) in (2, 3):
        script = change(script, Place(*(_number(one) for one in numbers)))
    office.drafting.put_script(episode_id, said.get("mark", ""), script)
    return f"/studio/{episode_id}/{'shots' if do == 'shots' else 'script'}"


def _beat(said: dict[str, str], place: str, beat: Beat) -> Beat:
    """The beat as the form has it; one that is not in it stays."""
    if f"action.{place}" not in said:
        return beat
    found = []
    for number in range(len(beat.lines) + 1):  # and the empty row at its end
        line = _line(said, f"{place}.{number}")
        before = beat.lines[number] if number < len(beat.lines) else None
        if before is not None and line is not None and line.text == " ".join(before.text.split()):
            line = replace(line, text=before.text)
        if line is not None and (line.text or before is not None):
            found.append(line)
    action = said[f"action.{place}"].replace("\r\n", "\n").strip()
    same = action == beat.action.replace("\r\n", "\n").strip()
    return replace(beat, action=beat.action if same else action, lines=tuple(found))
