"""What a whole scene says of somebody: that they are only a voice in it, a babe in arms, or lie there."""

import re
from collections.abc import Iterable, Sequence

from toonverse.domain.script import Character
from toonverse.studio.directing import doings
from toonverse.studio.directing.naming import names_in
from toonverse.studio.directing.units import Unit

_ITS_VOICE = r"(?:의 [^.]{0,10}(?:목소리|목청|음성|말씨|말끝|말소리)| 말씨|['’]s? (?:\w+ )?voice\b)"
NEAR_A_CALL = 5  # units after a telephone rang within which its voice speaks first
_CALLS = re.compile(
    r"전화(?:가|를|벨|기)|수화기|휴대폰이|무전기|"
    r"\b(?:tele)?phone (?:\w+ ){0,4}r[ia]ng|(?:lift|pick|answer|rais|took|"
    r"grab)\w* (?:up )?the (?:tele)?(?:phone|receiver)|"
    r"\bradio (?:crackl|hiss|said)|(?:on|into) the (?:tele)?(?:phone|radio|receiver)\b",
    re.IGNORECASE,
)
_VOICE_OF = re.compile(r"목소리|목청|음성|말씨|말끝|\bvoices?\b", re.IGNORECASE)
_INFANT = re.compile(
    r"젖(?:을|이|도|꼭지|먹이)|갓난|돌 ?지난|강보|포대기|\b(?:baby|infant|cradle|"
    r"swaddl\w+)\b",
    re.IGNORECASE,
)
_LIES = re.compile(
    r"누운 (?:이|사람|채|아내|남편|어머니|아버지)|누워(?:만)? ?있|드러누워|앓아 ?누|병석|병상|시체|주검|"
    r"송장|죽은 이|"
    r"(?:환자|병인|병자)의|숨을 거두"
    r"|\b(?:lay (?:dead|dying|still|sick|ill)|on (?:his|her) (?:death|sick)bed|in (?:his|her|the) bed|"
    r"the dead (?:man|woman|girl|"
    r"boy)|the corpse|(?:his|her) body\b)",
    re.IGNORECASE,
)


def only_heard(row: Sequence[Unit], characters: Sequence[Character]) -> set[tuple[int, str]]:
    """(scene, name) of those who speak in a scene in which the text knows nothing of them but their voice."""
    found: set[tuple[int, str]] = set()
    for scene, units in _by_scene(row):
        told = " ".join(u.line.text for u in units if u.told)
        if not _VOICE_OF.search(told):
            continue
        for name in {u.line.speaker for u in units if not u.told}:
            voiced = re.search(re.escape(name) + _ITS_VOICE, told)
            bodily = re.search(re.escape(name) + r"(?:이|가|은|는)(?=\s)", told)
            if name and voiced and not bodily:
                found.add((scene, name))
    named = {c.name for c in characters}
    found |= _on_the_line(row)
    return {(scene, name) for scene, name in found if name in named}


def _on_the_line(row: Sequence[Unit]) -> set[tuple[int, str]]:
    """(scene, name) of those who answer somebody at a telephone, and do nothing there."""
    found: set[tuple[int, str]] = set()
    for scene, units in _by_scene(row):
        told = [u for u in units if u.told]
        calls = [u.index for u in told if _CALLS.search(u.line.text)]
        holders = [u.line.text for u in told if u.index in calls]
        for name in {u.line.speaker for u in units if not u.told and u.line.speaker}:
            first = min(u.index for u in units if not u.told and u.line.speaker == name)
            close = any(0 < first - i <= NEAR_A_CALL for i in calls)
            about = [u.line.text for u in told if name in u.line.text]
            acts = any(doings.pose_in(text) for text in about) or any(name in text for text in holders)
            if close and not acts and about:
                found.add((scene, name))
    return found


def infants(row: Sequence[Unit], characters: Sequence[Character]) -> set[str]:
    """Those who are too small to stand in a picture."""
    children = [c for c in characters if c.age == "child"]
    found: set[str] = set()
    for unit in row:
        if unit.told and _INFANT.search(unit.line.text):
            found.update(names_in(unit.line.text, children))
    return found


def lying(row: Sequence[Unit], characters: Sequence[Character]) -> dict[int, tuple[str, int]]:
    """For scenes in which somebody lies sick or dead: who, and from which unit on. It is whom the text
    calls so, else who answers only by silence there, else who of those seen there does nothing."""
    found: dict[int, tuple[str, int]] = {}
    for scene, units in _by_scene(row):
        first = next((u for u in units if u.told and _LIES.search(u.line.text)), None)
        if first is None:
            continue
        name = _called_sick(first.line.text, characters) or _silent(units)
        if name in {c.name for c in characters}:
            found[scene] = (name, first.index)
    return found


def _called_sick(text: str, characters: Sequence[Character]) -> str:
    called = re.search(r"(환자|병인|병자)", text)
    for character in characters:
        if called and called[0] in (character.name, *character.aliases):
            return character.name
        if re.search(rf"누운 {re.escape(character.name)}|{re.escape(character.name)}\w* lay\b", text):
            return character.name
    return ""


def _silent(units: Sequence[Unit]) -> str:
    """Who has lines in these units, and no word in any of them."""
    said: dict[str, bool] = {}
    for unit in units:
        if not unit.told and unit.line.speaker:
            worded = any(c.isalnum() for c in unit.line.text)
            said[unit.line.speaker] = said.get(unit.line.speaker, False) or worded
    return next((name for name, worded in said.items() if not worded), "")


def _by_scene(row: Sequence[Unit]) -> Iterable[tuple[int, list[Unit]]]:
    scenes: dict[int, list[Unit]] = {}
    for unit in row:
        scenes.setdefault(unit.scene, []).append(unit)
    return scenes.items()
