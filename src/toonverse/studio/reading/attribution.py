"""Who says each line: cues around it weighed, then the likeliest order of turns chosen as a whole.

Every utterance has evidence for each candidate (a tag after it, the sentence that leads into it, who acts
beside it, who is called by name in it). Turns prefer to change hands, and to come back to the one before
last. A second pass adds what the first answer teaches of how each of them speaks.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice, pairwise

from toonverse.domain.story import Language
from toonverse.studio.reading import antecedents_en, antecedents_ko, cues_en, cues_ko, manners
from toonverse.studio.reading.bearing_ko import add_bearing
from toonverse.studio.reading.beats_ko import leaning
from toonverse.studio.reading.document import CROWD, UNKNOWN, Item, People, Sentence, Utterance
from toonverse.studio.reading.evidence import Evidence, shortlists
from toonverse.studio.reading.on_air import VOICE, on_air, owners
from toonverse.studio.reading.turns import Turn, apart, decode
from toonverse.studio.reading.weights import WEIGHTS

WINDOW_SENTENCES = 24
AHEAD_SENTENCES = 8
CANDIDATES_MAX: dict[Language, int] = {"ko": 5, "en": 7}
LEFT_BEHIND_SENTENCES = 6
"""After so many a driver, a waiter of whom no more is told is out of the talk."""
PARTY_LINES = 5
PROMINENT_MIN = 0.3
LATELY_MAX = 1.5


def attribute(items: list[Item], people: People, language: Language) -> None:
    """Sets `speaker` of every utterance in place."""
    at = [i for i, item in enumerate(items) if isinstance(item, Utterance) and item.kind != "sign"]
    if not at:
        return
    if language == "ko":
        antecedents_ko.resolve(items, people)
    evidence = gather(items, at, people, language)
    turns = turns_of(items, at, language)
    weights, most = WEIGHTS[language], CANDIDATES_MAX[language]
    if language == "ko":
        weights = leaning(items, evidence, turns, people.standing, most)
    to_nobody = _said_to_the_absent(items, at, turns, people, language)
    turns = [replace(t, manner="") if i in to_nobody else t for i, t in enumerate(turns)]
    lines = [item for item in items if isinstance(item, Utterance) and item.kind != "sign"]
    first = decode(shortlists(evidence, weights, most), turns, weights, people.standing)
    if language == "en":
        for line, speaker in zip(lines, first, strict=True):
            line.speaker = speaker
        antecedents_en.resolve(items, people.men)
        evidence = gather(items, at, people, language)
        first = decode(shortlists(evidence, weights, most), turns, weights, people.standing)
    manners.learn(lines, first, evidence, weights, language, to_nobody)
    for line, speaker in zip(
        lines, decode(shortlists(evidence, weights, most), turns, weights, people.standing), strict=True
    ):
        line.speaker = speaker


_PARENTS = re.compile(r"^(?:아빠|엄마|아버지|어머니)[,!?.…~ ]")


def _said_to_the_absent(
    items: list[Item], at: list[int], turns: list[Turn], people: People, language: Language
) -> frozenset[int]:
    """Lines far from all talk that call a parent who is not of the cast: to no one there, so that
    their manner tells nothing of how the speaker stands to anybody."""
    if language != "ko":
        return frozenset()
    found = set()
    for n, (i, turn) in enumerate(zip(at, turns, strict=True)):
        called = _PARENTS.match(items[i].text)
        if called and turn.apart == "far" and called[0][:-1] not in people.called:
            found.add(n)
    return frozenset(found)


def gather(items: list[Item], at: list[int], people: People, language: Language) -> list[Evidence]:
    """The evidence for each of the utterances at `at`."""
    cues = cues_ko if language == "ko" else cues_en
    found = [cues.evidence(items, i, people) for i in at]
    prominent, met = _prominent(items), _first_met(items, people, language)
    for evidence, i in zip(found, at, strict=True):
        _about_here(evidence, items, i)
        _not_yet(evidence, items, i, met)
        for name, (share, first) in prominent.items():
            if first < i:
                evidence.add(name, "main", share)
    _over_the_air(found, items, at, people, language)
    _parties(found)
    if language == "ko":
        for evidence, i in zip(found, at, strict=True):
            add_bearing(evidence, items[i].text, people)
    if not any(isinstance(item, Sentence) and item.mentions for item in items):
        for evidence in found:  # nobody is told of: whoever is called may say any line
            for name in people.called.values():
                evidence.known(name)
    return found


def _first_met(items: list[Item], people: People, language: Language) -> dict[str, int]:
    """Name -> the first item that names them: narration, or a line that calls them."""
    cues = cues_ko if language == "ko" else cues_en
    met: dict[str, int] = {}
    for at, item in enumerate(items):
        if isinstance(item, Sentence):
            named = [m.name for m in item.mentions if not m.pronoun]
        else:
            named = [
                n for form, n in people.called.items() if n not in met and cues.is_called(form, item.text)
            ]
        for name in named:
            met.setdefault(name, at)
    return met


def _not_yet(evidence: Evidence, items: list[Item], i: int, met: Mapping[str, int]) -> None:
    """Whoever the story has not brought in when a line is said; those brought in right behind it."""
    behind = next((at for at in range(i + 1, len(items)) if isinstance(items[at], Utterance)), len(items))
    for name in evidence.found:
        first = met.get(name, -1)
        if first < i:
            continue
        if i < first < behind:
            acts = any(m.name == name and m.role == "subject" for m in getattr(items[first], "mentions", ()))
            evidence.add(name, "comes_in" if acts else "named_behind")
        else:
            evidence.add(name, "not_yet")


def _over_the_air(
    found: list[Evidence], items: list[Item], at: list[int], people: People, language: Language
) -> None:
    """The voice at the other end of a telephone or a radio takes part in the talk."""
    aired = on_air(items, language)
    voices = owners(items, aired, people.called, language)
    for evidence, i in zip(found, at, strict=True):
        cues = evidence.found.get(VOICE[language], {})
        if i in aired:
            voice = voices[aired[i].talk]
            line = items[i]
            assert isinstance(line, Utterance)
            line.over = voice
            evidence.add(voice, "aired" if aired[i].opens else "on_line", aired[i].close)
        elif cues and not any(cue.startswith(("tag", "heard", "voice")) for cue in cues):
            del evidence.found[VOICE[language]]  # it is only where the device is


def turns_of(items: list[Item], at: list[int], language: Language) -> list[Turn]:
    """How each line stands to the one before it; the first stands to none."""
    cues = cues_ko if language == "ko" else cues_en
    turns = [Turn("far")]
    earlier = ""
    for a, b in pairwise(at):
        one, other = items[a], items[b]
        if isinstance(one, Utterance) and isinstance(other, Utterance):
            aside = (one.mark in "‘'") != (other.mark in "‘'")
            before = manners.manner(one.text) if language == "ko" else ""
            silent = language == "ko" and cues_ko.silence(items, a, b)
            between = apart(cues.gap(items, a, b), aside, cues.holds(items, a, b), silent)
            joined = cues.continues(items, a, b)
            turns.append(
                Turn(
                    between,
                    joined,
                    one.text.rstrip().endswith(("?", "？")),
                    manners.manner(other.text) if language == "ko" and not aside else "",
                    before,
                    earlier,
                    language == "ko" and manners.replies(other.text),
                    language == "ko" or joined or between == "held",
                )
            )
            earlier = before
    return turns


def _prominent(items: list[Item]) -> dict[str, tuple[float, int]]:
    """Those whom the story names most: their share of the most named one's mentions, and the first item."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for at, item in enumerate(items):
        if isinstance(item, Sentence):
            named = [m.name for m in item.mentions if not m.pronoun and m.name != CROWD]
            counts.update(named)
            first.update({n: at for n in named if n not in first})
    most = max(counts.values(), default=0)
    return {n: (c / most, first[n]) for n, c in sorted(counts.items()) if c >= most * PROMINENT_MIN}


