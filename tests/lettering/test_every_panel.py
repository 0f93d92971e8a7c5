"""What must hold for every lettered panel, whatever its size, its faces and its words."""

import itertools
import math
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lettering.panels import CAST, Scene, scenes
from toonverse.domain.geometry import Box, Point
from toonverse.domain.lettering import Balloon, Lettering
from toonverse.domain.wire import from_json, to_json
from toonverse.draw.balloons import along, outline, spine
from toonverse.draw.extents import chains, keep_whole, tip_of
from toonverse.draw.glyphs import glyph_path
from toonverse.draw.letter import letter, render
from toonverse.draw.svg import to_svg
from toonverse.draw.typeset import Typefaces, closed, comic_text, script_of
from toonverse.store.fonts import typefaces

SVG = "{http://www.w3.org/2000/svg}"
often = settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def lettered(scene: Scene) -> Lettering:
    size = (scene.width, scene.height)
    return letter(size, scene.lines, scene.sounds, scene.faces, scene.language, typefaces())


def spoken(lettering: Lettering) -> list[Balloon]:
    return [b for b in lettering.balloons if b.kind != "sfx"]


@given(scenes())
@often
def test_no_balloon_lies_on_a_head_unless_the_problem_is_told(scene: Scene):
    lettering = lettered(scene)
    told = {problem.balloon for problem in lettering.problems if problem.code == "face_covered"}
    for index, balloon in enumerate(lettering.balloons):
        covered = any(balloon.box.overlaps(face.head) for face in scene.faces)
        assert covered == (index in told)


@given(scenes())
@often
def test_all_ink_stays_inside_its_balloon(scene: Scene):
    lettering = lettered(scene)
    for balloon in spoken(lettering):
        ink = glyph_path(balloon, lettering.language, typefaces()).computeTightBounds()
        body = outline(replace(balloon, tail=None))
        assert body.getBounds().contains(ink)
        for x, y in itertools.product((ink.left(), ink.right()), (balloon.center.y,)):
            assert body.contains(x, y)
    assert "overflow" not in {problem.code for problem in lettering.problems}


@given(scenes())
@often
def test_nothing_crosses_an_edge_of_the_panel(scene: Scene):
    lettering = lettered(scene)
    for balloon in lettering.balloons:
        inside = any(face.character == balloon.speaker for face in scene.faces) and balloon.kind != "sfx"
        bounds = outline(balloon).getBounds() if inside else None  # tails from beyond are cut
        assert balloon.box.left > 0
        assert balloon.box.top > 0
        assert balloon.box.right < scene.width
        assert balloon.box.bottom < scene.height
        if bounds is not None:
            assert bounds.left() >= 0
            assert bounds.right() <= scene.width


@given(scenes())
@often
def test_balloons_are_met_in_the_order_of_the_lines(scene: Scene):
    lettering = lettered(scene)
    for first, second in itertools.combinations(spoken(lettering), 2):
        joined = second.joined >= 0 and first.speaker == second.speaker
        below = second.box.top > (first.center.y if joined else first.box.bottom - 1e-6)
        assert below or (second.box.left > first.box.right - 1e-6 and second.box.top >= first.box.top - 1e-6)
    left = [line.text for line in scene.lines]
    for balloon in spoken(lettering):
        while balloon.text not in left[0]:
            left.pop(0)
    assert not {"order", "overlap"} & {problem.code for problem in lettering.problems}


@given(scenes())
@often
def test_no_text_is_smaller_than_the_floor(scene: Scene):
    lettering = lettered(scene)
    assert all(b.font_px >= 22 * scene.width / 800 - 0.01 for b in lettering.balloons)


@given(scenes())
@often
def test_every_word_is_in_the_balloons_in_order_or_told_to_be_missing(scene: Scene):
    lettering = lettered(scene)
    fonts = typefaces()
    lost = [problem.detail for problem in lettering.problems if problem.code == "no_room"]
    wanted: list[str] = []
    for line in reversed(scene.lines):  # what finds no room is left out from the end
        if line.text in lost:
            lost.remove(line.text)
            continue
        kind = {"letter": "letter", "sign": "sign", "caption": "narration"}.get(line.kind, line.kind)
        if kind == "thought" and line.speaker in set(CAST) - {face.character for face in scene.faces}:
            kind = "narration"  # nobody's head is there for the cloud to lead to
        comic = comic_text(line.text, kind, script_of(line.text, scene.language), fonts)
        wanted[:0] = (
            closed(comic) if line.kind in ("speech", "thought", "shout", "whisper") else comic
        ).split()
    found = " ".join(" ".join(balloon.lines) for balloon in spoken(lettering))
    assert _unquoted(found.replace(" ", "")) == _unquoted("".join(wanted))


@given(scenes())
@often
def test_korean_words_are_never_broken(scene: Scene):
    lettering = lettered(scene)
    for balloon in spoken(lettering):
        if script_of(balloon.text, lettering.language) != "ko":
            continue
        comic = comic_text(balloon.text, balloon.kind, "ko", typefaces())
        words = {*comic.split(), *closed(comic).split()}
        parts = [part for line in balloon.lines for part in line.split()]
        hangul = [p for p in parts if all("\uac00" <= c <= "\ud7a3" for c in p)]
        assert set(hangul) <= words | {
            p for w in words if not w.isalpha() or not _is_hangul(w) for p in hangul
        }


