"""Panels, takes and balloons as plain values: what `--json` and the API say of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict

from toonverse.domain.lettering import Balloon, Lettering
from toonverse.draw.extents import tip_of
from toonverse.jobs.costs import takes_of
from toonverse.jobs.follow import facts_of
from toonverse.money import usd_number
from toonverse.store.panel_history import Steps
from toonverse.store.records import Episode, LetteredPanel, Panel, Take, TakeOrder
from toonverse.store.works import Works
from toonverse.studio.by_hand import Overlay

Plain = dict[str, object]


def plain_panels(works: Works, episode: Episode) -> list[Plain]:
    """All of an episode's panels, in order, each as `plain_panel` has it."""
    layers = {one.panel: one for one in works.panels.lettered(episode.id, episode.language)}
    takes: dict[int, list[Take]] = defaultdict(list)
    for take in takes_of(works, episode.id):
        takes[take.panel].append(take)
    orders: dict[int, list[TakeOrder]] = defaultdict(list)
    for order in works.take_orders.of_episode(episode.id):
        orders[order.panel].append(order)
    steps = works.panels.steps(episode.id)
    return [
        _plain(
            panel,
            layers.get(panel.number),
            takes[panel.number],
            orders[panel.number],
            steps.get(panel.number, Steps()),
        )
        for panel in works.panels.of_episode(episode.id)
    ]


def plain_panel(works: Works, episode: Episode, number: int) -> Plain:
    """A panel with its words, its balloons as they stand, its takes, wanted ones too, and what can be undone.

    Raises UsageError (`panel_missing`).
    """
    panel = works.panels.panel(episode.id, number)
    layers = works.panels.lettered(episode.id, episode.language)
    layer = next((one for one in layers if one.panel == number), None)
    takes = takes_of(works, episode.id, number)
    orders = works.take_orders.of_episode(episode.id, number)
    return _plain(panel, layer, takes, orders, works.panels.steps(episode.id).get(number, Steps()))


def _plain(
    panel: Panel,
    layer: LetteredPanel | None,
    takes: Sequence[Take],
    orders: Sequence[TakeOrder],
    steps: Steps,
) -> Plain:
    shot = panel.shot
    return {
        "number": panel.number,
        "scene": shot.scene + 1,
        "size": shot.size,
        "angle": shot.angle,
        "place": shot.place_words,
        "alt": shot.alt,
        "prompt": shot.prompt,
        "characters": [figure.character for figure in shot.figures],
        "lines": [asdict(line) for line in shot.lines],
        "sounds": list(shot.sounds),
        "edited": panel.is_edited,
        "by_hand": any(take.accepted and panel.by_hand_over(take) is not None for take in takes),
        "takes": [plain_take(take) for take in takes],
        "wanted": [_plain_order(order) for order in orders if order.status != "made"],
        "lettering": None if layer is None else _plain_layer(layer),
        "undo": list(steps.undo),
        "redo": list(steps.redo),
    }


def plain_take(take: Take) -> Plain:
    return {
        "number": take.number,
        "accepted": take.accepted,
        "model": take.model,
        "prompt": take.prompt,
        "width": take.picture.width,
        "height": take.picture.height,
        "sha256": take.picture.sha256,
        "cost_usd": usd_number(take.cost_nusd),
        "tokens": take.tokens,
        "created_at": take.created_at.isoformat(),
    }


def _plain_order(order: TakeOrder) -> Plain:
    """A take that is still to be made, or could not be."""
    return {
        "number": order.number,
        "status": order.status,
        "created_at": order.created_at.isoformat(),
        "error_code": order.error_code,
        "error": facts_of(order.error) if order.error_code else {},
    }


def _plain_layer(layer: LetteredPanel) -> Plain:
    return {"take": layer.take, **_plain_lettering(layer.lettering)}


def plain_overlay(shown: Overlay) -> Plain:
    """A layer as an editor works on it; `changed` is the index of what was changed, -1 for nothing."""
    told = {"edition": shown.edition, "changed": shown.changed, "svg": shown.svg}
    return {**told, **_plain_lettering(shown.layer)}


def _plain_lettering(lettering: Lettering) -> Plain:
    return {
        "language": lettering.language,
        "width": lettering.width,
        "height": lettering.height,
        "balloons": [_plain_balloon(index, one) for index, one in enumerate(lettering.balloons)],
        "problems": [asdict(problem) for problem in lettering.problems],
    }


def _plain_balloon(index: int, balloon: Balloon) -> Plain:
    """Lengths in pixels of the panel. `tail` is what the tail aims at, `tip` where it ends."""
    tip = None if balloon.tail is None else tip_of(balloon)
    return {
        "index": index,
        "kind": balloon.kind,
        "speaker": balloon.speaker,
        "text": balloon.text,
        "lines": list(balloon.lines),
        "font_px": balloon.font_px,
        "x": balloon.center.x,
        "y": balloon.center.y,
        "half_width": balloon.half_width,
        "half_height": balloon.half_height,
        "tail": None if balloon.tail is None else [balloon.tail.x, balloon.tail.y],
        "tip": None if tip is None else [tip.x, tip.y],
        "tail_by_hand": balloon.tail_by_hand,
        "rotation_deg": balloon.rotation_deg,
        "joined": balloon.joined,
    }
