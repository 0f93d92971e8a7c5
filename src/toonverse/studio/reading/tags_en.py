"""What says who spoke in English: `said the old man`, `the old man said`, `was her retort`."""

import re

from toonverse.studio.reading.words import speech

VERBS = frozenset(speech.VERBS_EN.split())
IN_LY = frozenset(speech.NAMES_IN_LY_EN.split())
VERB = "|".join(sorted(VERBS))
_ADVERB = (
    r"(?:(?:[a-z]+ly|then|again|once|only|just|at last|finally|had|would|also|softly|still|now|always|"
    r"presently|quickly)\s+){0,2}"
)
_VERB_X = re.compile(
    rf"^[\s,—–-]*(?:and |then )?(?:had |has )?(?P<verb>{VERB}|[a-z]+ed|spoke|broke|put|cut|chimed)"
    r"(?: (?:out|up|in|back|forth|on|again))?"
    r"\s+(?P<who>[^,.;:!?—\"“”]+)"
)
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Mme|St|Prof|Capt)\.")
_X_SAID = re.compile(
    rf"^[\s,—–-]*(?P<who>(?:[\w.'’-]+\s+){{1,6}}?)(?:(?:who|that) \w+ )?{_ADVERB}(?P<verb>{VERB})\b"
)
_WAS_HIS_REPLY = re.compile(
    r"^[\s,—–-]*(?:was|came) (?P<who>(?:the |an? )?[\w. ]+?)['’]s? (?:\w+ ){0,3}?(?:retort|reply|answer|"
    r"response|question|comment|remark|verdict|greeting|voice|cry|whisper|rejoinder|murmur)\b"
    r"|^[\s,—–-]*(?:was|came) (?P<whose>his|her|my) (?:\w+ ){0,3}?(?:retort|reply|answer|"
    r"response|question|comment|remark|verdict|greeting|voice|cry|whisper|rejoinder|murmur)\b"
)
_BEGINS_NAME = re.compile(
    r"(?:(?:the|an?|his|her|my|our|their|this|that|another|one)\b|[A-Z]|he\b|she\b|I\b|they\b|all\b|both\b)"
)
_ENDS_NAME = frozenset(speech.ENDS_NAME_EN.split())
_OF_THEM = re.compile(r"(?:\w+er|\w+est|other|first|second|third|last|one|more|most)$")
_SAYS = re.compile(rf"\b(?:{VERB}|spoke|speak|speaks|broke in|cut in|put in|went on)\b")


def tag_after(text: str) -> str:
    """Who a clause after a quotation says spoke: `said the old man` -> `the old man`; empty if untold."""
    return _inverted(text) or _straight(text)


def _inverted(text: str) -> str:
    reply = _WAS_HIS_REPLY.match(text)
    if reply:
        return (reply["who"] or reply["whose"]).strip()
    match = _VERB_X.match(_ABBREVIATED.sub(lambda m: m[0].replace(".", "․"), text))
    if not match:
        return ""
    who = match["who"].replace("․", ".").strip()
    if match["verb"] not in VERBS and not _BEGINS_NAME.match(who):
        return ""
    return _trimmed(who)


def is_said(text: str) -> bool:
    """Whether what follows a quotation opens with a known verb of saying (`said`, not `nodded`)."""
    match = _VERB_X.match(text)
    return match is not None and match["verb"] in VERBS


def _straight(text: str) -> str:
    match = _X_SAID.match(text)
    return _trimmed(match["who"].strip(" ,")) if match and match["who"].strip() else ""


def _trimmed(who: str) -> str:
    """The words up to where the name ends: no adverb, no `with a sigh`."""
    kept: list[str] = []
    words = who.split()
    for at, word in enumerate(words):
        low = word.lower()
        if low == "of":
            if at and _OF_THEM.match(words[at - 1].lower()):
                kept += words[at : at + 4]
            break
        adverb = low.endswith("ly") and low not in IN_LY
        if "--" in word:
            kept.append(word.split("--")[0])
            break
        if at and (low in _ENDS_NAME or adverb or low.endswith("ing")):
            break
        kept.append(word)
    return " ".join(kept)


def leads(text: str) -> bool:
    """Whether a sentence ends in a verb of saying or in a comma or colon, so that what follows is said."""
    return text.rstrip()[-1:] in (",", ":", "—", "-") or bool(re.search(rf"\b(?:{VERB})\s*$", text))


def tells_of_saying(text: str) -> bool:
    """Whether a sentence tells that somebody speaks (`the man spoke up quickly`)."""
    return bool(_SAYS.search(text))


_SILENT = re.compile(
    r"\b(?:said nothing|did(?: not|n['’]t) (?:answer|reply|speak|say)|made no (?:answer|reply)|"
    r"never answered|was silent|without (?:answering|replying|speaking))\b"
)


def keeps_silent(text: str) -> bool:
    """Whether a sentence says that somebody did not answer."""
    return bool(_SILENT.search(text))
