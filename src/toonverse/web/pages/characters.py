"""`/studio/{episode}/characters`: how each person looks, and what painters are shown of them.

Plain forms: each is one person's and is sent whole. With a script (htmx) a changed look is drawn at once.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args
from urllib.parse import quote

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from toonverse.db import writing
from toonverse.domain.look import Beard, Build, HairStyle, Hat, Look, Outfit, Sex
from toonverse.domain.script import Age
from toonverse.domain.wire import to_json
from toonverse.errors import UsageError
from toonverse.jobs.casting import Casting, Portrayed, SheetNotNeeded
from toonverse.jobs.dressing import NewLook
from toonverse.metering.refusals import CapExceeded
from toonverse.store.character_rows import ReferencesTooMany
from toonverse.store.records import Episode
from toonverse.studio.art import ArtUnfit
from toonverse.studio.references import mark_of
from toonverse.studio.sketches import PORTRAIT_PX
from toonverse.web.api.characters import casting_of
from toonverse.web.errors import STATUS_OF_CODE, NotFound, known_code
from toonverse.web.gateway.multipart import read_form
from toonverse.web.office import Office
from toonverse.web.pages.costs import usd
from toonverse.web.pages.forms import FormUnfit, read_fields, require_own
from toonverse.web.static_files import FOREVER
from toonverse.web.templating import page
from toonverse.web.turnstile import Turnstile

FIELDS_MAX = 40
ARTISTS, WAITING_MAX = 2, 100
PORTRAITS_KEPT = 64
"""About forty kilobytes each."""

CHOICES: dict[str, tuple[str, ...]] = {
    "age": get_args(Age),
    "sex": get_args(Sex),
    "build": get_args(Build),
    "hair_style": get_args(HairStyle),
    "outfit": get_args(Outfit),
    "hat": get_args(Hat),
    "beard": get_args(Beard),
}
COLOURS = ("hair", "top", "inner", "bottom", "shoes", "accent", "eyes", "skin")
SWITCHES = ("glasses", "sunglasses", "scarf", "teen")


@dataclass(frozen=True, slots=True)
class Person:
    """One of the episode's people. `drawn` is the address of its drawing, `most_nusd` the most that a sheet
    costs by `model`; None where nothing can be bought. `unseen` is why it was painted without a reference."""

    one: Portrayed
    number: int
    drawn: str
    model: str = ""
    most_nusd: int | None = None
    unseen: Mapping[str, Any] | None = None

    def address_of(self, reference: int) -> str:
        name = quote(self.one.name, safe="")
        return f"/api/projects/{self.one.project}/characters/{name}/references/{reference}/picture"


def routes(office: Office) -> list[Route]:
    casting, artists = casting_of(office), Turnstile(ARTISTS, WAITING_MAX)
    drawn_before = lru_cache(PORTRAITS_KEPT)(office.portrait) if office.portrait else None

    def people(request: Request, refused: UsageError | None = None) -> Response:
        """All of them; with why a picture that somebody brought was not taken."""
        episode = office.works.episode(request.path_params["episode_id"])
        return page(
            request,
            "characters.html",
            STATUS_OF_CODE[known_code(refused)] if refused else 200,
            refused=refused,
            episode=episode,
            people=_people(office, casting, episode),
            choices=CHOICES,
            colours=COLOURS,
            switches=SWITCHES,
            size=PORTRAIT_PX,
            usd=usd,
        )

    async def change(request: Request) -> Response:
        require_own(request)
        episode_id, body = request.path_params["episode_id"], await request.body()
        kind = request.headers.get("content-type", "")
        work = _brought if kind.lower().startswith("multipart/form-data") else _changed
        try:
            number = await run_in_threadpool(work, office, casting, episode_id, kind, body)
        except (ArtUnfit, ReferencesTooMany) as unfit:
            return await run_in_threadpool(people, request, unfit)
        return RedirectResponse(f"/studio/{episode_id}/characters#person-{number}", 303)

    async def drawn(request: Request) -> Response:
        found = await run_in_threadpool(casting.of_episode, request.path_params["episode_id"])
        one = next((one for one in found if _mark(one) == request.path_params["mark"]), None)
        if one is None or drawn_before is None:
            raise NotFound(path=request.url.path)
        async with artists.passed():
            picture = await run_in_threadpool(drawn_before, to_json(one.look), one.style)
        return Response(picture, media_type="image/webp", headers={"Cache-Control": FOREVER})

    return [
        Route("/studio/{episode_id:int}/characters", people),
        Route("/studio/{episode_id:int}/characters", change, methods=["POST"]),
        Route("/studio/{episode_id:int}/characters/{mark}.webp", drawn),
    ]


def _people(office: Office, casting: Casting, episode: Episode) -> Sequence[Person]:
    found, output = [], json.loads(office.works.jobs.find(episode.id, "image.generate").output)
    unseen = {one["character"]: one for one in output.get("problems", ()) if one["error"]}
    for number, one in enumerate(casting.of_episode(episode.id), 1):
        drawn = f"/studio/{episode.id}/characters/{_mark(one)}.webp"
        model, most = "", None
        with suppress(SheetNotNeeded, UsageError):
            call = casting.sheet_call(one)
            office.require_model(call.model)
            model, most = call.model, int(office.pricing.quote(call).maximum_nusd)
        why = unseen.get(one.name, unseen.get(""))
        found.append(Person(one, number, drawn, model, most, why))
    return found


def _mark(one: Portrayed) -> str:
    return mark_of(one.look, one.style)[:16]


def _numbered(casting: Casting, episode_id: int, said: Mapping[str, str]) -> tuple[int, Portrayed]:
    """Raises CharacterMissing."""
    one = casting.in_episode(episode_id, said.get("name", ""))
    names = [other.name for other in casting.of_episode(episode_id)]
    return names.index(one.name) + 1, one


def _brought(office: Office, casting: Casting, episode_id: int, kind: str, body: bytes) -> int:
    """A picture of one's own. Raises ArtUnfit, Malformed, CharacterMissing, ReferencesTooMany."""
    parts = read_form(kind, body)
    said = {part.name: part.content.decode("utf-8", "replace") for part in parts if not part.media_type}
    media = next((part.content for part in parts if part.media_type), b"")
    number, one = _numbered(casting, episode_id, said)
    if not media:
        raise ArtUnfit(reason="no file")
    casting.bring(one, media)
    return number


