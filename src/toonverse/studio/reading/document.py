"""A story's prose taken apart: sentences of narration and utterances, in order."""

from dataclasses import dataclass, field
from typing import Literal

from toonverse.domain.script import Gender

CROWD = "crowd"
"""Several people who speak or act as one."""

UNKNOWN = "unknown"
"""Who says a line that nobody of the cast says."""

Role = Literal["subject", "object", "dative", "possessor", "vocative", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a sentence. `start` is the offset in the sentence, `word` as it stands there.

    `name` is the stem before resolution; pronouns keep their word and have `pronoun` set. `may_be` are the
    people that an English pronoun may stand for with how much speaks for each, the likeliest first.
    """

    name: str
    role: Role
    start: int
    pronoun: bool = False
    may_be: tuple[tuple[str, float], ...] = ()


@dataclass(slots=True)
class Sentence:
    """`paragraph` counts from 0; `breaks` tells that the writer set a break before it."""

    text: str
    paragraph: int
    breaks: bool = False
    words: tuple["Word", ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Utterance:
    text: str
    mark: str
    paragraph: int
    carries_on: bool = False
    """Whether the paragraph before was left unclosed, so that the same person goes on."""
    speaker: str = "unknown"
    kind: str = "speech"
    addressed: tuple[str, ...] = ()
    about: tuple[tuple[str, float], ...] = ()
    over: str = ""
    """Who is at the other end of the telephone or the radio, "" where there is none."""
    """English: who is told of just before, with shares, the foremost first."""


@dataclass(frozen=True, slots=True)
class Word:
    """A space-delimited word with what a language module made of it: `stem` + `particle`, and tags."""

    text: str
    start: int
    stem: str = ""
    particle: str = ""
    tags: tuple[str, ...] = field(default=())
    forms: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class People:
    """Who is in the story: gender by name, who is meant by each form that a line may call, who is above whom.

    `standing` is higher for those whom others speak to politely; those of no known standing are left out.
    """

    genders: dict[str, Gender]
    called: dict[str, str]
    standing: dict[str, int] = field(default_factory=dict)
    men: dict[str, float] = field(default_factory=dict)
    """English: how likely each name is a man's."""
    kin: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """English: who is told to be a child or a grandchild of each, and calls them so."""
    he_is_anyone: bool = False
    """Whether `그` stands for women, too, as in older prose."""

    def gender(self, name: str) -> Gender:
        return self.genders.get(name, "unknown")


Item = Sentence | Utterance
