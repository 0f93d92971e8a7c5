"""What a person brings: the text of a story, already decoded."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["ko", "en"]
StoryForm = Literal["prose", "fountain", "panels"]
Style = Literal["webtoon", "manga", "realistic", "anime"]


@dataclass(frozen=True, slots=True)
class Story:
    """`text` is NFC, with LF line ends; `title` is never empty."""

    title: str
    text: str
    language: Language
    form: StoryForm