def _changed(office: Office, casting: Casting, episode_id: int, kind: str, body: bytes) -> int:
    """What was pressed. Raises CharacterMissing, ReferenceMissing, FormUnfit, CapExceeded."""
    said = read_fields(body, FIELDS_MAX)
    number, one = _numbered(casting, episode_id, said)
    do, _, of = said.get("do", "dress").partition(".")
    if do == "dress":
        casting.dress(one, _look(one.look, said))
    elif do == "reset":
        casting.dress(one, None)
    elif do == "show":
        casting.choose(one, _reference(of) if of else None)
    elif do == "remove":
        casting.remove(one, _reference(of))
    elif do == "sheet":
        _ordered(office, casting, one, said)
    else:
        raise FormUnfit(field="do")
    return number


def _look(look: Look, said: Mapping[str, str]) -> Look:
    """Raises FormUnfit. A switch that is not sent is off."""
    changes: dict[str, Any] = {name: said[name] for name in (*CHOICES, *COLOURS) if name in said}
    try:
        return NewLook.model_validate({**changes, **{name: name in said for name in SWITCHES}}).on(look)
    except ValidationError as wrong:
        raise FormUnfit(field=str(wrong.errors()[0]["loc"][0])) from wrong


def _ordered(office: Office, casting: Casting, one: Portrayed, said: Mapping[str, str]) -> None:
    """For the price that stood on the button. Raises CapExceeded where it is more by now."""
    call, most = casting.sheet_call(one), _reference(said.get("most", ""))
    needed = office.pricing.quote(call).maximum_nusd
    if needed > most:
        raise CapExceeded(needed_nusd=needed, available_nusd=most, limit_nusd=most)
    office.require_model(call.model)
    with writing(office.engine).begin() as tx:
        casting.order_sheet_in(tx, one, call, most)
    office.editing.go_on(one.episode.id)


def _reference(text: str) -> int:
    """A number that a page of ours wrote. Raises FormUnfit."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise FormUnfit(field="number")
    return int(text)