def _about_here(evidence: Evidence, items: list[Item], i: int) -> None:
    """Those named lately, the later the likelier; those named soon; and the unknown."""
    lately: dict[str, float] = {}
    before = (items[at] for at in range(i - 1, -1, -1))
    told = list(islice((x for x in before if isinstance(x, Sentence)), WINDOW_SENTENCES))
    for seen, sentence in enumerate(told, start=1):
        for mention in sentence.mentions:
            if not mention.pronoun and mention.name != CROWD:
                weight = 0.4 if mention.role == "subject" else 0.24
                fresh = weight * (1 - seen / WINDOW_SENTENCES)
                lately[mention.name] = lately.get(mention.name, 0.0) + fresh
    for name, fresh in lately.items():
        evidence.add(name, "lately", min(fresh, LATELY_MAX))
    after = (items[at] for at in range(i + 1, len(items)))
    ahead = list(islice((x for x in after if isinstance(x, Sentence)), AHEAD_SENTENCES))
    soon = {m.name for s in ahead for m in s.mentions if not m.pronoun and m.name != CROWD}
    for name in sorted(soon):
        evidence.add(name, "soon")
    of_late = {m.name for s in told[:LEFT_BEHIND_SENTENCES] for m in s.mentions}
    for name in evidence.found:
        if name[0].islower() and name not in VOICE.values() and name not in of_late and name not in soon:
            evidence.add(name, "left_behind")
    evidence.add(UNKNOWN, "unknown")
    if CROWD in evidence.found:
        evidence.add(CROWD, "crowd")


_TOLD = frozenset(
    (
        "tag",
        "tag_pronoun_0",
        "tag_after",
        "says_after",
        "lead",
        "voice",
        "voice_before",
        "said_before",
        "self_named",
    )
)


def _parties(found: list[Evidence]) -> None:
    """Whoever is told to speak a few lines before or after takes part in the talk."""
    told = [
        {n for n, cues in e.found.items() if any(c in _TOLD and cues[c] > 0 for c in cues)} for e in found
    ]
    for i, evidence in enumerate(found):
        for name in sorted(set().union(*told[max(0, i - PARTY_LINES) : i])):
            evidence.add(name, "party_before")
        for name in sorted(set().union(*told[i + 1 : i + 1 + PARTY_LINES])):
            evidence.add(name, "party_after")
