"""Neighbouring panels are different pictures, in all our stories and in any script."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from directing.generated import scripts
from directing.told import OURS, script_of
from toonverse.domain.script import Script
from toonverse.studio.directing import direct
from toonverse.studio.directing.blocking import block
from toonverse.studio.directing.units import units


def check(script: Script, panels: int | None) -> None:
    row = units(script)
    there = block(script, row).there
    peopled = {unit.scene for unit in row if there[unit.index]}
    for before, shot in pairwise(direct(script, "webtoon", panels).shots):
        poses = [f.pose for f in shot.figures]
        same = (before.place, before.size) == (shot.place, shot.size) and poses
        assert not same or poses != [f.pose for f in before.figures], (before.number, shot.number)
        assert before.figures or shot.figures or shot.scene not in peopled, (before.number, shot.number)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
@pytest.mark.parametrize("panels", [12, None])
def test_no_neighbours_of_our_stories_are_alike_or_both_empty(path: Path, panels: int | None) -> None:
    check(script_of(path), panels)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(scripts())
def test_no_neighbours_of_any_script_are_alike_or_both_empty(script: Script) -> None:
    check(script, 16)