def _unquoted(text: str) -> str:
    """Without the marks that a voice over a picture is put in."""
    return text.translate(str.maketrans("", "", '“”"'))


def _is_hangul(word: str) -> bool:
    return all("\uac00" <= c <= "\ud7a3" for c in word)


@given(scenes())
@often
def test_the_same_panel_is_lettered_the_same(scene: Scene):
    assert to_json(lettered(scene)) == to_json(lettered(scene))


@given(scenes())
@often
def test_the_layer_survives_its_json(scene: Scene):
    lettering = lettered(scene)
    assert from_json(Lettering, to_json(lettering)) == lettering


@given(scenes())
@often
def test_the_svg_is_well_formed_and_says_every_text(scene: Scene):
    lettering = lettered(scene)
    root = ElementTree.fromstring(to_svg(lettering, typefaces()))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert titles == [balloon.text for balloon in lettering.balloons]
    assert all(path.get("d", "").startswith("M") for path in root.iter(f"{SVG}path"))


@given(scenes(), st.integers(0, 255))
@settings(max_examples=25, derandomize=True)
def test_rendering_changes_nothing_outside_the_boxes_no_slice_may_cut(scene: Scene, grey: int):
    lettering = lettered(scene)
    before = np.full((scene.height, scene.width, 3), grey, np.uint8)
    after = render(before, lettering, typefaces())
    inside = np.zeros((scene.height, scene.width), bool)
    for box in keep_whole(lettering):
        rows = slice(int(box.top), int(np.ceil(box.bottom)))
        inside[rows, int(box.left) : int(np.ceil(box.right))] = True
    assert (after[~inside] == grey).all()
    assert (before == grey).all()
    if lettering.balloons:
        assert (after != before).any()


@given(scenes())
@settings(max_examples=25, derandomize=True)
def test_no_ink_is_cut_off_at_the_boxes_no_slice_may_cut(scene: Scene):
    """Along the border of every kept box the picture is untouched: nothing drawn reached that far."""
    lettering = lettered(scene)
    after = render(np.full((scene.height, scene.width, 3), 128, np.uint8), lettering, typefaces())
    drawn = (after != 128).any(axis=2)
    for box in keep_whole(lettering):
        top, bottom = int(box.top), int(np.ceil(box.bottom)) - 1
        left, right = int(box.left), int(np.ceil(box.right)) - 1
        alone = sum(other.overlaps(box) for other in keep_whole(lettering)) == 1
        if alone:
            assert not drawn[top, left:right].any()
            assert not drawn[bottom, left:right].any()
            assert left == 0 or not drawn[top:bottom, left].any()  # at the frame a tail is cut
            assert right == scene.width - 1 or not drawn[top:bottom, right].any()


def test_a_panel_without_words_has_no_balloons(fonts: Typefaces):
    lettering = letter((800, 1200), [], [], [], "ko", fonts)
    assert lettering == Lettering(800, 1200, "ko", ())


@given(scenes())
@often
def test_no_tail_leads_over_the_head_of_another_or_through_a_balloon(scene: Scene):
    lettering = lettered(scene)
    for index, balloon in enumerate(lettering.balloons):
        if balloon.tail is None:
            continue
        start, bend, tip = spine(balloon)
        heads = [face.head for face in scene.faces if face.character != balloon.speaker]
        others = [
            other.box
            for i, other in enumerate(spoken(lettering))
            if i != index and other.joined != index and balloon.joined != i
        ]
        for step in range(6, 21):
            t = step / 20
            x = (1 - t) ** 2 * start.x + 2 * t * (1 - t) * bend.x + t * t * tip.x
            y = (1 - t) ** 2 * start.y + 2 * t * (1 - t) * bend.y + t * t * tip.y
            for box in (*heads, *others):
                assert not (box.left < x < box.right and box.top < y < box.bottom)


@given(scenes())
@often
def test_every_tail_ends_at_its_speakers_head_and_points_there_or_the_problem_is_told(scene: Scene):
    lettering = lettered(scene)
    told = {problem.balloon for problem in lettering.problems if problem.code == "tail"}
    for group in chains(lettering):
        balloons = [lettering.balloons[i] for i in group]
        face = next((f for f in scene.faces if f.character == balloons[0].speaker), None)
        if face is None or balloons[0].kind in ("sfx", "narration", "letter", "sign"):
            continue
        tailed = [balloon for balloon in balloons if balloon.tail is not None]
        assert (group[0] in told) == (not tailed)
        for balloon in tailed:
            *_, before, tip = along(balloon)
            near = max(0.3 * face.head.height, 0.03 * scene.width)
            assert _away(face.head, tip) <= near
            assert _away(face.head, tip) <= min(_away(other.head, tip) for other in scene.faces)
            ahead = math.dist((before.x, before.y), (face.mouth.x, face.mouth.y))
            assert math.dist((tip.x, tip.y), (face.mouth.x, face.mouth.y)) < ahead


def _away(box: Box, point: Point) -> float:
    return math.hypot(
        max(box.left - point.x, 0, point.x - box.right), max(box.top - point.y, 0, point.y - box.bottom)
    )


@given(scenes())
@often
def test_who_is_not_in_the_picture_speaks_from_beyond_its_edge(scene: Scene):
    seen = {face.character for face in scene.faces}
    for balloon in lettered(scene).balloons:
        if balloon.tail is not None and balloon.speaker not in seen:
            assert not 0 < tip_of(balloon).x < scene.width
