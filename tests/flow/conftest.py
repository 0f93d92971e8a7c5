"""A home of its own for each test, and short stories in both languages."""

from pathlib import Path

import pytest

STORIES = {
    "en": """The Lamp on the Pier

Nora carried the lamp down to the pier. Rain had been falling since noon, and the sea was grey.

"Nobody is coming," said Tom. He pulled his coat closer.

"He promised," said Nora.

A gull cried once and was gone. Far out, a small light moved.

"Look!" Tom shouted. "There!"

The boat came in slowly. An old man stood in it with a letter in his hand.

"I was late," the old man said. "Forgive me."
""",
    "ko": """부두의 등불

미나는 등불을 들고 부두로 내려갔다. 점심때부터 비가 내렸고 바다는 잿빛이었다.

“아무도 안 와.” 준호가 말했다. 그는 외투를 여몄다.

“온다고 했어.” 미나가 말했다.

갈매기가 한 번 울고 사라졌다. 멀리서 작은 불빛이 움직였다.

“저기 봐!” 준호가 소리쳤다.

배가 천천히 들어왔다. 노인이 편지를 손에 들고 서 있었다.

“늦었구나.” 노인이 말했다. “용서해 다오.”
""",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home that commands run in this process use."""
    folder = tmp_path / "home"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "OPENAI_API_KEY", "GEMINI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TOONVERSE_HOME", str(folder))
    monkeypatch.setenv("TOONVERSE_WORKERS", "2")
    monkeypatch.chdir(tmp_path)  # no .env of the developer is read
    return folder


@pytest.fixture
def stories(tmp_path: Path) -> dict[str, Path]:
    """Language -> a file with a story in it."""
    paths = {}
    for language, text in STORIES.items():
        paths[language] = tmp_path / f"story.{language}.txt"
        paths[language].write_text(text, encoding="utf-8")
    return paths
