"""Further takes of a panel: what is asked for one, and which are still owed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toonverse.domain.storyboard import Angle, Brief, Facing, Setup
from toonverse.domain.wire import from_json, to_json
from toonverse.errors import ToonverseError
from toonverse.metering.calls import ImageCall, Quality
from toonverse.metering.catalog import Catalog, Model
from toonverse.metering.refusals import QuoteGrown
from toonverse.store.drafts import NotDirected
from toonverse.store.job_rows import error_json, plain_fact
from toonverse.store.records import Episode, TakeOrder
from toonverse.store.works import Works
from toonverse.studio.panels import (
    DEFAULT_QUALITY,
    DRAFT_MODEL,
    PROMPT_BYTES_MAX,
    QualityUnknown,
    calls_for,
    ordered,
    qualities,
)
from toonverse.studio.quote import Pricing
from toonverse.studio.references import dressed, shown_most, with_references
from toonverse.studio.shown import shown_in
from toonverse.studio.writing import cut_bytes

FIRST_TAKE = 1
SIDES: tuple[Setup, ...] = ("front", "left", "right", "reverse")
ANGLES: tuple[Angle, ...] = ("eye", "low", "high")
MIRRORED: dict[Facing, Facing] = {"left": "right", "right": "left", "front": "front", "back": "back"}


@dataclass(frozen=True, slots=True)
class Wish:
    """How a further take is wished; what is None stays as it was for the panel's first."""

    model: str | None = None
    quality: Quality | None = None
    prompt: str | None = None


def retake_call(works: Works, catalog: Catalog, episode: Episode, panel: int, wish: Wish) -> ImageCall:
    """What will be asked for one more take of the panel: its people look as they shall now, and who paints is
    shown the pictures that there are of them. Raises NotDirected, PanelMissing, QualityUnknown, ModelUnknown.
    """
    (call,) = retake_calls(works, catalog, episode, panel, [wish])
    return call


def retake_calls(
    works: Works, catalog: Catalog, episode: Episode, panel: int, wishes: Sequence[Wish]
) -> list[ImageCall]:
    """The same of one more take wished in several ways: what they share is read once."""
    shot = works.panels.panel(episode.id, panel).shot
    board = works.storyboard(episode.id)
    if board is None:
        raise NotDirected(episode=episode.id)
    board = dressed(board, works.characters.looks(episode.project_id))
    usual, usual_quality = ordered(episode.options, catalog)
    scripted = next(one for one in board.shots if one.number == shot.number)
    pictures, found = None, []
    for wish in wishes:
        model = usual if wish.model is None else catalog.model(wish.model)
        quality = quality_of(model, wish.quality, usual_quality)
        (call,) = calls_for(replace(board, shots=(scripted,)), model, quality)
        if wish.prompt is not None:
            call = replace(call, prompt=cut_bytes(wish.prompt, PROMPT_BYTES_MAX), brief="")
        elif model.name == DRAFT_MODEL:
            number = _next_number(works, episode.id, panel)
            found.append(replace(call, brief=_seen_otherwise(call.brief, number)))
            continue
        most = shown_most(model)
        if most and pictures is None:
            pictures = shown_in(works, episode, board)
        found.append(with_references(call, scripted, board.cast, pictures or {}, most))
    return found


def owed(
    works: Works, episode_id: int, calls: Sequence[ImageCall], run: int
) -> tuple[list[ImageCall], list[ImageCall]]:
    """What is still to be bought in this run of the job: the first takes of panels without any, and further
    ones that were ordered."""
    painted = {take.panel for take in works.panels.takes(episode_id)}
    first = [call for panel, call in enumerate(calls, 1) if panel not in painted]
    return first, [call_of(order) for order in works.take_orders.wanted(episode_id, run)]


def owed_by(
    works: Works, episode_id: int, panel: int, call: ImageCall, run: int
) -> list[tuple[int, ImageCall]]:
    """The same of one panel, with the takes' numbers; `call` is its first."""
    first = [] if works.panels.takes(episode_id, panel) else [(FIRST_TAKE, call)]
    more = works.take_orders.wanted(episode_id, run)
    return [*first, *((order.number, call_of(order)) for order in more if order.panel == panel)]


def give_up(
    works: Works, episode_id: int, failure: ToonverseError, only: tuple[int, int] | None = None
) -> bool:
    """Further takes that are not to be had (all that are wanted, or `only` one: panel, number) are told of
    and stand in nobody's way. Whether there were any."""
    facts = error_json({name: plain_fact(fact) for name, fact in failure.facts.items()})
    given_up = [
        order for order in works.take_orders.wanted(episode_id) if only in (None, (order.panel, order.number))
    ]
    for order in given_up:
        works.take_orders.fail(episode_id, order.panel, order.number, failure.code, facts)
    return bool(given_up)


def give_up_grown(works: Works, pricing: Pricing, episode_id: int, run: int) -> None:
    """A further take whose price rose above what was approved is not bought: it is to be ordered anew."""
    for order in works.take_orders.wanted(episode_id, run):
        needed = pricing.quote(call_of(order)).maximum_nusd
        if needed > order.most_nusd:
            grown = QuoteGrown(needed_nusd=needed, limit_nusd=order.most_nusd)
            give_up(works, episode_id, grown, (order.panel, order.number))


def call_of(order: TakeOrder) -> ImageCall:
    """The call as it was stored."""
    return from_json(ImageCall, order.call)


def _next_number(works: Works, episode_id: int, panel: int) -> int:
    made = [take.number for take in works.panels.takes(episode_id, panel)]
    return max([1, *made, *(order.number for order in works.take_orders.of_episode(episode_id, panel))]) + 1


def quality_of(model: Model, wanted: Quality | None, usual: Quality) -> Quality:
    """As wished; else as the episode has it, where the model is sold so. Raises QualityUnknown."""
    sold = qualities(model)
    if wanted is None:
        return next((one for one in (usual, DEFAULT_QUALITY) if one in sold), sold[0])
    if wanted not in sold:
        raise QualityUnknown(model=model.name, quality=wanted, sold=", ".join(sold))
    return wanted


def _seen_otherwise(brief_json: str, number: int) -> str:
    """The same moment from another side: the renderer draws equal briefs alike, so a further take is no
    equal one. Every second one is mirrored besides: who stood left stands right."""
    brief = from_json(Brief, brief_json)
    shot = brief.shot
    front = shot.setup in ("any", "front")
    angles = sorted(ANGLES, key=lambda one: one == shot.angle)
    sides = sorted(SIDES, key=lambda one: one == ("front" if front else shot.setup))
    turn = number - FIRST_TAKE - 1
    side, angle = sides[turn % len(sides)], angles[turn % len(angles)]
    figures = tuple(replace(one, x=1.0 - one.x, facing=MIRRORED[one.facing]) for one in shot.figures)
    turned = replace(shot, setup=side, angle=angle, figures=figures if number % 2 == 0 else shot.figures)
    return to_json(replace(brief, shot=turned))
