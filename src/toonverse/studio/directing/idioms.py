"""Verbs of a deed in which no body does it: tears fall, night falls, somebody's eyes, a breath is held."""

import re

IDIOMS = re.compile(
    r"(?<![가-힣])(?:눈물|빗물|빗방울|땀방울|땀|침|핏방울|물방울|꽃잎|낙엽|나뭇잎|시선|눈길|고개|해|어둠|침묵|정적|"
    r"명령|목소리|소리|값|성적|기온|체온)(?:이|가|은|는|도|만)? (?:[가-힣]+ ){0,3}?"
    r"(?:떨어|떨렸|굴러|달렸|넘어)[가-힣]*|"
    r"말이 떨어[가-힣]*|숨을 (?:죽|멈|참|삼|들이|몰아|고르|헐떡)[가-힣]*|숨이 (?:막|차|멎)[가-힣]*|"
    r"마음을 (?:먹|다잡|졸)[가-힣]*|목소리를 (?:높|낮|죽)[가-힣]*|"
    r"\b(?:eyes?|gaze|glance|tears?|night|darkness|dusk|evening|silence|snow|rain|leaves|voice|shadow|"
    r"light|hush|price|curtain|face|heart|spirits|jaw|head|hair)s? (?:had |has |then |softly |slowly )?"
    r"(?:fell|falls|falling|sank|sinks|ran|runs|rose|rises|raced|races|jumped|leapt|dropped|struck)\b|"
    r"\b(?:fell|falls|fallen) (?:silent|quiet|still|ill|sick|behind|due|open|apart|in love|asleep|under)\b|"
    r"\b(?:h[eo]ld(?:s|ing)?|catch(?:es|ing)?|caught|takes?|took|dr[ae]ws?) (?:\w+ )?(?:deep )?breaths?\b|"
    r"\bh[eo]ld(?:s|ing)? (?:his|her|their) tongue\b|"
    r"\b(?:rais|lower)(?:es|ed|ing) (?:his|her|their|a) (?:voices?|eyebrows?|brows?)\b|"
    r"\b(?:ran|runs?|running) (?:a|his|her|their|one) (?:hands?|fingers?|eyes?|thumb)\b|"
    r"\bjump(?:s|ed)? the queue\b|"
    r"\bstr(?:uck|ikes?|iking) (?:a|the|one|another|two|some) (?:\w+ )?(?:keys?|notes?|chords?|poses?|"
    r"bargain|deal|hour|strings?)\b|\b(?:clock|bell|hour) (?:struck|strikes)\b|"
    r"\b(?:str(?:uck|ikes)|hit|hits) (?:him|her|them) (?:that|as|how)\b",
    re.IGNORECASE,
)

_SEATED_SLEEP = re.compile(
    r"(?:자리|좌석|의자|벤치|버스|기차|열차|택시|소파)(?:에|에서|에 앉아|에 기대)"
    r"[^.]{0,12}(?:자고|졸고|잠들|잠이|잤|졸았)|앉아[^.]{0,8}(?:자고|졸고|잠들|잠이|졸았)|"
    r"\b(?:asleep|sleeping|slept|dozed|dozing|napping)\b[^.]{0,24}"
    r"\b(?:seats?|chair|armchair|bench|bus|train|car|carriage|row)\b|"
    r"\b(?:seats?|chair|armchair|bench|bus|train|carriage|row)\b[^.]{0,24}"
    r"\b(?:asleep|sleeping|slept|dozed|dozing)\b",
    re.IGNORECASE,
)


def sleeps_sitting(text: str) -> bool:
    """Whether somebody sleeps on what one sits on."""
    return bool(_SEATED_SLEEP.search(text))
