"""What Korean cues share: pronouns stand for several, a sentence has one whom it is about."""

import re

from toonverse.studio.reading import korean
from toonverse.studio.reading.document import CROWD, Item, Mention, People, Sentence
from toonverse.studio.reading.evidence import Evidence

TERMINAL = re.compile(r"[.!?…][\"'”’」』)\]]*\s*$")
_ANSWERED = re.compile(
    r"(?:[가-힣]니까|[가-힣]으면|하면|이면|자|더니만|는데도|다가|[가-힣] ?(?:때|제|적)에?|매|는지라),?\s*$"
)
_GIVEN_WAY = re.compile(
    r"(?:[가-힣]니|[가-힣]면|[는던한은]데|(?:말|소리|물음|대답)에|전에|[가-힣]으나|하여도|지만|"
    r"[는던은] 것을),?\s*$"
)
"""Ends of clauses after which the subject changes more often than not."""


def _kind_of(cue: str) -> str:
    """What pronouns share of many cues: a tag, a lead, an act; those against somebody keep their own."""
    if cue in ("silent", "silent_before", "hears", "cut_off", "gave_way", "answers_tag"):
        return "aside"
    if cue.startswith(("tag", "says", "said", "voice", "cuts")):
        return "says"
    return "lead" if cue.startswith("lead") else "acts"


OF_PRONOUN = 1.0
"""What a cue counts for whoever a pronoun likely stands for, of what it does for one who is named."""


class CuesKo(Evidence):
    """Collects what speaks for whom in one utterance."""

    def __init__(self, items: list[Item], i: int, people: People) -> None:
        super().__init__()
        self.items, self.i, self.people = items, i, people

    def credit(self, mention: Mention | None, cue: str, sentence: Sentence, strength: float = 1.0) -> None:
        """Gives a mention its cue; a pronoun shares it, as a weaker cue, among those it may stand for."""
        if mention is None:
            return
        if not mention.pronoun:
            self.add(mention.name, cue, strength)
            return
        if mention.may_be and not self.people.he_is_anyone:
            self.add(mention.may_be[0][0], cue, strength * OF_PRONOUN)
        named = {m.name for m in sentence.mentions if not m.pronoun}
        others = [n for n in self._recent() if n not in ("나", CROWD) and n not in named]
        if mention.name == korean.SOMEONE:
            for name in others[:5]:
                self.add(name, cue, strength * 0.8)
            return
        wanted = "female" if mention.name == "그녀" else "male"
        either = mention.name == "그" and self.people.he_is_anyone
        told = f"{_kind_of(cue)}_he"
        rank = 0
        for name in others[:4]:
            if mention.name == "그녀" and self.people.gender(name) == "male":
                continue
            fits = either or self.people.gender(name) in (wanted, "unknown")
            self.add(name, f"{told}_{rank}" if rank < 2 else f"{told}_2", strength * (1.0 if fits else 0.3))
            rank += 1

    def _recent(self) -> list[str]:
        """Names by recency before this line: those who acted, then the rest."""
        acting: dict[str, None] = {}
        others: dict[str, None] = {}
        for item in reversed(self.items[max(0, self.i - 20) : self.i]):
            if isinstance(item, Sentence):
                for mention in item.mentions:
                    if not mention.pronoun:
                        acts = mention.role == "subject" or korean.experiences(item, mention)
                        (acting if acts else others).setdefault(mention.name, None)
        return list({**acting, **others})


def sentence_at(items: list[Item], i: int) -> Sentence | None:
    item = items[i] if 0 <= i < len(items) else None
    return item if isinstance(item, Sentence) else None


def item_at(items: list[Item], i: int) -> Item | None:
    return items[i] if 0 <= i < len(items) else None


def is_new(cues: CuesKo, mention: Mention) -> bool:
    """Whether somebody whom a sentence behind a line tells of is brought in there."""
    earlier = (x for x in cues.items[: cues.i] if isinstance(x, Sentence))
    return not any(m.name == mention.name for s in earlier for m in s.mentions)


def main_subject(sentence: Sentence, last: bool) -> Mention | None:
    """The topic (은/는) if there is one, else the subject; the last or the first of them."""
    found = korean.subjects(sentence)
    pool = [m for m in found if korean.is_topic(sentence, m)] or found
    if pool:
        return pool[-1] if last else pool[0]
    return next((m for m in sentence.mentions if korean.experiences(sentence, m)), None)


def gives_way(lead: Sentence) -> bool:
    """`내가 이렇게 내배앝는 소리를 하니까,`: whoever acts there has done so, and another answers."""
    return bool(_ANSWERED.search(lead.text))


def may_give_way(lead: Sentence) -> bool:
    """Whether a sentence that leads into a line more likely tells of the listener: `묻자마자 웃는데,`."""
    return bool(_ANSWERED.search(lead.text) or _GIVEN_WAY.search(lead.text))


def acted_on(cues: CuesKo, sentence: Sentence, subject: Mention | None, owner: Mention | None) -> None:
    """Those whom the speaker looks at, touches or speaks to do not speak."""
    for mention in sentence.mentions:
        if mention in (subject, owner) or mention.pronoun or korean.experiences(sentence, mention):
            continue
        if mention.role in ("object", "dative", "possessor"):
            cues.add(mention.name, "acted_on")


def opened_by_another(items: list[Item], at: int, behind: Sentence) -> bool:
    """Whether somebody else than the one told of behind a line acts right in front of it."""
    front = sentence_at(items, at - 1)
    if front is None or not TERMINAL.search(front.text) or korean.QUOTATIVE.match(front.text):
        return False
    acts, says = (
        main_subject(front, last=True),
        korean.before_speech(behind) or main_subject(behind, last=False),
    )
    if acts is None or says is None or acts.pronoun or says.pronoun:
        return False
    return acts.name != says.name
