"""Looks of those in the panels who are nobody of the story: the same people all through an episode."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from toonverse.domain.script import Character, Script
from toonverse.domain.storyboard import CastMember
from toonverse.studio.directing.looks import apart_from, has_schoolgirls, look_of
from toonverse.studio.directing.presence import CROWD_NAMES

_OTHERS = re.compile(
    r"사람들|군중|구경꾼|승객들|\b(?:people|crowd|passers?-?by|passengers|onlookers)\b", re.I
)


def bystanders(script: Script, seen: Collection[str], cast: Sequence[CastMember]) -> tuple[CastMember, ...]:
    """A look for each of `seen` who is not in `cast`, unlike those who are.

    Where the only people without a name are girls of a school, they are what speaks as a crowd.
    """
    korean = script.language == "ko"
    looks = {member.name: member.look for member in cast}
    girls = has_schoolgirls(script) and not _has_others(script)
    found = []
    for place, name in enumerate((*CROWD_NAMES, *sorted(set(seen) - looks.keys() - set(CROWD_NAMES)))):
        if girls and name in CROWD_NAMES:
            somebody = Character(name, age="young", gender="female", looks=("schoolgirl",))
        else:
            somebody = Character(name, age="middle", gender=("male", "female", "male")[place % 3])
        look = look_of(somebody, script.era, korean, place)
        look = apart_from(look, somebody, looks, script)
        looks[name] = look
        if name in seen:
            found.append(CastMember(name, replace(look, face=name)))
    return tuple(found)


def _has_others(script: Script) -> bool:
    return any(_OTHERS.search(beat.action) for scene in script.scenes for beat in scene.beats)
