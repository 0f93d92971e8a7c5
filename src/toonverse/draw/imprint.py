"""What the cards, the cover and the files that go along say of an episode."""

from dataclasses import dataclass

from toonverse.domain.story import Language, Style

_STYLE_WORDS: dict[Language, dict[Style, str]] = {
    "ko": {"webtoon": "웹툰", "manga": "흑백 만화", "realistic": "극화", "anime": "애니"},
    "en": {"webtoon": "Webtoon", "manga": "Manga", "realistic": "Realistic", "anime": "Anime"},
}
_EPISODE_WORDS: dict[Language, str] = {"ko": "제{}화", "en": "Episode {}"}
_END_WORDS: dict[Language, str] = {"ko": "끝", "en": "The End"}
_MADE_WORDS: dict[Language, dict[bool, str]] = {
    "ko": {False: "규칙으로 그린 그림 · 생성형 AI 아님", True: "생성형 AI로 만든 그림이 들어 있습니다"},
    "en": {False: "Drawn by rules, not by generative AI", True: "Contains pictures made with generative AI"},
}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What cards say: the episode's name, its number, and whether generative AI made its pictures."""

    title: str
    number: int
    language: Language
    style: Style
    generative: bool

    @property
    def made_words(self) -> str:
        return _MADE_WORDS[self.language][self.generative]

    @property
    def end_words(self) -> str:
        return _END_WORDS[self.language]

    @property
    def episode_words(self) -> str:
        return _EPISODE_WORDS[self.language].format(self.number)

    @property
    def heading_words(self) -> str:
        return f"{self.episode_words} · {_STYLE_WORDS[self.language][self.style]}"
