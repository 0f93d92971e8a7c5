"""What holds of every storyboard, whatever the script and the number of panels."""

import re
from itertools import pairwise
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from directing.generated import scripts
from toonverse.domain.script import Script
from toonverse.domain.storyboard import (
    Angle,
    BeatRole,
    Emotion,
    Facing,
    Light,
    Pose,
    ShotSize,
    Storyboard,
)
from toonverse.domain.wire import from_json, to_json
from toonverse.draw.breaths import BALLOONS_MAX, balloon_count
from toonverse.studio.directing import direct

counts = st.one_of(st.none(), st.integers(1, 30), st.sampled_from((60, 120)))
everything = settings(max_examples=20)


def is_asked(script: Script) -> bool:
    return any(beat.panel for scene in script.scenes for beat in scene.beats)


@everything
@given(scripts(), st.integers(1, 200))
def test_the_number_of_panels_is_the_one_asked_for(script: Script, panels: int) -> None:
    board = direct(script, "webtoon", panels)
    assert [shot.number for shot in board.shots] == list(range(1, panels + 1))


@everything
@given(scripts(), counts)
def test_no_panel_becomes_more_than_three_balloons_nor_has_three_boxes(
    script: Script, panels: int | None
) -> None:
    for shot in direct(script, "webtoon", panels).shots:
        assert balloon_count(shot.lines) <= BALLOONS_MAX
        assert sum(line.kind in ("caption", "letter", "sign") for line in shot.lines) <= 2


@everything
@given(scripts(), counts)
def test_no_neighbours_share_size_and_angle_and_no_three_their_size(
    script: Script, panels: int | None
) -> None:
    shots = direct(script, "webtoon", panels).shots
    for a, b in pairwise(shots):
        assert (a.size, a.angle) != (b.size, b.angle)
    for a, b, c in zip(shots, shots[1:], shots[2:], strict=False):
        assert len({a.size, b.size, c.size}) > 1


@everything
@given(scripts(), counts)
def test_talk_is_seen_from_near(script: Script, panels: int | None) -> None:
    shots = direct(script, "webtoon", panels).shots
    for shot in shots:
        aloud = {line.speaker for line in shot.lines if line.kind in ("speech", "shout", "whisper")}
        if aloud & {f.character for f in shot.figures}:
            assert shot.size != "extreme long"
    talks = [shot for shot in shots if shot.figures and any(line.speaker for line in shot.lines)]
    assert sum(shot.size == "long" for shot in talks) <= 1 + len({shot.scene for shot in talks})


@everything
@given(scripts(), counts)
def test_it_opens_turns_once_and_ends(script: Script, panels: int | None) -> None:
    shots = direct(script, "webtoon", panels).shots
    roles = [shot.role for shot in shots]
    assert roles.count("turn") == 1
    assert roles[0] in ("opening", "turn")
    assert len(roles) == 1 or roles[-1] in ("ending", "turn")
    turn = shots[roles.index("turn")]
    others = [shot for shot in shots if shot is not turn]
    assert all(shot.height_px < turn.height_px for shot in others)
    if turn.number > 1:
        assert all(shot.gutter_px < turn.gutter_px for shot in others)


@everything
@given(scripts(), counts)
def test_measures_are_those_of_a_webtoon(script: Script, panels: int | None) -> None:
    for shot in direct(script, "webtoon", panels).shots:
        assert shot.width_px == 1024
        assert 640 <= shot.height_px <= 1920
        assert shot.height_px % 16 == 0
        assert 200 <= shot.gutter_px <= 1000


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@everything
@given(scripts(), counts)
def test_what_is_lettered_is_what_the_script_says(script: Script, panels: int | None) -> None:
    said = {folded(line.text) for scene in script.scenes for beat in scene.beats for line in beat.lines}
    told = folded(" ".join(beat.action for scene in script.scenes for beat in scene.beats))
    whole = folded(" ".join(line.text for s in script.scenes for b in s.beats for line in b.lines))
    for shot in direct(script, "webtoon", panels).shots:
        for line in shot.lines:
            text = folded(line.text)
            known = any(text in other for other in said) or text in whole or text in told
            assert known or is_topic_and_tail(text, told) or text == folded(script.title)


def is_topic_and_tail(text: str, told: str) -> bool:
    """A Korean caption may be its sentence's topic and its last clauses."""
    return any(text[:n] in told and text[n:] in told for n in range(2, 8))


@everything
@given(scripts(), counts)
def test_no_word_is_cut(script: Script, panels: int | None) -> None:
    words = {
        word.strip(".,!?…;:—–-―")
        for scene in script.scenes
        for beat in scene.beats
        for text in (beat.action, *(line.text for line in beat.lines))
        for word in text.split()
    } | {script.title}
    for shot in direct(script, "webtoon", panels).shots:
        for line in shot.lines:
            assert {word.strip(".,!?…;:—–-―") for word in line.text.split()} <= words | {""}


@everything
@given(scripts())
def test_with_room_every_spoken_line_is_kept_whole(script: Script) -> None:
    shots = direct(script, "webtoon", 200).shots
    lettered = folded(" ".join(line.text for shot in shots for line in shot.lines if line.kind != "caption"))
    for scene in script.scenes:
        for beat in scene.beats:
            for line in beat.lines:
                if line.kind != "caption":
                    assert folded(line.text) in lettered


@everything
@given(scripts(), counts)
def test_balloons_are_read_in_the_order_in_which_their_speakers_stand(
    script: Script, panels: int | None
) -> None:
    for shot in direct(script, "webtoon", panels).shots:
        x = {f.character: f.x for f in shot.figures}
        balloons = [line for line in shot.lines if line.kind not in ("letter", "sign")]  # paper has no mouth
        order = list(dict.fromkeys(line.speaker for line in balloons if line.speaker in x))
        assert [x[name] for name in order] == sorted(x[name] for name in order)
        assert len(x) == len(shot.figures) <= 3
        assert len(set(x.values())) == len(x)


@everything
@given(scripts(), counts)
def test_prompts_are_distinct_and_always_the_same(script: Script, panels: int | None) -> None:
    first = direct(script, "anime", panels)
    prompts = [shot.prompt for shot in first.shots]
    assert len(set(prompts)) == len(prompts)
    assert all("no text, no speech balloons" in prompt and prompt.isascii() for prompt in prompts)
    assert all(shot.alt for shot in first.shots)
    assert to_json(direct(script, "anime", panels)) == to_json(first)


@everything
@given(scripts(), counts)
def test_only_words_of_the_vocabularies_are_used(script: Script, panels: int | None) -> None:
    board = direct(script, "manga", panels)
    assert from_json(Storyboard, to_json(board)) == board
    cast = {member.name for member in board.cast}
    for shot in board.shots:
        assert shot.size in get_args(ShotSize)
        assert shot.angle in get_args(Angle)
        assert shot.light in get_args(Light)
        assert shot.role in get_args(BeatRole)
        for figure in shot.figures:
            assert figure.character in cast
            assert figure.pose in get_args(Pose)
            assert figure.emotion in get_args(Emotion)
            assert figure.facing in get_args(Facing)
            assert 0 <= figure.x <= 1
            assert 0 <= figure.depth <= 1
            assert not figure.touches or figure.touches in {f.character for f in shot.figures}


@everything
@given(scripts())
def test_nobody_in_a_cast_has_anothers_hair_or_top(script: Script) -> None:
    looks = [member.look for member in direct(script, "webtoon", 40).cast]
    assert len({look.top for look in looks}) == len(looks)
    assert len({(look.hair, look.hair_style) for look in looks}) == len(looks)
