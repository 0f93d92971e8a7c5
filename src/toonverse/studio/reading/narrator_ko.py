"""Whether the `나` who tells a Korean story is a man or a woman: by what others call 나, and what 나 has."""

import re
from collections.abc import Iterable, Mapping

from toonverse.domain.script import Gender
from toonverse.studio.reading.document import Item, Sentence, Utterance

_MINE = r"(?<![가-힣])(?:나의|내|우리) "
_HAS = {
    "male": re.compile(
        rf"{_MINE}(?:아내|마누라|처|처가|장인|장모|각시|여편네)(?![가-힣]{{2}})|(?<![가-힣])(?:장인님|장모님|빙모)"
    ),
    "female": re.compile(rf"{_MINE}(?:남편|서방|시어머니|시아버지|시댁|시집)(?![가-힣]{{2}})"),
}
_WEARS = {
    "male": re.compile(r"(?<![가-힣])(?:나는|내가|난|내) .*(?:지게|상투|수염|군복|장가)"),
    "female": re.compile(r"(?<![가-힣])(?:나는|내가|난|내) .*(?:치마|비녀|저고리 고름|화장|시집살이)"),
}
_CALLED = {
    "male": re.compile(r"(?<![가-힣])(?:이놈|이 ?자식|이 ?녀석|바보 녀석|도련님|오빠|총각|형님)"),
    "female": re.compile(r"(?<![가-힣])(?:이년|계집애|언니|새댁|아가씨|처녀)"),
}
_WORTH_HAS, _WORTH_WEARS = 3, 1


def narrator_gender(items: Iterable[Item], genders: Mapping[str, Gender]) -> Gender:
    """What the story tells of the sex of `나`; "unknown" where it tells nothing or as much of both.

    `genders` are those of the others: a curse at a man tells nothing of 나 where another man may be meant.
    """
    score = {"male": 0, "female": 0}
    told = [i.text for i in items if isinstance(i, Sentence)]
    said = [i.text for i in items if isinstance(i, Utterance)]
    others = set(genders.values())
    for gender in score:
        score[gender] += _WORTH_HAS * sum(1 for t in told if _HAS[gender].search(t))
        score[gender] += _WORTH_WEARS * sum(1 for t in told if _WEARS[gender].search(t))
        if gender not in others:
            score[gender] += sum(1 for t in said if _CALLED[gender].search(t))
    if score["male"] == score["female"]:
        return "unknown"
    return "male" if score["male"] > score["female"] else "female"
