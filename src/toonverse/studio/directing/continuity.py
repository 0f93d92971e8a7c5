"""How looks change in a story: hair that is cut, clothes that are put on, a child that grows up (continuity).

A character looks the same in every panel until the text says otherwise; from then on the new look lasts. One
whose hair is cut later begins with long hair: a loss must be seen.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toonverse.domain.look import HairStyle, Look
from toonverse.domain.script import Script
from toonverse.domain.storyboard import CastMember, Shot
from toonverse.studio.directing.lexicon import first
from toonverse.studio.directing.looks import COLOURS, HAIR_STYLE, HAT, OUTFIT
from toonverse.studio.directing.naming import is_meant, names_in, subjects
from toonverse.studio.directing.units import Unit

GROWN_AFTER_YEARS = 8  # a child is one no more
AGED_AFTER_YEARS = 20

_CUT = re.compile(
    r"머리(?:카락|칼|채|털)?[를을]? ?(?:[가-힣]+ )?(?:잘랐|자르고 (?:왔|나)|잘라 ?(?:버|냈)|잘려|깎았|"
    r"밀었)|단발로 (?:잘|바)|"
    r"\b(?:cut|cuts|chopped|sheared|shore|cropped|lopped) (?:off )?(?:all )?(?:his|her|my|your|"
    r"their) (?:\w+ ){0,2}hair\b|"
    r"\bhair (?:was|is|had been|has been) (?:now )?(?:cut|cropped|shorn|bobbed|gone|sold)|"
    r"\bhad (?:his|her|my) hair (?:cut|cropped|bobbed)|\bhair cut off\b",
    re.IGNORECASE,
)
_SOLD = re.compile(
    r"\b(?:buy|sell|sold) (?:my|her|your) (?:\w+ )?hair\b|머리(?:카락|채|칼)?[를을] (?:파|팔|사 )",
    re.IGNORECASE,
)
_SHAVEN = re.compile(r"삭발|머리를 (?:빡빡|밀)|\bshav(?:ed|es) (?:his|her) head", re.IGNORECASE)
_HEAD_NOW = re.compile(
    r"\b(?:head|hair) was (?:now )?(?:covered with|short|cropped|curled|in|tied|loose|down|"
    r"up)\b[^.]*",
    re.IGNORECASE,
)
_PUT_ON = re.compile(
    r"갈아입|차려입|(?:옷|드레스|정장|양복|한복|교복|저고리|외투|코트|두루마기|앞치마|원피스|작업복|"
    r"제복)[를을] "
    r"(?:입었|걸쳤|둘렀|입고 (?:나|왔|섰))|"
    r"\b(?:put(?:s)? on|chang(?:ed|es) into|slipp(?:ed|s) into|pull(?:ed|s) on|dress(?:ed|es) (?:himself |"
    r"herself )?in) "
    r"(?:an? |the |his |her )",
    re.IGNORECASE,
)
_HAT_OFF = re.compile(
    r"(?:모자|갓|두건|투구|헬멧)[를을]? (?:벗었|벗고|벗어)|"
    r"\b(?:took|takes|pulled|pulls|taking) off (?:his|her) (?:[\w'’]+ ){0,3}(?:hat|cap|hood|helmet|bonnet)\b",
    re.IGNORECASE,
)
_HAT_ON = re.compile(
    r"(?:모자|갓|두건)[를을]? (?:썼|쓰고 나)|\bput(?:s)? on (?:his|her|the|a) (?:[\w'’]+ ){0,3}(?:hat|cap|"
    r"hood|bonnet)\b",
    re.IGNORECASE,
)
_GLASSES_OFF = re.compile(r"안경을 벗|\b(?:took|takes) off (?:his|her) (?:glasses|spectacles)", re.IGNORECASE)
_GLASSES_ON = re.compile(
    r"안경을 (?:썼|쓰고)|\bput(?:s)? on (?:his|her) (?:glasses|spectacles)", re.IGNORECASE
)
_SOAKED = re.compile(
    r"흠뻑 젖|비에 젖|물에 젖|젖은 (?:채|몸|머리)|빗물이 [^.]{0,8}(?:떨어|흘)|물에 빠|바다[로에] (?:뛰어|"
    r"던|빠)|"
    r"\b(?:soaked|drenched|wet through|dripping wet|soaking wet|fell into the (?:sea|water|river|lake|"
    r"harbou?r))\b",
    re.IGNORECASE,
)
_BLEEDS = re.compile(
    r"피(?:가|를) (?:흐르|흘|났|나|쏟)|(?<![가-힣])다쳤|베였|찔렸|총에 맞|"
    r"\b(?:bleeds?|bleeding|bled|blood (?:ran|was|dripped|poured|streamed)|(?:was|were|been) (?:wounded|"
    r"stabbed|shot))\b",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:would|could|might|will|shall|if|never|don['’]t|didn['’]t|not)\b|않|못|만약|려고|싶", re.IGNORECASE
)
_YEARS = re.compile(
    r"\b(?P<en>\d+|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"many) years (?:later|went by|"
    r"passed|after)\b|(?P<ko>\d+|오|육|칠|팔|구|십|십오|이십|삼십|사십|오십|여러) ?년(?: 뒤| 후|이 (?:지|"
    r"흘))",
    re.IGNORECASE,
)
_NUMBERS = "five six seven eight nine ten twelve fifteen twenty thirty forty fifty many"
_NUMBERS_KO = "오 육 칠 팔 구 십 - 십오 이십 삼십 사십 오십 여러"
_AMOUNTS = (5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 40, 50, 10)
_COUNTS = {
    word: n for words in (_NUMBERS, _NUMBERS_KO) for word, n in zip(words.split(), _AMOUNTS, strict=True)
}
_LONG: frozenset[HairStyle] = frozenset({"long", "wavy", "braid", "ponytail", "pigtails", "bun"})


class Continuity:
    """The looks of a cast, unit by unit."""

    def __init__(self, script: Script, row: Sequence[Unit], cast: Sequence[CastMember]) -> None:
        self.people = script.characters
        self.first = {member.name: replace(member.look, face=member.name) for member in cast}
        self._begin_long(row)
        self.steps: list[tuple[int, str, Look]] = []  # from which unit on, who, how
        now = dict(self.first)
        hurt: dict[str, int] = {}  # in which scene somebody was wounded
        sold: dict[str, int] = {}  # who sells their hair, in which scene: gone in the next
        for unit in row:
            for name, scene in list(sold.items()):
                if unit.scene > scene:
                    self._step(now, unit.index, name, _cropped(now[name], unit.line.text))
                    del sold[name]
            if unit.index and row[unit.index - 1].scene != unit.scene:
                for name, look in now.copy().items():
                    heals = look.wounded and unit.scene > hurt.get(name, 0) + 1
                    dry = replace(look, wet=False, wounded=look.wounded and not heals)
                    self._step(now, unit.index, name, dry)
            for name, look in self._changed(unit, now):
                if look.wounded and not now[name].wounded:
                    hurt[name] = unit.scene
                self._step(now, unit.index, name, look)
            if _SOLD.search(unit.line.text) and not _CUT.search(unit.line.text):
                sold.update({name: unit.scene for name in self._whose(unit, now)})

    def at(self, index: int) -> dict[str, Look]:
        """The look of everybody once unit `index` is told."""
        looks = dict(self.first)
        for start, name, look in self.steps:
            if start <= index:
                looks[name] = look
        return looks

    def cast(self) -> tuple[CastMember, ...]:
        """Everybody as they are when the story begins."""
        return tuple(CastMember(name, look) for name, look in self.first.items())

    def _step(self, now: dict[str, Look], index: int, name: str, look: Look) -> None:
        if now[name] != look:
            now[name] = look
            self.steps.append((index, name, look))

    def _begin_long(self, row: Sequence[Unit]) -> None:
        """Who loses their hair has long hair first."""
        for unit in row:
            text = unit.line.text
            if (_CUT.search(text) or _SOLD.search(text)) and not _SHAVEN.search(text):
                for name in self._whose(unit, self.first):
                    look = self.first[name]
                    if look.sex == "female" and look.hair_style not in _LONG:
                        look = replace(look, hair_style="long")
                    if look.sex == "female":
                        style: HairStyle = (
                            "wavy" if look.hair_style in ("bun", "ponytail") else look.hair_style
                        )
                        self.first[name] = replace(look, hair_style=style)

    def _whose(self, unit: Unit, looks: Mapping[str, Look]) -> list[str]:
        """Whom a sentence about hair or clothes is about: who says "my", else who acts, is named or meant."""
        text, speaker = unit.line.text, unit.line.speaker
        if not unit.told:
            own = speaker in looks and re.search(r"\bmy\b|\bI\b|내 |제 ", text)
            return [speaker] if own else []
        acting = [name for name, _ in subjects(text, unit.seen, self.people) if name in looks]
        named = [name for name in names_in(text, self.people) if name in looks]
        seen = [c.name for c in self.people if c.name in unit.seen and c.name in looks and is_meant(text, c)]
        alone = [name for name in unit.seen if name in looks] if len(unit.seen) == 1 else []
        return list(dict.fromkeys((*acting, *named)))[:1] or seen[:1] or alone

    def _changed(self, unit: Unit, now: Mapping[str, Look]) -> list[tuple[str, Look]]:
        text = unit.line.text
        if unit.told and (years := _years(text)):
            return [(name, _older(look, years)) for name, look in now.items()]
        if _NOT_NOW.search(text) and not _HEAD_NOW.search(text):
            return []
        return [
            (n, look) for n in self._whose(unit, now) if (look := _now(now[n], text, unit.told)) != now[n]
        ]


def _now(look: Look, text: str, told: bool) -> Look:
    """The look after what a sentence says of hair, clothes and body."""
    look = _hair(look, text, told)
    if not told:
        return look
    look = _dressed(look, text)
    return replace(
        look, wet=look.wet or bool(_SOAKED.search(text)), wounded=look.wounded or bool(_BLEEDS.search(text))
    )


def _hair(look: Look, text: str, told: bool) -> Look:
    if _SHAVEN.search(text):
        return replace(look, hair_style="buzz")
    if _CUT.search(text):
        return _cropped(look, text)
    if told and (head := _HEAD_NOW.search(text)):
        return replace(look, hair_style=first(HAIR_STYLE, head[0]) or look.hair_style)
    return look


def _dressed(look: Look, text: str) -> Look:
    if _HAT_OFF.search(text):
        look = replace(look, hat="none")
    elif _HAT_ON.search(text):
        look = replace(look, hat=first(HAT, text) or "brimmed")
    if _GLASSES_OFF.search(text):
        look = replace(look, glasses=False)
    elif _GLASSES_ON.search(text):
        look = replace(look, glasses=True)
    if worn := _PUT_ON.search(text):
        said = text[max(0, worn.start() - 12) : worn.end() + 40]
        outfit = first(OUTFIT, said)
        look = replace(look, outfit=outfit, top=first(COLOURS, said) or look.top) if outfit else look
    return look


def _cropped(look: Look, text: str) -> Look:
    style: HairStyle = first(HAIR_STYLE, text) or ("bob" if look.sex == "female" else "buzz")
    if style in _LONG:
        style = "bob" if look.sex == "female" else "buzz"
    return replace(look, hair_style="short" if style == look.hair_style == "bob" else style)


def _years(text: str) -> int:
    hit = _YEARS.search(text)
    if hit is None:
        return 0
    count = (hit["en"] or hit["ko"]).casefold()
    return int(count) if count.isdigit() else _COUNTS[count]


def _older(look: Look, years: int) -> Look:
    """The look after so many years."""
    if look.age == "child" and years >= GROWN_AFTER_YEARS:
        return replace(look, age="young", teen=years < GROWN_AFTER_YEARS + 2)
    if look.age in ("young", "middle") and years >= AGED_AFTER_YEARS:
        return replace(look, age="middle" if look.age == "young" else "old", teen=False)
    return look


def with_changes(shot: Shot, continuity: Continuity, told: int) -> Shot:
    """The shot with the looks of those in it that are not as the story began; `told` is its last unit."""
    now = continuity.at(told)
    first = continuity.first
    figures = tuple(
        replace(f, look=now[f.character]) if now.get(f.character) != first.get(f.character) else f
        for f in shot.figures
    )
    return replace(shot, figures=figures)
