"""Sky and sun told in whole phrases, where one word would not tell (`눈` is snow and eye)."""

import re

from toonverse.domain.script import TimeOfDay, Weather
from toonverse.domain.story import Language

_HOW = r"(?:(?:([가-힣]{1,2})\1|[가-힣]+[이히게]|또|다시|계속|막|온종일|하루 종일|밤새) ){0,2}"
_FALLS = (
    r"(?:내리(?!깔|면|지 않|지는)|내려(?!다|앉|깔|와|왔|오|가|갔|놓|뜨)|내렸|내린(?! 눈길)|"
    r"쏟아|퍼붓|퍼부|흩날|휘날|흩뿌)"
)
_COMES = r"(?:오는|온다|왔|오고|와서|옵니다|오던|오기 시작)(?![가-힣]*면)"

WEATHER: dict[Language, tuple[tuple[Weather, re.Pattern[str]], ...]] = {
    "ko": (
        ("snow", re.compile(rf"(?<![가-힣])눈(?:이|은|도)? ?{_HOW}(?:{_FALLS}|{_COMES}|쌓[이였인])")),
        (
            "rain",
            re.compile(rf"(?<![가-힣])(?:[봄밤]|가을|여름|겨울|장맛)?비(?:도)? ?{_HOW}(?:{_FALLS}|{_COMES})"),
        ),
        (
            "clear",
            re.compile(r"(?:맑은|푸른|파란) ?(?:[가-힣]+ )?하늘|하늘[이은] (?:[가-힣]+ )?(?:맑|푸르|파랗)"),
        ),
        ("cloudy", re.compile(r"잿빛 ?하늘|하늘[이은] (?:[가-힣]+ )?(?:흐리|잿빛|찌푸)")),
    ),
    "en": (),
}

TIMES: dict[Language, tuple[tuple[TimeOfDay, re.Pattern[str]], ...]] = {
    "ko": (
        (
            "evening",
            re.compile(
                r"(?<![가-힣])해[가는도]? ?(?:[가-힣]+ )?(?:졌|지고|지자|져서?(?![가-힣])|진 (?:뒤|후)|저물|"
                r"떨어졌|떨어지자|떨어지고|넘어갔|기울었)"
            ),
        ),
    ),
    "en": (
        (
            "evening",
            re.compile(
                r"\bsun (?:(?:had|was|has|is) )?(?:set|setting|sank|sunk|sinking|went down|gone down|"
                r"going down)\b",
                re.I,
            ),
        ),
    ),
}
